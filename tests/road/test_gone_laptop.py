"""A laptop is gone for good and somebody deletes its files: whoever may lead lays them back, and newcomers get all."""

import pytest

from ecabinet.app import commands
from ecabinet.sync.round.relief import PAPER_ROUNDS, ROUNDS
from ecabinet.sync.stores import prepare_place
from ecabinet.sync.stores.visiting import visited
from tests.road.kit import Province, lay

LONG = ROUNDS + PAPER_ROUNDS


@pytest.fixture(params=["folder", "sqlite"])
def bereft(request, tmp_path):
    """A committee whose second secretary's laptop is lost and revoked; it went on writing until it was lost."""
    folder = tmp_path / "province"
    folder.mkdir()
    url = f"sqlite:///{folder / 'hop.db'}" if request.param == "sqlite" else None
    if url:
        prepare_place(url)
    made = Province.founded(folder, 1, url)
    made.url = url or str(folder / "store")
    made.sit(items=1)
    gone = made["t2"]
    source = tmp_path / "Tờ trình.pdf"
    source.write_bytes(bytes(range(256)) * 40)
    made.version = lay(gone, made.items[0], source)
    made.settle()
    made.admin.do(commands.RevokeWriter(gone.program.sealer.writer, "mất máy"))
    gone.do(commands.ChangeItem(made.items[0], "Sau khi mất", 15, None, None))
    gone.round()
    made.settle([laptop for laptop in made.everyone if laptop is not gone])
    made.writer = gone.program.sealer.writer
    del made.laptops["t2"]
    gone.program.close()
    yield made
    made.close()


def files(store, folder=""):
    for name in store.list(folder):
        path = f"{folder}/{name}".strip("/")
        if name.endswith("/"):
            yield from files(store, path)
        else:
            yield path


def lost(made):
    """What lies in the store of the lost laptop's, and the deeds and papers, with their bytes."""
    with visited(made.url, made.admin.program.sealer.writer) as store:
        paths = [path for path in files(store) if f"{made.writer}-" in path or "/blob/" in path or "/deed/" in path]
        return {path: store.read(path, 10**7) for path in paths if "/snap/" not in path}


def signed(found):
    return {path: raw for path, raw in found.items() if "/blob/" not in path}


def delete(made, paths):
    with visited(made.url, made.admin.program.sealer.writer) as store:
        for path in paths:
            store.remove(path)


def rounds(made, names, count):
    for _round in range(count):
        for name in names:
            assert made[name].round().offline is None


def test_whoever_comes_later_gets_everything(bereft):
    made, before = bereft, lost(bereft)
    assert {path.split("/")[1] for path in before} == {"in", "blob", "deed"}
    assert [laptop.program.exchange.care.relief.leads() for laptop in made.everyone] == [True, True, True]
    refused = made["m1"].program.queries.quarantine()
    delete(made, before)
    rounds(made, ("t1",), LONG)
    after = lost(made)
    assert signed(after) == signed(before)
    assert len(after) == len(before)  # the paper lies under the key begun when the laptop was revoked
    made.laptops["new"] = newcomer = made.install("m1", "new")
    made.settle()
    assert newcomer.digest() == made["m1"].digest()
    assert newcomer.program.vault.has(made.version)
    assert [one.reason for one in newcomer.program.queries.quarantine()] == [one.reason for one in refused] != []
