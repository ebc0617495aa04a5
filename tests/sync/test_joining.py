"""The messages of a joining: what holds, what every change does to them, and that nobody steers the digits."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ecabinet.core.errors import SegmentDamaged, SegmentFault
from ecabinet.core.ids import Instant
from ecabinet.sync.crypto.keyring import public_key, signing_key, writer_id
from ecabinet.sync.formats import joining
from ecabinet.sync.formats.invitation import Invitation
from ecabinet.sync.formats.joining import Newcomer

INVITATION = Invitation(
    organization="UBND tỉnh Phố Hiến",
    space="a2" * 26,
    root_key=public_key(bytes(31) + b"r"),
    store="/mnt/hop",
    id="b3" * 13,
    secret=b"s" * 32,
    member="m1",
    name="Trần Văn Tịnh",
    expires=Instant(1_795_000_000_000),
)
NEWCOMER = Newcomer(seed=b"j" * 32, wrap_key=b"w" * 32, nonce=b"n" * 32, label="máy của ông Tịnh")
CONTROLLER = signing_key(b"c" * 32)
WRITER = writer_id(bytes(CONTROLLER.verify_key))
KEYS = {WRITER: bytes(CONTROLLER.verify_key)}
CHALLENGE_NONCE = b"k" * 32


class Talk:
    """All five messages of one joining, and how each is opened again."""

    def __init__(self, newcomer=NEWCOMER, nonce=CHALLENGE_NONCE, invitation=INVITATION, controller=CONTROLLER):
        self.invitation = invitation
        self.request = joining.seal_request(invitation, newcomer)
        self.challenge = joining.seal_challenge(invitation, self.request, nonce, controller)
        self.reveal = joining.seal_reveal(invitation, newcomer, self.challenge)
        self.transcript = joining.transcript(self.request, self.challenge, newcomer.nonce)
        self.approval = joining.seal_approval(invitation, self.transcript, controller)
        self.refusal = joining.seal_refusal(invitation, "used", controller)
        self.digits = joining.digits(self.transcript)

    def open_request(self, raw, invitation=INVITATION):
        return joining.open_request(raw, invitation)

    def open_challenge(self, raw, invitation=INVITATION):
        return joining.open_challenge(raw, invitation, self.request, KEYS.get)

    def open_reveal(self, raw, invitation=INVITATION):
        request = joining.open_request(self.request, self.invitation)
        return joining.open_reveal(raw, invitation, request, self.challenge)

    def open_answer(self, raw, invitation=INVITATION):
        return joining.open_answer(raw, invitation, self.transcript, KEYS.get)

    def all(self):
        return [
            (self.request, self.open_request),
            (self.challenge, self.open_challenge),
            (self.reveal, self.open_reveal),
            (self.approval, self.open_answer),
            (self.refusal, self.open_answer),
        ]


TALK = Talk()
MESSAGES = pytest.mark.parametrize(
    ("raw", "opened"), TALK.all(), ids=["request", "challenge", "reveal", "approval", "refusal"]
)


def fault(call, *arguments):
    with pytest.raises(SegmentDamaged) as caught:
        call(*arguments)
    return caught.value.fault


def test_every_message_comes_back():
    request = TALK.open_request(TALK.request)
    assert (request.public_key, request.wrap_key) == (public_key(NEWCOMER.seed), NEWCOMER.wrap_key)
    assert request.label == NEWCOMER.label
    assert TALK.open_challenge(TALK.challenge).nonce == CHALLENGE_NONCE
    assert TALK.open_reveal(TALK.reveal).nonce == NEWCOMER.nonce
    assert TALK.open_answer(TALK.approval).verdict == "approved"
    refused = TALK.open_answer(TALK.refusal)
    assert (refused.verdict, refused.reason) == ("refused", "used")


@MESSAGES
def test_every_flip_every_truncation_and_every_addition_is_refused(raw, opened):
    for at in range(len(raw)):
        for bad in (raw[:at], raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :]):
            with pytest.raises(SegmentDamaged):
                opened(bad)
    with pytest.raises(SegmentDamaged):
        opened(raw + b"\0")


@MESSAGES
@pytest.mark.parametrize("change", [{"secret": b"x" * 32}, {"id": "c4" * 13}, {"space": "b5" * 26}], ids=str)
def test_a_message_of_another_invitation_is_refused(raw, opened, change):
    assert fault(opened, raw, replace(INVITATION, **change)) in (SegmentFault.SIGNATURE, SegmentFault.SPACE)


@MESSAGES
def test_messages_do_not_pass_for_each_other(raw, opened):
    others = [other for other, _opened in TALK.all() if other[:8] != raw[:8]]
    assert len(others) >= 3
    assert {fault(opened, other) for other in others} == {SegmentFault.FORMAT}


def test_a_key_to_which_nothing_can_be_wrapped_is_refused():
    weak = joining.seal_request(INVITATION, replace(NEWCOMER, wrap_key=bytes(32)))
    assert fault(TALK.open_request, weak) is SegmentFault.FORMAT


def test_whoever_is_no_controller_cannot_answer():
    other = Talk(controller=signing_key(b"o" * 32))
    assert fault(TALK.open_challenge, other.challenge) is SegmentFault.UNKNOWN_WRITER
    assert fault(TALK.open_answer, other.refusal) is SegmentFault.UNKNOWN_WRITER


def test_a_challenge_for_another_request_is_refused():
    other = Talk(replace(NEWCOMER, seed=b"i" * 32))
    assert fault(TALK.open_challenge, other.challenge) is SegmentFault.CHAIN


def test_a_reveal_for_another_challenge_is_refused():
    other = Talk(nonce=b"l" * 32)
    assert fault(TALK.open_reveal, other.reveal) is SegmentFault.CHAIN


def test_another_number_than_the_promised_one_is_refused():
    cheat = joining.seal_reveal(INVITATION, replace(NEWCOMER, nonce=b"m" * 32), TALK.challenge)
    assert fault(TALK.open_reveal, cheat) is SegmentFault.BODY


def test_a_reveal_signed_by_another_key_is_refused():
    other = joining.seal_reveal(INVITATION, replace(NEWCOMER, seed=b"i" * 32), TALK.challenge)
    assert fault(TALK.open_reveal, other) is SegmentFault.SIGNATURE


def test_an_approval_of_another_transcript_is_refused_and_a_refusal_needs_none():
    other = Talk(nonce=b"l" * 32)
    assert fault(TALK.open_answer, other.approval) is SegmentFault.CHAIN
    assert joining.open_answer(TALK.refusal, INVITATION, b"", KEYS.get).reason == "used"


def test_a_long_reason_is_cut():
    raw = joining.seal_refusal(INVITATION, "ạ" * 5000, CONTROLLER)
    assert len(TALK.open_answer(raw).reason) == joining.MAX_REASON


bytes32 = st.binary(min_size=32, max_size=32)
newcomers = st.builds(Newcomer, seed=bytes32, wrap_key=bytes32, nonce=bytes32, label=st.text("aă đ", min_size=1))
PARTS = ("seed", "wrap_key", "nonce", "label", "challenge")


@settings(deadline=None, max_examples=60)
@given(newcomers, bytes32, st.sets(st.sampled_from(PARTS)), st.data())
def test_both_sides_see_the_same_digits_if_and_only_if_nothing_was_changed(newcomer, nonce, changed, data):
    """Two transcripts share their digits once in a million; hence what was changed is looked for in the transcript."""
    honest = Talk(newcomer, nonce)
    parts = {name: data.draw(bytes32 if name != "label" else st.text("xyz", min_size=1)) for name in changed}
    other_nonce = parts.pop("challenge", nonce)
    other = Talk(replace(newcomer, **parts), other_nonce)
    same = other_nonce == nonce and replace(newcomer, **parts) == newcomer
    assert (other.transcript == honest.transcript) is same
    assert not same or other.digits == honest.digits


@settings(deadline=None, max_examples=60)
@given(newcomers, newcomers, bytes32, bytes32)
def test_a_man_in_the_middle_who_holds_the_invitation_is_refused_or_seen(victim, thief, ours, his):
    """He shows the controller his own keys, and the laptop a challenge of the controller or one of his own."""
    assume(victim.seed != thief.seed)
    toward_controller = Talk(thief, ours)
    request = joining.seal_request(INVITATION, victim)
    with pytest.raises(SegmentDamaged):  # the controller's own words were made for other keys
        joining.open_challenge(toward_controller.challenge, INVITATION, request, KEYS.get)
    forged = joining.seal_challenge(INVITATION, request, his, signing_key(thief.seed))
    with pytest.raises(SegmentDamaged):  # and he is no controller
        joining.open_challenge(forged, INVITATION, request, KEYS.get)
    seen_by_victim = joining.transcript(request, forged, victim.nonce)  # were he one, people would still see it
    assert seen_by_victim != toward_controller.transcript


def test_digits_are_six_digits_and_spread_evenly():
    found = [joining.digits(hashlib.sha256(str(n).encode()).digest()) for n in range(20_000)]
    assert all(len(word) == 6 and word.isdecimal() for word in found)
    for place in range(6):
        counts = Counter(word[place] for word in found)
        assert set(counts) == set("0123456789")
        assert all(1_700 < count < 2_300 for count in counts.values()), "2,000 expected, deviation 42"


def test_digits_reject_what_would_favour_some(monkeypatch):
    stream = b"".join(number.to_bytes(4, "big") for number in (2**32 - 1, 4_294_000_000, 4_293_999_999, 5)) * 8

    class Fixed:
        def digest(self, length):
            return stream[:length]

    monkeypatch.setattr(joining.hashlib, "shake_256", lambda _data: Fixed())
    assert joining.digits(bytes(32)) == "999999"


def test_the_bytes_stay_as_they_are():
    """Golden: another program may hold the other half of a joining."""
    whole = b"".join(raw for raw, _opened in TALK.all())
    assert hashlib.sha256(whole).hexdigest() == GOLDEN
    assert TALK.digits == "231962"


GOLDEN = "df59a62131f582ddf31b907d65a4753346cc7f8b1711679261cd8afac305cf33"
