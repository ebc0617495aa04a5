import itertools

from ecabinet.sync.round.pace import Pace, Rotation


def test_pauses_grow_and_end():
    pace, tried = Pace(), []
    for _round in range(400):
        pace.round += 1
        if pace.due("x"):
            tried.append(pace.round)
            pace.failed("x")
    pauses = [b - a for a, b in itertools.pairwise(tried)]
    assert pauses[:7] == [1, 2, 4, 8, 16, 32, 64]
    assert set(pauses[7:]) == {64}


def test_what_is_forgotten_is_due():
    pace = Pace()
    pace.failed("x")
    assert pace.tried("x")
    assert not pace.due("x")
    pace.forget(["x", "y"])
    assert pace.due("x")
    assert not pace.tried("x")


def test_everything_has_its_turn():
    rotation, keys = Rotation(3, lively=5), [f"k{n}" for n in range(10)]
    assert rotation.pick(keys) == tuple(keys)
    for _round in range(6):
        rotation.pick(keys)
    seen = [rotation.pick(keys) for _round in range(4)]
    assert all(len(turn) == 3 for turn in seen)
    assert set().union(*seen) == set(keys)


def test_the_lively_are_always_picked_for_a_while():
    rotation, keys = Rotation(1, lively=4), [f"k{n}" for n in range(10)]
    rotation.pick(keys)
    rotation.stir("k7")
    assert all("k7" in rotation.pick(keys) for _round in range(4))
    assert sum("k7" in rotation.pick(keys) for _round in range(9)) == 1


def test_new_keys_are_picked_at_once():
    rotation = Rotation(1, lively=0)
    rotation.pick(["a", "b"])
    assert "z" in rotation.pick(["a", "b", "z"])


def test_few_keys_are_all_picked():
    rotation = Rotation(8, lively=0)
    assert all(rotation.pick("abc") == ("a", "b", "c") for _round in range(5))


def test_what_is_lively_is_told_without_a_turn():
    rotation, keys = Rotation(1, lively=4), tuple(f"k{n}" for n in range(10))
    assert rotation.lively(keys) == keys, "all are new"
    rotation.pick(keys)
    rotation.pick(keys)
    for key in ("k7", "k2", "elsewhere"):
        rotation.stir(key)
    assert rotation.lively(keys) == rotation.lively(list(keys)) == ("k2", "k7")
    assert set(rotation.pick(keys)) >= {"k2", "k7"}
    assert "elsewhere" not in rotation.pick(keys)
