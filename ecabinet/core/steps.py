"""The directories along the control chain, one at each position that counts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ecabinet.core.deeds import Certificate
from ecabinet.core.directory import Directory
from ecabinet.core.event import ControlPosition
from ecabinet.core.ids import WriterId
from ecabinet.core.override import override

BLOCK = 64
"""Directories that lie together; the last block is copied when one is added."""


@dataclass(frozen=True, slots=True)
class Told:
    """What deeds say at all positions alike; see `Directory.certificates` and `Directory.vouched`."""

    certificates: Mapping[WriterId, Certificate] = field(default_factory=dict)
    vouched: Mapping[WriterId, bytes] = field(default_factory=dict)


class Steps(Mapping[ControlPosition, Directory]):
    """Directories by position, in ascending order: a mapping that never changes and shares what it was made from.

    Attributes:
        told: what deeds say; each directory is given it when it is asked for.
    """

    __slots__ = ("_asked", "_blocks", "told")

    def __init__(self, blocks: tuple[tuple[Directory, ...], ...], told: Told) -> None:
        self._blocks, self.told = blocks, told
        self._asked: dict[ControlPosition, Directory] = {}

    @override
    def __getitem__(self, position: ControlPosition) -> Directory:
        found = self._asked.get(position)
        if found is None:
            found = self.upto(position)
            if found.position != position:
                raise KeyError(position)
            self._asked[position] = found
        return found

    @override
    def __iter__(self) -> Iterator[ControlPosition]:
        return (directory.position for block in self._blocks for directory in block)

    @override
    def __len__(self) -> int:
        return (len(self._blocks) - 1) * BLOCK + len(self._blocks[-1])

    def upto(self, position: ControlPosition) -> Directory:
        """Return the directory at a position or at the last one before it; before the first, the first."""
        block = self._blocks[max(bisect_right(self._blocks, position, key=_first) - 1, 0)]
        return given(block[max(bisect_right(block, position, key=_at) - 1, 0)], self.told)

    def followed_by(self, directories: Iterable[Directory]) -> "Steps":
        """Return these with more behind them, at ascending positions."""
        last = [*self._blocks[-1], *directories]
        blocks = (tuple(last[start : start + BLOCK]) for start in range(0, len(last), BLOCK))
        return Steps((*self._blocks[:-1], *blocks), self.told)

    def telling(self, told: Told) -> "Steps":
        """Return the same directories with other deeds."""
        return Steps(self._blocks, told)


def begin(directory: Directory) -> Steps:
    """Return the steps that have but one directory."""
    return Steps(((directory,),), Told(directory.certificates, directory.vouched))


def given(directory: Directory, told: Told) -> Directory:
    """Return a directory with what deeds say."""
    if directory.certificates is told.certificates and directory.vouched is told.vouched:
        return directory
    return replace(directory, certificates=told.certificates, vouched=told.vouched)


def _first(block: tuple[Directory, ...]) -> ControlPosition:
    return block[0].position


def _at(directory: Directory) -> ControlPosition:
    return directory.position
