"""The land of the social housing project: its boundary and the 64 households that give it up.

The same in every paper that speaks of it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]  # Any: the content of one YAML file of the papers' folder

COUNT = 64
AREA = 27_940  # square metres of paddy land
PAID = 0.285  # compensation, million đồng a square metre
SUPPORT = 0.9  # support for a change of work, million đồng a square metre
TOTAL = 33_800  # million đồng, everything
POINTS = 36
CENTRE = (2_281_384.20, 562_306.55)  # X (north), Y (east) in metres, VN-2000
HALF = (97.5, 80.73)  # half height, half width in metres: a rounded block of 31.486 m²


@dataclass(frozen=True, slots=True)
class Household:
    """One household with its parcel: area in square metres, amounts in million đồng."""

    name: str
    sheet: str
    parcel: str
    area: int
    paid: float
    support: float


def households(data: Data) -> list[Household]:
    """The households in the order of the dossier; areas add up to AREA, amounts to TOTAL."""
    dice = random.Random("households")  # noqa: S311  # names, not keys
    words = data["names"]
    names: dict[str, None] = {}
    while len(names) < COUNT:
        names[" ".join(dice.choice(words[part]) for part in ("family", "middle", "given"))] = None
    areas = shares(AREA, COUNT, dice)
    extras = shares(round((TOTAL - AREA * (PAID + SUPPORT)) * 10), COUNT, dice)
    found = []
    for name, area, extra in zip(names, areas, extras, strict=True):
        sheet, parcel = str(dice.choice([14, 15, 21, 22])), str(dice.randint(11, 486))
        paid = round(area * PAID, 1)
        support = round(area * (PAID + SUPPORT) + extra / 10 - paid, 1)
        found.append(Household(name, sheet, parcel, area, paid, support))
    return found


def shares(total: int, parts: int, dice: random.Random) -> list[int]:
    """`total` in uneven whole parts."""
    weights = [dice.uniform(0.6, 1.6) for _part in range(parts)]
    found = [int(total * weight / sum(weights)) for weight in weights]
    found[0] += total - sum(found)
    return found


def boundary() -> list[tuple[float, float]]:
    """X and Y of the boundary points in metres, clockwise from the north-west corner."""
    dice = random.Random("boundary")  # noqa: S311  # a drawing, not keys
    found = []
    for n in range(POINTS):
        angle = -math.pi / 4 + n * 2 * math.pi / POINTS
        north, east = math.cos(angle), math.sin(angle)
        reach = 1 / max(abs(north), abs(east)) + dice.uniform(-0.02, 0.02)
        found.append((CENTRE[0] + HALF[0] * reach * north, CENTRE[1] + HALF[1] * reach * east))
    return found


def length(first: int) -> float:
    """Metres from boundary point `first` (from 1) to the next one."""
    points = boundary()
    return math.dist(points[first - 1], points[first % POINTS])
