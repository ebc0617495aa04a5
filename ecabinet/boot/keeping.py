"""What this installation does about keys when news arrive: reads again what they open, gives them to who lacks them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ecabinet.app import circles, commands, keys, private
from ecabinet.app.changes import NO_CHANGES, Changes
from ecabinet.app.genesis import Genesis
from ecabinet.app.reception import Reception
from ecabinet.app.workspace import Workspace
from ecabinet.core.errors import Refused
from ecabinet.core.ids import ItemId, SpaceId, VersionHash
from ecabinet.core.things import Item, Paper, Participant, Version
from ecabinet.replica.database import SqlReplica
from ecabinet.replica.keys import KeyShelf
from ecabinet.sync.keys.envelope import SegmentSealer


@dataclass(frozen=True, slots=True)
class Keeper:
    """The doors of the workspace for what comes from a store, with what follows for keys."""

    replica: SqlReplica
    workspace: Workspace
    sealer: SegmentSealer
    shelf: KeyShelf

    def receive(self, segments: Sequence[bytes]) -> Reception:
        """Take in segments; when the directory changed or somebody was invited, see who ought to have keys now."""
        reception = self.workspace.receive(segments)
        changes = reception.changes | self._take_control(reception.changes)
        if (changes.directory or changes.touches(Participant)) and self._issues():
            with self.replica.write() as transaction:
                invited = {thing for kind, thing in changes.things if kind is Participant}
                lines = (transaction.thing(Participant, one) for one in invited)
                meetings = None if changes.directory else {line.meeting for line in lines if line}
                keys.mend(transaction, self.sealer, meetings)
        if changes.directory:
            with self.replica.write() as transaction:
                circles.mend(transaction, self.sealer)
        return replace(reception, changes=changes.abridged())

    def take_deeds(self, space: SpaceId, raws: Sequence[bytes]) -> Changes:
        """Take in deeds and read again what they open; those that do not hold (yet) are left out."""
        changes = self.workspace.receive_deeds(space, raws).changes
        return (changes | self._take_control(changes) | self.catch_up()).abridged()

    def found_private(self) -> Genesis:
        """Return the space that only this member's installations can read, not the administrator's; found it first.

        The member's other installations learn of it by a deed in the directory.

        Raises:
            NotAllowed: this installation is not certified, or has no part in encryption.
        """
        with self.replica.write() as transaction:
            return private.found(transaction, self.sealer)

    def catch_up(self) -> Changes:
        """Read again what keys open that came since the last time; return what that touched."""
        news = self.shelf.news()
        for space in news:
            if self.sealer.keys:
                self.sealer.keys.refresh(space)
        return self.shelf.catch_up(self.sealer.open) if news else Changes()

    def _take_control(self, changes: Changes) -> Changes:
        """Begin to rule if this is the controller of an epoch in which nothing was written yet.

        Where a rule says no, because its log contradicts itself or its key has not come, it is tried at the next news.
        """
        if changes.directory:
            with self.replica.read() as reads:
                directory = reads.directory()
            if directory.controller == self.sealer.writer and directory.base and not directory.ruled:
                with suppress(Refused):
                    return self.workspace.do(commands.TakeControl())
        return NO_CHANGES

    def _issues(self) -> bool:
        with self.replica.read() as reads:
            directory = reads.directory()
            return any(keys.may_issue(self.sealer.writer, genesis, directory) for genesis in reads.spaces())

    def items_of(self, _space: SpaceId, version: VersionHash) -> tuple[ItemId, ...]:
        """Return the item under which a paper lies first, then the other items of its meeting."""
        with self.replica.read() as reads:
            found = next(iter(reads.things(Version, version=version)), None)
            paper = reads.thing(Paper, found.paper) if found else None
            if paper is None:
                return ()
            others = (ItemId(item.id) for item in reads.things(Item, meeting=paper.meeting))
            return tuple(dict.fromkeys([paper.item, *others]))
