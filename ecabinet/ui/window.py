"""The main window of one signed-in member: rail, header, the screens of the table it is given, the vote banner.

It knows no screen but through the table from `boot`. Screens are made when first shown. One that is left behind for
another meeting is retired.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.core.ids import MeetingId
from ecabinet.ui.context import Context
from ecabinet.ui.delivery import Delivery
from ecabinet.ui.entry import About, Chooses, ScreenEntry, Secures, ShowsVotes, Tells
from ecabinet.ui.header import Header
from ecabinet.ui.look import LookMenu
from ecabinet.ui.notice_strip import NoticeStrip
from ecabinet.ui.notices import APOLOGY
from ecabinet.ui.panels.now.panel import NowPanel
from ecabinet.ui.retiring import retire
from ecabinet.ui.settings import Settings
from ecabinet.ui.vote_banner import VoteBanner
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.nav_rail import NavItem, NavRail
from ecabinet.ui.widgets.toast import ToastKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.continuing import continued

_SMALLEST = (1024, 680)
_USUAL = (1366, 768)
_LOOK, _TEXT = "look", "text"
_MEETING = "meeting"
"""Key of the screen that opens when a meeting is chosen."""


class Window(QMainWindow):
    """One signed-in member's window.

    Attributes:
        pages: everything in it; a lock puts its own page over them.

    Signals:
        sitting(bool): whether the chosen meeting sits or votes now.
        lock_asked: the person wants the window locked.
    """

    sitting = Signal(bool)
    lock_asked = Signal()

    def __init__(
        self,
        context: Context,
        entries: tuple[ScreenEntry, ...],
        settings: Settings | None = None,
        parent: QWidget | None = None,
        *,
        lockable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle(f"eCabinet – {context.me.name} – {context.me.organization}")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._context = context
        self._look = LookMenu(context.theme, settings, self)
        self._entries = {entry.key: entry for entry in entries if entry.is_for(context.me.roles)}
        self._screens: dict[str, QWidget] = {}
        self._place = ""
        self._meeting: MeetingId | None = None
        self._rail = self._made_rail()
        self.pages = QStackedWidget()
        self._header = Header(context, lockable=lockable)
        self._stack = QStackedWidget()
        self._empty = self._made_empty()
        self._lay_out()
        self._wire()
        self.go(next(iter(self._entries)))

    @property
    def place(self) -> str:
        """The key of the place of the rail that is shown."""
        return self._place

    @property
    def meeting(self) -> MeetingId | None:
        """The chosen meeting."""
        return self._meeting

    def go(self, key: str) -> None:
        """Show a place of the rail.

        Raises:
            KeyError: this member has no such place.
        """
        entry = self._entries[key]
        if entry.own_window:
            self._open_aside(entry)
            return
        self._place = key
        self._rail.set_current(key)
        missing = entry.about is About.MEETING and self._meeting is None
        shown = self._empty if missing else self._screen(entry)
        self._stack.setCurrentWidget(shown)
        self._banner.be_brief(brief=isinstance(shown, ShowsVotes) and shown.shows_votes)

    @Slot(str)
    def open_meeting(self, meeting: str) -> None:
        """Choose a meeting and show its screen."""
        self._choose(MeetingId(meeting), also=About.PERHAPS)
        self.go(_MEETING if _MEETING in self._entries else self._place)

    @Slot(str)
    def adopt_meeting(self, meeting: str) -> None:
        """Follow a meeting in session while none is chosen, so that its votes are not missed."""
        if self._meeting is None:
            self._choose(MeetingId(meeting), also=About.MEETING)
            self.go(self._place)

    @Slot(object)
    def show_delivery(self, delivery: Delivery) -> None:
        """Show how the connection stands."""
        self._header.sync.show_delivery(delivery)
        if delivery.continued or delivery.left:
            self._notice.say(continued(delivery.left), ToastKind.INFO)

    @Slot()
    def apologise(self) -> None:
        """Say that something unexpected happened and what was kept."""
        self._notice.say(APOLOGY["vi"], ToastKind.WARNING)

    @Slot(str)
    def say_refusal(self, sentence: str) -> None:
        """Say under the header why a wish was refused."""
        self._notice.say(sentence, ToastKind.REFUSED, seconds=12)

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Go where the rail points, or change the look."""
        if key in self._entries:
            self.go(key)
        elif key == _LOOK:
            self._look.toggle_dark()
        else:
            self._look.offer(self._rail.mapToGlobal(self._rail.rect().bottomRight()))
        self._rail.set_current(self._place)

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the display, or give it back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._escape.setEnabled(bool(self.windowState() & Qt.WindowState.WindowFullScreen))

    @Slot()
    def go_first(self) -> None:
        """Show the first place."""
        self.go(next(iter(self._entries)))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close what was opened beside; nothing is asked, everything is kept already."""
        for key, entry in self._entries.items():
            if entry.own_window and key in self._screens:
                self._screens[key].close()
        super().closeEvent(event)

    def _choose(self, meeting: MeetingId, *, also: About) -> None:
        if meeting == self._meeting:
            return
        self._meeting = meeting
        for key, entry in self._entries.items():
            if entry.about in (About.MEETING, also) and key in self._screens:
                retire(self._screens.pop(key), self._context.runner)
        now = NowPanel(self._context, meeting)
        now.sitting.connect(self.sitting)
        now.refused.connect(self.say_refusal)
        retire(self._header.show_bar(now), self._context.runner)
        self._banner.follow(meeting)

    def _screen(self, entry: ScreenEntry) -> QWidget:
        if entry.key not in self._screens:
            made = entry.factory(self._context, None if entry.about is About.EVERYTHING else self._meeting)
            if isinstance(made, Chooses):
                made.meeting_chosen.connect(self.open_meeting)
            if isinstance(made, Tells):
                made.meeting_sits.connect(self.adopt_meeting)
            if isinstance(made, Secures):
                made.lockable_changed.connect(self._header.lock.setVisible)
            self._screens[entry.key] = made
            if not entry.own_window:
                self._stack.addWidget(made)
        return self._screens[entry.key]

    def _open_aside(self, entry: ScreenEntry) -> None:
        """Open a window of its own, full screen on another display where there is one."""
        if self._meeting is None and entry.about is About.MEETING:
            self.say_refusal(tr("Chưa chọn phiên họp. Hãy chọn một phiên họp ở Hôm nay trước."))
            return
        aside = self._screen(entry)
        other = next((screen for screen in QGuiApplication.screens() if screen is not self.screen()), None)
        if other is None:
            aside.show()
        else:
            aside.setGeometry(other.geometry())
            aside.showFullScreen()
        aside.raise_()

    def _made_rail(self) -> NavRail:
        places = [entry for entry in self._entries.values() if entry.in_rail and not entry.own_window]
        asides = [entry for entry in self._entries.values() if entry.own_window]
        top = [NavItem(e.key, e.word, e.icon, f"Ctrl+{at}") for at, e in enumerate(places, 1)]
        foot = [NavItem(e.key, e.word, e.icon) for e in asides]
        foot += [NavItem(_LOOK, tr("Sáng / tối"), "moon"), NavItem(_TEXT, tr("Cỡ chữ"), "a-large-small")]
        return NavRail(top, foot)

    def _made_empty(self) -> QWidget:
        back = quiet_button(tr("Về Hôm nay"), "house", object_name="go-today")
        back.clicked.connect(self.go_first)
        hint = tr("Chọn một phiên họp ở Hôm nay, chương trình và tài liệu sẽ mở ở đây.")
        return EmptyState("landmark", tr("Chưa chọn phiên họp."), back, hint=hint)

    def _lay_out(self) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._host = QWidget()
        inside = QVBoxLayout(self._host)
        inside.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        inside.addWidget(self._stack)
        column.addWidget(self._header)
        column.addWidget(self._host, 1)
        row.addLayout(column, 1)
        self.pages.addWidget(page)
        self.setCentralWidget(self.pages)
        self._banner = VoteBanner(self._context, self._host)
        self._notice = NoticeStrip(self._host)

    def _wire(self) -> None:
        self._rail.chosen.connect(self.on_chosen)
        self._header.lock.clicked.connect(self.lock_asked)
        self._header.place_chosen.connect(self.on_chosen)
        QShortcut(QKeySequence("F11"), self).activated.connect(self.toggle_full_screen)
        self._escape = QShortcut(QKeySequence("Esc"), self)
        self._escape.setEnabled(False)  # else it would take the key from search fields
        self._escape.activated.connect(self.toggle_full_screen)
