"""The encrypted replica behind the real workspace agrees with the one in memory, whatever comes first."""

import random

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import Contested, Revoked
from ecabinet.core.event import Log
from ecabinet.core.fold import fold
from ecabinet.core.things import KINDS, Item
from ecabinet.replica.database import open_replica
from ecabinet.replica.digest import digest
from tests.app.kit import Committee, Person
from tests.app.test_control import added, certificate, mandate, raws, reader, space_of, titles, writer
from tests.app.test_receive import forge
from tests.replica.kit import KEY


@pytest.fixture
def laptop(tmp_path):
    """Makes persons whose replica is an encrypted file; closed when the test is over."""
    opened = []

    def make(committee, name):
        def file(genesis, _writer):
            opened.append(open_replica(tmp_path / f"{len(opened)}.db", KEY))
            with opened[-1].write() as writing:
                writing.add_space(genesis)
            return opened[-1]

        return Person(name, committee.genesis, committee.clock, file)

    yield make
    for replica in opened:
        replica.close()


def told():
    """A committee whose secretary is revoked, whose chair's laptop is copied, and whose controller is replaced.

    Returns:
        The committee, all segments, and all deeds.
    """
    committee = Committee(3)
    meeting, item = committee.sitting()
    space, root = space_of(committee["t1"], meeting), committee.genesis.space
    deeds = [certificate(root, "t1", "t1-new")]
    office = reader(committee, "t1-new")
    office.hear(*committee.everyone)
    for person in (*committee.everyone, office):
        person.workspace.receive_deeds(root, deeds)
    office.do(commands.AddItem(meeting, "Máy mới"))
    committee["m2"].do(commands.RequestFloor(item))
    committee.admin.hear(office, committee["m2"])
    committee["m3"].do(commands.RequestFloor(item))
    sides = [forge(committee["m3"], space, added(meeting, title)) for title in ("một", "hai")]
    committee.admin.do(commands.RevokeWriter(writer("m2"), "mất máy"))
    committee.admin.do(commands.RemoveMember("m1", "chuyển công tác"))
    cut = committee.admin.replica.directory().position
    committee.admin.do(commands.HandOver(writer("t1")))
    committee["t1"].hear(committee.admin)
    committee["t1"].do(commands.AdmitMember("Sẽ vô hiệu", "", "", 40, True, (), "void"))
    deeds.append(mandate(root, "successor", 3, cut))
    successor = reader(committee, "successor")
    deliver(successor, raws(*committee.everyone), deeds, random.Random(0))
    successor.do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
    return committee, [*raws(*committee.everyone, office, successor), *sides], deeds


def deliver(person, pile, deeds, luck):
    """Hand everything in, in random order and batches, until nothing moves any more."""
    left = [-1, -2]
    while left[-1] != left[-2] or left[-1] != left[-3]:
        luck.shuffle(pile)
        start = luck.randint(1, len(pile))
        first = person.workspace.receive(pile[:start])
        person.workspace.receive_deeds(person.replica.spaces()[0].space, luck.sample(deeds, len(deeds)))
        second = person.workspace.receive(pile[start:])
        left.append(outside(first) + outside(second))


def outside(reception):
    """How many segments are not in the journal yet, and may still come there."""
    strangers = [error for error in reception.damaged if getattr(error, "fault", "") == "unknown_writer"]
    return len(reception.waiting) + len(strangers)


def shown(replica):
    with replica.read() as reads:
        return {
            (kind, thing.id): (thing, reads.conflicts(kind, thing.id)) for kind in KINDS for thing in reads.things(kind)
        }


@pytest.mark.parametrize("seed", range(3))
def test_files_and_memory_agree_on_a_troubled_organization(laptop, seed):
    committee, pile, deeds = told()
    luck = random.Random(seed)
    memory = reader(committee, "memory")
    files = [laptop(committee, f"file{number}") for number in range(2)]
    for person in (memory, *files):
        deliver(person, list(pile), deeds, luck)
    expected = {key: (merged.thing, merged.conflicts) for key, merged in fold(memory.replica.valid).items()}
    assert len(expected) > 8
    for person in files:
        assert shown(person.replica) == expected
        with person.replica.read() as reads:
            assert reads.directory() == memory.replica.directory()
            assert {"new"} == {"new", "void"} & reads.directory().members.keys()
            assert reads.directory().position == (3, 1)
    told_twice = [digest_of(person) for person in files]
    assert told_twice[0] == told_twice[1]
    files[0].replica.rebuild()
    assert digest_of(files[0]) == told_twice[0]


def digest_of(person):
    with person.replica.read() as reads:
        return digest(reads)


def test_what_was_never_sent_gives_way_to_what_the_same_writer_sent(laptop):
    committee = Committee(3)
    meeting = committee.draft()
    office = laptop(committee, "t1")
    for _again in range(2):
        office.workspace.receive(raws(*committee.everyone))
    with office.replica.read() as reads:
        space = reads.spaces()[1].space
    before, mark = digest_of(office), office.replica.ledger.mark()
    office.do(commands.AddItem(meeting, "Bản gốc"))
    office.do(commands.AddItem(meeting, "Bản sau"))
    copy = forge(committee["t1"], space, added(meeting, "bản sao"))
    reception = office.workspace.receive([copy])
    assert (reception.damaged, [name.writer for name in reception.accepted]) == ((), [writer("t1")])
    assert office.replica.unsent(space) == ()
    assert office.replica.ledger.mark() > mark
    with office.replica.read() as reads:
        assert [item.title for item in reads.things(Item) if item.title.startswith("Bản")] == []
        assert "bản sao" in {item.title for item in reads.things(Item)}
        assert (len(reads.aside.withdrawn()), reads.aside.overtaken(writer("t1"))) == (2, True)
        assert not reads.aside.overtaken(writer("m1"))
    shown = digest_of(office)
    office.replica.rebuild()
    assert before != shown == digest_of(office)


def test_a_file_refuses_what_its_owner_may_not_do_any_more(laptop):
    committee = Committee(3)
    meeting = committee.draft()
    office = laptop(committee, "t1")
    for _again in range(2):
        office.workspace.receive(raws(*committee.everyone))
    office.do(commands.AddItem(meeting, "Bản gốc"))
    with office.replica.read() as reads:
        space = reads.spaces()[1].space
        assert reads.reach(writer("t1"))[space] == reads.tip(space, Log.DATA, writer("t1")).seq
    office.replica.mark_sent([name for name, _raw in office.replica.unsent(space)])
    copy = forge(committee["t1"], space, added(meeting, "bản sao"))
    reception = office.workspace.receive([copy])
    assert [type(error).__name__ for error in reception.damaged] == ["ForkFound"]
    assert reception.changes.touches(Item)
    with pytest.raises(Contested):
        office.do(commands.AddItem(meeting, "Nữa"))
    with office.replica.read() as reads:
        assert {item.title for item in reads.things(Item)} == titles(committee["m1"].replica)
    committee.admin.do(commands.RevokeWriter(writer("t1"), "nhân bản"))
    office.workspace.receive(raws(committee.admin))
    with pytest.raises(Revoked):
        office.do(commands.AddItem(meeting, "Nữa"))
