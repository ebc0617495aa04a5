"""The only refresh signal of the program: what a commit touched, local or remote."""

from PySide6.QtCore import QObject, Signal

from ecabinet.app.changes import Changes


class Feed(QObject):
    """Tells every screen what changed; a hidden screen only remembers that it is stale.

    Signals:
        changed(Changes): after each commit, on the screen's thread.
    """

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Tell the screens; nothing is said when nothing changed."""
        if changes:
            self.changed.emit(changes)
