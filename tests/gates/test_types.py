"""Gate: mypy, strict, over the whole package."""

import pytest

pytestmark = pytest.mark.timeout(600)  # the stubs of Qt take a minute without a cache on a busy machine


def complaints(tool, root, *words):
    """What mypy says about a tree by this project's settings; empty if nothing."""
    answer = tool(root, "-m", "mypy", "--no-error-summary", *words)
    return answer.stdout if answer.returncode else ""


def test_types_hold(tool, root):
    assert not (said := complaints(tool, root)), said


def test_the_gate_sees_a_wrong_type_and_a_missing_override(tool, plant):
    bad = """class Rule:
    def holds(self) -> bool:
        return "yes"

class Quorum(Rule):
    def holds(self) -> bool:
        return True
"""
    tree = plant({"ecabinet/__init__.py": "", "ecabinet/bad.py": bad}, settings=True)
    said = complaints(tool, tree, "--cache-dir", tree / "cache")
    assert "[return-value]" in said
    assert "[explicit-override]" in said


def test_the_gate_is_quiet_about_clean_code(tool, plant):
    tree = plant({"ecabinet/__init__.py": "", "ecabinet/good.py": "LIMIT: int = 3\n"}, settings=True)
    assert not complaints(tool, tree, "--cache-dir", tree / "cache")
