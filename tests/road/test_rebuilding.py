"""A store that was lost or damaged is filled again from one laptop, and everybody goes on."""

import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held
from ecabinet.boot.rebuilding import rebuild
from ecabinet.core.errors import ProfileLocked, StoreUnreachable
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.round import packs
from ecabinet.sync.stores.folder import FolderStore
from tests.road.kit import Province, files, lay


@pytest.fixture
def room(sitting, tmp_path):
    """A sitting with a paper; everybody has everything."""
    paper = tmp_path / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(256)) * 40)
    lay(sitting["t1"], sitting.items[0], paper)
    sitting["m2"].do(commands.RequestFloor(sitting.items[0]))
    sitting.settle()
    return sitting


def facts(store):
    """What a store holds but what only its writers can make, heads and testimonies, and files set aside."""
    found = files(store)
    own = {path for path in found if path.endswith("head") or "/seen/" in path or ".damaged-" in path}
    return {path: raw for path, raw in found.items() if path not in own}


def refill(room, name="m2"):
    return rebuild(profiles.load(room[name].path), str(room.store))


def empty(room):
    shutil.rmtree(room.store)
    room.store.mkdir()


def test_an_emptied_store_holds_every_fact_again_byte_for_byte(room):
    before = facts(room.store)
    empty(room)
    report = refill(room)
    assert facts(room.store) == before
    assert (report.damaged, report.absent, report.same) == ((), 0, 0)
    assert report.published == len(before) - report.spaces


def test_everybody_and_a_new_laptop_go_on_with_it(room):
    empty(room)
    refill(room)
    newcomer = room.install("m3", "new")
    room.laptops["new"] = newcomer
    newcomer.round()
    room["t1"].do(commands.AddItem(room.meeting, "Sau khi dựng lại"))
    room.settle()
    assert len({laptop.digest() for laptop in room.everyone}) == 1
    assert len(newcomer.ask.agenda(room.meeting).lines) == 3
    assert verify_store(FolderStore(room.store)).sound


def test_what_a_laptop_has_not_sent_yet_goes_along(room):
    room["m2"].do(commands.WithdrawRequest(room["m2"].ask.floor(room.meeting).waiting[0].speech))
    empty(room)
    refill(room)
    room["m1"].round()
    assert room["m1"].ask.floor(room.meeting).waiting == ()
    room.settle()
    assert len({laptop.digest() for laptop in room.everyone}) == 1


def test_a_damaged_store_is_mended_and_what_was_wrong_is_kept(room):
    before = facts(room.store)
    segments = sorted(room.store.glob("*/in/*/*.seg"))
    blob = next(room.store.glob("*/blob/*/*"))
    control = next(room.store.glob("*/ctl/*.seg"))
    for number, path in enumerate([segments[0], segments[-1], blob, control]):
        raw = bytearray(path.read_bytes())
        raw[-5 - number] ^= 1
        path.write_bytes(raw)
    segments[1].unlink()
    report = refill(room)
    assert facts(room.store) == before
    assert (report.published, report.damaged) == (5, ())
    assert len(list(room.store.rglob("*.damaged-*"))) == 4
    assert verify_store(FolderStore(room.store)).sound


def test_a_whole_store_is_left_as_it_is(room):
    before = files(room.store)
    report = refill(room)
    assert (report.published, files(room.store)) == (0, before)


def test_records_in_packs_are_not_published_once_more(room, monkeypatch):
    monkeypatch.setattr(packs, "ENOUGH_EVENTS", 4)
    room["m2"].program.exchange.care.packs.grace = 0
    for _time in range(5):
        room["m2"].do(commands.WithdrawRequest(room["m2"].ask.floor(room.meeting).waiting[0].speech))
        room["m2"].do(commands.RequestFloor(room.items[0]))
    for _round in range(40):
        room["m2"].round()
    assert list(room.store.glob("*/w/*/*.seg")), "nothing was packed"
    room.settle()
    before = facts(room.store)
    assert refill(room, "m1").published == 0
    assert facts(room.store) == before


def test_another_organizations_store_is_refused_and_untouched(room, tmp_path):
    (tmp_path / "other").mkdir()
    other = Province.founded(tmp_path / "other", 1)
    other.close()
    before = files(other.store)
    with pytest.raises(StoreUnreachable) as caught:
        rebuild(profiles.load(room["m2"].path), str(other.store))
    assert caught.value.reason == "other_organization"
    assert files(other.store) == before


def test_a_profile_that_is_open_is_left_alone(room):
    profile = profiles.load(room["m2"].path)
    with held(profile), pytest.raises(ProfileLocked):
        refill(room)


def test_a_paper_that_is_not_here_is_told_and_comes_from_another_laptop(room):
    vault = room["m2"].program.profile.papers
    next(path for path in vault.rglob("*") if path.is_file()).unlink()
    empty(room)
    assert refill(room).absent == 1
    assert not list(room.store.glob("*/blob/*/*"))
    report = refill(room, "t1")
    assert (report.published, report.absent) == (1, 0)
    assert len(list(room.store.glob("*/blob/*/*"))) == 1
