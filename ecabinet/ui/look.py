"""Light or dark and the text size: what the two entries at the foot of the rail do."""

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ecabinet.ui.settings import TEXT_SIZES, Settings
from ecabinet.ui.theme.theme import Mode, Theme
from ecabinet.ui.theme.tokens import DARK_TOKENS
from ecabinet.ui.words import tr


class LookMenu(QMenu):
    """The text sizes; knows the theme, changes it and remembers."""

    def __init__(self, theme: Theme, settings: Settings | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("text-sizes")
        self._theme = theme
        self._settings = settings
        theme.changed.connect(self.on_theme)
        group = QActionGroup(self)
        for scale in TEXT_SIZES:
            action = self.addAction(tr("Chữ {percent} %", percent=round(scale * 100)))
            action.setCheckable(True)
            action.setProperty("scale", scale)
            action.triggered.connect(self.on_size)
            group.addAction(action)

    def toggle_dark(self) -> None:
        """Light where it is dark, dark where it is light."""
        self._theme.apply(Mode.LIGHT if self._theme.tokens is DARK_TOKENS else Mode.DARK)

    def offer(self, where: QPoint) -> None:
        """Offer the text sizes there, in coordinates of the display; the one in use is ticked."""
        for action in self.actions():
            action.setChecked(action.property("scale") == self._theme.text_scale)
        self.popup(where)

    @Slot()
    def on_size(self) -> None:
        """Take the text size picked."""
        self._theme.apply(text_scale=float(self.sender().property("scale")))

    @Slot()
    def on_theme(self) -> None:
        """Remember the look, whoever changed it: papers are read at night or by day from the reader."""
        if self._settings is not None:
            self._settings.remember(self._theme)
