"""An invitation as text: whole, wrapped by a mail program, damaged, or run out."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecabinet.core.errors import BadValue
from ecabinet.sync.formats import invitation as invitations
from ecabinet.sync.formats.invitation import PREFIX, invitation_text, read_invitation, require_current
from tests.road.trouble import says
from tests.sync.test_joining import INVITATION

TEXT = invitation_text(INVITATION)


def packed_text(packed):
    """The text of any packed bytes, checksum and all."""
    code = invitations.base64.urlsafe_b64encode(packed + invitations._checksum(packed)).decode().rstrip("=")
    return PREFIX + code


def refused(text):
    with pytest.raises(BadValue) as caught:
        read_invitation(text)
    assert (caught.value.field, caught.value.rule) == ("invitation", "unreadable")
    assert says(caught.value)


def test_an_invitation_comes_back():
    assert TEXT.startswith(PREFIX)
    assert TEXT.isascii()
    assert read_invitation(TEXT) == INVITATION


def test_what_a_mail_program_does_to_lines_does_no_harm():
    lines = "\r\n  ".join(TEXT[at : at + 60] for at in range(0, len(TEXT), 60))
    assert read_invitation(f"\ufeff \n{lines}\n\n") == INVITATION


@settings(deadline=None)
@given(
    st.builds(
        replace,
        st.just(INVITATION),
        organization=st.text(min_size=1, max_size=50),
        store=st.text(min_size=1, max_size=50),
        member=st.text(min_size=1, max_size=50),
        name=st.text(min_size=1, max_size=50),
        secret=st.binary(min_size=32, max_size=32),
        expires=st.integers(0, 2**47),
    )
)
def test_any_invitation_comes_back(invitation):
    assert read_invitation(invitation_text(invitation)) == invitation


def test_a_changed_letter_or_a_missing_end_is_refused():
    for at in range(len(TEXT)):
        refused(TEXT[:at])
        refused(TEXT[:at] + ("A" if TEXT[at] != "A" else "B") + TEXT[at + 1 :])


@settings(deadline=None)
@given(st.one_of(st.text(), st.text().map(PREFIX.__add__), st.binary().map(packed_text)))
def test_no_other_text_is_an_invitation(text):
    refused(text)


def values(**changes):
    """The fields of the invitation as they are packed, some changed; None leaves one out."""
    fields = {name: getattr(INVITATION, name) for name in INVITATION.__dataclass_fields__}
    return [value for value in ({"format": 1} | fields | changes).values() if value is not None]


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"root_key": bytes(32)},
        {"root_key": b"short"},
        {"secret": b""},
        {"space": "../../etc"},
        {"id": "x/../y"},
        {"id": "b3" * 14},
        {"expires": -1},
        {"expires": 2**63},
        {"expires": "tomorrow"},
        {"organization": ""},
        {"store": None},
    ],
    ids=str,
)
def test_a_well_packed_invitation_with_a_bad_field_is_refused(change):
    assert read_invitation(packed_text(msgspec.msgpack.encode(values()))) == INVITATION
    refused(packed_text(msgspec.msgpack.encode(values(**change))))


def test_an_endless_text_is_refused_at_once():
    refused(PREFIX + "A" * 50_000_000)


def test_an_invitation_holds_until_its_last_instant():
    require_current(INVITATION, INVITATION.expires)
    with pytest.raises(BadValue) as caught:
        require_current(INVITATION, INVITATION.expires + 1)
    assert caught.value.rule == "expired"
    assert says(caught.value)
