"""Gate: what the program imports is declared, and what is declared is imported."""


def differences(tool, root):
    """What deptry says about a tree by this project's settings; empty if nothing."""
    answer = tool(root, "-m", "deptry", "--no-ansi", ".")
    return answer.stdout if answer.returncode else ""


def test_declared_is_imported_and_imported_is_declared(tool, root):
    assert not (said := differences(tool, root)), said


def test_the_gate_sees_an_unused_and_an_undeclared_package(tool, plant):
    settings = '[project]\nname = "ecabinet"\nversion = "0"\ndependencies = ["msgspec"]\n'
    said = differences(tool, plant({"pyproject.toml": settings, "ecabinet/bad.py": "import pytest\n"}))
    assert "'msgspec' defined as a dependency but not used" in said
    assert "'pytest' imported but" in said


def test_the_gate_is_quiet_about_a_used_package(tool, plant):
    settings = '[project]\nname = "ecabinet"\nversion = "0"\ndependencies = ["msgspec"]\n'
    assert not differences(tool, plant({"pyproject.toml": settings, "ecabinet/good.py": "import msgspec\n"}))
