"""Who can read what: real laptops around one store, and everything tried with every other laptop's keys."""

import shutil
from itertools import permutations

import pytest
from sqlalchemy import delete, update

from ecabinet.app import commands, keys
from ecabinet.app.genesis import SpaceKind
from ecabinet.app.issuing import PLENUM, SPACE
from ecabinet.app.ports import PaperFile
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.deeds import Certificate, Founding, packages
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed
from ecabinet.core.event import UnknownEvent
from ecabinet.core.ids import Instant
from ecabinet.core.people import Capacity, Role
from ecabinet.core.things import Item, Meeting, Paper, Version
from ecabinet.core.voting import Choice
from ecabinet.replica import stored
from ecabinet.replica.tables import deed as deeds
from ecabinet.replica.tables import event, meta
from ecabinet.sync.crypto.keyring import signing_key
from ecabinet.sync.formats.deeds import seal_founding
from ecabinet.sync.formats.names import blob_path
from ecabinet.sync.stores import blobs
from ecabinet.sync.stores.folder import FolderStore
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
        admin, root_seed = founding.found(CHARTER, folder / "admin", str(folder / "store"), clock=made.clock)
        (folder / "root").write_text(root_seed.hex())
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

    def admit(self, guest, *items):
        self["t1"].workspace.do(commands.Invite(self.meeting, guest, Capacity.INVITEE, items=items))

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
        assert not still[guest].vault.has(still.version)
    assert still["m2"].vault.has(still.version)
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
    assert house["g1"].vault.has(house.version)
    assert titles(house["g2"], house.meeting) == set()
    house.admit("g2", house.second)
    house.settle()
    assert titles(house["g2"], house.meeting) == {"Nội dung hai"}
    assert not house["g2"].vault.has(house.version)


def test_a_guest_who_is_admitted_late_shows_the_same_as_one_admitted_early(house):
    house.admit("g1", house.first)
    house.settle()
    for program in (house["t1"],):
        program.workspace.do(commands.ChangeItem(house.first, "Tên mới", 5, None, None))
    house.settle()
    house.admit("g2", house.first)
    house.settle()
    assert titles(house["g1"], house.meeting) == titles(house["g2"], house.meeting) == {"Tên mới"}


def test_only_the_secretary_admits_guests(still):
    for name, refusal in (("m2", NotAllowed), ("g1", NoSuchThing)):
        with pytest.raises(refusal):
            still[name].workspace.do(commands.Invite(still.meeting, "g1", Capacity.INVITEE, items=(still.first,)))


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
    assert late.vault.has(house.version)


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
    assert house["m2"].keeper.found_private() == genesis
    (package,) = house["m2"].replica.sealed_deeds(genesis.space)
    for name, program in house.laptops.items():
        program.keeper.take_deeds(genesis.space, [package])
        assert (program.sealer.keys.current(genesis.space, SPACE) is not None) == name.startswith("m2"), name
    assert second.sealer.keys.current(genesis.space, SPACE) == house["m2"].sealer.keys.current(genesis.space, SPACE)
    with pytest.raises(NotAllowed):
        house["outsider"].keeper.found_private()


def private_spaces(program):
    return [genesis for genesis in program.replica.spaces() if genesis.kind is SpaceKind.PRIVATE]


@pytest.mark.parametrize("founded_first", [True, False])
def test_a_members_other_laptops_find_the_private_space_by_themselves_and_nobody_else_does(house, founded_first):
    genesis = house["m2"].keeper.found_private() if founded_first else None
    second = house.install("m2-second", "m2")
    house.settle(2)
    genesis = genesis or house["m2"].keeper.found_private()
    house.settle()
    assert private_spaces(second) == private_spaces(house["m2"]) == [genesis]
    first, theirs = (program.sealer.keys.current(genesis.space, SPACE) for program in (house["m2"], second))
    assert first == theirs is not None
    assert second.keeper.found_private() == genesis
    for name in ("admin", "m1", "t1", "g1", "outsider"):
        assert private_spaces(house[name]) == []
        raws = house["m2"].replica.sealed_deeds(genesis.space)
        house[name].keeper.take_deeds(genesis.space, raws)
        assert house[name].sealer.keys.current(genesis.space, SPACE) is None, name


def test_nobody_founds_a_private_space_for_somebody_else(house):
    """Neither in another's name nor with another's genesis; both deeds are kept, and believed by nobody."""
    hostile, reader = house["t1"].sealer, house["m2"]
    own, deed = hostile.found_private(house.root, "m2")
    theirs, _deed = house["m1"].sealer.found_private(house.root, "m2")
    copied = Founding(house.root, hostile.writer, theirs.raw)
    nonsense = Founding(house.root, hostile.writer, b"nonsense")
    key = signing_key(house["t1"].profile.seed)
    raws = [deed.raw, seal_founding(copied, key), seal_founding(nonsense, key)]
    for name in ("m2", "t1"):
        assert house[name].workspace.receive_deeds(house.root, raws).damaged == ()
        assert private_spaces(house[name]) == []
    assert own.about == "m2"
    mine = Founding(house.root, reader.sealer.writer, own.raw)
    reader.workspace.receive_deeds(house.root, [seal_founding(mine, signing_key(reader.profile.seed))])
    assert private_spaces(reader) == []


def test_a_newcomer_is_given_the_keys_of_all_epochs_of_a_space_in_one_deed(house):
    for number in range(3):
        gone = house.install(f"x{number}", "m1")
        house["admin"].workspace.do(commands.RevokeWriter(gone.sealer.writer, "mất máy"))
        house.settle(2)
    before = {space: set(house["admin"].replica.sealed_deeds(space)) for space in (house.root, house.space)}
    late = house.install("m2-second", "m2")
    for space, known in before.items():
        fresh = [
            deed
            for raw in set(house["admin"].replica.sealed_deeds(space)) - known
            if not isinstance(
                deed := house["admin"].sealer.open_deed(raw, known_keys(house["admin"]), b""), Certificate
            )
        ]
        epochs = {package.epoch for package in packages(fresh)}
        assert (len(fresh), len(epochs)) == (1, 4), space
    house.settle()
    assert titles(late, house.meeting) == {TITLE, "Nội dung hai"}


def lacking(program):
    """The installations that are entitled to a space's keys, and to whom none was given, by what the space is about."""
    with program.replica.read() as reads:
        directory = reads.directory()
        return {
            genesis.about: {
                writer
                for compartment in keys.COMPARTMENTS[genesis.kind]
                for writer in keys.readers(genesis, compartment, directory)
                if not any(writer in dict(one.wraps) for one in packages(reads.deeds(genesis.space)))
            }
            for genesis in reads.spaces()
        }


def forgotten(program, *writers):
    """Let a replica forget all packages but those that began a space's keys: as if nobody had given any since."""
    with program.replica.write() as writing:
        for genesis in writing.spaces():
            raws = program.replica.sealed_deeds(genesis.space)
            for raw in raws:
                deed = program.sealer.open_deed(raw, writing.directory().key_of, b"")
                if {writer for one in packages([deed]) for writer, _wrap in one.wraps} & set(writers):
                    writing.connection.execute(delete(deeds).where(deeds.c.raw == raw))


@pytest.mark.parametrize("named", ["none", "one", "other", "all"])
def test_mending_may_be_limited_to_some_meetings(house, named):
    """Somebody lacks keys of the directory and of two meetings; only the meetings that are named are mended."""
    office, admin = house["t1"], house["admin"]
    until = Instant(EIGHT + 7_200_000)
    office.workspace.do(commands.DraftMeeting("Phiên hai", "regular_session", EIGHT, until, "", "m1", "t1"))
    house.settle()
    (other,) = {genesis.about for genesis in admin.replica.spaces()[1:]} - {house.meeting}
    late = house.install("m2-second", "m2").sealer.writer
    forgotten(admin, late)
    everywhere = (admin.replica.spaces()[0].about, house.meeting, other)
    assert lacking(admin) == {about: {late} for about in everywhere}
    choice = {"none": [], "one": [house.meeting], "other": [other], "all": None}[named]
    with admin.replica.write() as writing:
        keys.mend(writing, admin.sealer, choice)
    mended = set(everywhere) if choice is None else set(choice)
    assert lacking(admin) == {about: set() if about in mended else {late} for about in everywhere}


def test_who_may_not_issue_mends_nothing(house):
    late = house.install("m2-second", "m2").sealer.writer
    house.settle(1)
    forgotten(house["m2"], late)
    before = lacking(house["m2"])
    with house["m2"].replica.write() as writing:
        keys.mend(writing, house["m2"].sealer)
    assert lacking(house["m2"]) == before
    assert late in before[house.meeting]


def known_keys(program):
    with program.replica.read() as reads:
        return reads.directory().key_of


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


def things_of(program, meeting):
    """Everything a laptop shows that lies under an item, as kind and title or text."""
    with program.replica.read() as reads:
        papers_ = reads.things(Paper, meeting=meeting)
        versions = reads.things(Version, meeting=meeting)
        return {item.title for item in reads.things(Item, meeting=meeting)}, len(papers_), len(versions)


def lay(house, item, title):
    """Let the office lay a paper with bytes of its own; return its version."""
    office = house["t1"]
    source = house.folder / f"{title}.pdf"
    source.write_bytes(f"%PDF-1.7 {title} ".encode() * 500)
    version, size = office.vault.add(source)
    office.workspace.do(commands.AddPaper(item, title, PaperFile(version, size, 1, source.name)))
    return version


def test_a_guest_cannot_read_another_guests_item_with_all_the_keys_there_are_for_him(house):
    """Segments, papers, and parts in the store: tried with every key the laptop holds."""
    other = lay(house, house.second, "Giấy của mục hai")
    house.admit("g1", house.first)
    house.admit("g2", house.second)
    house.settle()
    assert things_of(house["g1"], house.meeting) == ({TITLE}, 1, 1)
    assert things_of(house["g2"], house.meeting) == ({"Nội dung hai"}, 1, 1)
    assert things_of(house["m2"], house.meeting) == ({TITLE, "Nội dung hai"}, 2, 2)
    for guest, read, sealed in (("g1", house.version, other), ("g2", other, house.version)):
        assert house[guest].vault.has(read)
        assert not house[guest].vault.has(sealed)
        own = [held.key for held in house[guest].sealer.keys.held(house.space)]
        store = FolderStore(house.folder / "store")
        lying = [key for key in own if store.size(blob_path(house.space, blobs.name_of(sealed, key), 0)) is not None]
        assert lying == []
    with house["g1"].replica.read() as reads:
        sealed = [record for record in reads.records(house.space) if isinstance(record.event, UnknownEvent)]
    assert {record.event.about for record in sealed} == {house.second}


def test_the_name_of_a_file_is_as_secret_as_the_paper(still):
    with still["g1"].replica.read() as reads:
        assert reads.things(Version) == ()
        assert {type(record.event).__name__ for record in reads.records(still.space)}.isdisjoint({"VersionAdded"})


def test_the_agenda_of_a_guest_has_his_items_with_their_numbers_and_says_how_many_others_there_are(house):
    house.admit("g1", house.second)
    house.settle()
    mine, everything = (house[name].queries.agenda(house.meeting) for name in ("g1", "m2"))
    assert [(line.number, line.title) for line in mine.lines] == [("2", "Nội dung hai")]
    assert (mine.withheld, everything.withheld, len(everything.lines)) == (1, 0, 2)
    office = house["t1"].workspace
    office.do(commands.AddItem(house.meeting, "Nội dung ba"))
    office.do(commands.MoveItem(house.second, None, None))
    house.settle()
    assert [line.number for line in house["g1"].queries.agenda(house.meeting).lines] == ["1"]
    office.do(commands.MoveItem(house.first, None, None))
    house.settle()
    assert [line.number for line in house["g1"].queries.agenda(house.meeting).lines] == ["2"]
    office.do(commands.RemoveItem(house.first))
    house.settle()
    mine = house["g1"].queries.agenda(house.meeting)
    assert ([line.number for line in mine.lines], mine.withheld) == (["1"], 1)


def test_a_guests_votes_are_those_of_his_items_and_he_is_told_that_there_may_be_others(house):
    house.admit("g1", house.second)
    house.settle()
    assert house["g1"].queries.votes(house.meeting).partial
    assert not house["m2"].queries.votes(house.meeting).partial


def test_the_item_under_discussion_is_named_to_those_who_are_invited_to_it(house):
    house.admit("g1", house.second)
    house["t1"].workspace.do(commands.PublishMeeting(house.meeting))
    for name in ("m1", "m2"):
        house["t1"].workspace.do(commands.RecordAttendance(house.meeting, name, "present"))
    house.settle()
    house["m1"].workspace.do(commands.OpenMeeting(house.meeting))
    house["m1"].workspace.do(commands.CallItem(house.first))
    house.settle()
    now = house["g1"].queries.now(house.meeting)
    assert (now.item_number, now.items, now.item_title, now.item_sealed) == ("1", 2, "", True)
    assert house["g1"].queries.agenda(house.meeting).current is None
    with pytest.raises(NoSuchThing):
        house["g1"].workspace.do(commands.RequestFloor(house.first))
    house["m1"].workspace.do(commands.CallItem(house.second))
    house.settle()
    now = house["g1"].queries.now(house.meeting)
    assert (now.item_number, now.item_title, now.item_sealed) == ("2", "Nội dung hai", False)
    house["g1"].workspace.do(commands.RequestFloor(house.second))
    house.settle()
    assert [line.member for line in house["m2"].queries.floor(house.meeting).waiting] == ["g1"]


def test_an_item_taken_away_closes_for_what_comes_and_one_that_stays_is_open(house):
    house.admit("g1", house.first, house.second)
    house.settle()
    before = house["t1"].sealer.keys.current(house.space, PLENUM).name.epoch
    house.admit("g1", house.second)
    office = house["t1"].workspace
    office.do(commands.ChangeItem(house.first, "Sau khi rút lời mời", 5, None, None))
    office.do(commands.ChangeItem(house.second, "Vẫn mời", 5, None, None))
    house.settle()
    assert house["t1"].sealer.keys.current(house.space, PLENUM).name.epoch == before + 1
    assert titles(house["g1"], house.meeting) == {TITLE, "Vẫn mời"}, "what was readable before stays so"
    assert [line.title for line in house["g1"].queries.agenda(house.meeting).lines] == ["Vẫn mời"]
    assert titles(house["m2"], house.meeting) == {"Sau khi rút lời mời", "Vẫn mời"}
    house.settle()
    assert house["admin"].sealer.keys.current(house.space, PLENUM).name.epoch == before + 1, "nobody begins another"


def test_a_guest_keeps_his_items_through_a_new_epoch_and_on_a_second_laptop(house):
    house.admit("g1", house.first)
    house["admin"].workspace.do(commands.RevokeWriter(house["m2"].sealer.writer, "mất máy"))
    house.settle()
    house["t1"].workspace.do(commands.ChangeItem(house.first, "Khóa mới", 5, None, None))
    late = house.install("g1-second", "g1")
    house.settle()
    assert titles(house["g1"], house.meeting) == titles(late, house.meeting) == {"Khóa mới"}
    assert late.vault.has(house.version)
    assert titles(house["g2"], house.meeting) == set()


def test_a_paper_moved_to_another_item_is_read_by_the_guests_of_that_one(house):
    house.admit("g2", house.second)
    house.settle()
    assert not house["g2"].vault.has(house.version)
    with house["t1"].replica.read() as reads:
        [paper] = reads.things(Paper)
    house["t1"].workspace.do(commands.MovePaper(paper.id, house.second))
    house.settle()
    assert papers(house["g2"]) == {"Tờ trình kín"}
    assert house["g2"].vault.has(house.version)
    with house["m2"].replica.read() as reads:
        assert (reads.thing(Paper, paper.id).item, len(reads.things(Version))) == (house.second, 1)
        assert reads.conflicts(Paper, paper.id) == ()


def test_only_a_guest_is_given_items_and_only_those_of_the_meeting(house):
    office = house["t1"].workspace
    with pytest.raises(BadValue, match="not_guest"):
        office.do(commands.Invite(house.meeting, "m2", Capacity.MEMBER, items=(house.first,)))
    with pytest.raises(NoSuchThing):
        office.do(commands.Invite(house.meeting, "g1", Capacity.INVITEE, items=("item-x",)))


@pytest.mark.parametrize("order", list(permutations(("invitation", "keys", "papers"))), ids="-".join)
def test_the_order_in_which_invitation_keys_and_papers_come_does_not_matter(house, order):
    """What the office says reaches a guest's laptop piece by piece, in any order."""
    guest, office = house["g1"].keeper, house["t1"]
    house.admit("g1", house.first)
    lay(house, house.first, "Giấy sau lời mời")
    segments = dict(office.replica.segments(house.space))
    own = sorted((name for name in segments if name.writer == office.sealer.writer), key=lambda name: name.last)
    come = {
        "invitation": lambda: guest.receive([segments[own[-2]]]),
        "papers": lambda: guest.receive([segments[own[-1]]]),
        "keys": lambda: guest.take_deeds(house.space, office.replica.sealed_deeds(house.space)),
    }
    for piece in (*order, "invitation", "papers"):
        come[piece]()
    assert papers(house["g1"]) == {"Tờ trình kín", "Giấy sau lời mời"}
    assert [line.title for line in house["g1"].queries.agenda(house.meeting).lines] == [TITLE]
