"""Short rounds: what is new is here at once, and nothing is missed that only a whole round would find."""

from collections import Counter

from ecabinet.app import commands
from ecabinet.core.ids import Instant
from tests.app.kit import EIGHT


def listings(exchange, **how):
    """How many folders a round lists."""
    store, asked = exchange.store, []
    list_folder = store.list

    def note(folder):
        asked.append(folder)
        return list_folder(folder)

    store.list = note
    exchange.round(**how)
    del store.list
    return len(asked)


def counting(asked, name, call):
    def count(*parts):
        asked[name] += 1
        return call(*parts)

    return count


def waiting(laptop, room):
    return {line.member for line in laptop.ask.floor(room.meeting).waiting}


def test_a_glance_brings_what_was_just_written(sitting):
    chair, delegate = sitting["m1"], sitting["m2"]
    delegate.do(commands.RequestFloor(sitting.items[0]))
    delegate.round()
    report = chair.program.exchange.round(glance=True)
    assert (len(report.received), waiting(chair, sitting)) == (1, {"m2"})


def test_a_glance_sends_as_well(sitting):
    sitting["m2"].do(commands.RequestFloor(sitting.items[0]))
    assert sitting["m2"].program.exchange.round(glance=True).published
    sitting["m1"].round()
    assert waiting(sitting["m1"], sitting) == {"m2"}


def test_a_glance_asks_the_store_for_less(sitting):
    exchange = sitting["m1"].program.exchange
    whole = listings(exchange)
    assert 0 < listings(exchange, glance=True) < whole / 2


def test_sending_what_was_just_recorded_asks_little(sitting):
    laptop, asked = sitting["m2"], Counter()
    laptop.do(commands.RequestFloor(sitting.items[0]))
    laptop.round()
    sitting.settle()
    store = laptop.program.exchange.store
    for name in ("check", "size", "read", "publish", "replace"):
        setattr(store, name, counting(asked, name, getattr(store, name)))
    laptop.do(commands.WithdrawRequest(laptop.ask.floor(sitting.meeting).mine.speech))
    assert laptop.program.exchange.round(glance=True).published
    # is it ours, the segment, read back, still ours, the head; the folder asks for itself whether the name is free
    assert asked == {"read": 3, "publish": 1, "size": 1, "replace": 1}


def test_a_meeting_drafted_meanwhile_is_here_after_a_glance(sitting):
    at = Instant(EIGHT + 86_400_000)
    draft = commands.DraftMeeting("Phiên sau", "regular_session", at, Instant(at + 1), "Phòng 2", "m1", "t1")
    sitting["t1"].do(draft)
    sitting["t1"].round()
    sitting["t2"].program.exchange.round(glance=True)
    assert "Phiên sau" in {line.title for line in sitting["t2"].ask.today().meetings}


def test_the_first_glance_of_a_program_looks_at_everything(sitting):
    sitting["m2"].do(commands.RequestFloor(sitting.items[0]))
    sitting["m2"].round()
    sitting["m1"].reopen()
    sitting["m1"].program.exchange.round(glance=True)
    assert waiting(sitting["m1"], sitting) == {"m2"}
