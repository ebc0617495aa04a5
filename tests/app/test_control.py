"""Control of the organization through the two doors: hand-over, revocation, removal, admission, mandates, forks."""

import itertools
from dataclasses import replace

import pytest

from ecabinet.app import commands
from ecabinet.core.deeds import Certificate, KeyPackage, Mandate
from ecabinet.core.errors import BadValue, Contested, NoSuchThing, NotAllowed, Revoked, WrongState
from ecabinet.core.event import ControlPosition, Log
from ecabinet.core.events.meeting import ItemAdded, MeetingPublished
from ecabinet.core.events.organization import MemberAdmitted
from ecabinet.core.people import Role
from ecabinet.core.things import Ballot, Item, Meeting, Vote
from ecabinet.core.voting import Choice
from ecabinet.sync.crypto.keyring import public_key, signing_key, writer_id
from ecabinet.sync.formats.deeds import seal_continuation, seal_mandate, seal_package
from tests.app.kit import Committee, Person, seed
from tests.app.test_receive import forge


@pytest.fixture
def committee():
    return Committee()


def writer(name):
    return writer_id(public_key(seed(name)))


def raws(*people):
    return list(dict.fromkeys(segment.raw for person in people for segment in person.replica.segments))


def reader(committee, name="reader"):
    return Person(name, committee.genesis, committee.clock)


def agree(committee, pile, expected, deeds=()):
    """Hand the pile to readers in several orders; all must show `expected` to the question."""
    orders = [pile, pile[::-1], pile[1::2] + pile[::2]]
    for number, order in enumerate(orders):
        one = reader(committee, f"reader{number}")
        for _again in range(len(pile)):
            if number == 1:
                one.workspace.receive(order)
            for deed in deeds:
                one.workspace.receive_deeds(committee.genesis.space, [deed])
            reception = one.workspace.receive(order)
            if not reception.waiting and not any(
                getattr(e, "fault", "") == "unknown_writer" for e in reception.damaged
            ):
                break
        assert expected(one.replica), order


def titles(replica):
    return {item.title for item in replica.things(Item)}


def added(meeting, title):
    return ItemAdded(meeting, f"item-{title}", None, "V", title, "report", None, 10, None)


def space_of(person, meeting):
    return person.replica.thing(Meeting, meeting).space


def certificate(space, signer, name):
    deed = Certificate(space, writer(signer), writer(name), public_key(seed(name)), countersigned=True)
    return seal_continuation(deed, signing_key(seed(signer)), signing_key(seed(name)))


def mandate(space, name, epoch, after):
    deed = Mandate(space, epoch, writer(name), public_key(seed(name)), ControlPosition(*after))
    return seal_mandate(deed, seed("root"))


def evil(committee, position):
    event = MemberAdmitted("evil", "evil", "", "", 1, True, ())
    return forge(committee.admin, committee.genesis.space, event, Log.CONTROL, position)


def test_control_is_handed_over_and_the_old_controller_can_do_nothing_more(committee):
    admit = commands.AdmitMember("Người mới", "", "", 50, True, (Role.DELEGATE,), "new")
    with pytest.raises(NotAllowed):
        committee["t1"].do(commands.HandOver(writer("t1")))
    committee.admin.do(commands.HandOver(writer("t1")))
    with pytest.raises(NotAllowed):
        committee.admin.do(admit)
    committee.spread()
    committee["t1"].do(admit)
    committee.spread()
    directory = committee["m1"].replica.directory()
    assert (directory.position, directory.controller) == ((2, 1), writer("t1"))
    assert "new" in directory.members


def stopped_at(position):
    def stopped(replica):
        chain = replica.chain()
        return chain.stopped and chain.latest.position == position and "evil" not in chain.latest.members

    return stopped


def test_a_control_log_that_contradicts_itself_stops_the_chain_until_a_mandate(committee):
    before = committee.admin.replica.directory().position
    other = evil(committee, before)
    committee.admin.do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
    pile = [*raws(committee.admin), other]
    agree(committee, pile, stopped_at(before))
    deed = mandate(committee.genesis.space, "t1-new", 3, before)
    agree(committee, pile, lambda replica: replica.directory().position == (3, 0), [deed])


def test_a_fork_before_a_hand_over_stops_nothing_once_the_new_controller_has_ruled(committee):
    before = committee.admin.replica.directory().position
    other = evil(committee, before)
    committee.admin.do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
    committee.admin.do(commands.HandOver(writer("t1")))
    pile = [*raws(committee.admin), other]
    agree(committee, pile, stopped_at(before))
    committee["t1"].hear(committee.admin)
    committee["t1"].do(commands.TakeControl())

    def goes_on(replica):
        chain, space = replica.chain(), committee.genesis.space
        aside = [record.event.member for record, reason in replica.refused(space) if reason == "contested"]
        named = {"new", "evil"} & chain.latest.members.keys()
        return (chain.latest.position, chain.stopped, named) == ((2, 1), False, {"new"}) and set(aside) <= {"evil"}

    agree(committee, [*pile, *raws(committee["t1"])], goes_on)


def test_only_a_new_controller_takes_control_and_only_once(committee):
    with pytest.raises(WrongState):
        committee.admin.do(commands.TakeControl())
    with pytest.raises(NotAllowed):
        committee["t1"].do(commands.TakeControl())
    committee.admin.do(commands.HandOver(writer("t1")))
    committee.spread()
    committee["t1"].do(commands.TakeControl())
    with pytest.raises(WrongState):
        committee["t1"].do(commands.TakeControl())


def test_records_behind_the_hand_over_are_void_in_every_order(committee):
    committee.admin.do(commands.HandOver(writer("t1")))
    tip = committee.admin.replica.tip(committee.genesis.space, Log.CONTROL, writer("admin")).seq
    late = evil(committee, ControlPosition(1, tip))
    committee["t1"].hear(committee.admin)
    committee["t1"].do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
    pile = [*raws(committee.admin, committee["t1"]), late]
    agree(committee, pile, lambda replica: {"new"} == {"new", "evil"} & replica.directory().members.keys())


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (commands.HandOver("nobody"), NoSuchThing),
        (commands.HandOver(writer("admin")), NoSuchThing),
        (commands.RevokeWriter("nobody", "x"), NoSuchThing),
        (commands.RevokeWriter(writer("m2"), "  "), BadValue),
        (commands.RemoveMember("nobody", "x"), NoSuchThing),
        (commands.RemoveMember("m2", ""), BadValue),
        (commands.AdmitRecord("nowhere", writer("m2"), 1), NoSuchThing),
    ],
)
def test_what_does_not_fit_is_refused(committee, command, error):
    before = committee.admin.replica.directory()
    with pytest.raises(error):
        committee.admin.do(command)
    assert committee.admin.replica.directory() == before


def test_the_controller_is_neither_revoked_nor_removed(committee):
    committee.admin.do(commands.HandOver(writer("m1")))
    committee["m1"].hear(committee.admin)
    for command in (
        commands.HandOver(writer("m1")),
        commands.RevokeWriter(writer("m1"), "x"),
        commands.RemoveMember("m1", "x"),
    ):
        with pytest.raises(BadValue) as refused:
            committee["m1"].do(command)
        assert refused.value.rule == "controls"


def test_nothing_is_revoked_twice_and_control_goes_to_nobody_revoked(committee):
    committee.admin.do(commands.RevokeWriter(writer("m2"), "mất máy"))
    committee.admin.do(commands.RemoveMember("m3", "nghỉ hưu"))
    for command, rule in (
        (commands.RevokeWriter(writer("m2"), "x"), "revoked"),
        (commands.HandOver(writer("m2")), "revoked"),
        (commands.HandOver(writer("m3")), "revoked"),
        (commands.RemoveMember("m3", "x"), "removed"),
    ):
        with pytest.raises(BadValue) as refused:
            committee.admin.do(command)
        assert refused.value.rule == rule


def test_the_removed_are_invited_to_nothing_and_a_revoked_key_is_not_certified_again(committee):
    committee.admin.do(commands.RemoveMember("m3", "nghỉ hưu"))
    key = public_key(seed("m3"))
    with pytest.raises(NoSuchThing):
        committee.admin.do(commands.GrantRoles("m3", (Role.CHAIR,)))
    with pytest.raises(BadValue) as refused:
        committee.admin.do(commands.CertifyWriter(writer_id(key), "dev", "m2", key, "máy"))
    assert refused.value.rule == "revoked"


@pytest.mark.parametrize("length", [1, 31, 33])
def test_a_wrap_key_has_32_bytes_or_none(committee, length):
    key = public_key(seed("new"))
    command = commands.CertifyWriter(writer_id(key), "dev", "m2", key, "máy", b"w" * length)
    with pytest.raises(BadValue) as refused:
        committee.admin.do(command)
    assert refused.value.field == "wrap_key"
    committee.admin.do(replace(command, wrap_key=b"w" * 32))
    assert committee.admin.replica.directory().writers[writer_id(key)].wrap_key == b"w" * 32


def test_a_revoked_installation_is_told_so_and_writes_nothing(committee):
    meeting = committee.draft()
    committee.admin.do(commands.RevokeWriter(writer("t1"), "mất máy"))
    committee.spread()
    before = len(committee["t1"].replica.segments)
    with pytest.raises(Revoked) as refused:
        committee["t1"].do(commands.AddItem(meeting, "Muộn"))
    assert (refused.value.writer, refused.value.reason) == (writer("t1"), "mất máy")
    assert len(committee["t1"].replica.segments) == before


def test_later_and_backdated_records_of_a_revoked_writer_have_no_effect_in_any_order(committee):
    meeting = committee.draft()
    office, space = committee["t1"], space_of(committee["t1"], meeting)
    before = raws(committee.admin, office)
    late = forge(office, space, added(meeting, "muộn"))
    committee.admin.do(commands.RevokeWriter(writer("t1"), "mất máy"))
    old = forge(office, space, MeetingPublished(meeting, 1), control=office.replica.directory().position)
    agree(
        committee,
        [*before, *raws(committee.admin)[-1:], late],
        lambda replica: titles(replica) == {"Nội dung 1", "Nội dung 2"},
    )
    agree(
        committee,
        [*before, old, *raws(committee.admin)[-1:]],
        lambda replica: replica.thing(Meeting, meeting).state == "draft" and len(list(replica.refused(space))) == 1,
    )


def test_a_lower_control_position_than_before_has_no_effect(committee):
    meeting = committee.draft()
    office, space = committee["t1"], space_of(committee["t1"], meeting)
    committee.admin.do(commands.GrantRoles("t1", ()))
    office.hear(committee.admin)
    seen = forge(office, space, added(meeting, "đã biết"), control=office.replica.directory().position)
    office.workspace.receive([seen])
    old = forge(office, space, added(meeting, "lùi ngày"), control=ControlPosition(1, 12))
    office.workspace.receive([old])
    committee.spread()
    committee["m1"].hear(office)
    reasons = [reason for _record, reason in committee["m1"].replica.refused(space)]
    assert reasons == ["not_allowed", "backdated"]
    assert titles(committee["m1"].replica) == {"Nội dung 1", "Nội dung 2"}


def test_an_admitted_record_counts_whatever_came_first(committee):
    meeting = committee.draft()
    office, space = committee["t1"], space_of(committee["t1"], meeting)
    committee.admin.do(commands.RevokeWriter(writer("t1"), "mất máy"))
    for title in ("một", "hai"):
        office.do(commands.AddItem(meeting, title))
    committee.admin.hear(office)
    refused = [record for record, reason in committee.admin.replica.refused(space) if reason == "revoked"]
    seqs = [record.seq for record in refused if isinstance(record.event, ItemAdded)]
    assert len(seqs) == 2
    committee.admin.do(commands.AdmitRecord(space, writer("t1"), seqs[1]))
    assert titles(committee.admin.replica) == {"Nội dung 1", "Nội dung 2", "hai"}
    pile = raws(committee.admin, office)
    agree(committee, pile, lambda replica: titles(replica) == {"Nội dung 1", "Nội dung 2", "hai"})
    with pytest.raises(NoSuchThing):
        committee.admin.do(commands.AdmitRecord(space, writer("t1"), seqs[1]))


def test_only_what_lies_behind_a_cut_is_admitted(committee):
    meeting = committee.draft()
    space = space_of(committee["m2"], meeting)
    committee.admin.workspace.receive([forge(committee["m2"], space, MeetingPublished(meeting, 1))])
    with pytest.raises(WrongState) as refused:
        committee.admin.do(commands.AdmitRecord(space, writer("m2"), 1))
    assert (refused.value.state, refused.value.needs) == ("not_allowed", ("revoked",))


def test_a_removed_members_vote_does_not_count_in_any_order(committee):
    _meeting, item = committee.sitting()
    committee["m1"].do(commands.OpenVote(item, "Câu hỏi"))
    committee.spread()
    vote = committee["m1"].replica.things(Vote)[0].id
    committee.admin.do(commands.RemoveMember("m2", "chuyển công tác"))
    committee["m2"].do(commands.CastBallot(vote, Choice.APPROVE))
    committee["m3"].do(commands.CastBallot(vote, Choice.APPROVE))
    pile = raws(*committee.everyone)
    agree(committee, pile, lambda replica: [ballot.member for ballot in replica.things(Ballot)] == ["m3"])
    committee.spread()
    assert "m2" not in {member.id for member in committee["m1"].replica.directory().voting()}
    assert committee["m1"].replica.directory().members["m2"].name == "m2"
    with pytest.raises(Revoked):
        committee["m2"].do(commands.CastBallot(vote, Choice.APPROVE))


def test_a_mandate_of_the_root_replaces_a_lost_controller(committee):
    space = committee.genesis.space
    good = committee.admin.replica.directory().position
    committee.admin.do(commands.GrantRoles("m2", (Role.CHAIR,)))
    stray = raws(committee.admin)[-1:]
    successor = reader(committee, "successor")
    successor.hear(committee["m1"])
    deed = mandate(space, "successor", 2, good)
    assert successor.workspace.receive_deeds(space, [deed]).changes.directory
    successor.do(commands.AdmitMember("Người mới", "", "", 50, True, (), "new"))
    assert successor.replica.directory().position == (2, 1)

    def ruled(replica):
        directory = replica.directory()
        return "new" in directory.members and directory.members["m2"].roles == {Role.DELEGATE}

    agree(committee, [*raws(successor), *stray], ruled, [deed])
    committee.admin.workspace.receive_deeds(space, [deed])
    with pytest.raises(NotAllowed):
        committee.admin.do(commands.GrantRoles("m3", ()))


def test_a_mandate_that_the_root_did_not_sign_is_damage(committee):
    space = committee.genesis.space
    deed = Mandate(space, 2, writer("thief"), public_key(seed("thief")), ControlPosition(1, 1))
    fates = committee["m1"].workspace.receive_deeds(space, [seal_mandate(deed, seed("thief")), b"nothing"])
    assert (len(fates.damaged), fates.waiting, bool(fates.changes)) == (2, (), False)
    assert committee["m1"].replica.directory().controller == writer("admin")


def test_a_deed_of_another_space_is_damage(committee):
    fates = committee["m1"].workspace.receive_deeds("a" * 52, [mandate(committee.genesis.space, "x", 2, (1, 1))])
    assert [error.fault for error in fates.damaged] == ["space"]


def test_an_installation_goes_on_under_a_certificate_of_the_former_one(committee):
    meeting = committee.draft()
    space = committee.genesis.space
    deeds = [certificate(space, "t1-new", "t1-newest"), certificate(space, "t1", "t1-new")]
    office = reader(committee, "t1-newest")
    office.hear(committee["t1"])
    fates = office.workspace.receive_deeds(space, deeds)
    assert (fates.waiting, fates.damaged) == ((), ()), "the second makes the signer of the first known"
    assert office.workspace.actor().member == "t1"
    office.do(commands.AddItem(meeting, "Tiếp tục"))
    agree(committee, raws(office), lambda replica: "Tiếp tục" in titles(replica), deeds)
    agree(committee, raws(office), lambda replica: "Tiếp tục" in titles(replica), deeds[::-1])


def test_a_deed_whose_signer_is_unknown_waits(committee):
    deed = certificate(committee.genesis.space, "stranger", "friend")
    fates = committee["m1"].workspace.receive_deeds(committee.genesis.space, [deed])
    assert (fates.waiting, fates.damaged) == ((deed,), ())


def test_a_key_package_is_kept_and_changes_nothing_in_the_directory(committee):
    space = committee.genesis.space
    deed = KeyPackage(space, "", 1, bytes(16), writer("admin"), ((writer("m1"), bytes(80)),))
    raw = seal_package(deed, signing_key(seed("admin")))
    fates = committee["m1"].workspace.receive_deeds(space, [raw])
    assert (fates.damaged, fates.waiting, bool(fates.changes)) == ((), (), False)


def test_revoking_an_installation_revokes_those_that_continue_it(committee):
    meeting = committee.draft()
    space = committee.genesis.space
    office = reader(committee, "t1-new")
    office.hear(committee["t1"])
    deed = certificate(space, "t1", "t1-new")
    for person in (office, committee.admin):
        person.workspace.receive_deeds(space, [deed])
    office.do(commands.AddItem(meeting, "Trước"))
    committee.admin.hear(office)
    committee.admin.do(commands.RevokeWriter(writer("t1"), "mất máy"))
    office.do(commands.AddItem(meeting, "Sau"))
    expected = {"Nội dung 1", "Nội dung 2", "Trước"}
    agree(committee, raws(committee.admin, office), lambda replica: titles(replica) == expected, [deed])
    office.hear(committee.admin)
    with pytest.raises(Revoked):
        office.do(commands.AddItem(meeting, "Nữa"))


def test_a_forked_log_is_contested_for_all_who_know_both_sides(committee):
    meeting = committee.draft()
    office, space = committee["t1"], space_of(committee["t1"], meeting)
    one, two = (forge(office, space, added(meeting, title)) for title in ("bản gốc", "bản sao"))
    more = raws(committee.admin, office)
    for first, second in itertools.permutations([one, two]):
        witness = reader(committee, f"witness {first == one}")
        witness.workspace.receive(more)
        witness.workspace.receive(more)
        assert len(titles(witness.replica)) == 2
        witness.workspace.receive([first])
        assert len(titles(witness.replica)) == 3
        reception = witness.workspace.receive([second])
        assert reception.changes.touches(Item)
        assert titles(witness.replica) == {"Nội dung 1", "Nội dung 2"}
        assert [reason for _record, reason in witness.replica.refused(space)] == ["contested"]
    office.workspace.receive([one, two])
    with pytest.raises(Contested):
        office.do(commands.AddItem(meeting, "Thêm"))
