"""A replica in memory built on the pure fold: what the encrypted one must agree with."""

from contextlib import contextmanager

from ecabinet.app.changes import Changes
from ecabinet.app.segment import Tip
from ecabinet.core import effects
from ecabinet.core.deeds import KeyPackage
from ecabinet.core.directory import Directory, extend
from ecabinet.core.errors import ForkFound
from ecabinet.core.event import Log
from ecabinet.core.fold import fold


class MemoryReplica:
    """Implements ports.Replica, Transaction and Reads in one object; a failed write is rolled back."""

    def __init__(self, genesis, writer):
        self._genesis = genesis
        self._writer = writer
        self._folded = (None, {})
        self._state = {
            "spaces": {genesis.space: genesis},
            "directories": [Directory(genesis.space, genesis.controller, genesis.controller_key)],
            "log": {},
            "valid": [],
            "segments": [],
            "own_unsent": set(),
            "deeds": {},
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

    def directory(self):
        return self._state["directories"][-1]

    def directory_at(self, position):
        return next((d for d in self._state["directories"] if d.position == position), None)

    def deeds(self, space):
        return tuple(deed for deed in self._state["deeds"].values() if deed.space == space)

    def add_deed(self, deed, raw, *, own):
        fresh = raw not in self._state["deeds"]
        self._state["deeds"] = {**self._state["deeds"], raw: deed}
        return Changes(directory=fresh and not isinstance(deed, KeyPackage))

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
        if fresh:
            self._state["segments"] = [*self._state["segments"], segment]
        if own:
            self._state["own_unsent"] = self._state["own_unsent"] | {v.record.hash for v in fresh}
        return self._apply(fresh)

    def _apply(self, fresh):
        touched = set()
        for verdict in fresh:
            if verdict.reason:
                continue
            if verdict.record.log is Log.CONTROL:
                following = extend(self.directory(), verdict.record)
                self._state["directories"] = [*self._state["directories"], following]
            self._state["valid"] = [*self._state["valid"], (verdict.record, verdict.author)]
            touched |= {(w.kind, w.id) for w in effects.writes(verdict.record, verdict.author)}
        return Changes(frozenset(touched), directory=any(v.record.log is Log.CONTROL for v in fresh))

    @property
    def segments(self):
        return tuple(self._state["segments"])

    @property
    def valid(self):
        return tuple(self._state["valid"])
