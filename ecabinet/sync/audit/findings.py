"""What a verification found: defects by file, forks, what is missing, foreign files, and how much was checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ecabinet.core.errors import BlobDamaged, SegmentDamaged
from ecabinet.core.event import Log
from ecabinet.core.ids import SpaceId, WriterId
from ecabinet.sync.formats.names import Place, place
from ecabinet.sync.stores.store import Store, is_safe

MISSING = "missing"


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """One thing wrong with one file; `file` is its path in the store.

    `fault` is a value of `SegmentFault`, "blob" for a paper's bytes, or "missing" for a file that ought to be there or
    one that shows that others ought to be.
    """

    file: str
    fault: str
    detail: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Fork:
    """A writer signed two records with one number; neither file is damaged.

    Attributes:
        number: the lowest one for which the files contradict each other.
        files: by path, at least one for each side.
    """

    space: SpaceId
    log: Log
    writer: WriterId
    number: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What an outsider can say about a store with public keys only.

    Attributes:
        defects: by file.
        forks: by space, log and writer.
        missing: names of what ought to be there: a file's path, `<space>/<log>/<writer>/<first>-<last>` for records,
            `<space>/key/<key id>` for a key's package, `<space>/control/<epoch>-<seq>` for a control position.
        ignored: foreign and unfinished files, by path; nothing was concluded from them.
        events: different records that sound segments cover.
        writers: who signed at least one sound segment.
        epochs: of the control chain, in ascending order, as segments, mandates and the chain itself show them.
        size: bytes of our files.
    """

    defects: tuple[Defect, ...]
    forks: tuple[Fork, ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]
    spaces: int
    segments: int
    events: int
    heads: int
    papers: int
    writers: int
    epochs: tuple[int, ...]
    size: int

    @property
    def sound(self) -> bool:
        """Say whether nothing is wrong with any file, and nobody contradicted himself."""
        return not (self.defects or self.forks)


@dataclass(slots=True)
class Findings:
    """Collects a verification while it runs."""

    defects: set[Defect] = field(default_factory=set)
    forks: set[Fork] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)
    spaces: int = 0
    segments: int = 0
    events: int = 0
    heads: int = 0
    papers: int = 0
    writers: set[WriterId] = field(default_factory=set)
    epochs: set[int] = field(default_factory=set)
    size: int = 0

    def note(self, file: str, fault: str, detail: str = "") -> None:
        """Note a defect."""
        self.defects.add(Defect(file, fault, detail))

    def note_missing(self, what: str, file: str = "", detail: str = "") -> None:
        """Note that something is missing; `file` is the one that shows it, none if the missing one is a file."""
        self.missing.add(what)
        self.note(file or what, MISSING, detail)

    def note_segment(self, file: str, damage: SegmentDamaged) -> None:
        """Note why a segment, head or genesis does not hold."""
        self.note(file, damage.fault, damage.detail)

    def note_blob(self, damage: BlobDamaged) -> None:
        """Note why a part of a paper does not hold."""
        self.note(damage.name, "blob", damage.detail)

    def result(self) -> Verification:
        """Return what was found."""
        lists = (tuple(sorted(self.missing)), tuple(sorted(self.ignored)))
        counts = (self.spaces, self.segments, self.events, self.heads, self.papers, len(self.writers))
        wrong = (tuple(sorted(self.defects)), tuple(sorted(self.forks)))
        return Verification(*wrong, *lists, *counts, tuple(sorted(self.epochs - {0})), self.size)


def walk(store: Store, folder: str = "") -> Iterator[str]:
    """Yield the paths of all files in a store, and of folders that cannot be ours, with a slash at the end."""
    for name in store.list(folder):
        path = f"{folder}/{name}" if folder else name
        if path.endswith("/") and is_safe(path[:-1]):
            yield from walk(store, path[:-1])
        else:
            yield path


def sort_files(store: Store) -> tuple[dict[str, Place], list[str]]:
    """Return our files by path with what their names say, and the others."""
    ours: dict[str, Place] = {}
    foreign: list[str] = []
    for path in walk(store):
        found = place(path)
        if found is None:
            foreign.append(path)
        else:
            ours[path] = found
    return ours, foreign
