"""Faults of a PostgreSQL server strike, laptops notice, and without a server nothing is claimed."""

import os

import pytest

from benchmarks import fault_postgres
from benchmarks.fault_director import Failure, play
from benchmarks.fault_postgres import OWN, Hall
from benchmarks.fault_province import HONEST, mould
from tests.faults.conftest import copied, staged

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laptops of the campaign are forked")


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """A running server, and a province founded in one of its databases."""
    if why := fault_postgres.missing():
        pytest.skip(why)
    made = Hall()
    made.mould = tmp_path_factory.mktemp("hall") / "mould"
    try:
        mould(made.mould, "1", made)
        yield made
    finally:
        made.close()


@pytest.fixture
def scene(hall, tmp_path):
    """A round in a province around a database of its own."""
    with copied(hall.mould, tmp_path / "province", hall) as province:
        yield staged(province)


def offline(scene, name):
    """What a laptop's round says of the store, and that its person goes on working meanwhile."""
    outcome, words, _facts = scene.ask(scene.province[name], "act")
    assert outcome in ("done", "refused"), words
    outcome, words, _quiet, _state = scene.ask(scene.province[name], "round")
    assert outcome == "done", words
    return words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("G3 connections taken", "offline="),
        ("G3 standby", "unpublished=read_only"),
        ("G3 C5 fail-over to nothing", "offline="),
    ],
)
def test_a_fault_strikes(scene, name, words):
    fault = OWN[name](scene)
    next(fault)
    scene.province.url.cut(scene.store)
    told = [offline(scene, who) for who in HONEST for _time in range(3)]
    assert any(words in each for each in told), told


def test_a_server_that_is_gone_is_noticed_and_one_that_is_back_is_used(scene):
    hall = scene.province.url
    hall.server.stop("immediate")
    try:
        assert "offline=missing" in offline(scene, "m1")
    finally:
        hall.server.start()
    assert "offline" not in offline(scene, "m1")


def test_a_listener_hears_again_and_one_that_does_not_is_a_failure(scene, monkeypatch):
    play(scene, {"G3 deaf": fault_postgres.deaf}, 9, "1")
    fault = fault_postgres.deaf(scene)
    next(fault)
    monkeypatch.setattr(fault_postgres, "SECONDS", 0)
    for seat in scene.province.honest:
        seat.kill()
        scene.start(seat)
        scene.ask(seat, "lend", function=fault_postgres.listen)
    with pytest.raises(Failure, match="after its connection was lost"):
        next(fault)


def test_without_a_server_the_faults_are_told_as_not_run(monkeypatch):
    monkeypatch.setattr(fault_postgres, "binaries", lambda: None)
    assert set(fault_postgres.not_run()) == set(OWN)
    assert all("no PostgreSQL server" in why for why in fault_postgres.not_run().values())


def test_with_a_server_every_fault_is_run(hall):
    assert isinstance(hall, Hall)
    assert fault_postgres.not_run() == {}
