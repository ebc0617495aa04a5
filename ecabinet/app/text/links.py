"""Where a page leads: to a place in the paper, or out of it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ecabinet.app.text.frame import Box

OFFERED = frozenset({"http", "https", "mailto"})
"""Schemes of addresses that a person may be asked about opening; all others stay closed."""

MOST = 2_000
"""Links of one page."""

LONGEST = 2_000
"""Letters of an address; a longer one stays closed."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A place in the same paper: a page from 0, and the point to show at the upper left, where the file says one."""

    page: int
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """An address that may be opened after a question."""

    address: str


@dataclass(frozen=True, slots=True)
class Closed:
    """An address that is not opened, and its scheme in small letters; empty where it has none."""

    address: str
    scheme: str


Target: TypeAlias = Inside | Outside | Closed


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle of a page that leads somewhere."""

    box: Box
    target: Target


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of one page, in the order of the file: where two overlap, the later lies on top."""

    links: tuple[Link, ...] = ()

    def at(self, x: float, y: float) -> Link | None:
        """Return the link at a point of the page."""
        return next((link for link in reversed(self.links) if _holds(link.box, x, y)), None)


@dataclass(frozen=True, slots=True)
class PageLabels:
    """What the file calls its pages ("iv", "12"), one for each; empty where it gives them no names of their own."""

    labels: tuple[str, ...] = ()


def target_of(address: str) -> Outside | Closed:
    """Return what to do with an address of a file.

    >>> target_of("https://chinhphu.vn/a"), target_of("file:///etc/passwd"), target_of("javascript:alert(1)")
    (Outside(address='https://chinhphu.vn/a'), Closed(address='file:///etc/passwd', scheme='file'), \
Closed(address='javascript:alert(1)', scheme='javascript'))
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return Closed(address[:LONGEST], "")
    clean = address.isprintable() and " " not in address and len(address) <= LONGEST and "\\" not in address
    leads = parts.path if parts.scheme == "mailto" else parts.netloc
    if clean and parts.scheme in OFFERED and leads:
        return Outside(address)
    return Closed(address[:LONGEST], parts.scheme)


def page_links(payload: bytes) -> PageLinks:
    """Return the links of a page as a worker tells them.

    Raises:
        ValueError, TypeError, LookupError: it makes no sense.
    """
    return PageLinks(tuple(Link(_box(told["box"]), _target(told)) for told in json.loads(payload)[:MOST]))


def page_labels(payload: bytes) -> PageLabels:
    """Return the labels of a paper as a worker tells them.

    Raises:
        ValueError: it makes no sense.
    """
    labels = json.loads(payload)
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ValueError(type(labels))
    return PageLabels(tuple(labels))


def _target(told: Mapping[str, Any]) -> Target:  # Any: JSON
    if "address" in told:
        return target_of(str(told["address"]))
    page = int(told["page"])
    if page < 0:
        raise ValueError(page)
    return Inside(page, _number(told["x"]), _number(told["y"]))


def _number(told: object) -> float | None:
    if told is None:
        return None
    if not isinstance(told, int | float) or not math.isfinite(told):
        raise ValueError(told)
    return float(told)


def _box(told: object) -> Box:
    if not isinstance(told, list):
        raise TypeError(told)
    left, bottom, right, top = (_number(one) or 0.0 for one in told)
    return Box(left, bottom, right, top)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.bottom <= y <= box.top
