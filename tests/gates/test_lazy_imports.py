"""Gate: the program is up before anything heavy is imported; each part loads where it is first used."""

import json

HEAVY = ("sqlalchemy", "pypdfium2", "PySide6", "typst", "nacl", "sqlcipher3")
PROBE = """
import json, sys
import ecabinet.__main__
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def loaded_early(tool, root):
    """Which heavy packages `import ecabinet.__main__` brings in."""
    answer = tool(root, "-c", PROBE, *HEAVY)
    assert answer.returncode == 0, answer.stdout
    return json.loads(answer.stdout)


def test_nothing_heavy_is_imported_at_the_start(tool, root):
    assert loaded_early(tool, root) == []


def test_the_gate_sees_a_heavy_import(tool, plant):
    tree = plant({"ecabinet/__init__.py": "", "ecabinet/__main__.py": "import sqlalchemy.orm\nimport typst\n"})
    assert loaded_early(tool, tree) == ["sqlalchemy", "typst"]


def test_the_gate_is_quiet_about_a_late_import(tool, plant):
    late = "def main():\n    import sqlalchemy\n"
    assert loaded_early(tool, plant({"ecabinet/__init__.py": "", "ecabinet/__main__.py": late})) == []
