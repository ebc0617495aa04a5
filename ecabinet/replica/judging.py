"""Records of the journal judged again, after something came that changes what others add up to.

A revocation, an admission or a fork concerns a few logs. Only their records are judged again, and only the things that
these touch are folded again, from the spaces in which something of them lies. A mandate or a forked control log may
concern everything: then all is judged and folded again (`rebuilding`).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from ecabinet.app.genesis import Genesis
from ecabinet.app.judge import ACCEPTED, Past, Verdict, after, weigh, weigh_control
from ecabinet.core import reasons
from ecabinet.core.chain import Chain, control_reason
from ecabinet.core.effects import writes
from ecabinet.core.event import Log, Record
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.replica import bulk, evidence, journal, logs, rows, singles, spaces
from ecabinet.replica.journal import Placed
from ecabinet.replica.refolding import refold
from ecabinet.replica.singles import Spot
from ecabinet.replica.standing import Key
from ecabinet.replica.tables import event, log

NOTHING: frozenset[Key] = frozenset()
_WAITING = and_(journal.WITHOUT_EFFECT, event.c.reason == reasons.PENDING)
_any_waiting = select(event.c.id).where(_WAITING).limit(1)
Noted = tuple[str, int]
"""A reason and the place of the record that has it now."""


def changed(connection: Connection, before: Chain, now: Chain) -> frozenset[Key]:
    """Judge again what the chain's growth from `before` to `now` concerns; return the things it touches."""
    if now.latest.position.epoch != before.latest.position.epoch:
        _rule(connection, now)
    concerned = [*_cut(before, now), *_admitted(before, now), *_pending(connection)]
    return again(connection, now, *concerned) if concerned else NOTHING


def grown(before: Chain, now: Chain) -> bool:
    """Say whether nothing of a chain was cut, and nobody continues another installation than before."""
    cut = (before.mandates, before.forks, before.stopped) != (now.mandates, now.forks, now.stopped)
    cut |= not before.upheld <= now.upheld
    given = now.latest.certificates
    return not cut and all(given.get(writer) == one for writer, one in before.latest.certificates.items())


def contested(connection: Connection, chain: Chain, place: tuple[SpaceId, Log, WriterId], seq: int) -> frozenset[Key]:
    """Judge a data log again from a number on, after a fork was found there."""
    return again(connection, chain, and_(event.c.log_id == logs.number(connection, *place), event.c.seq >= seq))


def again(connection: Connection, chain: Chain, *which: ColumnElement[bool]) -> frozenset[Key]:
    """Judge data records again, those that meet one of these conditions on the event table; fold what they touch again.

    Return that. The conditions are asked one by one, so that each finds its own index.
    """
    touched: set[Key] = set()
    concerned: set[SpaceId] = set()
    places = {place for one in which for place in connection.execute(select(event.c.id).where(one)).scalars()}
    spots: dict[bool, list[Spot]] = {True: [], False: []}
    for place, verdict in _news(connection, chain, sorted(places)):
        if made := singles.made(place, verdict.record):
            spots[verdict.reason == ACCEPTED].append(made[1])
        if verdict.author is not None:
            touched.update((write.kind, write.id) for write in writes(verdict.record, verdict.author))
            concerned.add(verdict.record.space)
    singles.add(connection, spots[True])
    singles.remove(connection, spots[False])
    refold(connection, chain, touched, concerned)
    return frozenset(touched)


def everything(connection: Connection) -> frozenset[Key]:
    """Return every thing that is shown."""
    found: set[Key] = {(type(one), one.id) for one in singles.everything(connection)}
    for kind, shape in rows.SHAPES.items():
        found.update((kind, one) for one in connection.execute(select(shape.table.c.id)).scalars())
    return frozenset(found)


def judge_all(connection: Connection, chain: Chain) -> Iterator[Placed]:
    """Judge every record of the journal again, note the reasons that changed, and yield the verdicts."""
    known = {genesis.space: genesis for genesis in spaces.known(connection)}
    forks = evidence.all_forks(connection)
    pasts: dict[int, Past] = {}
    noted: list[Noted] = []
    for row, record in journal.history(connection):
        if record.space not in known:
            continue
        so_far = pasts.get(row.log_id) or Past(forked=forks.get(_log_of(record)))
        verdict = _verdict(record, chain, known[record.space], so_far)
        pasts[row.log_id] = after(so_far, verdict)
        if verdict.reason != row.reason:
            noted.append((verdict.reason, row.id))
        yield row.id, verdict
    _note(connection, noted)


def _news(connection: Connection, chain: Chain, places: Sequence[int]) -> Iterator[Placed]:
    """Judge the data records at these places again, and note the reasons that changed.

    Yield the verdicts whose effect came or went.
    Whether a record is backdated follows from its log alone: it was so when it came, or it will never be.
    """
    known = {genesis.space: genesis for genesis in spaces.known(connection)}
    forks = evidence.all_forks(connection)
    noted: list[Noted] = []
    for row, record in _at(connection, places):
        if record.space not in known or row.reason == reasons.BACKDATED:
            continue
        forked = forks.get(_log_of(record))
        verdict = _verdict(record, chain, known[record.space], Past(forked=forked))
        if verdict.reason == row.reason:
            continue
        noted.append((verdict.reason, row.id))
        if ACCEPTED in (verdict.reason, row.reason):
            yield row.id, verdict
    _note(connection, noted)


def _at(connection: Connection, places: Sequence[int]) -> Iterator[tuple[Any, Record]]:  # Any: as `journal.history`
    """Return the data records at these places with their rows."""
    for chunk in bulk.chunks(places):
        yield from journal.history(connection, event.c.id.in_(chunk), log.c.log == Log.DATA.value)


def _log_of(record: Record) -> tuple[SpaceId, Log, WriterId]:
    return record.space, record.log, record.writer


def _verdict(record: Record, chain: Chain, space: Genesis, so_far: Past) -> Verdict:
    if record.log is Log.CONTROL:
        return weigh_control(record, chain, space)
    return weigh(record, chain, space, so_far) or Verdict(record, None, reasons.PENDING)


def _rule(connection: Connection, chain: Chain) -> None:
    """Judge the control records again: those of a new controller may have come before the hand-over."""
    which = (log.c.space == chain.latest.space, log.c.log == Log.CONTROL.value)
    found = ((control_reason(chain, record), row) for row, record in journal.history(connection, *which))
    _note(connection, [(reason, row.id) for reason, row in found if reason != row.reason])


def _cut(before: Chain, now: Chain) -> Iterator[ColumnElement[bool]]:
    """Yield the data logs of writers that were revoked or certified by deed since, and of those that continue them."""
    old, new = before.latest, now.latest
    if new.revoked is old.revoked and new.certificates is old.certificates:
        return
    named = {writer for writer, found in new.revoked.items() if old.revoked.get(writer) != found}
    named |= new.certificates.keys() - old.certificates.keys()
    heirs = {writer for writer in new.continued if named & set(new.line(writer))}
    if named:
        logs_ = select(log.c.id).where(log.c.writer.in_(named | heirs), log.c.log == Log.DATA.value)
        yield event.c.log_id.in_(logs_)


def _admitted(before: Chain, now: Chain) -> Iterator[ColumnElement[bool]]:
    admitted = now.latest.admitted - before.latest.admitted
    if admitted:
        yield and_(journal.WITHOUT_EFFECT, event.c.hash.in_(admitted))


def _pending(connection: Connection) -> Iterator[ColumnElement[bool]]:
    if connection.execute(_any_waiting).first() is not None:
        yield _WAITING


def _note(connection: Connection, noted: list[Noted]) -> None:
    if noted:
        connection.exec_driver_sql("UPDATE event SET reason = ? WHERE id = ?", noted)
