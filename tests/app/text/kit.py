"""Pages made of letters of one size, packed as a worker packs them."""

from array import array
from dataclasses import dataclass
from pathlib import Path

from ecabinet.app.pages import Ticket
from ecabinet.app.text.form import HEADER, LINE, MARK, STEPS
from ecabinet.app.text.page import page_text
from ecabinet.app.text_ports import TextAnswer

WIDTH, HEIGHT = 600.0, 800.0
ACROSS, UP = 6.0, 10.0  # points of a letter
FIRST = 700.0  # the foot of the first line
PITCH = 12.0  # from line to line
LEFT = 50.0


@dataclass
class Row:
    """A line of text; without a place it follows the one before."""

    text: str
    left: float = LEFT
    bottom: float | None = None
    angle: int = 0
    flags: int = 0


def boxes_of(row, bottom):
    """A box for each letter, set from `left`, `bottom` on in the direction of the line."""
    for at in range(len(row.text)):
        along = at * ACROSS
        if row.angle == 0:
            yield row.left + along, bottom, row.left + along + ACROSS, bottom + UP
        elif row.angle == 900:
            yield row.left - UP, bottom + along, row.left, bottom + along + ACROSS
        elif row.angle == 1800:
            yield row.left - along - ACROSS, bottom - UP, row.left - along, bottom
        else:
            yield row.left, bottom - along - ACROSS, row.left + UP, bottom - along


def payload_of(rows, oddities=0):
    """The bytes of a page with these lines, strings or Rows."""
    rows = [row if isinstance(row, Row) else Row(row) for row in rows]
    unit = max(WIDTH, HEIGHT) / STEPS
    text, edges, lines, bottom = "", ([], [], [], []), [], FIRST + PITCH
    for row in rows:
        bottom = bottom - PITCH if row.bottom is None else row.bottom
        boxes = [tuple(min(max(round(edge / unit), 0), STEPS) for edge in box) for box in boxes_of(row, bottom)]
        around = [*map(min, zip(*(box[:2] for box in boxes), strict=True))]
        around += map(max, zip(*(box[2:] for box in boxes), strict=True))
        if text:
            text += "\n"
            for side, edge in zip(edges, (edges[2][-1], edges[1][-1], edges[2][-1], edges[3][-1]), strict=True):
                side.append(edge)
        lines.append(LINE.pack(len(text), len(text) + len(row.text), row.angle, row.flags, *around))
        text += row.text
        for box in boxes:
            for side, edge in zip(edges, box, strict=True):
                side.append(edge)
    letters = text.encode()
    head = HEADER.pack(MARK, oddities, WIDTH, HEIGHT, unit, len(text), len(lines), len(letters))
    return b"".join([head, *lines, *(array("H", side).tobytes() for side in edges), letters])


def page(*rows, oddities=0):
    """A page with these lines."""
    return page_text(payload_of(rows, oddities))


class Port:
    """A `Texts` that answers when told to, and remembers what was asked."""

    def __init__(self):
        self.asked, self.cancelled = [], []

    def ask_text(self, _source, number, urgency):
        self.asked.append((number, urgency.priority))
        return Ticket(len(self.asked))

    def cancel(self, ticket):
        self.cancelled.append(ticket)

    def answer(self, ticket, value):
        """The answer to the ticket with this number."""
        number = self.asked[ticket - 1][0]
        return TextAnswer(Ticket(ticket), Path("paper.pdf").absolute(), number, value)
