"""Gate: ruff finds nothing, in the program, its tests and go.py."""


def findings(tool, root, *, cache=True):
    """What ruff says about a tree by this project's settings; empty if nothing."""
    words = ["check", "--quiet", "--output-format", "concise", *([] if cache else ["--no-cache"])]
    answer = tool(root, "-m", "ruff", *words, ".")
    return answer.stdout if answer.returncode else ""


def test_ruff_finds_nothing(tool, root):
    assert not (said := findings(tool, root)), said


def test_the_gate_sees_a_relative_import_and_a_blind_except(tool, plant):
    bad = "from . import other\n\ntry:\n    other.go()\nexcept Exception:\n    pass\n"
    said = findings(tool, plant({"ecabinet/bad.py": bad}, settings=True), cache=False)
    assert "TID252" in said
    assert "BLE001" in said


def test_the_gate_is_quiet_about_clean_code(tool, plant):
    assert not findings(tool, plant({"ecabinet/good.py": '"""Nothing."""\n'}, settings=True), cache=False)
