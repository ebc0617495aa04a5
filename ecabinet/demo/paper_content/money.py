"""Tables of public investment and of land: totals are the sums of their rows.

Amounts are million đồng unless a function says billion; areas are square metres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from ecabinet.core.vietnamese import number
from ecabinet.demo.paper_content import land
from ecabinet.demo.paper_content.grammar import Writer
from ecabinet.demo.sample import SampleMeeting

Rows = Sequence[Sequence[str]]
Data = Mapping[str, Any]  # Any: the content of one YAML file of the papers' folder


def investors(_sample: SampleMeeting, _writer: Writer, data: Data) -> Rows:
    """Investors: number of projects, plan, spent, rate, remainder; the province's total last."""
    found = []
    for n, (name, count, plan, rate) in enumerate(data["investors"], 1):
        spent = plan * rate / 100
        found.append((str(n), name, count, plan, spent))
    lines = [_investor(*row) for row in found]
    total = _investor("", "Tổng số", sum(r[2] for r in found), sum(r[3] for r in found), sum(r[4] for r in found))
    return [*lines, total]


def _investor(place: str, name: str, count: int, plan: float, spent: float) -> list[str]:
    return [
        place,
        name,
        str(count),
        number(plan, 1),
        number(spent, 1),
        number(spent / plan * 100, 1),
        number(plan - spent, 1),
    ]


def budget(_sample: SampleMeeting, writer: Writer, data: Data, section: str) -> Rows:
    """Number, title, unit, plan, June, July, seven months, per cent of plan, of last year.

    Amounts in billion đồng; a title without own amounts is the sum of the deeper ones below it.
    """
    known = data["budgets"][section]
    leaves = {
        n: _months(writer, total, plan)
        for n, (_depth, _name, total, plan, _growth) in enumerate(known)
        if total is not None
    }
    rows = []
    for n, (_depth, name, _total, _plan, growth) in enumerate(known):
        parts = [leaves[k] for k in _part_of(known, n) if k in leaves]
        plan, june, july, total = (sum(column) for column in zip(*parts, strict=True))
        shown = [number(amount, 1) for amount in (plan, june, july, total)]
        rates = [number(total / plan * 100, 1), number(100 + growth, 1)]
        rows.append([str(n + 1), name, "tỷ đồng", *shown, *rates])
    return rows


def _part_of(known: Sequence[Sequence[Any]], title: int) -> list[int]:
    """The places of a title and of the deeper titles that follow it."""
    depth = known[title][0]
    return [title, *takewhile(lambda k: known[k][0] > depth, range(title + 1, len(known)))]


def _months(writer: Writer, total: float, plan: float) -> tuple[float, float, float, float]:
    june = round(total * writer.random.uniform(0.138, 0.148), 1)
    return plan, june, round(total * writer.random.uniform(0.137, 0.145), 1), total


def projects(_sample: SampleMeeting, writer: Writer, data: Data) -> Rows:
    """The 62 projects below 30 %, grouped by investor, with the obstacle; sums last."""
    found: list[list[str]] = []
    plans, spent = [], []
    for investor, count, billions in data["late_investors"]:
        found.append([f"group(10)[{investor}]"])
        for share in land.shares(billions * 10, count, writer.random):
            plans.append(share * 100)
            spent.append(round(plans[-1] * writer.random.uniform(0.02, 0.295)))
            found.append([str(len(plans)), *_project(writer, investor, plans[-1], spent[-1])])
    rate = number(sum(spent) / sum(plans) * 100, 1)
    sums = [number(sum(plans)), number(sum(spent)), rate]
    return [*found, ["", f"Tổng số: {len(plans)} dự án", "", "", *sums, "", "", ""]]


def _project(writer: Writer, investor: str, plan: int, spent: int) -> list[str]:
    name, obstacle = writer.paragraph("du_an_cham").split(" || ")
    place = investor.partition("UBND ")[2]
    if not place or "khác" in place:
        place = "{xa}"
    invested = plan * writer.random.randint(14, 46) // 10
    promised = f"{writer.random.randint(5, 28)}/{writer.random.choice([8, 9, 10])}/2026"
    amounts = [number(invested), number(plan), number(spent), number(spent / plan * 100, 1)]
    return [name, writer.fill(place), *amounts, number(round(plan * 0.95) - spent), obstacle, promised]


def households(_sample: SampleMeeting, _writer: Writer, data: Data, *_columns: str) -> Rows:
    """The households whose paddy land is taken: parcel, area, compensation, support, sum.

    The same rows in every paper; areas and amounts add up to what the papers state. Total last.
    """
    found = [
        [
            str(n),
            each.name,
            each.sheet,
            each.parcel,
            number(each.area),
            number(each.paid, 1),
            number(each.support, 1),
            number(each.paid + each.support, 1),
        ]
        for n, each in enumerate(land.households(data), 1)
    ]
    everyone = land.households(data)
    area = sum(each.area for each in everyone)
    paid, support = sum(each.paid for each in everyone), sum(each.support for each in everyone)
    sums = [number(area), number(paid, 1), number(support, 1), number(paid + support, 1)]
    return [*found, ["", "Cộng", "", "", *sums]]


def parcels(_sample: SampleMeeting, writer: Writer, data: Data, count: str) -> Rows:
    """Cells of the sheets on single parcels, the first `count` households: six of each."""
    return [
        [
            each.name,
            each.sheet,
            each.parcel,
            number(each.area),
            writer.paragraph("hien_trang"),
            writer.paragraph("nhan_xet"),
        ]
        for each in land.households(data)[: int(count)]
    ]


def points(_sample: SampleMeeting, _writer: Writer, _data: Data) -> Rows:
    """Boundary points of the land in VN-2000: number, X, Y in metres, length to the next."""
    corners = land.boundary()
    return [[str(n), number(x, 2), number(y, 2), number(land.length(n), 2)] for n, (x, y) in enumerate(corners, 1)]


def edges(_sample: SampleMeeting, writer: Writer, _data: Data, *firsts: str) -> Rows:
    """Edges measured again on site: number, name, length in the extract, on site, difference."""
    found = []
    for n, first in enumerate(map(int, firsts), 1):
        off = writer.random.randint(1, 4) / 100
        known = round(land.length(first), 2)
        name = f"Cạnh {first} - {first % land.POINTS + 1}"
        found.append([str(n), name, number(known, 2), number(known - off, 2), number(off, 2)])
    return found
