"""The control chain as an outsider follows it: whose keys count, and which records have effect."""

from collections.abc import Iterable, Iterator, Mapping

from ecabinet.app.genesis import Genesis
from ecabinet.app.judge import Past, Verdict, after, weigh
from ecabinet.core.chain import chain_of, grow, start
from ecabinet.core.directory import Directory
from ecabinet.core.event import Record
from ecabinet.core.events.organization import WriterCertified
from ecabinet.core.identity import writer_of
from ecabinet.core.ids import WriterId
from ecabinet.sync.audit.deed_check import DeedCheck


class Law:
    """Grows with each control segment; `settle` brings it into its final form.

    Where the control chain is sealed it stays at its beginning, and deeds alone say whose keys count.
    """

    def __init__(self, genesis: Genesis, deeds: DeedCheck) -> None:
        self._first = Directory(genesis.space, genesis.controller, genesis.controller_key)
        self._deeds = deeds
        self._records: dict[WriterId, dict[int, Record]] = {}
        self._sides: list[Record] = []
        self._named: dict[WriterId, bytes] = {}
        self.chain = start(self._first, deeds.sound)

    def key_of(self, writer: WriterId) -> bytes | None:
        """Return the key a writer must have signed with, as chain and deeds say so far.

        Whom a controller certified is known also if a mandate made that void: the signature holds, without effect.
        """
        known = self.chain.latest.key_of(writer)
        return known or self._named.get(writer) or self._deeds.keys.get(writer)

    def learn(self, records: Iterable[Record]) -> None:
        """Take in the control records of one segment."""
        fresh: list[Record] = []
        for record in records:
            known = self._records.setdefault(record.writer, {}).setdefault(record.seq, record)
            (fresh if known is record else self._sides).append(record)
        self.chain = grow(self.chain, self._read)
        for record in fresh:
            if record.writer in self.chain.latest.controllers and isinstance(record.event, WriterCertified):
                self._certified(record.event)

    def settle(self, forks: Mapping[WriterId, int], sides: Iterable[Record] = ()) -> None:
        """Follow the whole chain once more with all deeds, and with what forks make void.

        `sides` are control records that lie in the store as evidence of forks.
        """
        self._sides += sides
        self.chain = chain_of(self._first, lambda writer, seq: self._all(writer, seq, forks), self._deeds.sound, forks)

    def verdicts(self, records: Iterable[Record], space: Genesis, forked: int | None) -> Iterator[Verdict | Record]:
        """Yield the verdicts on the data records of one log; a record that cannot be judged is the last one.

        Its control position lies behind everything that is known.
        """
        past = Past(forked=forked)
        for record in records:
            verdict = weigh(record, self.chain, space, past)
            if verdict is None:
                yield record
                return
            yield verdict
            past = after(past, verdict)

    def _certified(self, event: WriterCertified) -> None:
        if event.writer == writer_of(event.public_key):
            self._named[event.writer] = event.public_key

    def _all(self, writer: WriterId, seq: int, forks: Mapping[WriterId, int]) -> Iterator[Record]:
        """Yield the records of a log behind a number, both sides where it forks."""
        yield from self._read(writer, seq)
        if writer in forks:
            mine = self._records.get(writer, {}).values()
            yield from (one for one in (*mine, *self._sides) if one.writer == writer and one.seq > seq)

    def _read(self, writer: WriterId, seq: int) -> Iterator[Record]:
        mine = self._records.get(writer, {})
        while (seq := seq + 1) in mine:
            yield mine[seq]
