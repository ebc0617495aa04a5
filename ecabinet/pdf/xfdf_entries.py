"""What an element of XFDF says, under the keys that PDF has for it; see `annotation_kinds.Entries`."""

import math
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from ecabinet.core.annotations import FARTHEST
from ecabinet.pdf.annotation_form import MAX_NUMBERS

SPACE = "{http://ns.adobe.com/xfdf/}"

_TEXTS: Mapping[str, str] = {"/T": "title", "/M": "date", "/CreationDate": "creationdate"}
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "/Rect": ("rect",),
    "/RD": ("fringe",),
    "/QuadPoints": ("coords",),
    "/L": ("start", "end"),
}


class XmlEntries:
    """One element."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def name(self, key: str) -> str:
        """Return the icon's name for /Name."""
        return self._element.get("icon", "") if key == "/Name" else ""

    def text(self, key: str) -> str:
        """Return an attribute, or for /Contents what is written; of rich text its words."""
        if key != "/Contents":
            return self._element.get(_TEXTS.get(key, ""), "")
        plain = self._element.find(f"{SPACE}contents")
        if plain is not None:
            return "".join(plain.itertext())
        rich = self._element.find(f"{SPACE}contents-richtext")
        return " ".join(" ".join(rich.itertext()).split()) if rich is not None else ""

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return numbers between commas; of a colour red, green and blue from 0 to 1."""
        if key == "/C":
            return _color(self._element.get("color", ""))
        if key == "/Vertices":
            return _numbers(self._element.findtext(f"{SPACE}vertices", "").replace(";", ","))
        return _numbers(",".join(self._element.get(name, "") for name in _NUMBERS[key]))

    def paths(self, _key: str) -> tuple[tuple[float, ...], ...]:
        """Return the strokes of ink."""
        gestures = self._element.iterfind(f"{SPACE}inklist/{SPACE}gesture")
        paths = tuple(_numbers((one.text or "").replace(";", ",")) for one in gestures)
        if sum(map(len, paths)) > MAX_NUMBERS:
            raise ValueError(len(paths))
        return paths

    def names(self, _key: str) -> tuple[str, ...]:
        """Return the ends of a line."""
        return self._element.get("head", "None"), self._element.get("tail", "None")

    def width(self) -> float:
        """Return the width of lines."""
        found = self._element.get("width", "")
        return _number(found) if found else 0.0


def _color(told: str) -> tuple[float, ...]:
    digits = told.removeprefix("#")
    if len(digits) != 6:
        return ()
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))


def _numbers(told: str) -> tuple[float, ...]:
    found = told.split(",") if told.strip(", ") else []
    if len(found) > MAX_NUMBERS:
        raise ValueError(len(found))
    return tuple(_number(one) for one in found)


def _number(told: str) -> float:
    value = float(told)
    if not (math.isfinite(value) and abs(value) <= FARTHEST * 2):
        raise ValueError(told)
    return value
