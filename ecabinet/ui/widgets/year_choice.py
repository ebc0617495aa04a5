"""The choice of what a list of meetings shows: those around today, or those of one year."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ecabinet.ui.words import tr

AROUND_TODAY = 0
"""Stands for no year."""


class YearChoice(QComboBox):
    """Hidden where there is nothing to choose.

    Signals:
        picked(int): a year, or AROUND_TODAY.
    """

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year-choice")
        self.setAccessibleName(tr("Thời gian của các phiên họp"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, which is for the list beside it
        self.hide()
        self.activated.connect(self.on_activated)

    def show_years(self, years: tuple[int, ...]) -> None:
        """Offer these years, latest first, and keep what was picked."""
        offered = (AROUND_TODAY, *years)
        if offered != tuple(self.itemData(row) for row in range(self.count())):
            before = self.currentData()
            self.clear()
            for year in offered:
                self.addItem(tr("Năm {year}", year=year) if year else tr("Sắp tới và gần đây"), year)
            self.setCurrentIndex(max(0, self.findData(before)))
            if before and self.currentData() != before:
                self.picked.emit(AROUND_TODAY)
        self.setVisible(bool(years))

    @Slot()
    def on_activated(self) -> None:
        """Announce what was picked."""
        self.picked.emit(self.currentData())
