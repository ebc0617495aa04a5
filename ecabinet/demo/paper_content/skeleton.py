"""A paper's skeleton: Typst text with directives, and the list of blocks that comes of it.

Directives stand at the start of a line::

    @pool name 3      three paragraphs of a pool, always there
    @more name 5      up to five more, as many as the page count asks for
    @opt text …       a written paragraph that may be left out
    @rows name        rows of a coherent table, inside a Typst table

The optional blocks of all sections are taken in turn, so that a paper grows evenly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ecabinet.demo.paper_content.grammar import Writer

RowSource = Callable[[str], Sequence[Sequence[str]]]

_LIST_MARK = re.compile(r"^(- |\d+\. )")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper; `rank` is None for what is always there, else the order of joining."""

    text: str
    rank: tuple[int, int] | None = None


def blocks(skeleton: str, writer: Writer, rows: RowSource) -> list[Block]:
    """The blocks of a skeleton in reading order, pools and rows written out."""
    found: list[Block] = []
    section = 0
    joined = 0
    for chunk in re.split(r"\n{2,}", skeleton.strip("\n")):
        if chunk.startswith("="):
            section, joined = section + 1, 0
        for text, optional in _pieces(chunk, writer, rows):
            found.append(Block(text, (joined, section) if optional else None))
            joined += optional
    return found


def chosen(material: Sequence[Block], optional: int) -> str:
    """The Typst text with the first `optional` optional blocks by rank."""
    ranks = sorted(block.rank for block in material if block.rank is not None)
    kept = set(ranks[:optional])
    return "\n\n".join(b.text for b in material if b.rank is None or b.rank in kept)


def plain(text: str) -> str:
    """`text` as literal Typst text: nothing in it is markup."""
    escaped = re.sub(r"([\\#*_@$<>\[\]`~])", r"\\\1", text)
    return _LIST_MARK.sub(_as_text, escaped)


def _pieces(chunk: str, writer: Writer, rows: RowSource) -> list[tuple[str, bool]]:
    first, _blank, rest = chunk.partition(" ")
    if first in {"@pool", "@more"}:
        name, count = rest.split()
        return _paragraphs(writer, name, int(count), optional=first == "@more")
    if first == "@opt":
        return [(_LIST_MARK.sub(_as_text, rest), True)]
    lines = [_line(line, rows) for line in chunk.split("\n")]
    return [("\n".join(lines), False)]


def _paragraphs(writer: Writer, pool: str, count: int, *, optional: bool) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for _turn in range(count):
        try:
            found.append((plain(writer.paragraph(pool)), optional))
        except LookupError:
            if not optional:
                raise
            break
    return found


def _line(line: str, rows: RowSource) -> str:
    if line.startswith("@rows "):
        return "\n".join(_row(cells) for cells in rows(line.removeprefix("@rows ")))
    return _LIST_MARK.sub(_as_text, line)


def _row(cells: Sequence[str]) -> str:
    if len(cells) == 1:
        return cells[0] + ","
    return "(" + ", ".join(f"[{plain(cell)}]" for cell in cells) + "),"


def _as_text(mark: re.Match[str]) -> str:
    return mark.group(1).replace("-", "\\-").replace(".", "\\.")
