"""A hub among real laptops: it makes them quick, and they do without it when it is gone or holds something back."""

import random
import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.ids import Instant
from ecabinet.core.people import Presence
from ecabinet.core.things import Meeting
from ecabinet.core.voting import Choice
from ecabinet.sync.round.follow import LOOK_ROUNDS
from tests.app.kit import EIGHT
from tests.road.kit import lay


def make_hub(made, name):
    """Start a laptop's program again as the hub; two rounds later everybody has heard it."""
    laptop = made[name]
    laptop.program.close()
    laptop.program = open_program(profiles.load(laptop.path), clock=made.clock, hub=True)
    for _round in range(12):
        laptop.round()
        for other in made.everyone:
            if other is not laptop:
                other.round()


def alike(made):
    return len({laptop.digest() for laptop in made.everyone}) == 1


def lane(made):
    return sorted(made.store.glob("*/lane/*/*.seg"))


@pytest.fixture
def led(sitting):
    make_hub(sitting, "t1")
    return sitting


def counting(asked, name, call):
    return lambda *parts: (asked.append(name), call(*parts))[1]


def quiet_operations(laptop, count=3):
    """The calls with which a laptop asks its store in quiet rounds."""
    store, asked = laptop.program.exchange.store, []
    for name in ("check", "list", "size", "read", "publish", "replace"):
        setattr(store, name, counting(asked, name, getattr(store, name)))
    for _round in range(count):
        laptop.round()
    return asked


def test_a_quiet_round_behind_a_hub_lists_nothing(led):
    led.settle()
    follower = led["m2"].program.exchange.follower
    follower.look_rounds = 10**9
    asked = quiet_operations(led["m2"])
    assert asked == ["read"] * 3


def test_nobody_listens_to_a_delegates_lane(sitting):
    make_hub(sitting, "m3")
    assert list(sitting.store.glob("*/lane/*/head"))
    assert "list" in quiet_operations(sitting["m2"])


def test_what_is_recorded_reaches_all_through_the_lane(led):
    for name in led.voting:
        led[name].program.exchange.follower.look_rounds = 10**9
    led["m2"].do(commands.RequestFloor(led.items[0]))
    led["m2"].round()
    led["t1"].round()
    report = led["m3"].round()
    assert len(report.received) == 1
    assert [line.member for line in led["m3"].ask.floor(led.meeting).waiting] == ["m2"]


def test_a_vote_goes_on_when_the_hub_is_switched_off_in_the_middle(led):
    led.open_vote()
    vote, followers = led.vote, [laptop for laptop in led.everyone if laptop.name != "t1"]
    led["m1"].do(commands.CastBallot(vote, Choice.APPROVE))
    led["m1"].round()
    led["t1"].round()
    led["t1"].program.close()
    for name in ("m2", "m3"):
        led[name].do(commands.CastBallot(vote, Choice.DISAPPROVE))
    for _round in range(LOOK_ROUNDS + 1):
        for laptop in followers:
            laptop.round()
    assert led["m1"].ask.vote(vote).cast == 3
    led["m1"].do(commands.CloseVote(vote))
    led["t1"].program = open_program(profiles.load(led["t1"].path), clock=led.clock, hub=True)
    for _round in range(LOOK_ROUNDS + 1):
        for laptop in led.everyone:
            laptop.round()
    assert alike(led)


def test_a_lane_that_was_emptied_or_spoilt_delays_and_nothing_more(led):
    led["m2"].do(commands.RequestFloor(led.items[0]))
    led["m2"].round()
    led["t1"].round()
    for path in lane(led):
        path.write_bytes(path.read_bytes()[:-7])
    for _round in range(3):
        for laptop in led.everyone:
            assert laptop.round().offline is None
    assert alike(led)
    shutil.rmtree(lane(led)[0].parent)
    led["m3"].do(commands.RequestFloor(led.items[0]))
    for _round in range(LOOK_ROUNDS + 1):
        for laptop in led.everyone:
            laptop.round()
    assert alike(led)


def test_a_store_rolled_back_under_a_hub_ends_as_it_was(led, tmp_path):
    shutil.copytree(led.store, tmp_path / "yesterday")
    for name in ("m2", "m3"):
        led[name].do(commands.RequestFloor(led.items[0]))
    for _round in range(3):
        for laptop in led.everyone:
            laptop.round()
    shutil.rmtree(led.store)
    shutil.copytree(tmp_path / "yesterday", led.store)
    for _round in range(2 * LOOK_ROUNDS):
        for laptop in led.everyone:
            assert laptop.round().offline is None
    assert alike(led)
    newcomer = led.install("m3", "m3-new")
    led.laptops["m3-new"] = newcomer
    for _round in range(2 * LOOK_ROUNDS):
        for laptop in led.everyone:
            laptop.round()
    assert newcomer.digest() == led["m1"].digest()


def test_conflicted_copies_alone_still_bring_everything(sitting):
    room = sitting
    room["m2"].do(commands.RequestFloor(room.items[0]))
    room["m2"].round()
    for path in list(room.store.glob(f"*/in/*/{room['m2'].program.sealer.writer}-*.seg")):
        path.rename(path.with_name(f"{path.stem} (conflicted copy 2026-11-22).seg"))
    room["m1"].program.exchange.lookout.salvage.rounds = 2
    for _round in range(12):
        assert not room["m1"].round().damaged
    assert [line.member for line in room["m1"].ask.floor(room.meeting).waiting] == ["m2"]


def test_twenty_replicas_and_a_hub_converge_with_some_switched_off(large):
    make_hub(large, "t1")
    luck, (item,), meeting = random.Random(21), large.items, large.meeting
    off = set(luck.sample(sorted(set(large.laptops) - {"t1"}), 6))
    for step in range(40):
        if step == 20:
            off = {"t1", *luck.sample(sorted(set(large.laptops) - off), 5)}
        here = sorted(set(large.laptops) - off)
        who = large[luck.choice(here)]
        if who is not large.admin:
            presence = luck.choice([Presence.PRESENT_ONLINE, Presence.LEFT])
            who.do(commands.RecordAttendance(meeting, who.name, presence))
        if who.name.startswith("t"):
            who.do(commands.ChangeItem(item, f"Tên {luck.random()}", 15, None, None))
        large[luck.choice(here)].round()
    for _round in range(LOOK_ROUNDS + 4):
        for laptop in large.everyone:
            laptop.round()
    assert alike(large)
    assert large["m1"].shown() == large["m1"].folded()


def test_papers_of_the_sitting_meeting_come_before_those_of_the_next_one(sitting, tmp_path):
    office, meeting, item = sitting["t1"], sitting.meeting, sitting.items[0]
    day = Instant(EIGHT + 86_400_000)
    office.do(commands.DraftMeeting("Phiên sau", "regular_session", day, day + 3_600_000, "", "m1", "t1"))
    with office.program.replica.read() as reads:
        spaces = {thing.id: thing.space for thing in reads.things(Meeting)}
    (later,) = spaces.keys() - {meeting}
    office.do(commands.AddItem(later, "Nội dung"))
    for number, at in enumerate((office.ask.agenda(later).lines[0].item, item)):
        source = tmp_path / f"{number}.pdf"
        source.write_bytes(bytes([number]) * 1000)
        lay(office, at, source)
    needs = office.program.replica.ledger.needs()
    assert [need.space for need in needs] == [spaces[meeting], spaces[later]]
    assert all((need.named, need.here, need.missing) == (1000, 1000, 0) for need in needs)
