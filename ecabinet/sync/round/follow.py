"""Following hubs: one small file read in a round tells whether anything is new anywhere.

A hub is believed in nothing. It spares looking around, and only while it is heard, while what it says it has is there,
and while the own segments come back through it; and every so often each laptop looks for itself all the same. Its head
also spares the question whose store this is: it names the organization's directory, and a writer of it has signed that.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ecabinet.app.ports import KeyOf
from ecabinet.app.segment import SegmentName
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.heads import MAX_LANE_HEAD, LaneHead, open_lane_head, part_lane_head
from ecabinet.sync.formats.names import Kind, lane_head_path, lane_path, place
from ecabinet.sync.keys.envelope import peek
from ecabinet.sync.round import lane
from ecabinet.sync.round.hub import BEAT_ROUNDS
from ecabinet.sync.round.lane import Cargo, Entry
from ecabinet.sync.round.report import Notes
from ecabinet.sync.stores.store import Store

LOOK_ROUNDS = 61
"""Once in so many rounds everybody looks around, hub or not.

So long may stay unnoticed what no hub passes on, and damage to own files; own segments that do not come back make a
laptop look sooner. A look asks some thirty questions, so that these are no more than half of all. A prime, so that what
has its turn once in 8 or 64 rounds meets a look in the end.
"""

DOUBT_ROUNDS, DOUBT_SPREAD, DOUBT_LOOKS = BEAT_ROUNDS + 1, 6, 16
"""Rounds without a new head after which a hub may be gone: everybody looks around once within so many further rounds,
not all in the same one, and then once in so many again. They bound how long others' news stay away when a hub dies.
"""

SILENT_ROUNDS = 64
"""Rounds without a new head after which a hub counts as gone."""

CONFIRM_ROUNDS, FORGET_ROUNDS = 8, 256
"""Rounds within which an own segment ought to come back through a hub, and after which that is waited for no more."""

MAX_HUBS, MAX_CANDIDATES = 4, 32
MAX_FILES = 32
"""Files of a lane read in a round; who is further behind looks around instead."""

TRIES = 3
"""Rounds in which a file that ought to be there is asked for."""

_MAX_UNCONFIRMED = 1024


@dataclass(slots=True)
class _Heard:
    """A hub as it was heard last; `alive` once its head was seen to change."""

    raw: bytes = b""
    tail: bytes = b""
    head: LaneHead | None = None
    position: int = 0
    round: int = 0
    tries: int = 0
    alive: bool = False


@dataclass(slots=True)
class News:
    """What the hubs brought in a round, and whether they may be relied on for the rest.

    Attributes:
        tails: lists of ephemeral messages that were not there before, each with whether its hub was heard before.
    """

    entries: list[tuple[str, Entry]] = field(default_factory=list)
    tails: list[tuple[bytes, bool]] = field(default_factory=list)
    led: bool = False


class Follower:
    """Listens to the hubs of an organization.

    Attributes:
        look_rounds: once in so many rounds this laptop looks around all the same; not all laptops in the same one.
        leads: whether a writer may be a hub; whoever may not is not listened to.
    """

    def __init__(self, store: Store, key_of: KeyOf, writer: WriterId) -> None:
        self._store, self._key_of, self._writer = store, key_of, writer
        self.look_rounds = LOOK_ROUNDS
        self.leads: Callable[[WriterId], bool] = lambda _writer: True
        self._jitter = sum(writer.encode())
        self._round = 0
        self._read_before: dict[WriterId, tuple[bytes, bytes]] = {}
        self._hubs: dict[WriterId, _Heard] = {}
        self._unconfirmed: dict[SegmentName, int] = {}

    def vouched(self, directory: SpaceId) -> bool:
        """Say whether a hub's head shows that the store is there and ours, before a round in which that is enough.

        Raises:
            StoreUnreachable: nothing was concluded.
        """
        self._read_before.clear()
        if self._looks(self._round + 1):
            return False
        heads = {hub: self._file(hub, directory)[0] for hub in self._hubs}
        return any(self._vouches(hub, raw, directory) for hub, raw in heads.items())

    @property
    def age(self) -> int:
        """Rounds since a head was new."""
        return self._age(self._round)

    def listen(self, directory: SpaceId, notes: Notes, *, brief: bool = False) -> News:
        """Read the heads of the hubs and the files behind them that are new; `brief` looks for no first hub.

        Raises:
            StoreUnreachable: nothing was concluded.
        """
        self._round += 1
        look = self._looks(self._round)
        if look and (self._hubs or not brief):
            self._meet(directory)
        news = News()
        heard = [self._hear(hub, directory, news) for hub in self._hubs]
        self._read_before.clear()
        self._confirm(news)
        alive = [hub for hub in self._hubs.values() if hub.alive]
        fresh = [hub for hub in alive if self._round - hub.round < SILENT_ROUNDS]
        late = self._late()
        notes.hub_silent = bool(alive) and not fresh
        notes.unconfirmed = tuple(late) if fresh else ()
        news.led = bool(fresh) and all(heard) and not look and not late
        return news

    def _looks(self, number: int) -> bool:
        """Say whether this laptop looks around in a round whatever the hubs say."""
        doubt = self._age(number) - DOUBT_ROUNDS - self._jitter % DOUBT_SPREAD
        doubtful = doubt > 0 and doubt % DOUBT_LOOKS == 1
        return doubtful or not self._hubs or (number + self._jitter) % self.look_rounds == 0

    def _age(self, number: int) -> int:
        return min((number - hub.round for hub in self._hubs.values() if hub.alive), default=0)

    def expect(self, sent: tuple[SegmentName, ...]) -> None:
        """Note own segments that were just published: they ought to come back."""
        if any(heard.alive for heard in self._hubs.values()):
            self._unconfirmed |= dict.fromkeys(sent, self._round)
            for name in list(self._unconfirmed)[:-_MAX_UNCONFIRMED]:
                del self._unconfirmed[name]

    def _late(self) -> list[SegmentName]:
        """Return the own segments that should have come back by now."""
        waited = {name: self._round - sent for name, sent in self._unconfirmed.items()}
        for name in [name for name, rounds in waited.items() if rounds > FORGET_ROUNDS]:
            del self._unconfirmed[name]
        return [name for name, rounds in waited.items() if CONFIRM_ROUNDS < rounds <= FORGET_ROUNDS]

    def _meet(self, directory: SpaceId) -> None:
        """Look which hubs there are: at most a few, those heard before first."""
        folder = f"{directory}/lane"
        named = [WriterId(name[:-1]) for name in self._store.list(folder) if self._is_hub(f"{folder}/{name}head")]
        named.sort(key=lambda hub: (hub not in self._hubs, hub))
        found = [hub for hub in named[:MAX_CANDIDATES] if hub in self._hubs or self._head(hub, directory)[1]]
        self._hubs = {hub: self._hubs.get(hub, _Heard()) for hub in found[:MAX_HUBS]}

    def _is_hub(self, path: str) -> bool:
        at = place(path)
        return at is not None and at.kind is Kind.LANE_HEAD and at.writer != self._writer

    def _head(self, hub: WriterId, directory: SpaceId) -> tuple[bytes, LaneHead | None]:
        """Read a hub's head; None in place of one that does not hold, or is the last one once more."""
        raw, _tail = self._file(hub, directory)
        if raw and raw == self._hubs.get(hub, _Heard()).raw:
            return raw, None
        return raw, self._opened(hub, raw, directory)

    def _file(self, hub: WriterId, directory: SpaceId) -> tuple[bytes, bytes]:
        """Read the file of a hub's head, unless this round has: the head, and what stands behind it."""
        if hub not in self._read_before:
            raw = self._store.read(lane_head_path(directory, hub), MAX_LANE_HEAD + 1) or b""
            self._read_before[hub] = part_lane_head(raw)
        return self._read_before[hub]

    def _opened(self, hub: WriterId, raw: bytes, directory: SpaceId) -> LaneHead | None:
        try:
            head = open_lane_head(raw, self._key_of)
        except SegmentDamaged:
            return None
        return head if (head.space, head.hub) == (directory, hub) and self.leads(hub) else None

    def _vouches(self, hub: WriterId, raw: bytes, directory: SpaceId) -> bool:
        """Say whether these are the bytes of a head that is whole, signed, of ours, and no older than the last one."""
        heard = self._hubs[hub]
        if heard.head is None:
            return False
        if raw == heard.raw and not heard.tries:
            return True
        head = self._opened(hub, raw, directory)
        return head is not None and head.beat >= heard.head.beat

    def _hear(self, hub: WriterId, directory: SpaceId, news: News) -> bool:
        """Read a hub's head, and what is new behind it; say whether all of that was there."""
        (raw, head), heard = self._head(hub, directory), self._hubs[hub]
        tail = self._file(hub, directory)[1]
        if (head or raw == heard.raw) and tail != heard.tail:
            heard.tail = tail
            news.tails.append((tail, heard.head is not None))
        if head is None:
            return True
        heard.alive, heard.round = heard.head is not None, self._round
        back = heard.head is not None and head.beat < heard.head.beat
        whole = heard.head is None or (not back and self._read(head, heard.position, news))
        heard.head, heard.tries = head, 0 if whole else heard.tries + 1
        if whole or heard.tries >= TRIES:
            heard.raw, heard.position, heard.tries = raw, head.last, 0
        return whole

    def _read(self, head: LaneHead, before: int, news: News) -> bool:
        """Read the files behind a position; say whether none is missing, torn or too many."""
        if not head.first - 1 <= before <= head.last <= before + MAX_FILES:
            return False
        whole = True
        for number in range(before + 1, head.last + 1):
            path = lane_path(head.space, head.hub, number)
            raw = self._store.read(path, lane.MAX_LANE + 1)
            try:
                news.entries.extend((path, entry) for entry in lane.unpack(raw or b"", path))
            except SegmentDamaged:
                whole = False
        return whole

    def _confirm(self, news: News) -> None:
        """Take note of own segments that came back."""
        if self._unconfirmed:
            for path, entry in news.entries:
                if entry.kind is Cargo.SEGMENT:
                    try:
                        self._unconfirmed.pop(peek(entry.raw, path), None)
                    except SegmentDamaged:
                        continue
