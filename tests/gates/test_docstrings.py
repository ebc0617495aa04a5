"""Gate: every module, public class and public function of the program says what it is."""

import ast

NAMED = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def silent(package):
    """What has no docstring: `path` for a module, `path: name` for a class or top-level function."""
    for path in sorted(package.rglob("*.py")):
        tree, name = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(package).as_posix()
        if not ast.get_docstring(tree):
            yield name
        public = [node for node in tree.body if isinstance(node, NAMED) and not node.name.startswith("_")]
        yield from (f"{name}: {node.name}" for node in public if not ast.get_docstring(node))


def test_everything_public_says_what_it_is(root):
    assert not (found := list(silent(root / "ecabinet"))), "\n".join(found)


def test_the_gate_sees_what_is_silent(plant):
    text = '"""A module."""\ndef f(): ...\nasync def g():\n    """Says."""\nclass C: ...\ndef _private(): ...\n'
    tree = plant({"a/__init__.py": "", "a/b.py": text})
    assert list(silent(tree)) == ["a/__init__.py", "a/b.py: f", "a/b.py: C"]
