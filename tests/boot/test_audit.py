"""The audit of a store: agrees with honest replicas, and names whatever differs."""

import shutil

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from ecabinet.app import codec, commands
from ecabinet.app.segment import NO_HASH, SegmentName
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.audit import audit
from ecabinet.boot.matching import Standing
from ecabinet.boot.program import open_program
from ecabinet.boot.retelling import WAITING
from ecabinet.core.errors import BadValue, ProfileDamaged, ReadOnlyJournal, StoreReadOnly, StoreUnreachable
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.voting import Choice, Verdict
from ecabinet.replica.telling import open_to_read
from ecabinet.sync.formats.names import Kind, deed_path, genesis_path, place, segment_path
from ecabinet.sync.stores.folder import FolderStore
from ecabinet.sync.stores.memory import MemoryStore
from tests.road.kit import CHARTER, Province, files


class OnlyRead(FolderStore):
    """A store that must not be written to."""

    def publish(self, name, chunks):
        raise StoreReadOnly(name)

    def replace(self, name, data):
        raise StoreReadOnly(name)

    def set_aside(self, name):
        raise StoreReadOnly(name)

    def remove(self, name):
        raise StoreReadOnly(name)


@pytest.fixture(scope="session")
def met(tmp_path_factory):
    """The folder of a province whose meeting has voted twice; a member has asked for what only the chair may do."""
    folder = tmp_path_factory.mktemp("met")
    made = Province.founded(folder, 3)
    made.sit(items=2)
    for choices in ((Choice.APPROVE, Choice.APPROVE, Choice.ABSTAIN), (Choice.DISAPPROVE,)):
        made.open_vote()
        for name, choice in zip(made.voting, choices, strict=False):
            made[name].do(commands.CastBallot(made.vote, choice))
        made.settle()
        made["m1"].do(commands.CloseVote(made.vote))
        made.settle()
    made.close()
    return folder


@pytest.fixture
def province(met, tmp_path):
    """A copy of it, open."""
    shutil.copytree(met, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    yield made
    made.close()


def audited(province, name="m2", store=None):
    """What the audit with a member's keys finds."""
    return audit(store or OnlyRead(province.store), province[name].program.profile)


def named(found):
    """The differences by where and what."""
    return {(difference.file, difference.fault) for difference in found.differences}


def change(laptop, statement):
    """Change a replica's file behind the program's back."""
    with laptop.program.replica.write() as writing:
        assert writing.connection.execute(text(statement)).rowcount == 1


def test_an_honest_profile_agrees_with_the_store(province):
    before = files(province.store), files(province.folder / "m2")
    found = audited(province)
    assert found.differences == ()
    assert found.standing is Standing.LEVEL
    assert found.digest == found.profile_digest == province["m2"].digest()
    assert found.records == sum(found.reasons.values()) > found.segments / 2 > 10
    assert files(province.store) == before[0]
    assert files(province.folder / "m2").keys() == before[1].keys()


def test_every_closed_vote_is_recounted(province):
    votes = audited(province).votes
    assert [vote.agrees for vote in votes] == [True, True]
    counts = {(v.listed, v.outcome.tally.approve, v.outcome.tally.disapprove, v.outcome.verdict) for v in votes}
    assert counts == {(3, 2, 0, Verdict.PASSED), (1, 0, 1, Verdict.FAILED)}


@pytest.mark.parametrize("name", ["admin", "t1", "m3"])
def test_anybody_may_audit(province, name):
    assert audited(province, name).sound


def test_a_profile_behind_the_store_is_told_so_and_is_no_difference(province):
    province["t1"].do(commands.AddItem(province.meeting, "Sau cùng"))
    province["t1"].round()
    found = audited(province)
    assert (found.standing, found.behind, found.ahead, found.differences) == (Standing.BEHIND, 2, 0, ())
    assert found.digest != found.profile_digest


def test_a_profile_ahead_of_the_store_is_told_so(province):
    province["t1"].do(commands.AddItem(province.meeting, "Chưa gửi"))
    found = audited(province, "t1")
    assert (found.standing, found.ahead, found.differences) == (Standing.AHEAD, 2, ())


def test_each_may_know_what_the_other_lacks(province):
    province["t1"].do(commands.AddItem(province.meeting, "Chưa gửi"))
    province["t2"].do(commands.AddItem(province.meeting, "Đã gửi"))
    province["t2"].round()
    found = audited(province, "t1")
    assert (found.standing, found.behind, found.ahead, found.differences) == (Standing.APART, 2, 2, ())


def test_a_changed_read_table_of_the_profile_is_named(province):
    item = province.items[0]
    change(province["m2"], f"UPDATE item SET title = 'Khác' WHERE id = '{item}'")
    found = audited(province)
    assert named(found) == {(f"profile: Item {item}", "projection"), ("digest", "differs")}
    assert "title" in {difference.detail for difference in found.differences}


def ballot_of(vote):
    """What is true of a vote's ballots in the journal."""
    return f"type = 'BallotCast' AND instr(body, CAST('{vote.vote}' AS BLOB)) > 0"


def test_a_changed_ballot_in_the_profile_changes_its_count_and_is_named(province):
    vote = next(vote for vote in audited(province).votes if vote.listed == 1)
    other = "SELECT body FROM event AS other WHERE other.type = 'BallotCast' AND other.body != event.body"
    change(province["m2"], f"UPDATE event SET body = ({other} LIMIT 1) WHERE {ballot_of(vote)}")
    assert (f"profile: Vote {vote.vote}", "count") in named(audited(province))


def test_a_ballot_hidden_in_the_profile_changes_its_count_and_is_named(province):
    vote = next(vote for vote in audited(province).votes if vote.listed == 1)
    change(province["m2"], f"DELETE FROM single WHERE place = (SELECT id FROM event WHERE {ballot_of(vote)})")
    assert (f"profile: Vote {vote.vote}", "count") in named(audited(province))


def test_a_changed_verdict_in_the_profile_is_named(province):
    change(province["m2"], "UPDATE event SET reason = 'not_allowed' WHERE type = 'ItemCalled'")
    found = audited(province)
    assert "verdict" in {fault for _where, fault in named(found)}


def test_a_changed_segment_of_the_store_is_named_and_the_rest_is_compared(province):
    segment = max(province.store.glob("*/in/*/*.seg"), key=lambda path: path.stat().st_size)
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    found = audited(province)
    path = segment.relative_to(province.store).as_posix()
    assert (path, "signature") in named(found)
    assert found.standing is Standing.AHEAD
    assert not {where for where, fault in named(found) if fault in ("verdict", "fork", "projection")}


def test_a_segment_that_is_gone_leaves_what_follows_waiting(province):
    whole = files(province.store)
    logs = {}
    for path in whole:
        if place(path) and place(path).kind is Kind.FRESH:
            logs.setdefault((place(path).space, place(path).writer), []).append(path)
    long = [sorted(paths, key=lambda path: place(path).first) for paths in logs.values() if len(paths) > 2]
    assert long
    for first, *_between, last in long:
        store = MemoryStore()
        store.files = {path: data for path, data in whole.items() if path != first}
        found = audited(province, store=store)
        assert (last, WAITING) in named(found)
        assert (found.standing, found.sealed) == (Standing.AHEAD, 0)


def test_a_listed_ballot_that_is_nowhere_is_named(province):
    """The chair's own segment with the closing list stands, a voter's is gone with its head."""
    store = MemoryStore()
    store.files = files(province.store)
    writer = province["m3"].program.sealer.writer
    store.files = {path: data for path, data in store.files.items() if writer not in path}
    found = audited(province, store=store)
    voted = next(vote for vote in found.votes if vote.listed == 3)
    assert (voted.missing, voted.agrees) == (1, False)
    assert (f"Vote {voted.vote}", "ballots") in named(found)


def test_a_store_of_another_organization_is_not_audited(province, tmp_path):
    with pytest.raises(StoreUnreachable):
        audited(province, store=MemoryStore())
    with pytest.raises(StoreUnreachable):
        audited(province, store=FolderStore(tmp_path / "nowhere"))


def test_a_replica_that_cannot_be_read_is_an_error(province):
    laptop = province["m2"]
    laptop.program.close()
    (laptop.path / "replica.db").write_bytes(b"?" * 10_000)
    with pytest.raises(ProfileDamaged):
        audited(province)
    (laptop.path / "replica.db").unlink()
    with pytest.raises(ProfileDamaged):
        audited(province)


@pytest.mark.parametrize(("name", "error"), [("schema", ReadOnlyJournal), ("projection", BadValue)])
def test_a_replica_of_another_version_is_left_alone(province, name, error):
    change(province["m2"], f"UPDATE meta SET value = '999' WHERE name = '{name}'")
    with pytest.raises(error):
        audited(province)


def test_what_is_opened_to_read_cannot_be_written(province):
    profile = province["m2"].program.profile
    replica = open_to_read(profile.replica, profile.database_key)
    try:
        with pytest.raises(ReadOnlyJournal), replica.write():
            pass
        with replica.read() as reads, pytest.raises(DatabaseError, match="readonly"):
            reads.connection.execute(text("DELETE FROM item"))
    finally:
        replica.close()


def test_another_members_private_space_is_sealed_and_no_difference(province):
    program, store = province["m1"].program, MemoryStore()
    store.files = files(province.store)
    sealer, genesis = program.sealer, program.keeper.found_private()
    around = {"seq": 1, "prev": NO_HASH, "hlc": 0, "control": ControlPosition(1, 1), "base": (), "salt": bytes(8)}
    record = codec.encode(UnknownEvent("Note", "n"), **around)
    name = SegmentName(genesis.space, Log.DATA, sealer.writer, 1, 1)
    store.publish(genesis_path(genesis.space), [genesis.raw])
    for raw in program.replica.sealed_deeds(genesis.space):
        store.publish(deed_path(genesis.space, raw), [raw])
    store.publish(segment_path(name, 0), [sealer.seal(name, NO_HASH, [record])])
    found = audited(province, store=store)
    assert (found.sealed, found.differences, found.standing) == (1, (), Standing.LEVEL)


@pytest.fixture
def sealed(tmp_path):
    """The program of an administrator whose organization writes nothing in the clear; all is published."""
    (tmp_path / "store").mkdir()
    program, _root = founding.found(CHARTER, tmp_path / "admin", str(tmp_path / "store"))
    assert program.exchange.round().offline is None
    yield program
    program.close()


def test_an_encrypted_store_is_recomputed_with_the_profiles_keys(sealed):
    found = audit(OnlyRead(sealed.exchange.store.path), sealed.profile)
    assert (found.sealed, found.differences, found.standing) == (0, (), Standing.LEVEL)
    assert found.reasons[""] == found.records > 2


def test_who_has_no_key_sees_that_and_no_difference(sealed, tmp_path):
    keeper = sealed.profile
    stranger = open_program(profiles.create(tmp_path / "other", keeper.store, keeper.genesis, profiles.new_seed()))
    try:
        found = audit(OnlyRead(sealed.exchange.store.path), stranger.profile)
    finally:
        stranger.close()
    assert found.sealed == found.segments > 2
    assert (found.records, found.differences) == (0, ())
