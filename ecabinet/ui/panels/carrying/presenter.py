"""Finds out where one's marks of earlier versions belong in the open one, and carries what the member agrees to; no Qt.

    open ──► gathering texts ──► looking, in slices off the screen's thread ──► plan ──► wishes of the member

Whatever is not decided is proposed again the next time the version is opened.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from ecabinet.app.carrying.carrier import Carrier
from ecabinet.app.carrying.plan import Candidate, Fate, Plan, Proposal, mark_at
from ecabinet.app.commands import CarryAnnotations, Mark, RemoveAnnotations
from ecabinet.app.pages import Answer, PaperSource
from ecabinet.app.read import PaperLine, ToCarry
from ecabinet.app.text_ports import TextAnswer
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import AnnotationId, VersionHash
from ecabinet.ui.background import Background
from ecabinet.ui.panels.carrying.gathering import Gathering
from ecabinet.ui.runner import Runner

SLICE = 20
"""Marks looked at in one piece of work: some 50 ms, after which it can be cancelled."""

SLICES = 50
"""Pieces of work at most, however many marks there are."""


class CarryingView(Protocol):
    """What the presenter needs of the panel."""

    def show_nothing(self) -> None:
        """Be out of the way: nothing is to be carried."""
        ...

    def show_progress(self, marks: int, done: int, total: int) -> None:
        """Say that so many marks are looked at; `done` of `total` steps, 0 of 0 while nobody knows."""
        ...

    def show_plan(self, plan: Plan) -> None:
        """Show what is proposed and not yet decided."""
        ...

    def show_done(self, carried: int, kept: int, *, undoable: bool) -> None:
        """Say how many marks were carried, or left with their version, just now."""
        ...

    def refuse(self, error: EcabinetError) -> None:
        """Say why nothing was carried."""
        ...


class CarryingPresenter:
    """The marks of one paper at a time.

    Args:
        where: says what a version is drawn from, None while it is not here.
        new_name: finds names for marks that nobody else will find.
    """

    def __init__(
        self, view: CarryingView, runner: Runner, gathering: Gathering, background: Background,
        where: Callable[[VersionHash], PaperSource | None], new_name: Callable[[], AnnotationId],
    ) -> None:  # fmt: skip
        self._view = view
        self._runner = runner
        self.gathering = gathering
        self._background = background
        self._where = where
        self._new_name = new_name
        self._wanted: ToCarry | None = None
        self._turn = 0
        self._carried: tuple[tuple[AnnotationId, Proposal], ...] = ()
        self.plan: Plan | None = None

    @property
    def order(self) -> tuple[VersionHash, ...]:
        """All versions of the paper, the first one first."""
        return self._wanted.order if self._wanted else ()

    def open(self, paper: PaperLine | None) -> None:
        """Look what is to be carried into a paper's version; what was under way for another is dropped."""
        self.cancel()
        version = paper.version if paper else None
        if paper is not None and version is not None and self._where(version) is not None:
            name, turn = paper.paper, self._turn
            self._runner.read(
                lambda queries: queries.annotations.to_carry(name, version), lambda found: self._begin(turn, found)
            )

    def cancel(self) -> None:
        """Stop looking; nothing is decided."""
        self._turn += 1
        self.gathering.cancel()
        self._wanted, self.plan, self._carried = None, None, ()
        self._view.show_nothing()

    def on_shape(self, answer: Answer) -> None:
        """Hear of a paper's shape."""
        if self.gathering.on_shape(answer):
            self._go_on()

    def on_text(self, answer: TextAnswer) -> None:
        """Hear of a page's text."""
        if self.gathering.on_text(answer):
            self._go_on()

    def carry_all(self) -> None:
        """Carry all certain marks in one wish."""
        if self.plan:
            self._carry([(one, one.candidates[0]) for one in self.plan.of(Fate.CARRIED)])

    def accept(self, proposal: Proposal, place: Candidate) -> None:
        """Carry an uncertain mark to one of its places, and its answers with it."""
        at = proposal.candidates.index(place)
        self._carry([(one, one.candidates[at]) for one in self._with_answers(proposal)])

    def keep(self, proposals: Iterable[Proposal]) -> None:
        """Leave marks with their old version, and their answers with them."""
        left = {one.mark.annotation: one for each in proposals for one in self._with_answers(each)}
        names = tuple(name for name in left if name is not None)
        if self.plan and names:
            wish = CarryAnnotations(self.plan.version, (), names)
            self._runner.do(wish, self._view.refuse, lambda: self._settle(left.values(), kept=len(names)))

    def undo(self) -> None:
        """Take back what was carried last; it is proposed again."""
        carried = self._carried
        if self.plan and carried:
            wish = RemoveAnnotations(tuple(name for name, _proposal in carried))
            self._runner.do(wish, self._view.refuse, self._on_undone)

    def _begin(self, turn: int, wanted: ToCarry) -> None:
        new = self._where(wanted.version)
        if turn != self._turn or not wanted.marks or new is None:
            return
        self._wanted = wanted
        sources = {version: self._where(version) for version, _mark in wanted.marks} | {wanted.version: new}
        self.gathering.begin({version: source for version, source in sources.items() if source is not None})
        self._go_on()

    def _go_on(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        self._view.show_progress(len(wanted.marks), self.gathering.done, self.gathering.total)
        if self.gathering.complete:
            versions = {version for version, _mark in wanted.marks}
            editions = {version: self.gathering.edition(version) for version in versions}
            self._look(self._turn, Carrier(wanted, editions, self.gathering.edition(wanted.version)))

    def _look(self, turn: int, carrier: Carrier) -> None:
        marks = max(SLICE, carrier.total // SLICES)
        self._background(lambda: carrier.step(marks), lambda more: self._looked(turn, carrier, more), self._view.refuse)

    def _looked(self, turn: int, carrier: Carrier, more: bool) -> None:
        if turn != self._turn:
            return
        if more:
            self._view.show_progress(carrier.total, carrier.done, carrier.total)
            self._look(turn, carrier)
            return
        self.plan = carrier.plan()
        self._view.show_plan(self.plan)

    def _carry(self, chosen: list[tuple[Proposal, Candidate]]) -> None:
        plan = self.plan
        if plan is None or not chosen:
            return
        names = {one.mark.annotation: self._new_name() for one, _place in chosen}
        wish = CarryAnnotations(plan.version, tuple(_mark(plan, one, place, names) for one, place in chosen), ())
        made = tuple((names[one.mark.annotation], one) for one, _place in chosen)

        def done() -> None:
            self._carried = made
            self._settle([one for _name, one in made], carried=len(made))

        self._runner.do(wish, self._view.refuse, done)

    def _settle(self, settled: Iterable[Proposal], *, carried: int = 0, kept: int = 0) -> None:
        if self.plan is None:
            return
        gone = {one.mark.annotation for one in settled}
        left = tuple(one for one in self.plan.proposals if one.mark.annotation not in gone)
        self._carried = self._carried if carried else ()
        self.plan = Plan(self.plan.paper, self.plan.version, left)
        self._view.show_plan(self.plan)
        self._view.show_done(carried, kept, undoable=bool(self._carried))

    def _on_undone(self) -> None:
        if self.plan is not None:
            back = tuple(one for _name, one in self._carried)
            self.plan = Plan(self.plan.paper, self.plan.version, (*back, *self.plan.proposals))
            self._carried = ()
            self._view.show_plan(self.plan)

    def _with_answers(self, proposal: Proposal) -> list[Proposal]:
        name, proposals = proposal.mark.annotation, self.plan.proposals if self.plan else ()
        return [proposal, *(one for one in proposals if one.mark.replies_to == name and one is not proposal)]


def _mark(plan: Plan, one: Proposal, place: Candidate, names: dict[AnnotationId | None, AnnotationId]) -> Mark:
    answered = one.mark.replies_to
    return mark_at(plan, one, place, names[one.mark.annotation], names.get(answered) if answered else None)
