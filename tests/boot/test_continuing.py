"""A restored or copied laptop goes on as a new writer: nothing acknowledged is lost, nobody is called a forger."""

import shutil
from contextlib import closing

import pytest

from ecabinet.app import commands
from ecabinet.app.reissue import TOO_LATE
from ecabinet.boot import continuing, entrance
from ecabinet.boot import profile as profiles
from ecabinet.boot.audit import audit
from ecabinet.boot.continuing import settle
from ecabinet.boot.program import held, open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.cli import control
from ecabinet.core import reasons
from ecabinet.core.deeds import KeyPackage
from ecabinet.core.errors import ProfileDamaged, ProfileLocked, Revoked
from ecabinet.core.events.floor import FloorRequested
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Role
from ecabinet.core.voting import Choice
from ecabinet.sync import stores
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.formats.founding import open_genesis
from ecabinet.ui.delivery import Light
from ecabinet.ui.words.continuing import continued
from tests.app.kit import EIGHT
from tests.road.kit import ENOUGH, Laptop, Province, edit_settings
from tests.road.trouble import says


@pytest.fixture(scope="module")
def sitting(tmp_path_factory):
    """The folder of a province whose meeting sits and votes, closed."""
    folder = tmp_path_factory.mktemp("sitting")
    province = Province.founded(folder, 2)
    province.sit(items=6)
    province.open_vote()
    province.close()
    return folder


@pytest.fixture
def province(sitting, tmp_path):
    """A copy of it, open."""
    shutil.copytree(sitting, tmp_path / "province")
    with closing(Province.opened(tmp_path / "province")) as made:
        made.settle()
        yield made


def backed_up(laptop):
    """Return a copy of a laptop's profile."""
    laptop.program.close()
    copy = laptop.path.with_name(f"backup-{laptop.path.name}")
    shutil.copytree(laptop.path, copy)
    started(laptop)
    return copy


def restored(laptop, copy):
    """Put a copy in the place of a laptop's profile, and start it."""
    laptop.program.close()
    shutil.rmtree(laptop.path)
    shutil.copytree(copy, laptop.path)
    return started(laptop)


def started(laptop):
    """Open a laptop's program as a window does."""
    clock, path = laptop.program.clock, laptop.path
    laptop.program.close()
    laptop.program = open_program(profiles.load(path), clock=clock)
    return settle(laptop.program)


def beat(*laptops, rounds=6):
    """Let laptops exchange as windows do; return what the first one's pulse said."""
    pulses = [Pulse(laptop.program) for laptop in laptops]
    told = [[pulse.beat() for pulse in pulses] for _round in range(rounds)]
    return [said[0].delivery for said in told]


def wish(laptop, item):
    laptop.do(commands.RequestFloor(item))


def wishes(laptop):
    """Identifiers of the requests to speak that have effect."""
    with laptop.program.replica.read() as reads:
        spaces = [genesis.space for genesis in reads.spaces()]
        without = {record.hash for space in spaces for record, _reason in reads.refused(space)}
        found = [record for space in spaces for record in reads.records(space) if record.hash not in without]
    return [record.event.speech for record in found if isinstance(record.event, FloorRequested)]


def refused(laptop):
    return {line.reason for line in laptop.ask.quarantine()}


def agree(province):
    """Check that all show the same, by what a fold of the records says, and that the store is sound."""
    pulses = [Pulse(laptop.program) for laptop in province.everyone]
    quiet = 0
    for _round in range(ENOUGH):
        changes = [pulse.beat().changes for pulse in pulses]
        quiet = 0 if any(changes) else quiet + 1
        if quiet == 2:
            break
    assert quiet == 2
    assert len({laptop.digest() for laptop in province.everyone}) == 1
    assert all(laptop.shown() == laptop.folded() for laptop in province.everyone)
    store = stores.open_store(str(province.store))
    root = open_genesis(province.admin.program.profile.genesis).signer_key
    assert verify_store(store, root).defects == ()


def behind(province, name="m2"):
    """Set a laptop back to a copy made before it asked for the floor and everybody heard of that."""
    laptop = province[name]
    copy = backed_up(laptop)
    wish(laptop, province.items[0])
    province.settle()
    before = laptop.program.sealer.writer
    assert restored(laptop, copy) == continuing.Settled(), "nobody can know yet"
    return laptop, before


def test_a_restored_laptop_goes_on_as_a_new_writer_and_all_it_did_counts(province):
    laptop, before = behind(province)
    wish(laptop, province.items[1])
    (mine,) = wishes(laptop)
    said = beat(laptop)
    assert [delivery.continued for delivery in said].count(True) == 1
    assert (said[-1].light, said[-1].unsent, said[-1].left) == (Light.SYNCED, 0, 0)
    agree(province)
    lines = {line.writer: line for line in province.admin.ask.installations()}
    assert lines[laptop.program.sealer.writer].continues == before
    assert mine in wishes(province["m1"])
    assert len(wishes(province["m1"])) == 2
    assert not refused(province.admin)
    report = audit(stores.open_store(str(province.store)), laptop.program.profile)
    assert (report.sound, set(report.reasons)) == (True, {""})


def test_it_goes_on_writing_and_a_restart_changes_nothing(province):
    laptop, _before = behind(province)
    wish(laptop, province.items[1])
    beat(laptop)
    writer = laptop.program.sealer.writer
    assert started(laptop) == continuing.Settled()
    laptop.do(commands.CastBallot(province.vote, Choice.APPROVE))
    agree(province)
    assert laptop.program.sealer.writer == writer
    assert province["m1"].ask.votes(province.meeting).open.cast == 1


def test_a_laptop_that_did_nothing_since_its_copy_becomes_a_new_writer_all_the_same(province):
    laptop, before = behind(province)
    said = beat(laptop)
    assert [delivery.continued for delivery in said].count(True) == 1
    assert laptop.program.sealer.writer != before
    agree(province)


def test_a_laptop_that_wrote_more_than_the_store_knows_sends_nothing_under_its_old_name(province):
    laptop, _before = behind(province)
    for item in province.items[1:5]:
        wish(laptop, item)
    mine = wishes(laptop)
    beat(laptop)
    agree(province)
    assert not list(province.store.glob("*/fork/*"))
    assert set(mine) < set(wishes(province["m1"]))
    assert len(wishes(province["m1"])) == 5


def test_files_without_a_head_are_noticed_before_anything_is_sent(province):
    laptop, before = behind(province)
    for head in province.store.glob(f"*/w/{before}/head"):
        head.unlink()
    wish(laptop, province.items[1])
    beat(laptop)
    agree(province)
    assert not list(province.store.glob("*/fork/*"))
    assert len(wishes(province["m1"])) == 2


def test_a_ballot_in_a_vote_that_closed_meanwhile_is_kept_and_named(province):
    laptop, _before = behind(province)
    laptop.do(commands.CastBallot(province.vote, Choice.APPROVE))
    wish(laptop, province.items[1])
    province["m1"].do(commands.CloseVote(province.vote))
    beat(province["m1"])
    said = beat(laptop)
    assert max(delivery.left for delivery in said) == 1
    with laptop.program.replica.read() as reads:
        (fate,) = [fate for fate in reads.aside.fates().values() if fate.reason]
        assert fate.reason == TOO_LATE
        assert len(reads.aside.withdrawn()) == 2
    agree(province)
    assert len(wishes(province["m1"])) == 2
    assert province["m1"].ask.votes(province.meeting).closed[0].outcome.tally.approve == 0


def test_while_the_store_is_gone_a_restored_laptop_works_on(province):
    laptop, before = behind(province)
    away = province.store.rename(province.store.with_name("away"))
    wish(laptop, province.items[1])
    assert {delivery.light for delivery in beat(laptop)} == {Light.OFFLINE}
    wish(laptop, province.items[2])
    assert (len(wishes(laptop)), laptop.program.sealer.writer) == (2, before)
    away.rename(province.store)
    beat(laptop)
    agree(province)
    assert len(wishes(province["m1"])) == 3


@pytest.mark.parametrize("offline", [False, True])
def test_a_profile_on_another_computer_goes_on_at_once(province, offline):
    laptop = province["m2"]
    wish(laptop, province.items[1])
    (mine,) = wishes(laptop)
    before, away = laptop.program.sealer.writer, province.store.with_name("away")
    if offline:
        province.store.rename(away)
    edit_settings(laptop.path, machine="f" * 32, installation="f" * 32)
    settled = started(laptop)
    assert (settled.continued, settled.reissued.restated, settled.reissued.left) == (True, 1, ())
    assert laptop.program.sealer.writer != before
    assert wishes(laptop) == [mine]
    laptop.do(commands.CastBallot(province.vote, Choice.APPROVE))
    if offline:
        away.rename(province.store)
    agree(province)
    assert wishes(province["m1"]) == [mine]
    assert province["m1"].ask.votes(province.meeting).open.cast == 1
    assert started(laptop) == continuing.Settled()


def cloned(province):
    """Return a laptop and another one that was copied from it."""
    laptop = province["m2"]
    folder = backed_up(laptop)
    clone = Laptop("clone", open_program(profiles.load(folder), clock=laptop.program.clock))
    province.laptops["clone"] = clone
    return laptop, clone


def test_a_copy_that_works_beside_the_original_does_not_disturb_it(province):
    laptop, clone = cloned(province)
    writer = laptop.program.sealer.writer
    for item in (0, 2):
        wish(laptop, province.items[item])
        wish(clone, province.items[item + 1])
        beat(laptop, clone, rounds=3)
    agree(province)
    assert laptop.program.sealer.writer == writer != clone.program.sealer.writer
    assert len(wishes(province["m1"])) == 4
    assert not refused(province.admin)


def test_copies_that_both_sent_meet_again_and_everything_counts(province):
    laptop, clone = cloned(province)
    writer, other = laptop.program.sealer.writer, province.store.with_name("other")
    shutil.copytree(province.store, other)
    edit_settings(clone.path, store=str(other))
    started(clone)
    for one, item in ((laptop, 0), (clone, 1), (laptop, 2), (clone, 3)):
        wish(one, province.items[item])
        beat(one, rounds=2)
    edit_settings(clone.path, store=str(province.store))
    started(clone)
    shutil.copytree(other, province.store, dirs_exist_ok=True)
    beat(laptop, clone, rounds=8)
    agree(province)
    assert writer not in {laptop.program.sealer.writer, clone.program.sealer.writer}
    assert len(wishes(province["m1"])) == 4
    assert refused(province.admin) == {reasons.CONTESTED}, "of the fork both sides are kept"


def test_a_revoked_laptop_does_not_go_on(province):
    laptop, before = behind(province)
    province.admin.do(commands.RevokeWriter(before, "mất máy"))
    beat(province.admin)
    said = beat(laptop)
    assert not any(delivery.continued for delivery in said)
    with pytest.raises(Revoked):
        wish(laptop, province.items[1])
    assert laptop.program.sealer.writer == before


def test_the_heir_of_a_revoked_laptop_has_no_rights(province):
    laptop = province["m2"]
    before = laptop.program.sealer.writer
    edit_settings(laptop.path, machine="f" * 32, installation="f" * 32)
    started(laptop)
    wish(laptop, province.items[0])
    province.admin.do(commands.RevokeWriter(before, "mất máy"))
    beat(province.admin, laptop, province.admin)
    assert not wishes(province.admin)
    assert refused(province.admin) == {reasons.REVOKED}
    with pytest.raises(Revoked):
        wish(laptop, province.items[1])


def test_a_secretary_who_goes_on_founds_meetings_that_everybody_can_read(province):
    office = province["t1"]
    edit_settings(office.path, machine="f" * 32, installation="f" * 32)
    started(office)
    until = Instant(EIGHT + 3_600_000)
    office.do(commands.DraftMeeting("Họp sau", "regular_session", EIGHT, until, "Phòng 2", "m1", "t1"))
    meeting = next(line.meeting for line in office.ask.today().meetings if line.title == "Họp sau")
    office.do(commands.AddItem(meeting, "Nội dung"))
    agree(province)
    province.admin.do(commands.GrantRoles("m2", (Role.DELEGATE,)))
    agree(province)
    assert [line.title for line in province["m1"].ask.agenda(meeting).lines] == ["Nội dung"]
    with office.program.replica.read() as reads:
        names = [deed for genesis in reads.spaces() for deed in reads.deeds(genesis.space)]
    assert {deed.epoch for deed in names if isinstance(deed, KeyPackage)} == {1}


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("where", ["before the key is kept", "after the key is kept", "before it is said again"])
def test_a_crash_in_between_loses_nothing(province, monkeypatch, where):
    laptop, before = behind(province)
    wish(laptop, province.items[1])
    (mine,) = wishes(laptop)
    renew = profiles.renew

    def die(*args, **_more):
        if where == "after the key is kept":
            renew(*args)
        raise Killed

    with monkeypatch.context() as patch:
        at = (continuing, "reissue") if where == "before it is said again" else (profiles, "renew")
        patch.setattr(*at, die)
        with pytest.raises(Killed):
            beat(laptop)
    started(laptop)
    beat(laptop)
    assert laptop.program.sealer.writer != before
    agree(province)
    assert mine in wishes(province["m1"])
    assert len(wishes(province["m1"])) == 2


def test_a_key_that_cannot_be_kept_leaves_everything_as_it_was(province, monkeypatch):
    laptop, before = behind(province)
    wish(laptop, province.items[1])

    def full(*_args, **_more):
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(profiles, "write_secret", full)
        patch.setattr("ecabinet.boot.keys.write_secret", full)
        said = beat(laptop)
        assert not any(delivery.continued for delivery in said)
        with pytest.raises(ProfileDamaged) as caught:
            settle(laptop.program)
        assert says(caught.value)
    assert laptop.program.sealer.writer == before == open_program(profiles.load(laptop.path)).sealer.writer
    started(laptop)
    beat(laptop)
    agree(province)
    assert len(wishes(province["m1"])) == 2


def test_the_controllers_laptop_goes_on_under_its_name_behind_what_the_store_has(province):
    admin = province.admin
    copy, writer = backed_up(admin), admin.program.sealer.writer
    admin.do(commands.AdmitMember("Trước", "", "", 50, True, (), "earlier"))
    province.settle()
    restored(admin, copy)
    admin.do(commands.AdmitMember("Sau", "", "", 51, True, (), "later"))
    beat(admin)
    agree(province)
    assert admin.program.sealer.writer == writer
    assert {"earlier", "later"} <= {MemberId(line.member) for line in province["m1"].ask.members()}
    assert not list(province.store.glob("*/fork/*"))


def test_a_held_profile_is_refused_to_a_second_window_and_to_the_command_line(province):
    profile = province["m2"].program.profile
    with held(profile):
        with pytest.raises(ProfileLocked):
            entrance.check(profile.folder, may_begin=False)
        with pytest.raises(ProfileLocked), control.opened(profile.folder):
            pass


def test_the_command_line_goes_on_too(province):
    laptop, before = behind(province)
    wish(laptop, province.items[1])
    laptop.program.close()
    with control.opened(laptop.path) as program:
        assert program.sealer.writer != before
    started(laptop)
    agree(province)
    assert len(wishes(province["m1"])) == 2


def test_the_person_is_told_in_one_sentence_and_what_was_not_sent():
    assert continued(0).count(".") == 1
    assert "3" in continued(3)
