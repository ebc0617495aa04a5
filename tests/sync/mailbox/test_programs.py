"""Whole programs around one mailbox that breaks in the middle of their work: all goes on, nothing is lost."""

import shutil

import pytest

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.ids import Instant
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores import open_store, prepare_place
from ecabinet.sync.stores.spaces import RENEWED, prepare
from tests.app.kit import EIGHT, StepClock
from tests.road.kit import CHARTER, Laptop, Province, edit_settings, lay


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    """The folder of a committee around a SQLite file: administrator, chair, two secretaries, a meeting."""
    folder = tmp_path_factory.mktemp("mould")
    url = f"sqlite:///{folder / 'hop.db'}"
    prepare_place(url)
    clock = StepClock()
    program, root_seed = founding.found(CHARTER, folder / "admin", url, clock=clock)
    (folder / "root").write_text(public_key(root_seed).hex())
    made = Province(folder, Laptop("admin", program), clock)
    for rank, name in enumerate(("m1", "t1", "t2"), 1):
        made.laptops[name] = made._admit(name, rank)
    made.settle()
    draft(made)
    made.close()
    return folder


@pytest.fixture
def around(mould, tmp_path):
    """Opens a copy of the committee around another URL, where everybody exchanges until nothing moves."""
    made = []

    def opened(url):
        shutil.copytree(mould, tmp_path, dirs_exist_ok=True)
        clock, laptops = StepClock(Instant(EIGHT + 1_000_000)), {}
        for path in sorted(tmp_path.glob("*/profile.json")):
            edit_settings(path.parent, store=url)
            laptops[path.parent.name] = Laptop(path.parent.name, open_program(profiles.load(path.parent), clock=clock))
        province = Province(tmp_path, laptops["admin"], clock)
        province.laptops |= laptops
        made.append(province)
        prepare(open_store(url), province.admin.program.replica.spaces()[0])
        province.settle()
        province.root = bytes.fromhex((mould / "root").read_text())
        province.drafted = province.meeting
        return province

    yield opened
    for province in made:
        province.close()


def draft(province):
    """Let the secretary publish a meeting with a paper of two megabytes; all have heard of it."""
    meeting = province.draft(items=1)
    paper = province.folder / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(250)) * 9_000)
    item = province["t1"].ask.agenda(meeting).lines[0].item
    lay(province["t1"], item, paper)
    province["t1"].do(commands.PublishMeeting(meeting))
    province.settle()


def write(province, what):
    """Let everybody who may add an item without hearing of the others."""
    for name in ("t1", "t2"):
        province[name].do(commands.AddItem(province.drafted, f"{what}, {name}"))


def require_whole(province, url, items):
    """Everybody shows the same, and the store alone holds all of it."""
    assert len({laptop.digest() for laptop in province.everyone}) == 1
    assert len(province["m1"].ask.agenda(province.drafted).lines) == items
    store = open_store(url)
    found = verify_store(store, province.root)
    store.close()
    assert found.sound, found.defects
    assert found.papers == 1
    newcomer = province.laptops["new"] = province.install("m1", "new")
    province.settle()
    assert newcomer.digest() == province["m1"].digest()


def spoil(path, start):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * (path.stat().st_size - start))


@pytest.mark.parametrize("start", [0, 4096])
def test_programs_fill_a_torn_sqlite_file_again(tmp_path, around, start):
    path = tmp_path / "hop.db"
    url = f"sqlite:///{path}"
    province = around(url)
    write(province, "trước")
    province["t1"].round()
    spoil(path, start)
    write(province, "sau")
    offline = [laptop.round().offline for laptop in province.everyone]
    assert "io" in offline
    province.settle()
    assert open_store(url).size(RENEWED) == 0
    assert [found.name for found in tmp_path.iterdir() if found.name.startswith("hop.db.damaged-")]
    require_whole(province, url, items=5)


def test_programs_started_after_the_damage_fill_the_file_too(tmp_path, around):
    url = f"sqlite:///{tmp_path / 'hop.db'}"
    province = around(url)
    spoil(tmp_path / "hop.db", 4096)
    for laptop in province.everyone:
        laptop.reopen()
    write(province, "sau")
    province["m1"].round()
    province.settle()
    require_whole(province, url, items=3)


def test_another_organization_does_not_take_over_an_emptied_file(tmp_path, around):
    url = f"sqlite:///{tmp_path / 'hop.db'}"
    province = around(url)
    spoil(tmp_path / "hop.db", 0)
    assert {province["t1"].round().offline, province["t1"].round().offline} == {"io", None}
    (tmp_path / "elsewhere").mkdir()
    program, _seed = founding.found(CHARTER, tmp_path / "stranger", str(tmp_path / "elsewhere"))
    program.exchange.store = open_store(url)
    assert program.exchange.round().offline == "other_organization"
    program.close()


def test_programs_go_on_while_the_server_is_away(hop, around):
    province = around(hop.url())
    write(province, "trước")
    province["t1"].round()
    hop.server.stop("immediate")
    try:
        write(province, "khi mất máy chủ")
        assert {laptop.round().offline for laptop in province.everyone} == {"missing"}
    finally:
        hop.server.start()
    province.settle()
    require_whole(province, hop.url(), items=5)


def test_programs_fill_an_empty_database_of_theirs(hop, around):
    """A new server in place of a lost one: it is marked by hand as the handbook says, and filled by the laptops."""
    province = around(hop.url())
    write(province, "trước")
    province["t1"].round()
    with hop.connect() as connection:
        connection.execute("TRUNCATE ecabinet.part, ecabinet.folder")
    assert province["t1"].round().offline == "not_a_store"
    with hop.connect("an") as connection:
        connection.execute("INSERT INTO ecabinet.part (folder, name, number, data) VALUES ('', 'renewed', 0, '')")
    write(province, "sau")
    province.settle()
    require_whole(province, hop.url(), items=5)
