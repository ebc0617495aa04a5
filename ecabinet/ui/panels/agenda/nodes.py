"""The agenda as the tree shows it: items in their hierarchy, papers before sub-items; plain frozen values."""

from dataclasses import dataclass

from ecabinet.app.read import Agenda, AgendaLine, PaperLine


@dataclass(frozen=True, slots=True)
class Node:
    """One row: an item, or a paper under it. Positions are indexes into the tuple of all nodes, −1 at the top."""

    key: str
    line: AgendaLine
    paper: PaperLine | None
    parent: int
    row: int
    depth: int


def item_key(item: str) -> str:
    """Return the key of an item's row."""
    return f"item:{item}"


def paper_key(paper: str) -> str:
    """Return the key of a paper's row."""
    return f"paper:{paper}"


def nodes_of(agenda: Agenda) -> tuple[Node, ...]:
    """Return all rows, each parent before its children."""
    made: list[Node] = []
    places: dict[str, int] = {}
    rows: dict[int, int] = {}

    def add(key: str, line: AgendaLine, paper: PaperLine | None, parent: int, depth: int) -> None:
        rows[parent] = rows.get(parent, -1) + 1
        made.append(Node(key, line, paper, parent, rows[parent], depth))

    for line in agenda.lines:
        parent = places.get(line.parent, -1) if line.parent else -1
        places[line.item] = own = len(made)
        add(item_key(line.item), line, None, parent, line.depth)
        for paper in line.papers:
            add(paper_key(paper.paper), line, paper, own, line.depth + 1)
    return tuple(made)
