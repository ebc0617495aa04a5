"""Joining over a real store, both sides: the straight road, restarts, silence, and everybody who tampers."""

import secrets
import shutil
import stat
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.admission import REMEMBERED_DAYS, approve, invite, pending, refuse
from ecabinet.boot.joining import Joiner
from ecabinet.boot.program import open_program
from ecabinet.core.deeds import Certificate
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed, ProfileDamaged, StoreUnreachable, WrongState
from ecabinet.core.people import Role
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key, signing_key, writer_id
from ecabinet.sync.crypto.wrapping import wrap_key
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.deeds import seal_certificate
from ecabinet.sync.formats.invitation import invitation_text, read_invitation
from ecabinet.sync.formats.names import deed_path
from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.mailslot import Mailslot
from tests.app.kit import StepClock
from tests.road.kit import CHARTER, edit_settings, files
from tests.road.trouble import says, unwritable

DAY = 86_400_000


class Office:
    """The administrator's laptop, a store, and whoever tries to join."""

    def __init__(self, folder, profile):
        self.folder, self.store = folder, folder / "store"
        self.clock = StepClock()
        self.admin = open_program(profile, clock=self.clock)
        self.admin.workspace.do(commands.AdmitMember("Trần Văn Tịnh", "Ủy viên", "", 1, True, (Role.DELEGATE,), "m1"))
        self.invitation = invite(self.admin, "m1")

    def joiner(self, name="tinh", invitation=None, label="máy của ông Tịnh"):
        return Joiner(invitation or self.invitation, self.folder / name, label, self.clock)

    def restart(self):
        """Close the administrator's program and open it again."""
        self.admin.close()
        self.admin = open_program(profiles.load(self.folder / "admin"), clock=self.clock)

    def line(self, invitation=None):
        """What the administrator sees of the invitation."""
        wanted = (invitation or self.invitation).id
        return next(line for line in pending(self.admin) if line.invitation == wanted)

    def to_compare(self, joiner):
        """Go on until both sides see digits."""
        joiner.step()
        self.line()
        state, line = joiner.step(), self.line()
        assert state.phase == line.phase == "compare"
        assert state.digits == line.digits
        assert len(state.digits) == 6
        return state.digits

    def slot(self, step):
        """Where a message lies."""
        return self.store / self.invitation.space / "join" / f"{self.invitation.id}.{step}"

    def close(self):
        self.admin.close()


@pytest.fixture
def office(folder, profile):
    made = Office(folder, profile)
    yield made
    made.close()


def joins(office, joiner):
    """Whether this laptop gets through, opens its profile, and is its member."""
    office.to_compare(joiner)
    assert approve(office.admin, office.invitation.id).phase == "approved"
    assert joiner.step().phase == "approved"
    return opens(office, joiner.finish())


def opens(office, profile):
    office.admin.exchange.round()
    program = open_program(profile, clock=office.clock)
    program.exchange.round()
    program.exchange.round()
    me = program.queries.me()
    program.close()
    return me.member == "m1"


def test_an_invited_laptop_joins_and_is_its_member(office):
    joiner = office.joiner()
    assert office.line().phase == "invited"
    assert joiner.step().phase == "waiting"
    line = office.line()
    assert (line.phase, line.name, line.label, line.digits) == ("asked", "Trần Văn Tịnh", "máy của ông Tịnh", "")
    assert joins(office, joiner)
    assert not (office.folder / "tinh.joining").exists(), "the keys lie in the profile only"
    assert verify_store(open_store(str(office.store)), office.invitation.root_key).sound
    again = profiles.load(office.folder / "tinh")
    assert (again.store, again.genesis) == (str(office.store), office.admin.profile.genesis)
    assert [known.wrap_key for known in writers(office) if known.member == "m1"] == [wrap_key(again.wrap_seed)]


def test_the_invitation_goes_through_its_text(office):
    assert joins(office, office.joiner(invitation=read_invitation(invitation_text(office.invitation))))


def test_a_member_joins_with_several_laptops(office):
    assert joins(office, office.joiner())
    office.invitation = invite(office.admin, "m1")
    assert joins(office, office.joiner("second"))


def test_joining_works_over_a_database_as_well(tmp_path):
    url = f"sqlite:///{tmp_path / 'hop.db'}"
    prepare_place(url)
    program, _root = founding.found(CHARTER, tmp_path / "admin", url, clock=StepClock())
    program.close()
    office = Office(tmp_path, profiles.load(tmp_path / "admin"))
    assert joins(office, office.joiner())
    office.close()


def test_both_sides_may_be_closed_after_every_step(office):
    digits = set()
    for _step in range(3):
        office.joiner().step()
        office.restart()
        digits.add(office.line().digits)
        office.restart()
    state = office.joiner().step()
    assert digits - {""} == {state.digits}
    approve(office.admin, office.invitation.id)
    office.restart()
    assert office.joiner().step().phase == "approved"
    assert opens(office, office.joiner().finish())


def test_a_store_that_is_away_is_waited_for_on_both_sides(office):
    joiner = office.joiner()
    away = office.folder / "away"

    def unplugged(act):
        office.store.rename(away)
        found = act()
        away.rename(office.store)
        return found

    for phase in ("invited", "asked", "compare"):
        assert unplugged(office.line).phase == phase
        state = unplugged(joiner.step)
        assert (state.phase, state.reason) == ("offline", "missing")
        joiner.step()
        office.line()
    line = unplugged(lambda: approve(office.admin, office.invitation.id))
    assert line.phase == "approved"
    assert joiner.step().phase == "compare", "nobody has told it yet"
    office.line()
    assert unplugged(joiner.step).phase == "offline"
    assert joiner.step().phase == "approved"
    assert unplugged(joiner.step).phase == "approved"
    assert unplugged(joiner.finish).seed


def test_a_store_that_cannot_be_written_is_silence_too(office):
    joiner = office.joiner()
    with unwritable(office.store, 30):
        assert joiner.step().reason == "read_only"
    joiner.step()
    with unwritable(office.store, 30):
        assert office.line().phase == "asked"
    assert joins(office, joiner)


def test_an_empty_mount_point_and_another_organization_are_silence(office, tmp_path):
    joiner = office.joiner(invitation=replace(office.invitation, store=str(tmp_path / "mount")))
    (tmp_path / "mount").mkdir()
    assert (joiner.step().phase, joiner.step().reason) == ("offline", "not_a_store")
    (tmp_path / "other").mkdir()
    program, _root = founding.found(CHARTER, tmp_path / "boss", str(tmp_path / "other"), clock=StepClock())
    program.close()
    joiner = office.joiner("third", replace(office.invitation, store=str(tmp_path / "other")))
    assert (joiner.step().phase, joiner.step().reason) == ("offline", "other_organization")
    assert not any("join" in name for name in files(tmp_path / "other"))


def test_an_organization_with_another_root_is_refused(office):
    joiner = office.joiner(invitation=replace(office.invitation, root_key=public_key(b"e" * 32)))
    assert (joiner.step().phase, joiner.step().reason) == ("offline", "other_organization")
    assert not office.slot(1).exists()


def test_two_laptops_with_one_invitation_are_both_refused_for_all_to_see(office):
    first, second = office.joiner("first"), office.joiner("second")
    first.step()
    assert (second.step().phase, second.step().reason) == ("refused", "used")
    line = office.line()
    assert (line.phase, line.reason, line.contested) == ("refused", "used", True)
    assert (first.step().phase, first.step().reason) == ("refused", "used")
    with pytest.raises(WrongState) as caught:
        approve(office.admin, office.invitation.id)
    assert says(caught.value)


def test_two_laptops_that_write_at_the_same_instant_are_both_refused(office):
    first, second = office.joiner("first"), office.joiner("second")
    first.step()
    mine = office.slot(1).read_bytes()
    office.slot(1).unlink()
    second.step()
    assert office.slot(1).read_bytes() != mine
    assert first.step().reason == "used"
    assert office.line().reason == "used"
    assert second.step().reason == "used"


def test_a_second_laptop_before_the_approval_stops_it(office):
    first = office.joiner("first")
    office.to_compare(first)
    assert office.joiner("second").step().reason == "used"
    with pytest.raises(WrongState):
        approve(office.admin, office.invitation.id)
    assert first.step().reason == "used"
    assert not [writer for writer in writers(office) if writer.member == "m1"]


def test_a_used_invitation_is_of_no_use_and_its_second_use_is_seen(office):
    assert joins(office, office.joiner("first"))
    assert office.joiner("second").step().reason == "used"
    line = office.line()
    assert (line.phase, line.contested) == ("approved", True)
    assert len([writer for writer in writers(office) if writer.member == "m1"]) == 1


def writers(office):
    with office.admin.replica.read() as reads:
        return reads.directory().writers.values()


def test_an_expired_invitation_is_refused_on_both_sides(office):
    late = office.joiner()
    office.clock.at += 8 * DAY
    assert (late.step().phase, late.step().reason) == ("refused", "expired")
    assert not office.slot(1).exists()
    assert office.line().phase == "expired"
    behind = office.joiner("behind")
    behind._clock = StepClock()  # a laptop whose clock is wrong
    behind.step()
    assert (office.line().phase, office.line().reason) == ("refused", "expired")
    assert (behind.step().phase, behind.step().reason) == ("refused", "expired")


def test_a_laptop_whose_clock_was_ahead_joins_once_it_is_put_right(office):
    office.clock.at += 8 * DAY
    assert office.joiner().step().reason == "expired"
    office.clock.at -= 8 * DAY
    assert joins(office, office.joiner())


def test_a_second_use_after_the_approval_does_not_keep_the_first_laptop_out(office):
    first = office.joiner("first")
    office.to_compare(first)
    approve(office.admin, office.invitation.id)
    assert office.joiner("second").step().reason == "used"
    assert first.step().phase == "approved"
    assert office.line().contested
    assert opens(office, first.finish())


def test_who_asked_in_time_may_be_approved_later(office):
    joiner = office.joiner()
    joiner.step()
    office.line()
    office.clock.at += 8 * DAY
    assert joins(office, joiner)


def test_what_is_long_over_is_forgotten(office):
    office.clock.at += (8 + REMEMBERED_DAYS) * DAY
    assert pending(office.admin) == ()
    assert not any((office.folder / "admin" / "invitations").iterdir())


def test_an_administrator_refuses_with_his_own_words(office):
    joiner = office.joiner()
    office.to_compare(joiner)
    assert refuse(office.admin, office.invitation.id, " Các số không khớp. ").phase == "refused"
    state = joiner.step()
    assert (state.phase, state.reason) == ("refused", "Các số không khớp.")
    with pytest.raises(BadValue) as caught:
        joiner.finish()
    assert says(caught.value)
    with pytest.raises(WrongState):
        refuse(office.admin, office.invitation.id, "again")
    with pytest.raises(WrongState):
        approve(office.admin, office.invitation.id)


def test_an_invitation_can_be_taken_back_before_anybody_asked(office):
    refuse(office.admin, office.invitation.id, "taken back")
    assert office.joiner().step().reason == "taken back"


def test_nobody_is_approved_before_the_digits_are_there(office):
    for _phase in ("invited", "asked"):
        with pytest.raises(WrongState) as caught:
            approve(office.admin, office.invitation.id)
        assert says(caught.value)
        office.joiner().step()


@pytest.mark.parametrize("call", [lambda admin: approve(admin, "a2" * 13), lambda admin: refuse(admin, "a2" * 13, "")])
def test_an_unknown_invitation_is_told(office, call):
    with pytest.raises(NoSuchThing) as caught:
        call(office.admin)
    assert says(caught.value)


def test_a_removed_member_is_neither_invited_nor_let_in(office):
    joiner = office.joiner()
    office.to_compare(joiner)
    office.admin.workspace.do(commands.RemoveMember("m1", "nghỉ hưu"))
    with pytest.raises(WrongState):
        approve(office.admin, office.invitation.id)
    assert (office.line().phase, office.line().reason) == ("refused", "member")
    assert (joiner.step().phase, joiner.step().reason) == ("refused", "member")
    with pytest.raises(NoSuchThing):
        invite(office.admin, "m1")


@pytest.mark.parametrize("days", [0, -1, 61])
def test_an_invitation_needs_a_sensible_time(office, days):
    with pytest.raises(BadValue) as caught:
        invite(office.admin, "m1", days=days)
    assert says(caught.value)


def test_a_stranger_cannot_be_invited(office):
    with pytest.raises(NoSuchThing) as caught:
        invite(office.admin, "nobody")
    assert says(caught.value)


def test_only_the_controller_invites(office):
    joiner = office.joiner()
    assert joins(office, joiner)
    program = open_program(profiles.load(office.folder / "tinh"), clock=office.clock)
    program.exchange.round()
    with pytest.raises(NotAllowed) as caught:
        invite(program, "m1")
    assert says(caught.value)
    program.close()


@pytest.mark.parametrize("step", [1, 2, 3, 4])
@pytest.mark.parametrize("bad", [b"", b"?" * 5000, "flip", "gone"], ids=lambda bad: str(bad)[:8])
def test_what_an_outsider_does_to_the_files_only_delays(office, step, bad):
    joiner = office.joiner()

    def vandal():
        path = office.slot(step)
        if path.exists():
            raw = path.read_bytes()
            flipped = raw[:9] + bytes([raw[9] ^ 1]) + raw[10:] if raw else b"!"
            changed = {"flip": flipped, "cut": raw[:-1]}.get(bad, bad)
            path.unlink()
            if bad != "gone":
                path.write_bytes(changed)

    def go_on():
        for _once in range(2):
            joiner.step()
            office.line()

    joiner.step()
    for phase in ("asked", "compare"):
        office.line()
        vandal()
        go_on()
        assert office.line().phase in (phase, "compare")
    go_on()
    approve(office.admin, office.invitation.id)
    vandal()
    office.line()
    assert joiner.step().phase == "approved"


def test_a_thief_of_the_invitation_who_puts_his_keys_in_the_place_is_seen(office):
    """He takes away what the laptop wrote and asks himself; the laptop finds another request in its place."""
    joiner, thief = office.joiner(), office.joiner("thief")
    joiner.step()
    office.slot(1).unlink()
    thief.step()
    assert office.line().phase == "asked"
    assert (joiner.step().phase, joiner.step().reason) == ("refused", "used")
    line = office.line()
    assert (line.phase, line.reason) == ("refused", "used")


def test_a_member_in_the_middle_is_given_away_by_the_digits(office):
    """He holds the invitation, can answer as an installation of the organization, and shows each side another store."""
    assert joins(office, office.joiner("mallory"))
    mallory, admin = (signing_key(profiles.load(office.folder / name).seed) for name in ("mallory", "admin"))
    office.invitation = invite(office.admin, "m1")
    mirror = office.folder / "mirror"
    shutil.copytree(office.store, mirror)
    vouch(mirror, office.invitation.space, admin, mallory)
    victim, thief = office.joiner("victim", replace(office.invitation, store=str(mirror))), office.joiner("thief")
    victim.step()
    slots = mirror / office.slot(1).relative_to(office.store).parent
    request = (slots / office.slot(1).name).read_bytes()
    (slots / office.slot(2).name).write_bytes(
        joining.seal_challenge(office.invitation, request, bytes(32), mallory),
    )
    shown = victim.step()
    assert shown.phase == "compare"
    assert shown.digits != office.to_compare(thief), "alike once in a million"


def vouch(store, space, signer, key):
    """Put a certificate into a store."""
    names = [writer_id(bytes(one.verify_key)) for one in (signer, key)]
    raw = seal_certificate(Certificate(space, *names, bytes(key.verify_key)), signer)
    path = store / deed_path(space, raw)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)


def test_a_later_controller_may_answer_once_somebody_vouches_for_it(office):
    joiner, later = office.joiner(), signing_key(b"l" * 32)
    joiner.step()
    request = office.slot(1).read_bytes()
    office.slot(2).write_bytes(joining.seal_challenge(office.invitation, request, bytes(32), later))
    assert joiner.step().phase == "waiting"
    vouch(office.store, office.invitation.space, signing_key(office.admin.profile.seed), later)
    assert joiner.step().phase == "compare"


def test_a_controller_who_is_none_is_not_heard(office):
    joiner = office.joiner()
    joiner.step()
    request = office.slot(1).read_bytes()
    key = signing_key(b"x" * 32)
    office.slot(2).write_bytes(joining.seal_challenge(office.invitation, request, bytes(32), key))
    office.slot(4).write_bytes(joining.seal_refusal(office.invitation, "go away", key))
    assert joiner.step().phase == "waiting"
    assert joins(office, joiner)


def test_a_laptop_that_shows_another_number_than_it_promised_is_refused(office):
    joiner = office.joiner()
    joiner.step()
    office.line()
    cheat = replace(joiner._kept.newcomer, nonce=b"m" * 32)
    office.slot(3).write_bytes(joining.seal_reveal(office.invitation, cheat, office.slot(2).read_bytes()))
    line = office.line()
    assert (line.phase, line.reason) == ("refused", "mismatch")


def test_a_pinned_challenge_stays_although_the_file_changes(office):
    joiner = office.joiner()
    digits = office.to_compare(joiner)
    key = signing_key(office.admin.profile.seed)
    office.slot(2).write_bytes(joining.seal_challenge(office.invitation, office.slot(1).read_bytes(), b"2" * 32, key))
    assert joiner.step().digits == digits


def test_an_approval_interrupted_after_the_certificate_is_made_good(office, monkeypatch):
    joiner = office.joiner()
    office.to_compare(joiner)

    def power_cut(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(joining, "seal_approval", power_cut)
        with pytest.raises(ZeroDivisionError):
            approve(office.admin, office.invitation.id)
    office.restart()
    assert office.line().phase == "compare"
    approve(office.admin, office.invitation.id)
    assert len([writer for writer in writers(office) if writer.member == "m1"]) == 1
    assert joiner.step().phase == "approved"


def test_a_profile_interrupted_while_it_was_made_is_made_again(office, monkeypatch):
    joiner = office.joiner()
    office.to_compare(joiner)
    approve(office.admin, office.invitation.id)
    joiner.step()

    def power_cut(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(profiles, "introduce", power_cut)
        with pytest.raises(ZeroDivisionError):
            joiner.finish()
    assert not (office.folder / "tinh").exists()
    assert opens(office, office.joiner().finish())


def test_a_folder_in_use_is_refused_and_left_alone(office):
    (office.folder / "tinh").mkdir()
    (office.folder / "tinh" / "letter").write_text("dear")
    with pytest.raises(BadValue) as caught:
        office.joiner()
    assert says(caught.value)
    assert [path.name for path in (office.folder / "tinh").iterdir()] == ["letter"]


@pytest.mark.parametrize("label", ["", "  ", "m" * 201])
def test_a_laptop_needs_a_name(office, label):
    with pytest.raises(BadValue) as caught:
        office.joiner(label=label)
    assert says(caught.value)
    assert not (office.folder / "tinh.joining").exists()


def test_what_the_laptop_kept_is_sealed_and_its_damage_is_told(office):
    joiner = office.joiner()
    joiner.step()
    path = office.folder / "tinh.joining" / office.invitation.id
    raw = path.read_bytes()
    assert joiner._kept.newcomer.seed not in raw
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for bad in (raw[:-1], b"", raw[:50] + bytes([raw[50] ^ 1]) + raw[51:]):
        path.write_bytes(bad)
        with pytest.raises(ProfileDamaged) as caught:
            office.joiner()
        assert says(caught.value)
        assert path.read_bytes() == bad


def test_what_the_administrator_keeps_is_sealed_and_its_damage_is_told(office):
    (path,) = (office.folder / "admin" / "invitations").iterdir()
    raw = path.read_bytes()
    assert office.invitation.secret not in raw
    path.write_bytes(raw[:-1])
    with pytest.raises(ProfileDamaged) as caught:
        pending(office.admin)
    assert says(caught.value)
    shutil.rmtree(path.parent)
    assert pending(office.admin) == ()


def test_what_was_learnt_before_the_store_fell_silent_counts(office, monkeypatch):
    """A second laptop is seen, then the store is gone: the approval must not go by what was known before."""
    office.to_compare(office.joiner("first"))
    office.joiner("second").step()
    put = Mailslot.put

    def silent(slot, step, raw):
        if step == joining.ANSWER:
            raise StoreUnreachable("x", "io")
        return put(slot, step, raw)

    monkeypatch.setattr(Mailslot, "put", silent)
    with pytest.raises(WrongState):
        approve(office.admin, office.invitation.id)
    assert office.line().reason == "used"


class Trouble:
    """One joining under whatever can happen to it; each method is one thing that happens."""

    def __init__(self, office):
        self.office, self.joiner, self.digits = office, office.joiner(), set()

    def laptop(self):
        self._note(self.joiner.step().digits)

    def administrator(self):
        self._note(self.office.line().digits)

    def laptop_restarts(self):
        self.joiner = self.office.joiner()

    def administrator_restarts(self):
        self.office.restart()

    def silence(self):
        """The store is away for one look of each side."""
        away = self.office.folder / "away"
        self.office.store.rename(away)
        self.laptop()
        self.administrator()
        away.rename(self.office.store)

    def files_vanish(self):
        for step in range(1, 6):
            self.office.slot(step).unlink(missing_ok=True)

    def files_rot(self):
        for step in range(1, 6):
            if self.office.slot(step).exists():
                self.office.slot(step).write_bytes(b"?" * 100)

    def _note(self, digits):
        self.digits |= {digits} - {""}


THINGS = [name for name in vars(Trouble) if not name.startswith("_")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(THINGS), max_size=10))
def test_whatever_happens_in_whatever_order_the_laptop_gets_in_with_one_set_of_digits(founded, tmp_path, things):
    folder = tmp_path / secrets.token_hex(8)
    shutil.copytree(founded, folder)
    edit_settings(folder / "admin", store=str(folder / "store"))
    office = Office(folder, profiles.load(folder / "admin"))
    try:
        trouble = Trouble(office)
        for thing in things:
            getattr(trouble, thing)()
        for _calm in range(3):
            trouble.laptop()
            trouble.administrator()
        assert office.line().phase == "compare"
        assert trouble.digits == {office.line().digits}
        approve(office.admin, office.invitation.id)
        assert trouble.joiner.step().phase == "approved"
    finally:
        office.close()
