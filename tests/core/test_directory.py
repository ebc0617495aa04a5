"""The directory as a fold of the control chain."""

from dataclasses import replace

import pytest

from ecabinet.core.directory import START, Directory, extend
from ecabinet.core.event import ControlPosition, Log, UnknownEvent
from ecabinet.core.events.organization import MemberAdmitted, OrganizationFounded, RolesGranted, WriterCertified
from ecabinet.core.identity import writer_of
from ecabinet.core.people import Role
from tests.core.samples import record

FOUNDED = OrganizationFounded("org-1", "UBND tỉnh Phố Hiến", "UBND", "ubnd_tinh")


def admitted(member, rank=1, *, voting=True, roles=(Role.DELEGATE,)):
    return MemberAdmitted(member, f"Ông {member}", "Ủy viên", "Sở", rank, voting, roles)


def key_of(writer):
    return writer.encode().ljust(32, b".")


def wid(writer):
    return writer_of(key_of(writer))


EMPTY = Directory("space", wid("w-ctl"), b"c" * 32)


def certified(writer, member):
    return WriterCertified(wid(writer), f"dev-{writer}", member, key_of(writer), "máy")


def after(*events):
    directory = EMPTY
    for seq, event in enumerate(events, start=1):
        directory = extend(directory, record(event, log=Log.CONTROL, writer=wid("w-ctl"), seq=seq))
    return directory


def test_before_the_first_event_there_is_only_the_controller():
    assert EMPTY.position == START
    assert EMPTY.key_of(wid("w-ctl")) == b"c" * 32
    assert EMPTY.key_of(wid("w-m1")) is None
    assert EMPTY.author(wid("w-ctl")).controller
    assert EMPTY.author(wid("w-ctl")).member == ""
    assert EMPTY.author(wid("w-m1")) is None
    assert EMPTY.voting() == ()


def test_founding_names_the_organization_and_its_rules():
    found = after(FOUNDED)
    assert (found.organization, found.name, found.rule_profile) == ("org-1", "UBND tỉnh Phố Hiến", "ubnd_tinh")


def test_the_position_moves_with_every_event_also_an_unknown_one():
    found = after(FOUNDED, UnknownEvent("DeviceRevoked", "dev-1"), admitted("m1"))
    assert found.position == ControlPosition(1, 3)
    unknown = after(FOUNDED, UnknownEvent("DeviceRevoked", "dev-1"))
    assert unknown == replace(after(FOUNDED), position=(1, 2), tip=unknown.tip)


def test_extending_leaves_the_former_directory_as_it_was():
    before = after(FOUNDED, admitted("m1"))
    extend(before, record(admitted("m2"), log=Log.CONTROL, seq=3))
    assert set(before.members) == {"m1"}


def test_voting_members_stand_by_rank():
    found = after(admitted("m3", 3), admitted("m1", 1), admitted("g1", 0, voting=False), admitted("m2", 2))
    assert [member.id for member in found.voting()] == ["m1", "m2", "m3"]


def test_roles_are_replaced_not_added():
    found = after(admitted("m1"), RolesGranted("m1", (Role.SECRETARY, Role.TELLER)))
    assert found.members["m1"].roles == {Role.SECRETARY, Role.TELLER}
    assert found.members["m1"].name == "Ông m1"


def test_a_writer_speaks_for_its_member_with_the_roles_of_the_moment():
    found = after(admitted("m1"), certified("w-m1", "m1"))
    assert found.key_of(wid("w-m1")) == key_of("w-m1")
    assert (found.author(wid("w-m1")).member, found.author(wid("w-m1")).roles) == ("m1", {Role.DELEGATE})
    later = extend(found, record(RolesGranted("m1", ()), log=Log.CONTROL, seq=3))
    assert later.author(wid("w-m1")).roles == frozenset()
    assert found.author(wid("w-m1")).roles == {Role.DELEGATE}


def test_a_controller_that_is_a_member_too_has_both():
    found = after(admitted("m1", roles=(Role.ADMINISTRATOR,)), certified("w-ctl", "m1"))
    author = found.author(wid("w-ctl"))
    assert (author.member, author.controller) == ("m1", True)
    assert found.key_of(wid("w-ctl")) == b"c" * 32, "a certificate does not change the controller's key"


@pytest.mark.parametrize("event", [RolesGranted("nobody", (Role.CHAIR,)), certified("w-x", "nobody")])
def test_what_names_an_unknown_member_changes_nothing(event):
    found = after(admitted("m1"), event)
    assert found == replace(after(admitted("m1")), position=(1, 2), tip=found.tip)
