"""A share of a real Samba server, whose names have no case: the store's contract, and programs that meet over it."""

import secrets

import pytest

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.core.errors import StoreUnreachable
from ecabinet.sync import stores
from ecabinet.sync.audit.verify import verify_store
from tests.app.kit import StepClock
from tests.road.kit import CHARTER, Laptop, Province, lay
from tests.sync.contract import NAME, StoreContract

SmbStore = pytest.importorskip("tests.sync.samba.store", reason="no client for SMB: pip install smbprotocol").SmbStore

dying = pytest.mark.filterwarnings(  # the client cannot close what it has open on a connection that is gone
    "ignore:unclosed SMB handle:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def opened(share):
    """Opens stores in one new folder of the share; all are closed in the end."""
    made, folder = [], f"test-{secrets.token_hex(4)}"
    (share.root / folder).mkdir(mode=0o777)
    (share.root / folder).chmod(0o777)

    def opening(owner=""):
        made.append(SmbStore(share, folder, owner))
        return made[-1]

    yield opening
    for store in made:
        store.close()


@pytest.fixture
def store(opened):
    return opened()


@pytest.fixture
def again(opened):
    return opened()


class TestSamba(StoreContract):
    pass


def test_names_have_no_case(share, store):
    store.publish(NAME, [b"abc"])
    (held,) = (share.root / store.folder).rglob("w-1-1.seg")
    held.rename(held.with_name("W-1-1.SEG"))
    assert store.read(NAME, 9) == b"abc"
    assert not store.publish(NAME, [b"abc"])


@dying
def test_a_server_killed_in_the_middle_of_a_write_leaves_nothing_half(share, store, again):
    def source():
        yield b"half" * 400_000
        share.kill()
        yield b"the rest" * 400_000

    try:
        with pytest.raises(StoreUnreachable):
            store.publish(NAME, source())
        with pytest.raises(StoreUnreachable):
            again.read(NAME, 9)
    finally:
        share.start()
    assert again.read(NAME, 9) is None
    assert store.publish(NAME, [b"whole"])
    assert again.read(NAME, 9) == b"whole"


@pytest.fixture
def province(share, opened, monkeypatch, tmp_path):
    """A voting member, two secretaries and the administrator around the share."""
    first = opened()
    monkeypatch.setitem(stores.STORES, "smb", lambda _url, owner: opened(owner))
    clock = StepClock()
    office, _root = founding.found(CHARTER, tmp_path / "admin", first.url, clock=clock)
    made = Province(tmp_path, Laptop("admin", office), clock)
    for rank, name in enumerate(("m1", "t1", "t2"), start=1):
        made.laptops[name] = made._admit(name, rank)
    made.settle()
    yield made
    made.close()


@dying
def test_programs_converge_though_the_server_dies_in_the_middle(share, opened, province, tmp_path):
    meeting = province.draft(items=1)
    paper = tmp_path / "Tờ trình.pdf"
    paper.write_bytes(bytes(range(250)) * 9_000)
    lay(province["t1"], province["t1"].ask.agenda(meeting).lines[0].item, paper)
    province.settle()
    province["t1"].do(commands.AddItem(meeting, "trước"))
    share.kill()
    try:
        province["t2"].do(commands.AddItem(meeting, "khi mất máy chủ"))
        assert {laptop.round().offline for laptop in province.everyone} == {"missing"}
    finally:
        share.start()
    province.settle()
    assert len({laptop.digest() for laptop in province.everyone}) == 1
    assert len(province["m1"].ask.agenda(meeting).lines) == 3
    found = verify_store(opened())
    assert found.sound, found.defects
    assert found.papers == 1
