"""Who can read what: real laptops around one store, and everything tried with every other laptop's keys."""

import shutil

import pytest
from sqlalchemy import update

from ecabinet.app import commands
from ecabinet.app.issuing import PLENUM, SPACE
from ecabinet.app.ports import PaperFile
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.errors import NotAllowed
from ecabinet.core.event import UnknownEvent
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Role
from ecabinet.core.things import Item, Meeting, Paper
from ecabinet.core.voting import Choice
from ecabinet.replica import stored
from ecabinet.replica.tables import event, meta
from tests.app.kit import EIGHT, StepClock
from tests.road.kit import CHARTER, edit_settings, files

ROLES = {"m1": (Role.CHAIR, Role.DELEGATE), "m2": (Role.DELEGATE,), "t1": (Role.SECRETARY,)}
ROLES |= {"g1": (Role.GUEST,), "g2": (Role.GUEST,)}
TITLE, QUESTION = "Chuyện kín của nội dung một", "Thông qua điều kín?"


class House:
    """Laptops of an organization with keys; `outsider` has a profile that nobody certified."""

    def __init__(self, folder):
        self.folder, self.clock, self.laptops = folder, StepClock(Instant(EIGHT + 1_000_000)), {}

    @classmethod
    def founded(cls, folder):
        """Found it, and let a meeting be drafted."""
        made = cls(folder)
        (folder / "store").mkdir()
        admin, _root = founding.found(CHARTER, folder / "admin", str(folder / "store"), clock=made.clock)
        made.laptops["admin"] = admin
        for rank, (name, roles) in enumerate(ROLES.items(), start=1):
            voting = name.startswith("m")
            admin.workspace.do(commands.AdmitMember(f"Đại biểu {name}", "", "", rank, voting, roles, name))
            made.install(name, name)
        made.install("outsider", None)
        made.settle()
        made.draft()
        return made

    @classmethod
    def copied(cls, mould, folder):
        """Open a copy of a house."""
        shutil.copytree(mould.folder, folder, dirs_exist_ok=True)
        made = cls(folder)
        for name in mould.laptops:
            edit_settings(folder / name, store=str(folder / "store"))
            made.laptops[name] = open_program(profiles.load(folder / name), clock=made.clock)
        made.meeting, made.first, made.second, made.version = mould.meeting, mould.first, mould.second, mould.version
        return made

    def install(self, name, member):
        admin = self.laptops["admin"]
        profile = profiles.create(self.folder / name, admin.profile.store, admin.profile.genesis, profiles.new_seed())
        program = self.laptops[name] = open_program(profile, clock=self.clock)
        if member:
            founding.certify(admin, member, program.sealer.public_key, name, program.wrap_key)
        return program

    def __getitem__(self, name):
        return self.laptops[name]

    def settle(self, rounds=3):
        for _round in range(rounds):
            for program in self.laptops.values():
                program.exchange.round()

    def draft(self):
        """A meeting with a secret item and a paper; everybody who may has heard of it."""
        office = self["t1"]
        until = Instant(EIGHT + 3_600_000)
        office.workspace.do(commands.DraftMeeting("Phiên họp", "regular_session", EIGHT, until, "", "m1", "t1"))
        self.meeting = office.queries.today().meetings[0].meeting
        for title in (TITLE, "Nội dung hai"):
            office.workspace.do(commands.AddItem(self.meeting, title))
        self.first, self.second = (line.item for line in office.queries.agenda(self.meeting).lines)
        for name in ("m1", "m2"):
            office.workspace.do(commands.Invite(self.meeting, name, Capacity.MEMBER))
        source = self.folder / "giấy kín.pdf"
        source.write_bytes(b"%PDF-1.7 secret " * 1000)
        version, size = office.vault.add(source)
        office.workspace.do(commands.AddPaper(self.first, "Tờ trình kín", PaperFile(version, size, 1, source.name)))
        self.version = version
        self.settle()

    @property
    def space(self):
        with self["t1"].replica.read() as reads:
            return reads.thing(Meeting, self.meeting).space

    @property
    def root(self):
        return self["admin"].replica.spaces()[0].space

    def admit(self, guest, item):
        self["t1"].keeper.admit_guests(self.meeting, [guest], [item])

    def close(self):
        for program in self.laptops.values():
            program.close()


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    """A house that nobody has open."""
    made = House.founded(tmp_path_factory.mktemp("house"))
    made.close()
    return made


@pytest.fixture(scope="module")
def still(mould, tmp_path_factory):
    """A house in which nothing is changed."""
    made = House.copied(mould, tmp_path_factory.mktemp("still"))
    yield made
    made.close()


@pytest.fixture
def house(mould, tmp_path):
    made = House.copied(mould, tmp_path)
    yield made
    made.close()


def titles(program, meeting):
    with program.replica.read() as reads:
        return {item.title for item in reads.things(Item, meeting=meeting)}


def papers(program):
    with program.replica.read() as reads:
        return {paper.title for paper in reads.things(Paper)}


def test_members_read_everything_guests_the_frame_and_outsiders_nothing(still):
    everything = {TITLE, "Nội dung hai"}
    assert all(titles(still[name], still.meeting) == everything for name in ("m1", "m2", "t1", "admin"))
    for guest in ("g1", "g2"):
        with still[guest].replica.read() as reads:
            assert reads.thing(Meeting, still.meeting).title == "Phiên họp"
        assert titles(still[guest], still.meeting) == set()
        assert still[guest].vault.path(still.version) is None
    assert still["m2"].vault.path(still.version) is not None
    with still["outsider"].replica.read() as reads:
        assert not reads.directory().members
        assert not reads.things(Meeting)


def test_nothing_on_the_store_is_in_the_clear(still):
    stored = files(still.folder / "store")
    words = ("Phiên họp", TITLE, "Tờ trình kín", "Đại biểu", "MeetingDrafted", "%PDF", "giấy kín", still.version)
    for name, data in stored.items():
        readable = [word for word in words if word.encode() in data]
        assert not readable or name.endswith("space.mp"), (name, readable)


def test_no_other_laptop_opens_what_is_not_for_it(still):
    """Every key package on the store is tried with every laptop."""
    space = still.space
    may = {name: {held.name.compartment for held in still[name].sealer.keys.held(space)} for name in still.laptops}
    assert may["outsider"] == set()
    assert may["g1"] == may["g2"] == {SPACE}
    assert all(may[name] == {SPACE, PLENUM} for name in ("admin", "m1", "m2", "t1"))


def test_a_guest_reads_the_item_he_is_admitted_to_and_no_other(house):
    house.admit("g1", house.first)
    house.settle()
    assert titles(house["g1"], house.meeting) == {TITLE}
    assert papers(house["g1"]) == {"Tờ trình kín"}
    assert house["g1"].vault.path(house.version) is not None
    assert titles(house["g2"], house.meeting) == set()
    house.admit("g2", house.second)
    house.settle()
    assert titles(house["g2"], house.meeting) == {"Nội dung hai"}
    assert house["g2"].vault.path(house.version) is None


def test_a_guest_who_is_admitted_late_shows_the_same_as_one_admitted_early(house):
    house.admit("g1", house.first)
    house.settle()
    for program in (house["t1"],):
        program.workspace.do(commands.ChangeItem(house.first, "Tên mới", 5, None, None))
    house.settle()
    house.admit("g2", house.first)
    house.settle()
    assert titles(house["g1"], house.meeting) == titles(house["g2"], house.meeting) == {"Tên mới"}


def test_only_officers_admit_guests(still):
    for name in ("m2", "g1"):
        with pytest.raises(NotAllowed):
            still[name].keeper.admit_guests(still.meeting, ["g1"], [still.first])


def test_a_removed_members_laptop_reads_nothing_new(house):
    removed = house["m2"]
    before = house["t1"].sealer.keys.current(house.space, PLENUM).name
    house["admin"].workspace.do(commands.RevokeWriter(removed.sealer.writer, "mất máy"))
    house.settle()
    house["t1"].workspace.do(commands.ChangeItem(house.first, "Sau khi thu hồi", 5, None, None))
    house.settle()
    after = house["t1"].sealer.keys.current(house.space, PLENUM).name
    assert after.epoch == before.epoch + 1
    assert "Sau khi thu hồi" in titles(house["m1"], house.meeting)
    assert titles(removed, house.meeting) == {TITLE, "Nội dung hai"}, "what was readable before stays so"
    assert removed.sealer.keys.key(house.space, after.key_id) is None
    assert removed.sealer.keys.current(house.root, SPACE).name.epoch == 1
    assert house["m1"].sealer.keys.current(house.root, SPACE).name.epoch == 2


def test_a_laptop_certified_later_is_given_all_keys(house):
    late = house.install("m2-second", "m2")
    house.settle()
    assert titles(late, house.meeting) == {TITLE, "Nội dung hai"}
    assert late.vault.path(house.version) is not None


def test_a_laptop_without_a_wrap_key_reads_nothing_and_writes_nothing(house):
    admin = house["admin"]
    mute = house.install("mute", None)
    founding.certify(admin, "m2", mute.sealer.public_key, "cũ")
    house.settle()
    with mute.replica.read() as reads:
        assert not reads.directory().members


def test_a_guest_who_becomes_a_member_is_given_the_plenum_and_one_who_is_not_any_more_loses_it(house):
    admin = house["admin"]
    admin.workspace.do(commands.GrantRoles("g1", (Role.DELEGATE,)))
    house.settle()
    assert titles(house["g1"], house.meeting) == {TITLE, "Nội dung hai"}
    admin.workspace.do(commands.GrantRoles("g1", (Role.GUEST,)))
    house.settle()
    house["t1"].workspace.do(commands.ChangeItem(house.first, "Không cho khách", 5, None, None))
    house.settle()
    assert "Không cho khách" not in titles(house["g1"], house.meeting)
    assert "Không cho khách" in titles(house["m2"], house.meeting)


def test_a_vote_runs_under_keys(house):
    office, chair = house["t1"], house["m1"]
    office.workspace.do(commands.PublishMeeting(house.meeting))
    for name in ("m1", "m2"):
        office.workspace.do(commands.RecordAttendance(house.meeting, name, "present"))
    house.settle()
    chair.workspace.do(commands.OpenMeeting(house.meeting))
    chair.workspace.do(commands.CallItem(house.first))
    chair.workspace.do(commands.OpenVote(house.first, QUESTION))
    house.settle()
    vote = house["m2"].queries.votes(house.meeting).open.vote
    house["m2"].workspace.do(commands.CastBallot(vote, Choice.APPROVE))
    house.settle()
    chair.workspace.do(commands.CloseVote(vote))
    house.settle()
    assert len(house["m2"].queries.votes(house.meeting).closed) == 1
    assert not house["g1"].queries.votes(house.meeting).closed


def test_a_restarted_laptop_still_has_its_keys(house):
    house["m2"].close()
    again = house.laptops["m2"] = open_program(profiles.load(house.folder / "m2"), clock=house.clock)
    assert titles(again, house.meeting) == {TITLE, "Nội dung hai"}
    again.replica.rebuild(again.sealer.open)
    assert titles(again, house.meeting) == {TITLE, "Nội dung hai"}
    house["t1"].workspace.do(commands.ChangeItem(house.first, "Sau khi mở lại", 5, None, None))
    house.settle()
    assert "Sau khi mở lại" in titles(again, house.meeting)


def test_a_private_space_opens_for_its_members_laptops_and_not_for_the_administrator(house):
    second = house.install("m2-second", "m2")
    house.settle(2)
    genesis = house["m2"].keeper.found_private()
    (package,) = house["m2"].replica.sealed_deeds(genesis.space)
    for name, program in house.laptops.items():
        program.keeper.take_deeds(genesis.space, [package])
        assert (program.sealer.keys.current(genesis.space, SPACE) is not None) == name.startswith("m2"), name
    assert second.sealer.keys.current(genesis.space, SPACE) == house["m2"].sealer.keys.current(genesis.space, SPACE)
    with pytest.raises(NotAllowed):
        house["outsider"].keeper.found_private()


def everybody(house):
    return {program.sealer.writer: program.wrap_key for program in house.laptops.values()}


def test_a_delegate_cannot_choose_the_key_of_a_meeting(house):
    """The package holds, and whoever has it may read with it; nobody writes with it."""
    before = {name: house[name].sealer.keys.current(house.space, PLENUM) for name in ("admin", "m1", "t1")}
    hostile = house["m2"].sealer.issuer.begin(house.space, PLENUM, 10**8, everybody(house))
    for program in house.laptops.values():
        program.keeper.take_deeds(house.space, [hostile.raw])
    assert house["t1"].sealer.keys.key(house.space, hostile.deed.key_id) is not None
    assert {name: house[name].sealer.keys.current(house.space, PLENUM) for name in before} == before


def test_a_secretary_who_has_left_does_not_choose_it_either(house):
    gone = house["t1"]
    house["admin"].workspace.do(commands.RevokeWriter(gone.sealer.writer, "nghỉ việc"))
    hostile = gone.sealer.issuer.begin(house.space, PLENUM, 10**8, everybody(house))
    house.settle()
    house["m1"].keeper.take_deeds(house.space, [hostile.raw])
    kept = house["m1"].sealer.keys.current(house.space, PLENUM).name
    assert (kept.epoch, kept) == (2, house["admin"].sealer.keys.current(house.space, PLENUM).name)
    assert gone.sealer.keys.key(house.space, kept.key_id) is None


def test_a_package_by_nobody_waits_and_one_that_is_damaged_is_left_out(house):
    stranger = house["outsider"].sealer.issuer.begin(house.space, PLENUM, 9, everybody(house))
    good = house["m2"].sealer.issuer.begin(house.space, PLENUM, 9, everybody(house))
    received = house["m1"].workspace.receive_deeds(house.space, [stranger.raw, good.raw[:-1] + b"x", good.raw[:-70]])
    assert received.waiting == (stranger.raw,)
    assert len(received.damaged) == 2
    assert house["m1"].sealer.keys.key(house.space, good.deed.key_id) is None


def test_data_that_come_before_their_key_wait_and_are_read_then(house):
    """Whatever the order: first the segments of a new epoch, then its key."""
    reader = house["m2"]
    house["admin"].workspace.do(commands.RevokeWriter(house["g1"].sealer.writer, "mất máy"))
    for name in ("admin", "t1", "admin"):
        house[name].exchange.round()
    house["t1"].workspace.do(commands.ChangeItem(house.first, "Dưới khóa mới", 5, None, None))
    segments = [raw for _name, raw in house["t1"].replica.segments(house.space)]
    early = reader.keeper.receive(segments)
    assert [damage.fault for damage in early.damaged] == ["encrypted"]
    reader.keeper.receive([raw for _name, raw in house["admin"].replica.segments(house.root)])
    reader.keeper.take_deeds(house.space, house["admin"].replica.sealed_deeds(house.space))
    reader.keeper.take_deeds(house.root, house["admin"].replica.sealed_deeds(house.root))
    reader.keeper.receive([raw for _name, raw in house["admin"].replica.segments(house.root)])
    assert not reader.keeper.receive(segments).damaged
    assert "Dưới khóa mới" in titles(reader, house.meeting)


def test_a_newer_program_reads_sealed_segments_again_while_the_replica_opens(house):
    """Events an earlier program did not know are in sealed segments only; the keys must be there in time."""
    reader = house["m2"]
    with reader.replica.write() as writing:
        forgotten = stored.body(UnknownEvent(type="ItemAdded", about="x"))
        unknown = {"type": stored.UNKNOWN, "body": forgotten, "reason": "unknown_type"}
        writing.connection.execute(update(event).where(event.c.type == "ItemAdded").values(unknown))
        writing.connection.execute(update(meta).where(meta.c.name == "projection").values(value="0"))
    reader.close()
    again = house.laptops["m2"] = open_program(profiles.load(house.folder / "m2"), clock=house.clock)
    assert titles(again, house.meeting) == {TITLE, "Nội dung hai"}
