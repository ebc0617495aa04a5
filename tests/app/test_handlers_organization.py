"""Founding, members, roles and installations through the first door."""

import pytest

from ecabinet.app import commands
from ecabinet.core.errors import BadValue, NoSuchThing, NotAllowed, WrongState
from ecabinet.core.people import Role
from ecabinet.sync.crypto.keyring import public_key, writer_id
from ecabinet.sync.formats.founding import found_organization
from tests.app.kit import Committee, Person, StepClock, seed


@pytest.fixture
def admin():
    """The controller of an organization that is not founded yet."""
    genesis = found_organization("UBND tỉnh Phố Hiến", seed("root"), public_key(seed("admin")))
    return Person("admin", genesis, StepClock())


@pytest.fixture
def founded(admin):
    admin.do(commands.FoundOrganization("UBND tỉnh Phố Hiến", "UBND", "ubnd_tinh"))
    return admin


def admit(admin, member="m1", **changes):
    values = {"name": "Trần Văn A", "title": "Ủy viên", "unit": "Sở Tài chính", "rank": 1, "voting": True}
    admin.do(commands.AdmitMember(**(values | {"roles": (Role.DELEGATE,)} | changes), member=member))


def position(admin):
    return admin.replica.directory().position


def refused(admin, command, kind=BadValue):
    before = position(admin)
    with pytest.raises(kind) as caught:
        admin.do(command)
    assert position(admin) == before
    return caught.value


def test_founding_writes_the_first_control_event(founded):
    directory = founded.replica.directory()
    assert directory.organization.startswith("org-admin-")
    assert (directory.name, directory.short_name, directory.rule_profile) == (
        "UBND tỉnh Phố Hiến",
        "UBND",
        "ubnd_tinh",
    )
    assert directory.position == (1, 1)


def test_an_organization_is_founded_once(founded):
    error = refused(founded, commands.FoundOrganization("Khác", "K", "ubnd_tinh"), WrongState)
    assert (error.kind, error.state) == ("organization", "founded")


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (commands.FoundOrganization("  ", "UBND", "ubnd_tinh"), "name"),
        (commands.FoundOrganization("UBND tỉnh", "", "ubnd_tinh"), "short_name"),
        (commands.FoundOrganization("UBND tỉnh", "UBND", "no_such_rules"), "rule_profile"),
    ],
)
def test_a_bad_charter_is_refused(admin, command, field):
    assert refused(admin, command).field == field


def test_a_member_is_admitted_with_clean_texts(founded):
    admit(founded, name="  Nguyễn Thị Bích  ", title=" Giám đốc ", unit="  ", roles=(Role.SECRETARY,))
    member = founded.replica.directory().members["m1"]
    assert (member.name, member.title, member.unit) == ("Nguyễn Thị Bích", "Giám đốc", "")
    assert member.roles == {Role.SECRETARY}


def test_a_member_without_an_identifier_gets_a_new_one(founded):
    admit(founded, member=None)
    admit(founded, member=None)
    assert [name.startswith("mem-admin-") for name in founded.replica.directory().members] == [True, True]


def test_the_same_identifier_twice_is_refused(founded):
    admit(founded)
    assert refused(founded, commands.AdmitMember("B", "", "", 2, True, (), "m1")).rule == "exists"


def test_a_member_needs_a_name(founded):
    assert refused(founded, commands.AdmitMember(" ", "", "", 2, True, (), "m2")).field == "name"


def test_roles_are_set_anew(founded):
    admit(founded)
    founded.do(commands.GrantRoles("m1", (Role.CHAIR,)))
    assert founded.replica.directory().members["m1"].roles == {Role.CHAIR}
    founded.do(commands.GrantRoles("m1", ()))
    assert founded.replica.directory().members["m1"].roles == frozenset()


@pytest.mark.parametrize(
    "command",
    [
        commands.GrantRoles("nobody", (Role.CHAIR,)),
        commands.CertifyWriter("w", "d", "nobody", b"k" * 32, "máy"),
    ],
)
def test_an_unknown_member_is_refused(founded, command):
    assert refused(founded, command, NoSuchThing).kind == "member"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_the_wrong_length_is_refused(founded, length):
    admit(founded)
    assert refused(founded, commands.CertifyWriter("w", "d", "m1", b"k" * length, "máy")).field == "public_key"


def test_a_writer_that_is_not_the_keys_own_is_refused(founded):
    admit(founded)
    others = writer_id(public_key(seed("somebody else")))
    command = commands.CertifyWriter(others, "d", "m1", public_key(seed("m1")), "máy")
    assert refused(founded, command).field == "writer"


def test_a_certified_installation_acts_as_its_member(founded):
    key = public_key(seed("m1"))
    admit(founded, roles=(Role.SECRETARY,))
    founded.do(commands.CertifyWriter(writer_id(key), "dev-m1", "m1", key, " máy "))
    laptop = Person("m1", founded.replica.spaces()[0], founded.clock)
    assert laptop.workspace.actor().member == ""
    laptop.hear(founded)
    assert laptop.workspace.actor().member == "m1"
    assert laptop.replica.directory().writers[writer_id(key)].label == "máy"


def test_nobody_but_the_controller_extends_the_control_chain():
    committee = Committee()
    for name in ("m1", "t1", "g1"):
        with pytest.raises(NotAllowed) as caught:
            committee[name].do(commands.GrantRoles(name, (Role.CHAIR, Role.SECRETARY)))
        assert caught.value.needs == ("controller",)
    with pytest.raises(NotAllowed):
        committee["m1"].do(commands.AdmitMember("Bạn", "", "", 9, True, ()))


def test_roles_taken_away_hold_from_the_moment_they_are_known():
    committee = Committee()
    meeting = committee.draft()
    committee.admin.do(commands.GrantRoles("t1", ()))
    committee["t1"].do(commands.AddItem(meeting, "Trước khi hay tin"))
    committee.spread()
    with pytest.raises(NotAllowed):
        committee["t1"].do(commands.AddItem(meeting, "Sau khi hay tin"))
