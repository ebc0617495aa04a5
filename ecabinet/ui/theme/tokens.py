"""Every colour, size and duration of the interface, as plain values without Qt.

Widgets and the style sheet take their looks from here and from nowhere else. Sizes are logical pixels at
100 % text; `Theme` scales them. Colours are `#rrggbb`. Each text colour keeps a contrast of at least
4.5:1 on the surfaces named in `READABLE`, in both modes.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_args

ColorName = Literal[
    "surface", "surface_raised", "surface_sunken", "surface_hover", "surface_press",
    "text", "text_muted", "text_faint", "line", "line_strong",
    "primary", "primary_hover", "primary_soft", "on_primary",
    "agree", "agree_soft", "disagree", "disagree_soft", "abstain", "abstain_soft", "on_state",
    "chair", "chair_soft", "secret", "secret_soft", "shadow",
]  # fmt: skip

COLOR_NAMES: tuple[ColorName, ...] = get_args(ColorName)


@dataclass(frozen=True, slots=True)
class Colors:
    """One mode's colours; the field names are the `ColorName`s."""

    surface: str
    surface_raised: str
    surface_sunken: str
    surface_hover: str
    surface_press: str
    text: str
    text_muted: str
    text_faint: str
    line: str
    line_strong: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    agree: str
    agree_soft: str
    disagree: str
    disagree_soft: str
    abstain: str
    abstain_soft: str
    on_state: str
    chair: str
    chair_soft: str
    secret: str
    secret_soft: str
    shadow: str

    def get(self, name: ColorName) -> str:
        """The colour of that name as `#rrggbb`."""
        return str(getattr(self, name))


LIGHT = Colors(
    surface="#F6F7F9", surface_raised="#FFFFFF", surface_sunken="#ECEFF3",
    surface_hover="#EEF1F5", surface_press="#E2E7EE",
    text="#1A2230", text_muted="#4A5568", text_faint="#5A6473", line="#D9DEE6", line_strong="#A9B4C2",
    primary="#1B4F8F", primary_hover="#164277", primary_soft="#E3ECF8", on_primary="#FFFFFF",
    agree="#1E7045", agree_soft="#E2F3EA", disagree="#B3261E", disagree_soft="#FBE7E5",
    abstain="#855600", abstain_soft="#FBF0DA", on_state="#FFFFFF",
    chair="#7A5B0C", chair_soft="#F8F1DC", secret="#9B1C1C", secret_soft="#FCEEEC",  # noqa: S106
    shadow="#0B1526",
)  # fmt: skip

DARK = Colors(
    surface="#14181F", surface_raised="#1C222B", surface_sunken="#0F1318",
    surface_hover="#252D38", surface_press="#2E3744",
    text="#E7EAF0", text_muted="#B4BDCA", text_faint="#939DAD", line="#2B333F", line_strong="#4D596A",
    primary="#7FB0F0", primary_hover="#9CC3F5", primary_soft="#1E2F47", on_primary="#0E1A2B",
    agree="#6CCB8F", agree_soft="#173326", disagree="#F2918C", disagree_soft="#3B1D1C",
    abstain="#E2B95A", abstain_soft="#362B14", on_state="#0E1A2B",
    chair="#D9B44A", chair_soft="#332B16", secret="#FF8A80", secret_soft="#3A1A1B",  # noqa: S106
    shadow="#000000",
)  # fmt: skip

READABLE: tuple[tuple[ColorName, tuple[ColorName, ...]], ...] = (
    ("text", ("surface", "surface_raised", "surface_sunken", "surface_hover", "surface_press",
              "primary_soft", "agree_soft", "disagree_soft", "abstain_soft", "chair_soft")),
    ("text_muted", ("surface", "surface_raised", "surface_sunken", "surface_hover", "surface_press", "primary_soft",
                    "disagree_soft", "abstain_soft", "agree_soft")),
    ("text_faint", ("surface", "surface_raised", "surface_sunken", "surface_hover")),
    ("primary", ("surface", "surface_raised", "surface_sunken", "surface_hover", "primary_soft")),
    ("on_primary", ("primary", "primary_hover")),
    ("agree", ("surface", "surface_raised", "agree_soft")),
    ("disagree", ("surface", "surface_raised", "disagree_soft")),
    ("abstain", ("surface", "surface_raised", "abstain_soft")),
    ("on_state", ("agree", "disagree", "abstain")),
    ("chair", ("surface", "surface_raised", "chair_soft")),
    ("secret", ("surface", "surface_raised", "secret_soft")),
)  # fmt: skip
"""Which colour is written on which surfaces."""


@dataclass(frozen=True, slots=True)
class MarkColors:
    """A colour of marks on pages, which are white in both modes: of lines and words, and of the wash over words."""

    ink: str
    wash: str


MARK_COLORS: dict[str, MarkColors] = {
    "yellow": MarkColors("#8A6100", "#FFE680"),
    "green": MarkColors("#1E7045", "#BDEBCB"),
    "blue": MarkColors("#1B4F8F", "#BBD9FA"),
    "red": MarkColors("#B3261E", "#FBC4BF"),
    "purple": MarkColors("#6B3FA0", "#DFCBF5"),
    "orange": MarkColors("#9A4B00", "#FFD9AE"),
    "pink": MarkColors("#A61E5B", "#F9C6DA"),
    "black": MarkColors("#1A2230", "#D5D9E0"),
    "gray": MarkColors("#5A6473", "#E2E7EE"),
}
"""By the name that is stored with a mark; the first one is what others become that are not known here."""

FOUND = MarkColors("#B45309", "#FFE3BF")
FOUND_HERE = MarkColors("#7A2E00", "#FFB95E")
SELECTED = MarkColors("#1B4F8F", "#B5D0F4")
"""What a search has found on a page, the place one stands at among them, and the words that are selected."""

TextRole = Literal[
    "caption", "body", "strong", "reading", "section", "page", "figure", "timer",
    "room_small", "room", "room_number",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale: pixels at 100 %, weight 400–700, figures of equal width or not."""

    size: int
    weight: int = 400
    tabular: bool = False


TYPE: dict[TextRole, Type] = {
    "caption": Type(12),
    "body": Type(14),
    "strong": Type(14, 600),
    "reading": Type(16),
    "section": Type(20, 600),
    "page": Type(28, 600),
    "figure": Type(20, 600, tabular=True),
    "timer": Type(40, 600, tabular=True),
    "room_small": Type(48, 500, tabular=True),
    "room": Type(64, 600),
    "room_number": Type(160, 600, tabular=True),
}

LINE_HEIGHT = 1.5
"""Of running text, in font sizes; Vietnamese stacks two marks on a letter and needs the air."""
TIGHT_LINE_HEIGHT = 1.4
"""Of titles from 20 pixels up, where 1.5 would tear two lines apart; still above the marks."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one mode, and the measures that both modes share."""

    colors: Colors
    interface_family: str = "Inter"
    document_family: str = "Tinos"
    space_1: int = 4
    space_2: int = 8
    space_3: int = 12
    space_4: int = 16
    space_5: int = 24
    space_6: int = 32
    space_7: int = 48
    radius_control: int = 6
    radius_card: int = 10
    border: int = 1
    ring: int = 2
    ring_gap: int = 2
    control: int = 36
    control_large: int = 56
    now_bar: int = 56
    banner: int = 148
    rail: int = 72
    icon_small: int = 14
    icon: int = 18
    icon_large: int = 24
    avatar: int = 36
    motion: int = 150
    shadow_depth: int = 18

    def sizes(self) -> dict[str, int]:
        """The measures by name, for the style sheet; the duration is among them and does no harm."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, int)}


LIGHT_TOKENS = Tokens(LIGHT)
DARK_TOKENS = Tokens(DARK)
