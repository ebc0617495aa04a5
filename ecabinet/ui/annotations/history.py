"""What can be undone and done again, for each paper version; no Qt.

Every step is a pair of wishes of which one takes back the other: nothing is erased from the journal.
"""

from dataclasses import dataclass, field

from ecabinet.app.commands import Command

MOST = 200
"""Steps kept for a paper."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the person: the wish that takes it back, and the one that does it again."""

    undo: Command
    redo: Command


@dataclass(slots=True)
class History:
    """The steps on one paper, oldest first, and those that were taken back."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def record(self, step: Step) -> None:
        """Add a step; what was taken back before cannot be done again any more."""
        self.done = [*self.done[-(MOST - 1) :], step]
        self.undone.clear()

    def back(self) -> Command | None:
        """Go a step back: return what takes it back, None if there is nothing."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1].undo

    def forth(self) -> Command | None:
        """Go a step forth again."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1].redo

    def forget(self, wish: Command) -> None:
        """Drop the steps of a wish that was refused."""
        self.done = [one for one in self.done if wish not in (one.undo, one.redo)]
        self.undone = [one for one in self.undone if wish not in (one.undo, one.redo)]
