"""The part of `benchmarks.sync` about a page that the chair shows to 200 laptops.

The chair's program, a hub, exchanges as its window does and shows pages at random moments. Of each of the 200 other
programs only the listening half is here, in a few processes, as in `sync_storm.py`: reading what a quiet round behind a
hub reads, and every check of what is heard; their replicas are left out, since this machine is all laptops at once. One
laptop beside them is whole: its line is what the last reader of a room would see.
"""

import contextlib
import multiprocessing
import random
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import at_least, at_most, flushed_writes, summary
from benchmarks.sync_history import founded
from ecabinet.app import commands
from ecabinet.app.ephemera import Presenting
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.directory import Directory
from ecabinet.sync.crypto.wrapping import item_key, key_id
from ecabinet.sync.round.follow import Follower
from ecabinet.sync.round.report import Notes
from ecabinet.sync.round.telling import StoreEphemera
from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.mailbox.rights import MEMBER
from ecabinet.sync.stores.spaces import prepare
from ecabinet.sync.stores.waking import waker
from tests.network.laptop import REST
from tests.postgres import Server, binaries
from tests.road.kit import edit_settings

LISTENERS, PROCESSES, PAGES = 200, 4, 20
SECONDS = 60
VERSION = "5e" * 32


@dataclass(frozen=True)
class Keys:
    """The keys of one space, as if they had been unwrapped."""

    plenum: bytes
    space: bytes

    def key(self, _space, wanted):
        return self.space if key_id(self.space) == wanted else None

    def item_key(self, _space, item, wanted):
        found = item_key(self.plenum, item)
        return found if key_id(found) == wanted else None

    def refresh(self, _space):
        return None


@dataclass(frozen=True)
class Member:
    """Whose listener it is."""

    writer: str
    keys: Keys


@dataclass(frozen=True)
class Scene:
    """A meeting, what a listener has to know of it, and the chair's profile."""

    genesis: Any
    space: str
    item: str
    directory: Directory
    keys: Keys
    chair: Path
    laptop: Path


def presenter_folder(options):
    """G11: a page to 200 laptops over a folder with a hub, read every 250 ms; the yardstick: that rest and a write."""
    with tempfile.TemporaryDirectory() as name:
        scene = _sitting(Path(name))
        url = str(Path(name) / "store")
        told, heard = _shown(scene, url, url, options, _poll)
        bare = summary(flushed_writes(Path(name), 50))
    return _line(told, heard, 1000, 0.95 * 1000 * REST + bare["p95"], options)


def presenter_postgres(options):
    """G11: over PostgreSQL, which wakes the laptops; the yardstick is a bare NOTIFY to as many bare LISTENs."""
    if binaries() is None:
        return {"left_out": "no PostgreSQL server; on Debian: apt-get install postgresql"}
    server = Server(binaries())
    try:
        server.make()
        with (server.data / "postgresql.conf").open("a", encoding="utf-8") as config:
            config.write("max_connections = 500\n")
        server.begin()
        name = server.database()
        prepare_place(server.url(name))
        for role in ("an", "chu_toa"):
            server.role(role, MEMBER)
        with tempfile.TemporaryDirectory() as folder:
            scene = _sitting(Path(folder))
            mine, theirs = server.url(name, "chu_toa"), server.url(name, "an")
            told, heard = _shown(scene, mine, theirs, options, _wake)
        bare = _bare(server, name, options)
    finally:
        server.remove()
    return _line(told, heard, 300, summary(bare)["p95"], options) | {"bare_notify_to_all_ms": summary(bare)}


def _line(told, heard, goal, yardstick, options):
    """What was measured; `told` has for each page when it was told and how long that took, `heard` when by whom."""
    listeners = options.count(LISTENERS)
    seconds = [at - told[page][0] for who, pages in heard.items() if who >= 0 for page, at in pages.items()]
    whole = [at - told[page][0] for page, at in heard.get(-1, {}).items()]
    found = summary(seconds)
    return {
        "p95_ms": at_most(found["p95"], goal, yardstick, all_ms=found),
        "pages_heard": at_least(len(seconds), listeners * len(told), listeners * len(told)),
        "whole_laptop_ms": summary(whole),
        "tell_ms": summary(took for _at, took in told.values()),
    }


def _sitting(folder):
    """Found an organization whose meeting has an item."""
    made = founded(folder, 1)
    meeting, office = made.meeting, made.office
    office.workspace.do(commands.AddItem(meeting.about, "Nội dung"))
    item = office.queries.agenda(meeting.about).lines[0].item
    made.settle()
    laptop = made.laptop()
    with office.replica.read() as reads:
        directory, genesis = reads.directory(), reads.spaces()[0]
    keys = office.sealer.keys
    held = Keys(keys.current(meeting.space, "plenum").key, keys.current(meeting.space, "").key)
    made.close()
    newcomer = open_program(profiles.load(laptop))
    while not newcomer.exchange.round().quiet:
        pass
    newcomer.close()
    return Scene(genesis, meeting.space, item, directory, held, folder / "office", laptop)


def _shown(scene, mine, theirs, options, listen):
    """Let the chair show pages; return when each was told and when everybody heard it."""
    edit_settings(scene.chair, store=mine)
    edit_settings(scene.laptop, store=theirs)
    chair = open_program(profiles.load(scene.chair), hub=True)
    prepare(chair.exchange.store, scene.genesis)
    for _round in range(3):
        chair.exchange.round()
    processes = _started(scene, theirs, options.count(LISTENERS), listen)
    try:
        chair.tell(scene.space, Presenting(VERSION, 0, 0.0, scene.item))
        _exchanging(chair, 20 * REST)
        told = {number: _tell(chair, scene, number) for number in range(1, PAGES + 1)}
        _exchanging(chair, 8 * REST)
        heard = {}
        for _process, pipe in processes:
            pipe.send("over")
        for process, pipe in processes:
            heard |= pipe.recv()
            process.join()
    finally:
        _ended(processes)
        chair.close()
    return told, {who: {page: at for page, at in pages.items() if page in told} for who, pages in heard.items()}


def _tell(chair, scene, number):
    """Show a page after a while; return when that began and how long it took."""
    _exchanging(chair, random.uniform(2 * REST, 6 * REST))
    begin = time.monotonic()
    assert chair.tell(scene.space, Presenting(VERSION, number, 0.0, scene.item))
    return begin, time.monotonic() - begin


def _exchanging(program, seconds):
    """Do rounds as a window in a sitting does, for so long."""
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        program.exchange.round()
        time.sleep(max(0.0, min(REST, rest)))


# ---- the listeners' processes


def _started(scene, url, listeners, listen):
    """Start the listeners and one whole laptop; wait until all listen."""
    context, found = multiprocessing.get_context("fork"), []
    works = [(listen, (scene, url, range(start, listeners, PROCESSES))) for start in range(PROCESSES)]
    for work, given in [*works, (_whole, (scene, listen))]:
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(*given, theirs))
        process.start()
        theirs.close()
        found.append((process, ours))
    for _process, pipe in found:
        assert pipe.poll(SECONDS), "a listener does not begin"
        pipe.recv()
    return found


def _ended(processes):
    for process, pipe in processes:
        pipe.close()
        with contextlib.suppress(ValueError):
            process.kill()
            process.join()


class Listener:
    """The listening half of one laptop."""

    def __init__(self, number, scene, url):
        self.scene, self.store, self.seen = scene, open_store(url), {}
        member, key_of = Member(f"listener{number}", scene.keys), scene.directory.key_of
        self.ephemera = StoreEphemera(self.store, member, key_of, lambda: scene.genesis)
        self.ephemera.hearing.directory = lambda: scene.directory
        self.follower = Follower(self.store, key_of, member.writer)
        self.read()
        self.follower.look_rounds = 10**9

    def read(self):
        """Do what a quiet round behind a hub asks of the store."""
        self.follower.vouched(self.scene.genesis.space)
        for tail, live in self.follower.listen(self.scene.genesis.space, Notes()).tails:
            self.ephemera.hearing.take_tail(tail, live=live)
        self.note()

    def note(self):
        """Note which page stands, and when it was first seen."""
        _noted(self.seen, self.ephemera.heard(self.scene.space, Presenting))

    def close(self):
        getattr(self.store, "close", lambda: None)()


def _noted(seen, heard):
    for page in (content.page for content in heard.values()):
        seen.setdefault(page, time.monotonic())


def _poll(scene, url, numbers, pipe):
    """Read every 250 ms for each of these listeners, each in a rhythm of its own, until told otherwise."""
    made = {number: Listener(number, scene, url) for number in numbers}
    begin = time.monotonic()
    due = {number: begin + random.uniform(0, REST) for number in made}
    pipe.send("ready")
    while not pipe.poll():
        number = min(due, key=due.__getitem__)
        time.sleep(max(0.0, due[number] - time.monotonic()))
        made[number].read()
        due[number] = max(due[number] + REST, time.monotonic())
    pipe.send({number: one.seen for number, one in made.items()})


def _wake(scene, url, numbers, pipe):
    """Listen in one thread for each of these listeners; whoever is woken hears, then reads as a short round does."""
    made, over = {number: Listener(number, scene, url) for number in numbers}, threading.Event()
    threads = [threading.Thread(target=_listening, args=(one, over)) for one in made.values()]
    for thread in threads:
        thread.start()
    time.sleep(REST)
    pipe.send("ready")
    pipe.recv()
    over.set()
    for thread in threads:
        thread.join()
    pipe.send({number: one.seen for number, one in made.items()})
    for one in made.values():
        one.close()


def _listening(one, over):
    ear = waker(one.store)
    while not over.is_set():
        if ear.wait(REST):
            one.ephemera.begin()
            one.note()
            one.read()
    ear.close()


def _whole(scene, listen, pipe):
    """A whole laptop: rounds as its window does them, woken where the store can."""
    program = open_program(profiles.load(scene.laptop))
    for _round in range(3):
        program.exchange.round()
    ear, seen = waker(program.exchange.store) if listen is _wake else None, {}
    pipe.send("ready")
    while not pipe.poll():
        program.exchange.round(glance=ear is not None)
        _noted(seen, program.heard(scene.space, Presenting))
        ear.wait(REST) if ear else time.sleep(REST)
    if ear:
        ear.close()
    program.close()
    pipe.send({-1: seen})


# ---- the yardstick


def _bare(server, database, options):
    """Seconds from bare notifications to their arrival at each of as many bare listeners in as many processes."""
    context, processes, listeners = multiprocessing.get_context("fork"), [], options.count(LISTENERS)
    for start in range(PROCESSES):
        ours, theirs = context.Pipe()
        count = len(range(start, listeners, PROCESSES))
        process = context.Process(target=_bare_ears, args=(server, database, count, theirs))
        process.start()
        theirs.close()
        processes.append((process, ours))
    try:
        for _process, pipe in processes:
            assert pipe.poll(SECONDS), "a listener does not begin"
            pipe.recv()
        sent = {}
        with server.connect(database) as speaker:
            for number in range(PAGES):
                time.sleep(random.uniform(2 * REST, 6 * REST))
                sent[str(number)] = time.monotonic()
                speaker.execute("SELECT pg_notify('bare', %s)", [str(number)])
            time.sleep(4 * REST)
        found = []
        for process, pipe in processes:
            pipe.send("over")
            found.extend(at - sent[number] for number, at in pipe.recv())
            process.join()
    finally:
        _ended(processes)
    return found


def _bare_ears(server, database, count, pipe):
    heard, over = [], threading.Event()
    ears = [server.connect(database) for _ear in range(count)]
    for ear in ears:
        ear.execute("LISTEN bare")

    def listen(ear):
        while not over.is_set():
            heard.extend((note.payload, time.monotonic()) for note in ear.notifies(timeout=REST, stop_after=1))

    threads = [threading.Thread(target=listen, args=(ear,)) for ear in ears]
    for thread in threads:
        thread.start()
    pipe.send("ready")
    pipe.recv()
    over.set()
    for thread in threads:
        thread.join()
    for ear in ears:
        ear.close()
    pipe.send(heard)


PARTS = {"presenter_folder": presenter_folder, "presenter_postgres": presenter_postgres}
