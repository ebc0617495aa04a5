"""A panel: a piece of screen with one purpose, refreshed when something it shows has changed.

A panel that cannot be seen only remembers that it is stale and looks again when it is shown.
"""

from abc import abstractmethod

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ecabinet.app.changes import Changes
from ecabinet.app.override import override
from ecabinet.core.things import Thing
from ecabinet.ui.context import Context


class Panel(QWidget):
    """Base of all panels.

    It is abstract without `ABCMeta`, which Qt's own metaclass does not go with: mypy holds it all the same, and a test.

    Attributes:
        context: the program as a screen sees it.
        concerns: kinds of things the panel shows; a change of the directory always concerns it.
        follows_delivery: also look again when something was sent or a paper came.
        follows_aside: also look again when records were set aside.
    """

    concerns: tuple[type[Thing], ...] = ()
    follows_delivery = False
    follows_aside = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        context.feed.changed.connect(self.on_changed)

    @abstractmethod
    def refresh(self) -> None:
        """Ask for what the panel shows, as a rule by handing this to the presenter."""

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """Look again if concerned and visible; else remember."""
        if not self._is_concerned(changes):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _is_concerned(self, changes: Changes) -> bool:
        by_delivery = self.follows_delivery and bool(changes.delivery or changes.blobs)
        by_aside = self.follows_aside and changes.aside
        return changes.directory or changes.touches(*self.concerns) or by_delivery or by_aside

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again when shown after something changed."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()
