"""What the program needs from outside for papers' bytes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from ecabinet.app.pages import PaperSource
from ecabinet.core.ids import VersionHash


class Vault(Protocol):
    """Papers' bytes on this laptop, named by their SHA-256."""

    def add(self, source: Path) -> tuple[VersionHash, int]:
        """Copy a file in; return its name and its size in bytes."""
        ...

    def put(self, version: VersionHash, chunks: Iterable[bytes]) -> None:
        """Store bytes that came from a store.

        Raises:
            BlobDamaged: they are not the bytes of that name; nothing is kept.
        """
        ...

    def has(self, version: VersionHash) -> bool:
        """Say whether a paper is here, without looking at its bytes."""
        ...

    def size(self, version: VersionHash) -> int | None:
        """Return how many bytes a paper has, None if it is not here.

        Raises:
            BlobDamaged: what lies here is not that paper.
        """
        ...

    def read(self, version: VersionHash, start: int = 0) -> Iterator[bytes]:
        """Yield the bytes of a paper from a place on, piece by piece, each checked.

        Raises:
            BlobDamaged: what lies here is not that paper, or nothing does; what was yielded before is right.
        """
        ...

    def source(self, version: VersionHash) -> PaperSource | None:
        """Return what `Pages` draws it from, None if it is not here; nothing is read yet."""
        ...

    def drop(self, version: VersionHash) -> None:
        """Remove a paper's bytes from this laptop, if they are here."""
        ...
