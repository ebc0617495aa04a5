"""What is told and not kept: its bytes, and to whom others listen."""

import math
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app import ephemera
from ecabinet.app.ephemera import LIFE, MAX_CONTENT, Kind, Online, Presenting, Typing
from ecabinet.core.directory import Directory, Member, Revocation, Writer
from ecabinet.core.ids import SpaceId
from ecabinet.core.people import Role

VERSION = "5e" * 32
PAGE = Presenting(VERSION, 7, 123.5, "item-1")


@pytest.mark.parametrize("content", [PAGE, Online(active=True), Online(active=False), Typing("minutes/3")])
def test_what_is_told_is_heard(content):
    assert ephemera.decode(content.KIND, ephemera.encode(content)) == content
    assert ephemera.decode(content.KIND, ephemera.encode(None)) is None


def test_every_kind_has_a_life():
    assert LIFE.keys() == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@given(raw=st.binary(max_size=200))
def test_bytes_of_any_kind_are_understood_or_refused(kind, raw):
    try:
        content = ephemera.decode(kind, raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    assert content is None or content.KIND is kind


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "5E" * 32},
        {"version": VERSION + "\n"},
        {"page": -1},
        {"page": 10**6},
        {"page": True},
        {"top": math.nan},
        {"top": math.inf},
        {"top": "0"},
        {"item": None},
    ],
)
def test_a_page_that_cannot_be_is_refused(fields):
    raw = msgspec.msgpack.encode({"version": VERSION, "page": 7, "top": 1.0, "item": "i"} | fields)
    with pytest.raises(msgspec.DecodeError):
        ephemera.decode(Kind.PRESENTING, raw)


def test_fields_of_later_programs_are_passed_over():
    raw = msgspec.msgpack.encode({"active": True, "since": 9})
    assert ephemera.decode(Kind.PRESENCE, raw) == Online(active=True)


def test_what_is_too_long_is_not_told():
    assert ephemera.encode(Typing("x" * 400))
    with pytest.raises(ValueError, match="content"):
        ephemera.encode(Typing("x" * MAX_CONTENT))


def directory(*roles):
    """A controller without a member, and one writer of a member with these roles."""
    member = Member("m1", "An", "", "", 1, voting=True, roles=frozenset(roles))
    writer = Writer("w1", "m1", "d1", bytes(32), "")
    return Directory(SpaceId("s"), "w0", bytes(32), members={"m1": member}, writers={"w1": writer})


@pytest.mark.parametrize(
    ("role", "shows"),
    [
        (Role.CHAIR, True),
        (Role.SECRETARY, True),
        (Role.ADMINISTRATOR, True),
        (Role.DELEGATE, False),
        (Role.GUEST, False),
        (Role.TELLER, False),
    ],
)
def test_only_who_may_lead_shows_pages(role, shows):
    made = directory(role)
    assert ephemera.may_tell("w1", Kind.PRESENTING, made) is shows
    assert ephemera.may_tell("w1", Kind.PRESENCE, made)
    assert ephemera.may_tell("w1", Kind.TYPING, made)


@pytest.mark.parametrize("kind", Kind)
def test_strangers_the_revoked_and_the_removed_are_not_heard(kind):
    made = directory(Role.CHAIR)
    revoked = replace(made, revoked={"w1": Revocation("lost", {})})
    removed = replace(made, members={"m1": replace(made.members["m1"], removed=True)})
    assert not ephemera.may_tell("w2", kind, made)
    assert not ephemera.may_tell("w1", kind, revoked)
    assert not ephemera.may_tell("w1", kind, removed)
