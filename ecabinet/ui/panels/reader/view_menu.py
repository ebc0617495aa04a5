"""How the pages stand, as a menu: scrolled or one at a time, alone or in pairs, how large, turned, at night."""

from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ecabinet.ui.reader.arrangement import Arrangement, Spread
from ecabinet.ui.reader.keys import Move
from ecabinet.ui.reader.moves import move
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.theme.theme import current
from ecabinet.ui.words import tr

Choice = TypeVar("Choice", Spread, bool)


class ViewMenu(QMenu):
    """Acts on one view at a time, see `attach`; what is in use is ticked when it opens."""

    full_screen_wanted = Signal()
    """The pages alone are to fill the screen, or no longer."""
    night_changed = Signal()
    """Papers are read at night now, or by day again."""

    def __init__(self, pages: PageView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reader-view")
        self._pages = pages
        self._spreads = self._choices(_spreads())
        self.addSeparator()
        self._ways = self._choices(((False, tr("Cuộn liên tục")), (True, tr("Lật từng trang"))))
        self.addSeparator()
        self._moves = {wanted: self._entry(text) for wanted, text in _moves()}
        self.addSeparator()
        self.night = self._entry(tr("Nền tối cho tài liệu"))
        self.night.setCheckable(True)
        self.full = self._entry(tr("Toàn màn hình (F11)"))
        self.full.setCheckable(True)
        self.aboutToShow.connect(self.on_offered)
        self.triggered.connect(self.on_chosen)

    def attach(self, pages: PageView) -> None:
        """Act on another view from now on."""
        self._pages = pages

    def choose(self, plan: Arrangement) -> None:
        """Arrange the pages."""
        self._pages.change(plan=plan)

    @Slot()
    def on_offered(self) -> None:
        """Tick what is in use."""
        plan = self._pages.stage.plan
        for value, action in (*self._spreads.items(), *self._ways.items()):
            action.setChecked(value in (plan.spread, plan.paged))
        self.night.setChecked(current().night)

    @Slot(QAction)
    def on_chosen(self, action: QAction) -> None:
        """Do what was chosen."""
        plan = self._pages.stage.plan
        spread = next((spread for spread, one in self._spreads.items() if one is action), plan.spread)
        paged = next((paged for paged, one in self._ways.items() if one is action), plan.paged)
        wanted = next((wanted for wanted, one in self._moves.items() if one is action), None)
        if action is self.night:
            current().read_at_night(not current().night)
            self.night_changed.emit()
        elif action is self.full:
            self.full_screen_wanted.emit()
        elif wanted is not None:
            move(self._pages, wanted)
        else:
            self.choose(Arrangement(spread, paged, plan.turns))

    def _choices(self, choices: tuple[tuple[Choice, str], ...]) -> dict[Choice, QAction]:
        group = QActionGroup(self)
        made = {value: self._entry(text) for value, text in choices}
        for action in made.values():
            action.setCheckable(True)
            group.addAction(action)
        return made

    def _entry(self, text: str) -> QAction:
        made = QAction(text, self)
        self.addAction(made)
        return made


def _spreads() -> tuple[tuple[Spread, str], ...]:
    return (
        (Spread.ONE, tr("Một trang")),
        (Spread.TWO, tr("Hai trang")),
        (Spread.BOOK, tr("Hai trang, trang bìa riêng")),
    )


def _moves() -> tuple[tuple[Move, str], ...]:
    return (
        (Move.FIT_WIDTH, tr("Vừa chiều ngang (phím 0)")),
        (Move.FIT_PAGE, tr("Vừa cả trang (phím 2)")),
        (Move.FULL_SIZE, tr("Cỡ thật (phím 1)")),
        (Move.TURN_RIGHT, tr("Xoay sang phải (Ctrl+R)")),
        (Move.TURN_LEFT, tr("Xoay sang trái (Ctrl+Shift+R)")),
    )
