"""The tables of the papers: rows whose figures agree with each other and with the sample.

Each source answers rows of cells; a row of one cell is Typst code that stands for a whole row.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ecabinet.core.vietnamese import number
from ecabinet.demo.paper_content import money
from ecabinet.demo.paper_content.grammar import Writer
from ecabinet.demo.paper_content.land import shares
from ecabinet.demo.sample import SampleMeeting

Rows = Sequence[Sequence[str]]
Data = Mapping[str, Any]  # Any: the content of one YAML file of the papers' folder

PROVINCIAL_FILES = 12_644  # of the 71.056 files of July, what the province's own offices received

STOCKS = ("Đàn", "Diện tích", "Năng suất", "Dư nợ", "Lao động trong")  # levels, not flows


def rows(request: str, sample: SampleMeeting, writer: Writer, data: Data) -> Rows:
    """The rows a skeleton asks for: a source's name and its arguments, separated by blanks.

    Raises:
        KeyError: there is no such source.
    """
    name, *arguments = request.split()
    return SOURCES[name](sample, writer, data, *arguments)


def grid(_sample: SampleMeeting, writer: Writer, _data: Data, pool: str, count: str) -> Rows:
    """Numbered rows out of a pool whose templates separate cells by two bars."""
    return [[str(n), *(cell.strip() for cell in writer.paragraph(pool).split("||"))] for n in range(1, int(count) + 1)]


def agenda(sample: SampleMeeting, _writer: Writer, _data: Data) -> Rows:
    """The agenda: number, start, length, matter, rapporteur."""
    return [
        [
            str(item.order),
            f"{item.start:%H:%M}",
            f"{item.minutes} phút",
            item.title,
            sample.person(item.rapporteur).title.removeprefix("Ủy viên UBND tỉnh, ") if item.rapporteur else "",
        ]
        for item in sample.agenda
    ]


def ioc(sample: SampleMeeting, _writer: Writer, _data: Data) -> Rows:
    """The operations centre's indicators: number, name, unit, value, target."""
    return [
        [
            str(n),
            each.name,
            each.unit,
            number(each.value),
            "" if each.target is None else number(each.target),
        ]
        for n, each in enumerate(sample.indicators, 1)
    ]


def indicators(_sample: SampleMeeting, _writer: Writer, data: Data, section: str) -> Rows:
    """Number, name, unit, July, seven months, per cent of the same months of last year."""
    return [[row[0], row[1], row[2], row[5], row[6], row[8]] for row in yearly(_sample, _writer, data, section)]


def yearly(_sample: SampleMeeting, _writer: Writer, data: Data, section: str) -> Rows:
    """Number, name, unit, plan, June, July, seven months, per cent of plan, of last year.

    Where the data do not name the seven months, they stand in the same ratio to July in all rows
    of a section, so that parts go on adding up; a section has the same figures in every paper.
    """
    dice = random.Random(section)  # noqa: S311  # figures of a sample, not keys
    before, months = dice.uniform(0.96, 1.02), dice.uniform(6.5, 6.95)
    found = []
    for n, (name, unit, july, growth, *known) in enumerate(data["indicators"][section], 1):
        share = dice.uniform(54, 69)
        total = known[0] if known else july * months
        year = _year(name, unit, july, (july * before, total, share))
        found.append([str(n), name, unit, *year, number(100 + growth, 1)])
    return found


def _year(name: str, unit: str, july: float, around: tuple[float, float, float]) -> list[str]:
    """Plan, June, July, seven months, per cent of plan, from June, seven months, per cent."""
    june, total, share = around
    digits = len(str(july).partition(".")[2])
    before = number(june, digits)
    if unit == "%":
        return ["", before, number(july, digits), number(july, digits), ""]
    if name.startswith(STOCKS):
        share, total = share * 1.6, july
    plan = number(total / share * 100, digits)
    return [plan, before, number(july, digits), number(total, digits), number(share, 1)]


def commune_names(data: Data, sample: SampleMeeting) -> list[str]:
    """The names of all 104 communes and wards, the six of the sample first."""
    known = [body.name.removeprefix("UBND ") for body in sample.organizations if body.kind == "commune"]
    made = [
        f"{'phường' if tail == 'Cường Giang' and head in {'An', 'Minh'} else 'xã'} {head} {tail}"
        for tail in data["commune_tails"]
        for head in data["commune_heads"]
    ]
    return (known + made)[:104]


def communes(sample: SampleMeeting, writer: Writer, data: Data) -> Rows:
    """Communes: revenue, per cent of estimate, files received (their sum fits July), on time."""
    names = commune_names(data, sample)
    received = next(each.value for each in sample.indicators if each.code == "HC02")
    files = shares(int(received) - PROVINCIAL_FILES, len(names), writer.random)
    revenue = [writer.random.uniform(14, 160) for _name in names]
    found = [
        [
            str(n),
            name[0].upper() + name[1:],
            number(money_in, 1),
            number(writer.random.uniform(52, 84), 1),
            number(count),
            number(writer.random.uniform(95.6, 99.9), 1),
        ]
        for n, (name, money_in, count) in enumerate(zip(names, revenue, files, strict=True), 1)
    ]
    return [*found, ["", "Cộng", number(sum(revenue), 1), "", number(sum(files)), ""]]


def people(sample: SampleMeeting, writer: Writer, data: Data) -> Rows:
    """Communes: population, households, poor households and their share, health insurance."""
    found = []
    for n, name in enumerate(commune_names(data, sample), 1):
        homes = writer.random.randint(3_900, 12_400)
        poor = round(homes * writer.random.uniform(0.006, 0.019))
        found.append(
            [
                str(n),
                name[0].upper() + name[1:],
                number(round(homes * writer.random.uniform(3.3, 3.9))),
                number(homes),
                number(poor),
                number(poor / homes * 100, 2),
                number(writer.random.uniform(92.1, 98.4), 1),
                number(writer.random.randint(21, 184)),
            ]
        )
    return found


def pupils(sample: SampleMeeting, writer: Writer, data: Data, count: str) -> Rows:
    """Communes: pupils of primary, lower and upper secondary level; they add up to 6.240."""
    names = commune_names(data, sample)[: int(count)]
    levels = [shares(total, len(names), writer.random) for total in (2_980, 2_410, 850)]
    found = [
        [str(n), name[0].upper() + name[1:], *map(number, row), number(sum(row))]
        for n, (name, row) in enumerate(zip(names, zip(*levels, strict=True), strict=True), 1)
    ]
    totals = [sum(level) for level in levels]
    return [*found, ["", "Cộng", *map(number, totals), number(sum(totals))]]


SOURCES: dict[str, Callable[..., Rows]] = {
    "grid": grid,
    "agenda": agenda,
    "ioc": ioc,
    "indicators": indicators,
    "yearly": yearly,
    "communes": communes,
    "people": people,
    "pupils": pupils,
    "investors": money.investors,
    "budget": money.budget,
    "projects": money.projects,
    "households": money.households,
    "parcels": money.parcels,
    "edges": money.edges,
    "points": money.points,
}
