"""The commands in the handbooks are commands: each can be typed as it stands, with something for its <placeholders>."""

import re
import shlex

import pytest

from ecabinet.cli import _parser
from tests.cli.conftest import ROOT

SPAN = re.compile(r"`(ecabinet [^`\n]+)`")
FENCED = re.compile(r"^ *ecabinet [^\n]*(?<=\\)\n[^\n]*$|^ *ecabinet [^\n]*$", re.MULTILINE)
PAGES = sorted((ROOT / "docs/handbook").glob("*.md"))


def commands(text):
    """Every command of a page, as one line with X for each placeholder."""
    found = SPAN.findall(text) + FENCED.findall(text)
    return [re.sub(r"<[^>]+>", "X", line.replace("\\\n", " ").strip()) for line in found]


def test_the_administrators_page_has_its_commands():
    page = next(page for page in PAGES if page.name == "quan-tri.md")
    told = {tuple(shlex.split(line)[1:3]) for line in commands(page.read_text(encoding="utf-8"))}
    steps = {"invite", "join", "requests", "approve", "refuse", "laptops", "revoke", "hand-over", "recover"}
    assert {second for first, second in told if first == "people"} == steps
    assert {second for first, second in told if first == "store"} >= {
        "init",
        "verify",
        "audit",
        "copy",
        "use",
        "prepare",
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_can_be_typed(page):
    parser = _parser()
    refused = []
    for line in commands(page.read_text(encoding="utf-8")):
        try:
            parser.parse_args(shlex.split(line)[1:])
        except SystemExit:
            refused.append(line)
    assert refused == []
