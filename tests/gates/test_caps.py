"""Gate: nothing in the program grows too long to be read at one sitting."""

import ast
import re
from statistics import median

import pytest

FILE_LINES, CLASS_METHODS, FUNCTION_LINES = 300, 20, 30
MEDIAN_FILE, MEDIAN_FUNCTION = 100, 8
CATCH_ALL = {"ui/tasks.py", "ui/application.py"}  # a worker's error is handed on; the last-chance handler
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def modules(package):
    """Path from the package, text and syntax tree of every module, in order of path."""
    for path in sorted(package.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(package).as_posix(), text, ast.parse(text)


def nodes(tree, kind):
    """All nodes of a kind, nested ones included."""
    return [node for node in ast.walk(tree) if isinstance(node, kind)]


def length(function):
    """Lines from `def` to the last statement, both included; decorators are not counted."""
    return function.end_lineno - function.lineno + 1


def too_big(package):
    """One line for each file, class or function over its cap."""
    for name, text, tree in modules(package):
        if (lines := len(text.splitlines())) > FILE_LINES:
            yield f"{name}: {lines} lines"
        for owner in nodes(tree, ast.ClassDef):
            if (methods := sum(isinstance(part, FUNCTION) for part in owner.body)) > CLASS_METHODS:
                yield f"{name}: class {owner.name} has {methods} methods"
        for function in nodes(tree, FUNCTION):
            if length(function) > FUNCTION_LINES:
                yield f"{name}: {function.name}() has {length(function)} lines"


def medians(package):
    """Median lines of a file and of a function."""
    parts = list(modules(package))
    lengths = [length(function) for _, _, tree in parts for function in nodes(tree, FUNCTION)]
    return median(len(text.splitlines()) for _, text, _ in parts), median(lengths or [0])


def catches_all(node):
    """Whether this `except` or `suppress(…)` swallows every error."""
    if isinstance(node, ast.ExceptHandler):
        caught = [node.type]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
        caught = node.args
    else:
        return False
    names = {ast.unparse(part) if part else "Exception" for kind in caught for part in getattr(kind, "elts", [kind])}
    return bool(names & {"Exception", "BaseException"})


def blind_excepts(package):
    """Places that catch every error and do not let it fly on, outside the modules that may."""
    for name, _, tree in modules(package):
        if name not in CATCH_ALL:
            found = (node for node in ast.walk(tree) if catches_all(node) and not flies_on(node))
            yield from (f"{name}:{node.lineno}" for node in found)


def flies_on(node):
    """Whether a handler only tidies up: its last statement raises the same error again."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    last = node.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def unfinished(package):
    """Lines that promise to be finished some day."""
    for name, text, _ in modules(package):
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                yield f"{name}:{number}"


@pytest.mark.parametrize("check", [too_big, blind_excepts, unfinished])
def test_caps_hold(root, check):
    assert not (found := list(check(root / "ecabinet"))), "\n".join(found)


def test_most_files_and_functions_are_short(root):
    file, function = medians(root / "ecabinet")
    assert file <= MEDIAN_FILE
    assert function <= MEDIAN_FUNCTION


def body(lines, name="f"):
    """A function of so many lines."""
    return f"def {name}():\n" + "    x = 1\n" * (lines - 1)


def methods(count):
    """A class with so many methods."""
    return "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(count))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("x = 1\n" * 300, 0),
        ("x = 1\n" * 301, 1),
        (body(30), 0),
        (body(31), 1),
        ("@cached\n" + body(30), 0),
        ("async " + body(31), 1),
        (methods(20), 0),
        (methods(21), 1),
    ],
)
def test_the_gate_knows_the_caps(plant, text, over):
    assert len(list(too_big(plant({"deep/a.py": text})))) == over


def test_the_gate_knows_medians(plant):
    assert medians(plant({"a.py": body(3), "b.py": body(9) + body(11, "g"), "c.py": ""})) == (3, 9)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("try: f()\nexcept ValueError: g()\n", 0),
        ("try: f()\nexcept Exception: g()\n", 1),
        ("try: f()\nexcept: g()\n", 1),
        ("try: f()\nexcept (OSError, BaseException) as e: g()\n", 1),
        ("try: f()\nexcept BaseException:\n  g()\n  raise\n", 0),
        ("try: f()\nexcept Exception:\n  raise ValueError\n", 1),
        ("with contextlib.suppress(OSError): f()\n", 0),
        ("with suppress(Exception): f()\n", 1),
    ],
)
def test_the_gate_sees_who_catches_all(plant, text, count):
    tree = plant({"core/a.py": text, "ui/tasks.py": text, "ui/application.py": text})
    assert len(list(blind_excepts(tree))) == count


def test_the_gate_sees_what_is_unfinished(plant):
    assert list(unfinished(plant({"a.py": "x = 1  # " + "TO" + "DO later\n", "b.py": "TODOS = []\n"}))) == ["a.py:1"]


def test_the_gate_looks_at_something(root):
    assert "core/__init__.py" in [name for name, _, _ in modules(root / "ecabinet")]
