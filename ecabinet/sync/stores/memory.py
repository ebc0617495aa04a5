"""A store in memory: for tests, and to show how little a store must do."""

import hashlib
from collections.abc import Iterable, Iterator

from ecabinet.app.override import override
from ecabinet.sync.stores.store import CHUNK, Occupied, Store, require_safe


class MemoryStore(Store):
    """Files in a dict; who is given the same object shares the store."""

    def __init__(self, url: str = "memory:") -> None:
        self.url = url
        self.files: dict[str, bytes] = {}

    @override
    def check(self) -> None:
        return

    @override
    def list(self, folder: str) -> tuple[str, ...]:
        prefix = f"{folder}/" if folder else ""
        tails = (name[len(prefix) :] for name in self.files if name.startswith(prefix))
        return tuple(sorted({first + slash for first, slash, _rest in (tail.partition("/") for tail in tails)}))

    @override
    def size(self, name: str) -> int | None:
        data = self.files.get(name)
        return None if data is None else len(data)

    @override
    def read(self, name: str, limit: int) -> bytes | None:
        data = self.files.get(name)
        return None if data is None else data[:limit]

    @override
    def read_odd(self, folder: str, name: str, limit: int) -> bytes | None:
        return self.read(f"{folder}/{name}", limit)

    @override
    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        data = self.files.get(name, b"")[:limit]
        for start in range(0, len(data), CHUNK):
            yield data[start : start + CHUNK]

    @override
    def publish(self, name: str, chunks: Iterable[bytes]) -> bool:
        require_safe(name)
        data = b"".join(chunks)
        if name not in self.files:
            self.files[name] = data
            return True
        if self.files[name] != data:
            raise Occupied(name)
        return False

    @override
    def replace(self, name: str, data: bytes) -> None:
        require_safe(name)
        self.files[name] = data

    @override
    def remove(self, name: str) -> None:
        self.files.pop(name, None)

    @override
    def set_aside(self, name: str) -> None:
        data = self.files.pop(name, None)
        if data is not None:
            self.files[f"{name}.damaged-{hashlib.sha256(data).hexdigest()[:16]}"] = data
