"""Collects answers of the page port and of the text port beside it and hands them to every view; never waits.

A port serves several views, and `Pages.poll` gives each answer once: so one postman polls for all of them.
It lives beside the feed, as long as the program.
"""

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer, Signal, Slot

from ecabinet.app.pages import Pages
from ecabinet.app.text_ports import Texts
from ecabinet.ui.feed import Feed

_LOOK = 250
"""Milliseconds between looks while something is awaited: deadlines are noticed only by looking."""
_LOOK_WITHOUT_BELL = 15
"""The same where no descriptor tells when answers are there."""


class Postman(QObject):
    """Asks the port for answers while something is awaited."""

    arrived = Signal(object)
    """One `Answer`; each view takes what is its own."""
    told = Signal(object)
    """One `TextAnswer`; each view takes what is its own."""

    def __init__(self, pages: Pages, parent: QObject | None = None, texts: Texts | None = None) -> None:
        super().__init__(parent)
        self.pages = pages
        self.texts = texts
        self._views = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.on_news)
        self._bell: QSocketNotifier | None = None
        bell = pages.fileno()
        self._timer.setInterval(_LOOK_WITHOUT_BELL if bell is None else _LOOK)
        if bell is not None:
            self._bell = QSocketNotifier(bell, QSocketNotifier.Type.Read, self)
            self._bell.setEnabled(False)
            self._bell.activated.connect(self.on_news)
        program = QCoreApplication.instance()
        if program is not None:  # the port may be closed right after, and its descriptor with it
            program.aboutToQuit.connect(self.rest)

    def new_view(self) -> int:
        """Return a number no other view has."""
        self._views += 1
        return self._views

    def watch(self) -> None:
        """Look for answers from now on until all have come; call it after asking."""
        if self._bell is not None:
            self._bell.setEnabled(True)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def on_news(self) -> None:
        """Hand out what has come; rest when nothing more is awaited."""
        for answer in self.pages.poll():
            self.arrived.emit(answer)
        for text in self.texts.collect() if self.texts else ():
            self.told.emit(text)
        if not self.pages.waiting():
            self.rest()

    @Slot()
    def rest(self) -> None:
        """Stop looking."""
        self._timer.stop()
        if self._bell is not None:
            self._bell.setEnabled(False)


def postman_for(pages: Pages, feed: Feed, texts: Texts | None = None) -> Postman:
    """Return the one postman of a port, which belongs to the feed; the first caller makes it."""
    children = feed.findChildren(Postman, options=Qt.FindChildOption.FindDirectChildrenOnly)
    known = next((child for child in children if child.pages is pages), None)
    return known or Postman(pages, feed, texts)
