"""A ballot that was listed when its vote was closed, and whose writer's log contradicts itself since, still counts."""

import shutil

import pytest

from ecabinet.app import codec, commands
from ecabinet.app.queries import listed
from ecabinet.app.segment import SegmentName
from ecabinet.boot.audit import audit
from ecabinet.core.event import Log
from ecabinet.core.events.voting import BallotCast
from ecabinet.core.things import Ballot, Vote
from ecabinet.core.voting import Choice
from ecabinet.sync.formats.names import Kind, content_name, place, segment_path, stated_path
from ecabinet.sync.stores.folder import FolderStore
from tests.boot.test_audit import met  # noqa: F401 a fixture
from tests.road.kit import Province, files


@pytest.fixture
def province(met, tmp_path):  # noqa: F811 the fixture
    """A copy of a province that has voted twice, open."""
    shutil.copytree(met, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    yield made
    made.close()


def rival(laptop, choice=Choice.DISAPPROVE):
    """Another segment of a member's log, from the number of the first ballot on; return it with that ballot's hash."""
    program = laptop.program
    with program.replica.read() as reads:
        mine = [one for space in reads.spaces() for one in reads.records(space.space) if one.log is Log.DATA]
    cast = next(one for one in mine if one.writer == program.sealer.writer and isinstance(one.event, BallotCast))
    around = {"hlc": cast.hlc, "control": cast.control, "base": (), "salt": bytes(8)}
    event = BallotCast(cast.event.meeting, cast.event.vote, cast.event.member, choice, cast.event.at)
    raw = codec.encode(event, seq=cast.seq, prev=cast.prev, **around)
    name = SegmentName(cast.space, Log.DATA, cast.writer, cast.seq, cast.seq)
    return name, program.sealer.seal(name, cast.prev, [raw]), cast


def forked(province, name="m2"):
    """Let a member's laptop say something else in an old place and everybody hear it; return the ballot's record."""
    segment, raw, cast = rival(province[name])
    FolderStore(province.store).publish(stated_path(Kind.FORK, segment.space, content_name(raw)), [raw])
    province.settle()
    return cast


def shown(laptop, vote):
    [found] = [one for one in laptop.ask.votes(laptop.ask.today().meetings[0].meeting).closed if one.vote == vote]
    return found


def test_the_result_stands_and_the_ballot_is_shown_as_contested(province):
    before = {line.vote: line for line in province["m1"].ask.votes(province.meeting).closed}
    cast = forked(province)
    vote = cast.event.vote
    for laptop in (province[name] for name in ("m1", "m2", "m3", "t1")):
        with laptop.program.replica.read() as reads:
            assert reads.thing(Ballot, cast.hash.hex()) is None, "it has no effect but by the list"
        seen = shown(laptop, vote)
        assert (seen.outcome, seen.missing) == (before[vote].outcome, 0)
        assert {line.member for line in seen.ballots if line.contested} == {"m2"}
        assert [line.choice for line in seen.ballots] == [line.choice for line in before[vote].ballots]
        board = [line for item in laptop.ask.agenda(province.meeting).lines for line in item.votes]
        assert {line.outcome for line in board if line.vote == vote} == {before[vote].outcome}


def test_the_audit_recounts_it_and_agrees(province):
    cast = forked(province)
    found = audit(FolderStore(province.store), province["m3"].program.profile)
    assert [vote.agrees for vote in found.votes] == [True, True]
    assert [one for one in found.differences if one.fault != "fork"] == []
    [recounted] = [vote for vote in found.votes if vote.vote == cast.event.vote]
    assert (recounted.listed, recounted.missing) == (3, 0)


def test_what_was_contested_before_the_closing_is_not_listed(province):
    province.open_vote()
    for name in ("m1", "m2"):
        province[name].do(commands.CastBallot(province.vote, Choice.APPROVE))
    province.settle()
    vote = province.vote
    forked(province)
    province["m1"].do(commands.CloseVote(vote))
    province.settle()
    seen = shown(province["m3"], vote)
    assert (seen.outcome.tally.cast, seen.missing) == (1, 0)
    assert not any(line.contested for line in seen.ballots)


def test_a_listed_ballot_behind_a_cut_does_not_count_whatever_else_it_is(province):
    cast = forked(province)
    province.admin.do(commands.RevokeWriter(cast.writer, "mất máy"))
    with province.admin.program.replica.read() as reads:
        cut = reads.directory().cut(cast.writer, cast.space)
        vote = reads.thing(Vote, cast.event.vote)
        assert (cast.hash in listed.contested_in(reads, cast.space)) == (cast.seq <= cut)
        assert len(listed.contested(reads, vote)) == (cast.seq <= cut)


def test_who_met_the_other_side_first_counts_alike(province):
    """Its journal holds the rival record; the listed one is kept beside it."""
    before = {line.vote: line.outcome for line in province["m1"].ask.votes(province.meeting).closed}
    segment, raw, cast = rival(province["m2"])
    kept, store = files(province.store), FolderStore(province.store)
    ours = (cast.space, cast.writer)
    mine = {p: raw for p, raw in kept.items() if (at := place(p)) and (at.space, at.writer) == ours}
    for path in mine:
        (province.store / path).unlink()
    program = province["m2"].program
    own = [(name, raw) for name, raw in program.replica.segments(cast.space) if name.writer == cast.writer]
    for name, earlier in own:
        if name.last < cast.seq:
            store.publish(segment_path(name, 0), [earlier])
    store.publish(segment_path(segment, 0), [raw])
    new = province.laptops["new"] = province.install("m3", "new")
    for _round in range(4):
        province.admin.round()
        new.round()
    with new.program.replica.read() as reads:
        assert reads.thing(Ballot, cast.hash.hex()) is None
        known = {one.hash for one in reads.records(cast.space)}
    assert cast.hash not in known
    for path, raw in mine.items():
        (province.store / path).write_bytes(raw)
    for name, own_raw in own:
        if name.last >= cast.seq:
            store.publish(stated_path(Kind.FORK, cast.space, content_name(own_raw)), [own_raw])
    province.settle()
    with new.program.replica.read() as reads:
        assert cast.hash not in {one.hash for one in reads.records(cast.space)}
    seen = shown(new, cast.event.vote)
    assert (seen.outcome, seen.missing) == (before[cast.event.vote], 0)
