"""Faults of a hub and its lane: spoiled, put back, forged, silent. Nobody may lose anything by trusting it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fault_director import Scene
from benchmarks.fault_moods import flipped
from benchmarks.fault_province import OFFICE


def _work(scene: Scene) -> None:
    """Let somebody write something and the hub republish it."""
    seat = scene.someone()
    scene.act(seat)
    scene.exchange(seat)
    scene.exchange(scene.province[OFFICE])


def _lane(scene: Scene, name: str) -> list[Path]:
    return sorted(scene.store.glob(f"*/lane/*/{name}"))


def spoiled(scene: Scene) -> Iterator[None]:
    """E11: files of the lane are cut, turned, gone, or stand in each other's place; nobody puts them right."""
    _work(scene)
    paths = _lane(scene, "*.seg")
    for path in scene.chance.sample(paths, min(3, len(paths))):
        data, how = path.read_bytes(), scene.chance.randrange(4)
        if how == 0:
            path.unlink()
        elif how == 1:
            shutil.copyfile(scene.chance.choice(_lane(scene, "*.seg")), path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)
        else:
            path.write_bytes(data[: len(data) // 2] if how == 2 else flipped(data, scene.chance))
    yield


def head_back(scene: Scene) -> Iterator[None]:
    """E11: the lane's head goes back or away while the lane goes on."""
    kept = {path: path.read_bytes() for path in _lane(scene, "head")}
    for _step in range(2):
        _work(scene)
    for path, data in kept.items():
        if scene.chance.random() < 0.7:
            path.write_bytes(data)
        else:
            path.unlink(missing_ok=True)
    yield


def forged(scene: Scene) -> Iterator[None]:
    """E11: somebody lays the lane's next files: nonsense, or an old one again."""
    _work(scene)
    paths = _lane(scene, "*.seg")
    for path in paths[-1:]:
        number = max(int(found.stem) for found in path.parent.glob("*.seg") if found.stem.isdigit())
        for ahead in range(1, 4):
            old = scene.chance.choice(paths).read_bytes()
            data = old if scene.chance.random() < 0.5 else scene.chance.randbytes(300)
            path.with_name(f"{number + ahead}.seg").write_bytes(data)
    yield


def omitting(scene: Scene) -> Iterator[None]:
    """E11: the hub does not see half of what the others write, and republishes the rest."""
    scene.ask(scene.province[OFFICE], "feel", mood="hidden")
    for _step in range(3):
        _work(scene)
    yield


def silent(scene: Scene) -> Iterator[None]:
    """E11: the hub is switched off in the middle of the work."""
    _work(scene)
    hub = scene.province[OFFICE]
    scene.mortal.add(hub.name)
    hub.kill()
    for _step in range(3):
        seat = scene.province[scene.chance.choice(("m1", "m2", "m3"))]
        scene.act(seat)
        scene.exchange(seat)
    yield
