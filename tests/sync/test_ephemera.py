"""Ephemeral messages byte by byte, and what a listener makes of honest, old, torn, moved and forged ones."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecabinet.app.ephemera import LIFE, Kind, Online, Presenting, Typing
from ecabinet.app.issuing import PLENUM
from ecabinet.core.directory import Directory, Member, Revocation, Writer
from ecabinet.core.errors import SegmentDamaged
from ecabinet.core.people import Role
from ecabinet.sync.formats import ephemera, frame
from ecabinet.sync.formats.ephemera import MAX_CARRIED, MAX_MESSAGE, MAX_TAIL, Outline
from ecabinet.sync.formats.names import Kind as File
from ecabinet.sync.formats.names import Place, ephemeral_path, place
from ecabinet.sync.keys.envelope import SegmentSealer
from ecabinet.sync.round.hearing import Hearing
from tests.sync.fakes import seed
from tests.sync.keys import SPACE_ID, begun, sealer
from tests.sync.keys import given as holding

VERSION = "5e" * 32
OTHER = "b3" * 26
SPACE_KEY = begun(sealer(0), 1, 2, 3)
PLENUM_KEY = begun(sealer(0), 1, 2, compartment=PLENUM)
PRESENTER, LISTENER = holding(1, SPACE_KEY, PLENUM_KEY), 2


def page(number, item=""):
    return Presenting(VERSION, number, 0.0, item)


def said(counter, content, *, by=PRESENTER, kind=None, item=None, space=SPACE_ID, writer=None, key=None):
    """A message as its writer seals it; what is given besides is a lie."""
    about = getattr(content, "item", "") if item is None else item
    held = by.keys.item(SPACE_ID, about) if about else by.keys.current(SPACE_ID, "")
    kind = content.KIND if kind is None else kind
    outline = Outline(space, writer or by.writer, kind, counter, about, held.name.key_id)
    return by.seal_head(ephemera.seal(outline, content, key or held.key))


def organization(*, revoked=()):
    """Installation 1 is the chair's, the others are delegates'."""
    numbers = range(1, 5)
    roles = {number: Role.CHAIR if number == 1 else Role.DELEGATE for number in numbers}
    members = {f"m{n}": Member(f"m{n}", "", "", "", n, voting=True, roles=frozenset({roles[n]})) for n in numbers}
    made = [sealer(number) for number in numbers]
    writers = {
        one.writer: Writer(one.writer, f"m{number}", "d", one.public_key, "")
        for number, one in zip(numbers, made, strict=True)
    }
    gone = {sealer(number).writer: Revocation("lost", {}) for number in revoked}
    return Directory("a" * 52, sealer(0).writer, sealer(0).public_key, members=members, writers=writers, revoked=gone)


class Ear(Hearing):
    """A delegate's listener with a clock that is set by hand."""

    def __init__(self, number=LISTENER, packages=(SPACE_KEY, PLENUM_KEY)):
        self.seconds, self.members = 1000.0, organization()
        super().__init__(holding(number, *packages), self.members.key_of, lambda: self.seconds)
        self.directory = lambda: self.members

    def pages(self, space=SPACE_ID):
        return {writer: content.page for writer, content in self.heard(space, Presenting).items()}


@pytest.fixture
def ear():
    return Ear()


AT = Place(File.EPHEMERAL, SPACE_ID, PRESENTER.writer, part=1)


# ---- bytes


def test_a_message_fits_its_file_and_its_length_tells_nothing():
    lengths = {len(said(1, page(number, "item-1"))) for number in (0, 9, 999_999)}
    assert len(lengths) == 1
    assert max(lengths) <= MAX_MESSAGE
    assert len(said(1, Online(active=True))) == len(said(1, Online(active=False)))
    assert b"item-1" in said(1, page(1, "item-1"))
    assert VERSION.encode() not in said(1, page(1))
    longest = said(10**15 - 1, Typing("x" * 100), item="i" * 100)
    assert len(longest) <= MAX_MESSAGE


def test_what_cannot_fit_is_refused():
    outline = Outline(SPACE_ID, PRESENTER.writer, Kind.TYPING, 1, "i" * 400, bytes(16))
    with pytest.raises(ValueError, match="item"):
        ephemera.seal(outline, Typing("x" * 400), bytes(32))


def test_the_same_message_has_the_same_bytes_and_no_other_the_same_nonce():
    assert said(1, page(1)) == said(1, page(1))
    messages = [said(1, page(1)), said(2, page(1)), said(1, page(2)), said(1, page(1, "item-1"))]
    nonces = {raw[frame.split(raw, ephemera.MAGIC, "")[1] :][:12] for raw in messages}
    assert len(nonces) == len(messages)


@given(st.data())
def test_a_changed_message_is_not_heard(data):
    ear, raw = Ear(), said(5, page(3))
    at = data.draw(st.integers(0, len(raw) - 1))
    flipped = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    for bad in (flipped, raw[:at], raw + b"x"):
        assert not ear.take(bad)
    assert ear.ignored == 3
    assert not ear.pages()
    assert ear.take(raw)


@given(st.binary(max_size=1200))
def test_no_bytes_make_a_listener_stumble(raw):
    ear = Ear()
    assert not ear.take(raw)
    assert not ear.take(ephemera.MAGIC + raw)
    ear.take_tail(ephemera.TAIL_MAGIC + raw, live=True)
    assert not ear.pages()


def test_what_is_behind_a_head_comes_back_and_has_bounds():
    raws = [said(number, page(number)) for number in range(1, MAX_CARRIED + 5)]
    assert ephemera.pack_tail([]) == b""
    assert ephemera.unpack_tail(ephemera.pack_tail(raws)) == tuple(raws[:MAX_CARRIED])
    assert len(ephemera.pack_tail([bytes(MAX_MESSAGE)] * MAX_CARRIED)) <= MAX_TAIL
    nested = ephemera.TAIL_MAGIC + b"\x91" * 5000
    many = ephemera.TAIL_MAGIC + msgspec.msgpack.encode([b""] * (MAX_CARRIED + 1))
    large = ephemera.TAIL_MAGIC + msgspec.msgpack.encode([bytes(MAX_MESSAGE + 1)])
    for bad in (nested, many, large, b"", bytes(MAX_TAIL + 1), ephemera.pack_tail(raws)[:-1]):
        with pytest.raises(SegmentDamaged):
            ephemera.unpack_tail(bad)


def test_names_and_places():
    path = ephemeral_path(SPACE_ID, PRESENTER.writer, Kind.PRESENTING)
    assert place(path) == AT
    assert place(f"{SPACE_ID}/eph/{PRESENTER.writer}.0") is None
    assert place(f"{SPACE_ID}/eph/{PRESENTER.writer}.1.damaged-00") is None


# ---- hearing


def test_only_the_newest_of_each_writer_and_kind_stands(ear):
    for counter in (1, 2, 3):
        assert ear.take(said(counter, page(counter)))
    ear.take(said(4, Online(active=True)))
    assert ear.pages() == {PRESENTER.writer: 3}
    assert ear.heard(SPACE_ID, Online) == {PRESENTER.writer: Online(active=True)}
    assert ear.heard(SPACE_ID, Typing) == {}
    assert ear.pages(OTHER) == {}
    assert ear.ignored == 0


@pytest.mark.parametrize("wait", [0, 10**6])
def test_an_older_one_never_comes_back_in_the_same_run(ear, wait):
    old, new = said(1, page(1)), said(2, page(2))
    ear.take(old)
    ear.take(new)
    ear.seconds += wait
    ear.forget()
    for again in (old, new):
        assert not ear.take(again)
    assert ear.pages() == ({} if wait else {PRESENTER.writer: 2})


def test_it_is_forgotten_when_nothing_follows(ear):
    ear.take(said(1, page(1)))
    ear.changed = False
    ear.seconds += LIFE[Kind.PRESENTING] - 1
    ear.forget()
    assert ear.pages()
    assert not ear.changed
    ear.seconds += 1
    assert not ear.pages()
    ear.forget()
    assert ear.changed
    assert ear.standing() == []


def test_no_clock_but_that_of_arrival_decides(ear):
    assert ear.take(said(1, page(1)))
    assert ear.take(said(10**14, page(2)))
    assert ear.pages() == {PRESENTER.writer: 2}


def test_who_falls_silent_is_heard_no_more(ear):
    ear.take(said(1, page(1)))
    assert ear.take(said(2, None, kind=Kind.PRESENTING))
    assert ear.pages() == {}
    assert len(ear.standing()) == 1, "a hub still tells the others"


def test_what_lay_there_before_counts_once_something_follows(ear):
    assert ear.take(said(7, page(1)), live=False)
    assert not ear.pages()
    assert not ear.take(said(7, page(1)))
    assert not ear.take(said(6, page(2)))
    assert ear.take(said(8, page(3)))
    assert ear.pages() == {PRESENTER.writer: 3}


LIES = {
    "another space": lambda: said(1, page(1), space=OTHER),
    "another writer's name": lambda: said(1, page(1), by=holding(3, SPACE_KEY), writer=PRESENTER.writer),
    "an unknown writer": lambda: said(1, Online(active=True), by=holding(9, begun(sealer(0), 9))),
    "a delegate shows a page": lambda: said(1, page(1), by=holding(3, SPACE_KEY)),
    "another kind inside": lambda: said(1, Typing("x"), kind=Kind.PRESENTING),
    "an unknown kind": lambda: said(1, page(1), kind=9),
    "another item inside": lambda: said(1, page(1, "item-1"), item="item-2"),
    "an item in the clear of all": lambda: said(1, page(1, "item-1"), item=""),
    "a wrong key": lambda: said(1, page(1), key=bytes(32)),
    "an unknown key": lambda: said(1, page(1), by=holding(1, begun(sealer(0), 1))),
    "counter nought": lambda: said(0, page(1)),
    "a signature for a head": lambda: frame.build(b"ecabHED\x01", b"\x90", b"", sealer(1)._key),
    "too long": lambda: said(1, page(1)) + bytes(MAX_MESSAGE),
    "empty": lambda: b"",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_passed_over_and_counted(ear, lie):
    assert not ear.take(LIES[lie]())
    assert ear.ignored == 1
    assert not ear.pages()
    assert not ear.heard(SPACE_ID, Online)
    assert ear.take(said(1, page(1))), "and stops nobody"


def test_a_message_in_somebody_elses_place_is_passed_over(ear):
    raw = said(1, page(1))
    places = [
        Place(File.EPHEMERAL, SPACE_ID, sealer(3).writer, part=1),
        Place(File.EPHEMERAL, SPACE_ID, PRESENTER.writer, part=2),
    ]
    assert not any(ear.take(raw, at) for at in places)
    assert ear.ignored == 2
    assert ear.take(raw, AT)


def test_the_revoked_are_not_heard_and_what_they_told_falls(ear):
    ear.take(said(1, page(1)))
    ear.members = organization(revoked=[1])
    assert not ear.take(said(2, page(2)))
    ear.forget()
    assert not ear.pages()


def test_nobody_is_heard_before_it_is_known_who_belongs(ear):
    ear.directory = None
    assert not ear.take(said(1, page(1)))
    ear.forget()
    assert not ear.pages()


def test_the_own_voice_is_no_news():
    own = Ear(1)
    assert not own.take(said(1, page(1)))
    assert own.ignored == 0


def test_who_may_not_read_an_item_does_not_hear_of_its_pages():
    guest = Ear(3, (SPACE_KEY,))
    assert not guest.take(said(1, page(1, "item-1")))
    assert Ear().take(said(1, page(1, "item-1")))
    assert guest.take(said(2, page(2)))


def test_who_has_no_part_in_encryption_hears_nothing():
    deaf = Ear()
    deaf._sealer = SegmentSealer(seed(LISTENER))
    assert not deaf.take(said(1, page(1)))
    assert deaf.ignored == 1


def test_a_key_that_comes_later_opens_what_follows():
    later = Ear(packages=())
    assert not later.take(said(1, page(1)))
    later._sealer.keys.source.kept.extend((SPACE_KEY, PLENUM_KEY))
    assert later.take(said(1, page(1)))
    assert later.take(said(2, page(2, "item-1")))


def test_the_last_heard_are_handed_on_first(ear):
    ear.take(said(1, page(1)))
    ear.take(said(2, Typing("x")))
    third = said(1, Typing("y"), by=holding(3, SPACE_KEY))
    ear.take(third)
    ear.take(said(3, page(2)))
    assert [kind for kind, _raw in ear.standing()] == [Kind.PRESENTING, Kind.TYPING, Kind.TYPING]
    assert ear.standing()[1][1] == third
