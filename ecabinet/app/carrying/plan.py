"""What is proposed for the marks of earlier versions."""

from dataclasses import dataclass
from enum import StrEnum

from ecabinet.app.commands import Mark
from ecabinet.app.read import MarkLine
from ecabinet.app.text.anchors import Likeness
from ecabinet.core.annotations import NO_QUOTE, Quote, Shape
from ecabinet.core.ids import AnnotationId, PaperId, VersionHash


class Fate(StrEnum):
    """What is proposed for a mark."""

    CARRIED = "carried"
    UNCERTAIN = "uncertain"
    ORPHANED = "orphaned"


class Reason(StrEnum):
    """Why a mark is not carried without asking."""

    NONE = ""
    SEVERAL = "several"
    """The same words stand in several places, with the same words around them."""
    SURROUNDINGS = "surroundings"
    """The words are there, what stands around them is not."""
    FAR = "far"
    """The words are there, pages away from where they were to be expected."""
    REWORDED = "reworded"
    """Other words stand there now."""
    LAYOUT = "layout"
    """The same words stand elsewhere on the page; a drawing may no longer fit them."""
    PAGE = "page"
    """Nothing tells where on the new page the mark belongs; it is proposed in its old place."""
    GONE = "gone"
    """Neither the words nor their surroundings were found."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the new version.

    Attributes:
        page: from 0.
        likeness: how much the words there are like those of the mark; None for a mark that stands at no words.
        context: letters before and behind that are the same; for a drawing, lines around that are.
    """

    page: int
    shape: Shape
    quote: Quote = NO_QUOTE
    likeness: Likeness | None = None
    context: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one mark of `version`; `candidates` the best first, exactly one if it is carried."""

    version: VersionHash
    mark: MarkLine
    fate: Fate
    reason: Reason = Reason.NONE
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposals for all marks that were to be carried into `version`, in the order in which they were given."""

    paper: PaperId
    version: VersionHash
    proposals: tuple[Proposal, ...]

    def of(self, fate: Fate) -> tuple[Proposal, ...]:
        """Return the proposals of one kind."""
        return tuple(one for one in self.proposals if one.fate is fate)

    def counts(self) -> dict[Fate, int]:
        """Return how many there are of each kind, zero included."""
        return {fate: len(self.of(fate)) for fate in Fate}


def mark_at(
    plan: Plan,
    proposal: Proposal,
    place: Candidate,
    name: AnnotationId | None = None,
    answered: AnnotationId | None = None,
) -> Mark:
    """Return the mark as it stands in the new version; `answered` is a mark there that it answers."""
    old = proposal.mark
    return Mark(
        paper=plan.paper,
        version=plan.version,
        page=place.page,
        kind=old.kind,
        shape=place.shape,
        color=old.color,
        width=old.width,
        text=old.text,
        quote=place.quote,
        annotation=name,
        replies_to=answered,
        carried_from=old.annotation,
        author=old.author,
    )
