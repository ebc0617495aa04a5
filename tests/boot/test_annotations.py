"""Marks on papers between real laptops: one's own on one's laptops and nowhere else, shared ones as far as wished."""

import shutil
from dataclasses import replace

import pytest

from ecabinet.app import circles, commands
from ecabinet.app.commands import Mark
from ecabinet.app.ports import PaperFile
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.core.annotations import MarkKind, Quote, path
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed, WrongState
from ecabinet.core.event import UnknownEvent
from ecabinet.core.events import annotations as facts
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity
from ecabinet.core.things import Annotation, Paper, SharedMark
from ecabinet.replica.digest import digest
from tests.boot.test_secrecy import House

SECRET = "Con số này không đúng"
QUAD = path([72, 700, 300, 700, 72, 688, 300, 688])


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    made = House.founded(tmp_path_factory.mktemp("mould"))
    made.close()
    return made


@pytest.fixture
def house(mould, tmp_path):
    made = House.copied(mould, tmp_path)
    yield made
    made.close()


def paper_of(house):
    return house["t1"].queries.agenda(house.meeting).lines[0].papers[0].paper


def highlight(house, text=SECRET, **more):
    where = (paper_of(house), house.version, 0, MarkKind.HIGHLIGHT, (QUAD,))
    return Mark(*where, "yellow", 0, text, Quote("đồng", "", "", 4), **more)


def do(house, name, command):
    house[name].workspace.do(command)


def own(house, name):
    return house[name].queries.annotations.marks(house.version).own


def shared(house, name):
    return house[name].queries.annotations.marks(house.version).shared


def known(house, name, kind):
    """The events of one class that a laptop can read."""
    with house[name].replica.read() as reads:
        spaces = [genesis.space for genesis in reads.spaces()]
        return [one.event for space in spaces for one in reads.records(space) if isinstance(one.event, kind)]


def test_a_mark_is_on_all_laptops_of_its_member_and_on_no_other(house):
    house.install("m2-second", "m2")
    do(house, "m2", commands.Annotate((highlight(house),)))
    house.settle()
    for name in ("m2", "m2-second"):
        (line,) = own(house, name)
        assert (line.text, line.quote.exact, line.page, line.shape) == (SECRET, "đồng", 0, (QUAD,))
    for name in ("admin", "m1", "t1", "g1"):
        assert own(house, name) == shared(house, name) == ()
        assert known(house, name, facts.AnnotationMade) == []
    stored = b"".join(path.read_bytes() for path in (house.folder / "store").rglob("*") if path.is_file())
    assert SECRET.encode() not in stored


def test_marks_change_go_and_come_back_on_every_laptop(house):
    second = house.install("m2-second", "m2")
    house.settle()
    do(house, "m2", commands.Annotate((highlight(house), highlight(house, ""))))
    house.settle()
    first, other = (line.annotation for line in own(house, "m2-second"))
    do(house, "m2-second", commands.RewordAnnotation(first, "Đúng rồi"))
    do(house, "m2-second", commands.RestyleAnnotation(first, "green", 150))
    moved = path([72, 600, 300, 600, 72, 588, 300, 588])
    do(house, "m2-second", commands.ReshapeAnnotation(first, (moved,)))
    do(house, "m2-second", commands.RemoveAnnotations((other,)))
    house.settle()
    (line,) = own(house, "m2")
    assert (line.text, line.color, line.width, line.shape) == ("Đúng rồi", "green", 150, (moved,))
    with pytest.raises(NoSuchThing):
        do(house, "m2", commands.RewordAnnotation(other, "x"))
    do(house, "m2", commands.RestoreAnnotations((other,)))
    house.settle()
    assert {line.annotation for line in second.queries.annotations.marks(house.version).own} == {first, other}


def test_words_of_two_laptops_at_once_are_both_kept(house):
    house.install("m2-second", "m2")
    do(house, "m2", commands.Annotate((highlight(house),)))
    house.settle()
    (mark,) = own(house, "m2")
    do(house, "m2", commands.RewordAnnotation(mark.annotation, "một"))
    do(house, "m2-second", commands.RewordAnnotation(mark.annotation, "hai"))
    house.settle()
    for name in ("m2", "m2-second"):
        (line,) = own(house, name)
        assert line.conflicts == ("text",)
        assert line.text in {"một", "hai"}
    assert len(known(house, "m2", facts.AnnotationReworded)) == 2


def test_a_mark_shared_with_one_is_read_by_that_one_alone(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    (mark,) = own(house, "m2")
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("m1",)))
    house.settle()
    (line,) = shared(house, "m1")
    assert (line.text, line.member, line.name, line.circle) == (SECRET, "m2", "Đại biểu m2", ("m1",))
    assert own(house, "m2")[0].shared_with == 1
    for name in ("admin", "t1", "g1"):
        assert shared(house, name) == ()
        assert known(house, name, facts.AnnotationShared) == []
    sealed = [event for event in known(house, "t1", UnknownEvent) if event.about.startswith("circle/")]
    assert len(sealed) == 1


def test_who_comes_to_have_another_laptop_reads_there_what_was_shared_before(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    do(house, "m2", commands.ShareAnnotations((own(house, "m2")[0].annotation,), ("m1",)))
    house.settle()
    house.install("m1-second", "m1")
    house.install("m2-second", "m2")
    house.settle(6)
    assert [line.text for line in shared(house, "m1-second")] == [SECRET]
    assert own(house, "m2-second")[0].shared_with == 1


def test_nobody_can_slip_a_circle_a_key_of_his_own(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    house.settle()
    name = circles.compartment(house["m2"].sealer.writer, {"m1", "m2"})
    spy, victim = house["t1"], house["m2"]
    entitled = {victim.sealer.writer: victim.wrap_key, spy.sealer.writer: spy.wrap_key}
    with spy.replica.write() as transaction:
        package = spy.sealer.issuer.begin(house.space, name, 99, entitled)
        transaction.add_deed(package.deed, package.raw, own=True)
    house.settle()
    do(house, "m2", commands.ShareAnnotations((own(house, "m2")[0].annotation,), ("m1",)))
    house.settle()
    assert [line.text for line in shared(house, "m1")] == [SECRET]
    assert shared(house, "t1") == ()


def test_a_laptop_that_was_revoked_does_not_read_what_is_shared_later(house):
    house.install("m1-second", "m1")
    do(house, "m2", commands.Annotate((highlight(house), highlight(house, "sau này"))))
    first, later = (line.annotation for line in own(house, "m2"))
    do(house, "m2", commands.ShareAnnotations((first,), ("m1",)))
    house.settle(5)
    assert len(shared(house, "m1-second")) == 1
    house["admin"].workspace.do(commands.RevokeWriter(house["m1-second"].sealer.writer, "mất máy"))
    house.settle()
    do(house, "m2", commands.ShareAnnotations((later,), ("m1",)))
    house.settle()
    assert len(shared(house, "m1")) == 2
    assert len(shared(house, "m1-second")) == 1


def test_what_is_shared_with_all_is_read_by_who_reads_the_item(house):
    house.admit("g1", house.first)
    house.admit("g2", house.second)
    do(house, "m2", commands.Annotate((highlight(house),)))
    do(house, "m2", commands.ShareAnnotations((own(house, "m2")[0].annotation,)))
    house.settle()
    for name in ("m1", "t1", "g1"):
        assert [line.text for line in shared(house, name)] == [SECRET]
    assert shared(house, "g2") == ()


def test_a_shared_mark_is_answered_replaced_and_taken_back(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    (mark,) = own(house, "m2")
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("m1",)))
    house.settle()
    (line,) = shared(house, "m1")
    do(house, "m1", commands.AnswerShare(line.share, "Tôi đã kiểm tra"))
    house.settle()
    (line,) = shared(house, "m2")
    assert [(answer.text, answer.member) for answer in line.replies] == [("Tôi đã kiểm tra", "m1")]
    assert known(house, "t1", facts.AnnotationShared) == []
    do(house, "m2", commands.RewordAnnotation(mark.annotation, "Đã rõ"))
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("m1",)))
    house.settle()
    assert [one.text for one in shared(house, "m1")] == ["Đã rõ"]
    with pytest.raises(NotAllowed):
        do(house, "m1", commands.WithdrawShare(line.share))
    do(house, "m2", commands.WithdrawShare(line.share))
    house.settle()
    assert [one.text for one in shared(house, "m1")] == []
    with pytest.raises(WrongState):
        do(house, "m1", commands.AnswerShare(line.share, "muộn"))


def test_a_circle_is_of_people_invited(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    (mark,) = own(house, "m2")
    for circle, error in ((("g2",), NoSuchThing), (("ai đó",), NoSuchThing), (("m2",), BadValue)):
        with pytest.raises(error):
            do(house, "m2", commands.ShareAnnotations((mark.annotation,), circle))
    do(house, "t1", commands.Invite(house.meeting, "g2", Capacity.INVITEE, items=(house.first,)))
    house.settle()
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("g2",)))
    house.settle()
    assert [line.text for line in shared(house, "g2")] == [SECRET]


def test_comments_are_asked_for_by_who_may_and_once(house):
    ask = commands.RequestComments(paper_of(house), house.version, "Xin góp ý dự thảo")
    with pytest.raises(NotAllowed):
        do(house, "m2", ask)
    do(house, "t1", ask)
    with pytest.raises(WrongState):
        do(house, "t1", ask)
    house.settle()
    (line,) = house["m2"].queries.annotations.marks(house.version).requests
    assert (line.text, line.member, line.ended, line.mine) == ("Xin góp ý dự thảo", "t1", False, False)
    with pytest.raises(NotAllowed):
        do(house, "m2", commands.EndComments(line.request))
    do(house, "t1", commands.EndComments(line.request))
    house.settle()
    assert house["m2"].queries.annotations.marks(house.version).requests[0].ended


def test_the_place_in_a_paper_follows_to_the_other_laptop(house):
    house.install("m2-second", "m2")
    paper = paper_of(house)
    do(house, "m2", commands.NoteReading(paper, house.version, 0, 120, (0,)))
    house.settle()
    here = house["m2-second"].queries.annotations.position(house.version)
    assert (here.page, here.top, here.seen) == (0, 120, {0})
    assert house["m1"].queries.annotations.position(house.version) is None
    with pytest.raises(BadValue):
        do(house, "m2", commands.NoteReading(paper, house.version, 1, 0))


def new_version(house, content=b"%PDF-1.7 moi "):
    house.clock.at = Instant(house.clock.at + 10_000_000)
    source = house.folder / "bản hai.pdf"
    source.write_bytes(content * 1000)
    office = house["t1"]
    version, size = office.vault.add(source)
    office.workspace.do(commands.AddVersion(paper_of(house), PaperFile(version, size, 2, source.name)))
    house.settle()
    return version


def test_marks_of_an_earlier_version_wait_until_each_is_settled(house):
    do(house, "m2", commands.Annotate((highlight(house), highlight(house, "hai"), highlight(house, "ba"))))
    first, second, third = (line.annotation for line in own(house, "m2"))
    paper, old = paper_of(house), house.version
    version = new_version(house)
    asked = house["m2"].queries.annotations
    assert {line.annotation for _from, line in asked.to_carry(paper, version).marks} == {first, second, third}
    assert asked.to_carry(paper, old).marks == ()
    carried = Mark(paper, version, 1, MarkKind.HIGHLIGHT, (QUAD,), "yellow", carried_from=first)
    do(house, "m2", commands.CarryAnnotations(version, (carried,), (second,)))
    assert [line.annotation for _from, line in asked.to_carry(paper, version).marks] == [third]
    assert [line.carried_from for line in asked.marks(version).own] == [first]
    assert {line.annotation for line in asked.marks(old).own} == {first, second, third}
    do(house, "m2", commands.CarryAnnotations(version, (carried,), (second,)))
    assert len(asked.marks(version).own) == 1, "the same again changes nothing"
    with pytest.raises(BadValue):
        do(house, "m2", commands.CarryAnnotations(version, (carried,), (first,)))


def test_marks_are_found_by_their_words_without_tones(house):
    do(house, "m2", commands.Annotate((highlight(house), highlight(house, "Khác"))))
    (paper,) = house["m2"].queries.annotations.marked(house.meeting)
    assert (paper.title, len(paper.marks)) == ("Tờ trình kín", 2)
    (paper,) = house["m2"].queries.annotations.marked(sought="con so NAY")
    assert [line.text for line in paper.marks] == [SECRET]
    assert house["m2"].queries.annotations.marked(sought="không có") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": 7},
        {"page": -1},
        {"shape": (QUAD[:-4],)},
        {"width": -1},
        {"text": "a" * 20_001},
        {"text": "\ud800"},
    ],
)
def test_a_mark_that_cannot_be_is_refused_and_nothing_is_kept(house, wrong):
    with pytest.raises(BadValue):
        do(house, "m2", commands.Annotate((highlight(house), replace(highlight(house), **wrong))))
    assert own(house, "m2") == ()


def test_laptops_of_different_members_are_compared_by_what_all_may_read(house):
    def digests(**which):
        found = set()
        for name in ("admin", "m1", "m2", "t1"):
            with house[name].replica.read() as reads:
                found.add(digest(reads, **which))
        return found

    do(house, "m2", commands.Annotate((highlight(house),)))
    (mark,) = own(house, "m2")
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("m1",)))
    house.settle()
    assert len(digests(common=True)) == 1
    assert len(digests()) == 3, "m1 and m2 know more than the others, and not the same"
    before = digests(common=True)
    do(house, "m2", commands.ShareAnnotations((mark.annotation,)))
    house.settle()
    assert len(digests(common=True)) == 1
    assert digests(common=True) != before


def test_a_laptop_that_goes_on_under_another_name_shares_again_what_it_shared(house):
    do(house, "m2", commands.Annotate((highlight(house),)))
    (mark,) = own(house, "m2")
    house.settle()
    copy = house.folder / "copy"
    house["m2"].close()
    shutil.copytree(house.folder / "m2", copy)
    house.laptops["m2"] = open_program(profiles.load(house.folder / "m2"), clock=house.clock)
    do(house, "m2", commands.RewordAnnotation(mark.annotation, "trước"))
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("t1",)))
    house.settle()
    house["m2"].close()
    shutil.rmtree(house.folder / "m2")
    shutil.copytree(copy, house.folder / "m2")
    house.laptops["m2"] = open_program(profiles.load(house.folder / "m2"), clock=house.clock)
    do(house, "m2", commands.RewordAnnotation(mark.annotation, "sau"))
    do(house, "m2", commands.ShareAnnotations((mark.annotation,), ("m1",)))
    before = house["m2"].sealer.writer
    for _round in range(4):
        for program in house.laptops.values():
            Pulse(program).beat()
    assert house["m2"].sealer.writer != before
    assert [line.text for line in shared(house, "m1")] == ["sau"]
    assert len(own(house, "m2")) == 1


def test_private_things_have_no_place_in_a_meetings_space(house):
    with house["m2"].replica.read() as reads:
        assert reads.things(Annotation) == reads.things(SharedMark) == ()
        assert len(reads.things(Paper)) == 1
