"""A replica in memory built on the pure fold: what the encrypted one must agree with."""

from contextlib import contextmanager

from ecabinet.app.changes import Changes
from ecabinet.app.judge import ACCEPTED, Past, Verdict, after, weigh_all
from ecabinet.app.segment import Tip
from ecabinet.core import effects
from ecabinet.core.chain import chain_of
from ecabinet.core.deeds import Certificate, Mandate
from ecabinet.core.directory import Directory
from ecabinet.core.errors import ForkFound
from ecabinet.core.event import Log
from ecabinet.core.fold import fold
from ecabinet.core.reasons import PENDING
from tests.app.memory_calendar import PlainCalendar


class Unyielding:
    """Takes nothing back: everything counts as sent. Keeps what may not be in the journal."""

    def __init__(self, state):
        self._state = state

    def yield_to(self, _segment):
        return Changes()

    def continues(self, segment):
        known = {record.hash for part in self._state()["sides"] for record in part.records}
        return segment.name.log is Log.CONTROL and segment.prev in known

    def keep(self, segment, reason):
        state = self._state()
        fresh = (segment, reason) not in state["aside"]
        state["aside"] = {**state["aside"], (segment, reason): None}
        return Changes(aside=fresh)


class Complete:
    """Keeps every meeting."""

    def resting(self, _among=None):
        return frozenset()

    def is_absent(self, _space):
        return False

    def is_past(self, _space):
        return False


class MemoryReplica:
    """Implements ports.Replica, Transaction and Reads in one object; a failed write is rolled back."""

    def __init__(self, genesis, writer):
        self._genesis = genesis
        self._writer = writer
        self.aside = Unyielding(lambda: self._state)
        self.shelves = Complete()
        self.calendar = PlainCalendar(self)
        self._folded = (None, {})
        self._chain = (None, None)
        self._state = {
            "spaces": {genesis.space: genesis},
            "log": {},
            "judged": {},
            "valid": [],
            "segments": [],
            "own_unsent": set(),
            "deeds": {},
            "forks": {},
            "contested": (),
            "aside": {},
            "sides": (),
        }

    @contextmanager
    def read(self):
        yield self

    @contextmanager
    def write(self):
        saved = dict(self._state)
        try:
            yield self
        except BaseException:
            self._state = saved
            raise

    def _things(self):
        valid = self._state["valid"]
        if self._folded[0] is not valid:
            self._folded = (valid, fold(valid))
        return self._folded[1]

    def thing(self, kind, thing):
        merged = self._things().get((kind, thing))
        return merged.thing if merged else None

    def things(self, kind, **equals):
        found = [m.thing for (k, _), m in self._things().items() if k is kind]
        fit = [t for t in found if all(getattr(t, name) == value for name, value in equals.items())]
        return tuple(sorted(fit, key=lambda t: t.id))

    def conflicts(self, kind, thing):
        merged = self._things().get((kind, thing))
        return merged.conflicts if merged else ()

    def chain(self):
        state, space = self._state, self._genesis.space
        logs = {w: records for (s, log, w), records in state["log"].items() if s == space and log is Log.CONTROL}
        forks = {w: seq for (s, log, w), seq in state["forks"].items() if s == space and log is Log.CONTROL}
        given = (logs, forks, state["deeds"], state["sides"])
        if self._chain[0] != given:
            start = Directory(space, self._genesis.controller, self._genesis.controller_key)
            found = chain_of(start, lambda w, seq: self._read(logs, w, seq), self.deeds(space), forks)
            self._chain = (given, found)
        return self._chain[1]

    def _read(self, logs, writer, seq):
        """Both sides of each fork."""
        sides = (part for part in self._state["sides"] if (part.name.log, part.name.writer) == (Log.CONTROL, writer))
        return [*logs.get(writer, ())[seq:], *(record for part in sides for record in part.records if record.seq > seq)]

    def directory(self):
        return self.chain().latest

    def directory_at(self, position):
        return self.chain().directory_at(position)

    def past(self, space, log, writer, first):
        judged = self._state["judged"].get((space, log, writer), ())[: first - 1]
        past = Past(forked=self._state["forks"].get((space, log, writer)))
        for verdict in judged:
            past = after(past, verdict)
        return past

    def reach(self, writer):
        logs = self._state["log"].items()
        return {space: len(records) for (space, log, w), records in logs if w == writer and log is Log.DATA}

    def records(self, space):
        return [record for (s, _, _), found in self._state["log"].items() if s == space for record in found]

    def refused(self, space=None):
        judged = [v for (s, _, _), found in self._state["judged"].items() if space in (None, s) for v in found]
        apart = [(part, why) for part, why in self._state["aside"] if space in (None, part.name.space)]
        found = [(v.record, v.reason) for v in judged if v.reason != ACCEPTED]
        return found + [(record, why) for part, why in apart for record in part.records]

    def deeds(self, space, kind=object):
        return tuple(deed for deed in self._state["deeds"].values() if deed.space == space and isinstance(deed, kind))

    def add_deed(self, deed, raw, *, own):
        fresh = raw not in self._state["deeds"]
        self._state["deeds"] = {**self._state["deeds"], raw: deed}
        if not fresh or not isinstance(deed, Certificate | Mandate):
            return Changes()
        return self._judge_all() | Changes(directory=True)

    def sent(self, record):
        return record not in self._state["own_unsent"]

    def spaces(self):
        return tuple(self._state["spaces"].values())

    def add_space(self, genesis):
        self._state["spaces"] = self._state["spaces"] | {genesis.space: genesis}

    def tip(self, space, log, writer):
        records = self._state["log"].get((space, log, writer), ())
        return Tip(records[-1].seq, records[-1].hash) if records else Tip()

    def last_stamp(self, limit):
        stamps = [r.hlc for r, _ in self._state["valid"] if r.writer == self._writer or r.hlc <= limit]
        return max(stamps, default=0)

    def heads_of(self, writes):
        wanted = {(kind, thing): names for kind, thing, names in writes}
        history = [
            (record, write)
            for record, author in self._state["valid"]
            for write in effects.writes(record, author)
            if (write.kind, write.id) in wanted
        ]
        heads = set()
        for (kind, thing), names in wanted.items():
            mine = [(r, w) for r, w in history if (w.kind, w.id) == (kind, thing)]
            for name in names:
                setters = [r for r, w in mine if name in w.fields]
                replaced = {parent for r in setters for parent in r.base}
                heads |= {r.hash for r in setters} - replaced
        return tuple(sorted(heads))

    def append(self, segment, verdicts, *, own):
        key = (segment.name.space, segment.name.log, segment.name.writer)
        known = self._state["log"].get(key, ())
        for record in segment.records:
            if record.seq <= len(known) and known[record.seq - 1].hash != record.hash:
                raise ForkFound(key[0], key[2], record.seq)
        fresh = [v for v in verdicts if v.record.seq > len(known)]
        if fresh and fresh[0].record.prev != self.tip(*key).hash:
            raise ForkFound(key[0], key[2], fresh[0].record.seq - 1)
        self._state["log"] = {**self._state["log"], key: (*known, *(v.record for v in fresh))}
        self._state["judged"] = {**self._state["judged"], key: (*self._state["judged"].get(key, ()), *fresh)}
        if fresh:
            self._state["segments"] = [*self._state["segments"], segment]
        if own:
            self._state["own_unsent"] = self._state["own_unsent"] | {v.record.hash for v in fresh}
        if not fresh:
            return Changes()
        if key[1] is Log.CONTROL:
            return self._judge_all() | Changes(directory=True)
        valid = [(v.record, v.author) for v in fresh if v.reason == ACCEPTED]
        self._state["valid"] = [*self._state["valid"], *valid]
        return Changes(_touched(valid))

    def contest(self, segment, seq):
        key = (segment.name.space, segment.name.log, segment.name.writer)
        lowest = min(seq, self._state["forks"].get(key, seq))
        self._state["forks"] = {**self._state["forks"], key: lowest}
        self._state["contested"] = (*self._state["contested"], segment.raw)
        self._state["sides"] = (*self._state["sides"], segment)
        return self._judge_all()

    def _judge_all(self):
        """Judge everything anew: the oracle takes no short cuts."""
        chain, before = self.chain(), self._state["valid"]
        judged = {}
        for key, records in self._state["log"].items():
            past, judged[key] = Past(forked=self._state["forks"].get(key)), ()
            for record in records:
                (verdict,) = weigh_all([record], chain, self._state["spaces"][key[0]], past) or [
                    Verdict(record, None, PENDING)
                ]
                past = after(past, verdict)
                judged[key] += (verdict,)
        self._state["judged"] = judged
        valid = [(v.record, v.author) for found in judged.values() for v in found if v.reason == ACCEPTED]
        self._state["valid"] = valid
        lost = [pair for pair in before if pair[0].hash not in _hashes(valid)]
        return Changes(_touched(lost + [pair for pair in valid if pair[0].hash not in _hashes(before)]))

    @property
    def contradictions(self):
        return self._state["contested"]

    @property
    def segments(self):
        return tuple(self._state["segments"])

    @property
    def valid(self):
        return tuple(self._state["valid"])


def _touched(valid):
    return frozenset((w.kind, w.id) for record, author in valid for w in effects.writes(record, author))


def _hashes(valid):
    return {record.hash for record, _author in valid}
