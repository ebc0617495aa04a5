"""Gate: the documents say what is: links and files exist, commands and words are those of the program."""

import ast
import importlib.util
import re

import pytest

from ecabinet.cli import _parser
from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.voting import Choice, Method, Verdict
from ecabinet.ui.words.names import values

KINDS = {State: "state", Role: "role", Capacity: "capacity", Presence: "presence", Choice: "choice", Verdict: "verdict"}
LONGEST = {"README.md": 90, "docs/architecture.md": 90}
DECISION_LINES = 30
PICTURES = "docs/screenshots"
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"(?<![\w/.<])((?:ecabinet|docs|tests|resources|benchmarks|\.ci)/[\w./-]*[\w/])")
MODULE = re.compile(r"`([a-z_]+\.py)`")
COMMAND = re.compile(r"\bgo\.py (\w+)")
CLI = re.compile(r"\becabinet(?: --?\w+ \S+)* ([a-z]+)(?: ([a-z]+))?")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
PLACEHOLDER = "NAME"  # recipes say NAME for what the reader chooses
TO_BE_MADE = {"resources/records", "tests/records"}  # folders that the recipe for a document begins
NAMES = {"ecabinet", "pdf", "ubnd", "hdnd", "smb", "nfs", "sqlite", "postgresql", "enter", "esc"}
SYLLABLE = re.compile(
    r"(?:ch|gh|gi|kh|ngh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:oai|oay|oeo|uay|uya|uyu|ai|ao|au|ay|eo|ia|iu|oa|oe|oi|oo|ua|ui|uy|ya|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)


def documents(root):
    """Every document, by its path from the root."""
    found = [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found if path.is_file()}


def broken_links(root):
    """Relative links that lead nowhere; pictures count once the first one has been taken."""
    pictures = any((root / PICTURES).glob("*.png"))
    for name, text in documents(root).items():
        for link in LINK.findall(text):
            target = (root / name).parent / link
            waits = not pictures and target.resolve().is_relative_to((root / PICTURES).resolve())
            if "://" not in link and not target.exists() and not waits:
                yield f"{name}: {link}"


def missing_files(root):
    """Files and folders of the program that a document names and that are not there."""
    modules = {path.name for folder in ("ecabinet", "tests") for path in (root / folder).rglob("*.py")} | {"go.py"}
    for name, text in documents(root).items():
        paths = [path for path in PATH.findall(text) if PLACEHOLDER not in path and path not in TO_BE_MADE]
        yield from (f"{name}: {path}" for path in paths if not (root / path).exists() and not path.startswith(PICTURES))
        yield from (f"{name}: {module}" for module in MODULE.findall(text) if module not in modules)


def unknown_words(text):
    """Words without any Vietnamese mark that cannot be a Vietnamese syllable, nor are names: English, most likely."""
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", text, flags=re.DOTALL)
    plain = {word.lower() for word in re.findall(r"[^\W\d_]{2,}", prose) if word.isascii()}
    return {word for word in plain - NAMES if not SYLLABLE.fullmatch(word)}


def shown_texts(root):
    """Every text in the source of the screens."""
    for path in (path for folder in ("ui", "boot", "demo") for path in (root / "ecabinet" / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def unshown(bold, texts):
    """Bold words that no screen shows; "Sang mục …" stands for "Sang mục {number}"."""
    for words in bold:
        clean = " ".join(words.split())
        fits = any(text.startswith(clean[:-1] + "{") for text in texts) if clean.endswith("…") else False
        if any(letter.isalpha() for letter in clean) and not fits and clean not in texts:
            yield clean


@pytest.fixture(scope="module")
def handbooks(root):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "docs/handbook").glob("*.md"))}


@pytest.fixture(scope="module")
def go(root):
    spec = importlib.util.spec_from_file_location("go", root / "go.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def subcommands(parser):
    """The words a parser of the command line knows after its own name, each with its parser."""
    return next((action.choices for action in parser._actions if isinstance(action.choices, dict)), {})


def test_links_lead_somewhere(root):
    assert not (found := list(broken_links(root))), "\n".join(found)


def test_named_files_exist(root):
    assert not (found := list(missing_files(root))), "\n".join(found)


def test_go_knows_the_commands(root, go):
    told = {word for text in documents(root).values() for word in COMMAND.findall(text)}
    assert {"demo", "run", "test"} <= told <= {*go.COMMANDS, "clean"}


def test_the_command_line_knows_its_commands(root):
    known = subcommands(_parser())
    rows = [line for line in documents(root)["README.md"].splitlines() if line.startswith("| `")]
    told = {pair for row in rows for pair in CLI.findall(row)}
    assert {first for first, _second in told} == set(known)
    for first, second in told:
        assert not second or second in subcommands(known[first]), (first, second)


@pytest.mark.parametrize(("name", "lines"), LONGEST.items())
def test_pages_stay_pages(root, name, lines):
    assert len(documents(root)[name].splitlines()) <= lines


def test_decisions_are_short_and_whole(root):
    found = sorted((root / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in found] == [f"{number:04d}" for number in range(1, len(found) + 1)]
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= DECISION_LINES, path.name
        for part in ("**Context.**", "**Options.**", "**Choice.**", "**Cost.**"):
            assert part in text, (path.name, part)


@pytest.mark.parametrize("kind", [*KINDS, Method], ids=lambda kind: kind.__name__)
def test_the_glossary_has_every_value(root, kind):
    rows = documents(root)["docs/glossary.md"].splitlines()
    words = values(KINDS[kind]) if kind in KINDS else {}
    for value in kind:
        assert any(f"`{value}`" in row and words.get(value, "") in row for row in rows), value


def test_there_is_a_handbook_for_each_desk(handbooks):
    assert set(handbooks) == {"dai-bieu.md", "thu-ky.md", "chu-toa.md", "quan-tri.md"}


def test_handbooks_speak_vietnamese(handbooks):
    assert {name: found for name, text in handbooks.items() if (found := unknown_words(text))} == {}


def test_handbooks_name_what_screens_show(root, handbooks):
    texts = set(shown_texts(root))
    found = {name: list(unshown(BOLD.findall(text), texts)) for name, text in handbooks.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_gate_sees_links_and_files_that_are_gone(plant):
    links = "[a](docs/b.md) [c](docs/d.md) [e](https://f.example)"
    files = "`ecabinet/x.py` `ecabinet/gone.py` `z.py` `y.py` `resources/NAME.typ`"
    tree = plant({"README.md": links, "docs/b.md": files, "ecabinet/x.py": "", "tests/z.py": ""})
    assert list(broken_links(tree)) == ["README.md: docs/d.md"]
    assert list(missing_files(tree)) == ["README.md: docs/d.md", "docs/b.md: ecabinet/gone.py", "docs/b.md: y.py"]


def test_pictures_may_wait_until_the_first_is_taken(plant):
    tree = plant({"README.md": "![a](docs/screenshots/a.png)"})
    assert not list(broken_links(tree))
    plant({"docs/screenshots/b.png": ""})
    assert list(broken_links(tree)) == ["README.md: docs/screenshots/a.png"]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Bấm **Mở** trong khung, xem chi tiết ở trang hai, in ra `open` PDF", set()),
        ("Bấm Save để lưu, chọn tab Agenda", {"save", "tab", "agenda"}),
        ("[offline](online.md)\n```\nclick\n```", {"offline"}),
    ],
)
def test_the_gate_sees_english(text, foreign):
    assert unknown_words(text) == foreign


def test_the_gate_sees_a_button_that_was_renamed():
    assert list(unshown(["Mở", "Sang mục …", "Đóng\nlại", "+"], {"Mở", "Sang mục {number}"})) == ["Đóng lại"]
