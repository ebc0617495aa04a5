"""The Lucide line icons, drawn in the theme's colours.

`pixmap` draws one; `icon` makes a `QIcon` with a normal, a disabled and a checked state; `put` keeps the
icon of a button right when the theme changes. The names are the file names in `resources/icons`.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from ecabinet import resources
from ecabinet.ui.theme.theme import Theme, current
from ecabinet.ui.theme.tokens import ColorName

_OFF: ColorName = "text_faint"


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    file = resources.path("icons", f"{name}.svg")
    if not file.is_file():
        raise KeyError(name)
    return file.read_bytes()


def require(name: str) -> None:
    """Fail now, and not while painting, if there is no such icon; an empty name is no icon and passes.

    Raises:
        KeyError: there is no icon of that name.
    """
    if name:
        _source(name)


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: int, ratio: float, after: int = 0) -> QPixmap:
    require(name)  # before the painter exists: it must not outlive the pixmap inside a traceback
    side = max(1, round(size * ratio))
    made = QPixmap(side + round(after * ratio), side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_source(painter, QRectF(0, 0, side, side), name, QColor(color))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint_source(painter: QPainter, box: QRectF, name: str, color: QColor, *, thin: bool = False) -> None:
    """Draw an icon as lines into the box, sharp at any size; `thin` for pictures larger than text.

    Raises:
        KeyError: there is no icon of that name.
    """
    svg = _source(name).replace(b"currentColor", color.name().encode())
    if thin:
        svg = svg.replace(b'stroke-width="2"', b'stroke-width="1.25"')
    QSvgRenderer(QByteArray(svg)).render(painter, box)


def pixmap(name: str, color: ColorName, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels in the current theme's colour.

    Raises:
        KeyError: there is no icon of that name.
    """
    return _drawn(name, current().tokens.colors.get(color), size, ratio)


def icon(
    name: str, color: ColorName, *, size: int | None = None, checked: ColorName | None = None, after: int = 0
) -> QIcon:
    """A `QIcon` in `color`; faint when disabled, in `checked` (or the same colour) when checked.

    `after` pixels stay empty on the right, where Qt would set a word too close.

    Raises:
        KeyError: there is no icon of that name.
    """
    side = current().px(current().tokens.icon) if size is None else size
    made, normal, disabled = QIcon(), QIcon.Mode.Normal, QIcon.Mode.Disabled
    on, off = QIcon.State.On, QIcon.State.Off
    looks = ((color, normal, off), (checked or color, normal, on), (_OFF, disabled, off), (_OFF, disabled, on))
    colors = current().tokens.colors
    for ratio in sorted({1.0, _screen_ratio()}):
        for ink, mode, state in looks:
            made.addPixmap(_drawn(name, colors.get(ink), side, ratio, after), mode, state)
    return made


def _screen_ratio() -> float:
    return max((s.devicePixelRatio() for s in QGuiApplication.screens()), default=1.0)


class _Keeper(QObject):
    """Redraws one button's icon whenever the theme changes; lives as long as the button."""

    def __init__(self, button: QAbstractButton, theme: Theme) -> None:
        super().__init__(button)
        self._button = button
        self._theme = theme
        self.name = ""
        self.color: ColorName = "text"
        self.checked: ColorName | None = None
        theme.changed.connect(self.on_theme)

    @Slot()
    def on_theme(self) -> None:
        """Draw the icon again in the colours and size of now."""
        side = self._theme.px(self._theme.tokens.icon)
        after = self._theme.tokens.space_1 if isinstance(self._button, QPushButton) else 0
        self._button.setIcon(icon(self.name, self.color, size=side, checked=self.checked, after=after))
        self._button.setIconSize(QSize(side + after, side))


def put(button: QAbstractButton, name: str, color: ColorName = "text", checked: ColorName | None = None) -> None:
    """Give a button an icon that follows the theme; a second call replaces the first.

    Raises:
        KeyError: there is no icon of that name.
    """
    keeper = button.findChild(_Keeper) or _Keeper(button, current())
    keeper.name, keeper.color, keeper.checked = name, color, checked
    keeper.on_theme()
