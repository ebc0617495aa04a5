"""The look of the running program: light or dark, and how large the text is.

One `Theme` belongs to the `QApplication`, as its palette and style do, and `current()` finds it there.
`apply` may be called at any time; what Qt draws follows the style sheet, and what paints itself listens
to `changed`.
"""

from enum import StrEnum
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from ecabinet import resources
from ecabinet.ui.theme import fonts
from ecabinet.ui.theme.focus_ring import FocusRing
from ecabinet.ui.theme.qss import style_sheet
from ecabinet.ui.theme.tokens import (
    DARK_TOKENS,
    LIGHT_TOKENS,
    TYPE,
    ColorName,
    TextRole,
    Tokens,
)

_NAME = "ecabinet.theme"

_IMAGES: dict[str, tuple[str, ColorName]] = {
    "up": ("chevron-up", "text_muted"),
    "down": ("chevron-down", "text_muted"),
    "right": ("chevron-right", "text_muted"),
    "check": ("check", "on_primary"),
    "minus": ("minus", "on_primary"),
}

_ROLES: dict[QPalette.ColorRole, ColorName] = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface_raised",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_faint",
    QPalette.ColorRole.Button: "surface_raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "disagree",
    QPalette.ColorRole.ToolTipBase: "surface_raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Accent: "primary",
    QPalette.ColorRole.Link: "primary",
    QPalette.ColorRole.LinkVisited: "primary",
    QPalette.ColorRole.Light: "surface_raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "shadow",
}


class Mode(StrEnum):
    """How the person wants it; `SYSTEM` follows the desktop when the theme is applied."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Colours, fonts and measures at the chosen mode and text size (1.0 to 2.0).

    Make it and `apply` it before the first widget: a widget listens to the theme it was born under.
    """

    changed = Signal()
    """The colours or the sizes are others now: paint again, ask for sizes again."""

    def __init__(self, mode: Mode = Mode.LIGHT, text_scale: float = 1.0) -> None:
        super().__init__()
        self.setObjectName(_NAME)
        self.mode = mode
        self.text_scale = _within(text_scale)
        self.night = False
        self.tokens = _tokens(mode)
        self._pictures: QTemporaryDir | None = None
        self._ring: FocusRing | None = None

    def apply(self, mode: Mode | None = None, text_scale: float | None = None) -> None:
        """Dress the application; also the way to switch mode or size at run time."""
        self.mode = self.mode if mode is None else mode
        self.text_scale = self.text_scale if text_scale is None else _within(text_scale)
        self.tokens = _tokens(self.mode)
        app = cast("QApplication", QApplication.instance())
        fonts.load()
        if self.parent() is not app:
            self._adopt(app)
        app.setPalette(self.palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(style_sheet(self.tokens, self._sizes(), self._images()))
        self.changed.emit()

    def read_at_night(self, on: bool) -> None:
        """Show papers light on dark, whatever the mode of the window, or as they are."""
        if on != self.night:
            self.night = on
            self.changed.emit()

    def _adopt(self, app: QApplication) -> None:
        earlier = app.findChild(Theme, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
        if earlier is not None:
            earlier.setParent(None)
        self.setParent(app)
        app.setStyle(QStyleFactory.create("Fusion"))
        self._ring = FocusRing(self)
        app.focusChanged.connect(self._ring.on_focus)

    def color(self, name: ColorName) -> QColor:
        """The colour of that name in the current mode."""
        return QColor(self.tokens.colors.get(name))

    def px(self, size: int) -> int:
        """A measure that grows with the text: control heights, icons, avatars."""
        return round(size * self.text_scale)

    def font(self, role: TextRole) -> QFont:
        """The interface font of one step of the type scale."""
        return fonts.font(TYPE[role], self.tokens.interface_family, self.text_scale)

    def document_font(self, role: TextRole) -> QFont:
        """The document font (Tinos) at the size of one step of the type scale."""
        return fonts.font(TYPE[role], self.tokens.document_family, self.text_scale)

    def motion(self) -> int:
        """Milliseconds a movement takes; 0 when the system asks for less."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        wanted = QApplication.style().styleHint(hint)
        return self.tokens.motion if wanted > 0 else 0

    def palette(self) -> QPalette:
        """The colours for everything the style sheet does not reach."""
        made = QPalette()
        for role, name in _ROLES.items():
            made.setColor(role, self.color(name))
        faint = self.color("text_faint")
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            made.setColor(QPalette.ColorGroup.Disabled, role, faint)
        return made

    def _sizes(self) -> dict[str, int]:
        sizes = self.tokens.sizes()
        growing = ("control", "control_large", "icon", "icon_small", "icon_large")
        sizes |= {name: self.px(sizes[name]) for name in growing}
        return sizes | {role: self.px(kind.size) for role, kind in TYPE.items()}

    def _images(self) -> dict[str, Path]:
        """Icons tinted for the style sheet, which can only name files."""
        folder = QTemporaryDir()
        for name, (source, color) in _IMAGES.items():
            svg = resources.path("icons", f"{source}.svg").read_text(encoding="utf-8")
            tinted = svg.replace("currentColor", self.tokens.colors.get(color))
            Path(folder.filePath(f"{name}.svg")).write_text(tinted, encoding="utf-8")
        self._pictures = folder
        return {name: Path(folder.filePath(f"{name}.svg")) for name in _IMAGES}


def current() -> Theme:
    """The application's theme; a light one is put on first when there is none yet."""
    app = cast("QApplication", QApplication.instance())
    found = app.findChild(Theme, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    if found is None:
        found = Theme()
        found.apply()
    return found


def _tokens(mode: Mode) -> Tokens:
    if mode is Mode.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK_TOKENS if dark else LIGHT_TOKENS
    return DARK_TOKENS if mode is Mode.DARK else LIGHT_TOKENS


def _within(text_scale: float) -> float:
    return min(2.0, max(1.0, text_scale))
