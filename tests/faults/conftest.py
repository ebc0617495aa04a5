"""What the tests of single faults share: a small province to break, made once and copied."""

import random
from contextlib import contextmanager

import pytest

from benchmarks import fault_laptop
from benchmarks.fault_director import Ledger, Scene
from benchmarks.fault_postgres import housed
from benchmarks.fault_province import Province, folder_url, mould
from ecabinet.sync.stores import STORES


@contextmanager
def copied(made, folder, url=folder_url):
    """A province around the store at `url`, whose laptops run; they are killed in the end."""
    (folder / "volume").mkdir(parents=True)
    with housed(url, made / "volume" / "store", folder / "volume" / "store"):
        province = Province(made, folder, url)
        try:
            yield province
        finally:
            province.close()
            STORES.pop(fault_laptop.SCHEME, None)


def staged(province, seed="1"):
    """A round that may begin; every laptop is on and has heard of what there is."""
    scene = Scene(province, Ledger(), random.Random(seed))
    for seat in province.seats.values():
        scene.start(seat)
        scene.ask(seat, "seed", text=f"{seed}/{seat.name}", at=fault_laptop.EIGHT + 1_000_000)
    return scene


@pytest.fixture(scope="session")
def folder_mould(tmp_path_factory):
    """A province founded around a folder that nobody has open."""
    made = tmp_path_factory.mktemp("faults") / "mould"
    mould(made, "1", folder_url)
    return made


@pytest.fixture
def scene(folder_mould, tmp_path):
    """A round in a province around a folder."""
    with copied(folder_mould, tmp_path / "province") as province:
        yield staged(province)
