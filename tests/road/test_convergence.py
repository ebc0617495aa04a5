"""Laptops that were apart agree again as soon as they have exchanged what they had."""

import random
import shutil

from ecabinet.app import commands
from ecabinet.core.people import Presence
from ecabinet.core.voting import Choice


def first_line(laptop, meeting):
    return laptop.ask.agenda(meeting).lines[0]


def rename(laptop, item, title):
    laptop.do(commands.ChangeItem(item, title, 15, None, None))


def test_two_laptops_apart_show_the_same_winner_and_the_conflict(room):
    meeting = room.draft()
    room.settle()
    item = first_line(room["t1"], meeting).item
    rename(room["t1"], item, "Bản của thư ký một")
    rename(room["t2"], item, "Bản của thư ký hai")
    assert first_line(room["t1"], meeting).title != first_line(room["t2"], meeting).title
    room.settle()
    shown = {(line.title, line.conflicts) for line in (first_line(laptop, meeting) for laptop in room.everyone)}
    assert shown == {("Bản của thư ký hai", ("title",))}
    assert len({laptop.digest() for laptop in room.everyone}) == 1


def test_whoever_writes_again_knowing_both_ends_the_conflict(room):
    meeting = room.draft()
    room.settle()
    item = first_line(room["t1"], meeting).item
    for name in ("t1", "t2"):
        rename(room[name], item, f"Bản của {name}")
    room.settle()
    rename(room["t1"], item, "Bản thống nhất")
    room.settle()
    shown = {(line.title, line.conflicts) for line in (first_line(laptop, meeting) for laptop in room.everyone)}
    assert shown == {("Bản thống nhất", ())}


def test_a_store_carried_by_hand_is_as_good_as_one_that_stays(room, tmp_path):
    """The folder is away (a stick in somebody's pocket); everybody works on, and it comes back."""
    meeting = room.draft()
    room.settle()
    room.store.rename(tmp_path / "pocket")
    for name in ("t1", "t2"):
        room[name].do(commands.AddItem(meeting, f"Thêm bởi {name}"))
        assert room[name].round().offline == "missing"
    (tmp_path / "pocket").rename(room.store)
    room.settle()
    assert {len(laptop.ask.agenda(meeting).lines) for laptop in room.everyone} == {4}
    assert len({laptop.digest() for laptop in room.everyone}) == 1


def test_a_second_laptop_of_a_member_brings_itself_up_to_date(voting):
    room, vote = voting, voting.vote
    room["m2"].do(commands.CastBallot(vote, Choice.APPROVE))
    room.settle()
    second = room.install("m2", "m2-second", "máy thứ hai")
    room.laptops["m2-second"] = second
    room.settle()
    assert second.ask.me().member == "m2"
    assert second.ask.vote(vote).my_choice is Choice.APPROVE
    assert second.digest() == room["m2"].digest()
    second.do(commands.RequestFloor(room.items[0]))
    room.settle()
    assert room["m1"].ask.floor(room.meeting).waiting[0].member == "m2"


def shuffled_rounds(made, luck, count, act):
    """Let random laptops act and exchange; some are switched off for a while and come back."""
    off = set(luck.sample(sorted(made.laptops), 6))
    for step in range(count):
        if step == count // 2:
            off = set(luck.sample(sorted(set(made.laptops) - off), 6))
        name = luck.choice(sorted(set(made.laptops) - off))
        act(made[name])
        made[luck.choice(sorted(set(made.laptops) - off))].round()


def test_twenty_replicas_converge_in_any_order_with_some_switched_off(large):
    luck = random.Random(20)
    meeting, (item,) = large.meeting, large.items

    def act(laptop):
        deeds = [commands.RecordAttendance(meeting, laptop.name, luck.choice([Presence.PRESENT_ONLINE, Presence.LEFT]))]
        if laptop.name.startswith("t"):
            deeds.append(commands.ChangeItem(item, f"Tên {luck.random()}", 15, None, None))
        if laptop is not large.admin:
            laptop.do(luck.choice(deeds))

    shuffled_rounds(large, luck, 50, act)
    large.settle()
    assert len(large.laptops) == 20
    assert len({laptop.digest() for laptop in large.everyone}) == 1
    assert all(laptop.shown() == laptop.folded() for laptop in large.everyone[:2])
    assert not any(unsent(laptop) for laptop in large.everyone)


def unsent(laptop):
    outbox = laptop.program.replica
    return [name for genesis in outbox.spaces() for name, _raw in outbox.unsent(genesis.space)]


def test_a_store_rebuilt_from_nothing_but_the_laptops_carries_everything(sitting, tmp_path):
    room = sitting
    genesis = room.admin.program.profile.genesis
    marker = next(path for path in room.store.glob("*/space.mp") if path.read_bytes() == genesis)
    inside = marker.relative_to(room.store)
    room.store.rename(tmp_path / "lost")
    (room.store / inside).parent.mkdir(parents=True)
    shutil.copy(tmp_path / "lost" / inside, room.store / inside)
    room.settle()
    newcomer = room.install("m3", "m3-new")
    room.laptops["m3-new"] = newcomer
    room.settle()
    assert newcomer.ask.agenda(room.meeting).lines == room["m1"].ask.agenda(room.meeting).lines
    assert newcomer.digest() == room["m1"].digest()
