"""Exact amounts of bytes from a stream that is cut anyhow."""

from collections.abc import Iterable, Iterator

from ecabinet.core.errors import BlobDamaged


class Exactly:
    """Takes exact amounts from pieces of any size; `path` names them in an error.

    Raises:
        BlobDamaged: by all methods: "missing" when there is no piece at all, "partial" when they end too early, "size"
            when there are more.
    """

    def __init__(self, pieces: Iterable[bytes], path: str) -> None:
        self._pieces, self._path = iter(pieces), path
        self._left = memoryview(b"")
        self._empty = True

    def pieces(self, amount: int) -> Iterator[bytes]:
        """Yield so many bytes, piece by piece."""
        return map(bytes, self._views(amount))

    def take(self, amount: int) -> bytes:
        """Return so many bytes in one piece."""
        return b"".join(self._views(amount))

    def _views(self, amount: int) -> Iterator[memoryview]:
        while amount > 0:
            piece = self._left or memoryview(next(self._pieces, b""))
            if not piece:
                raise BlobDamaged(self._path, "missing" if self._empty else "partial")
            self._empty = False
            taken, self._left = piece[:amount], piece[amount:]
            amount -= len(taken)
            yield taken

    def require_end(self) -> None:
        """Check that nothing follows."""
        if self._left or any(self._pieces):
            raise BlobDamaged(self._path, "size")
