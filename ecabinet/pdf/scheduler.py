"""Which wish goes to which worker and when, and what becomes of it when the worker dies.

    asked ──► backlog ──► in a worker's hands ──► answered
                 ▲                │
                 └── first death ─┘        second death over a page: CRASHED

A page that has cost two workers over a task is given up for that task, all its other tiles with it, until its paper is
opened anew: a page whose text cannot be read is drawn all the same.
"""

from collections import Counter

from ecabinet.app.pages import Answer, PaperShape, PaperSource, Ticket, Tile, Urgency
from ecabinet.core.errors import PaperFault, PaperUnreadable
from ecabinet.pdf.backlog import Backlog, Job, Page, Wish, place_of
from ecabinet.pdf.crew import Crew, Fate, News
from ecabinet.pdf.errand import Errand, Told
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.result import fault, result
from ecabinet.pdf.wire import LONGEST_PATH, Outcome, Task


class Scheduler:
    """Every ticket ends as exactly one of `answers` (shapes and tiles) or `told` (all else), unless it is cancelled."""

    def __init__(self, crew: Crew, limits: Limits) -> None:
        self._crew = crew
        self._limits = limits
        self._backlog = Backlog()
        self._deaths: Counter[tuple[Page, Task]] = Counter()
        self._wishes: dict[Wish, Job] = {}  # without an answer and not cancelled
        self._last = 0
        self.answers: list[Answer] = []
        self.told: list[Told] = []

    def ask(self, source: PaperSource, errand: Errand, urgency: Urgency) -> Ticket:
        """Take a wish, or renew the same wish of the same view while it is under way."""
        self._last += 1
        fresh = Job(Ticket(self._last), source, errand, urgency)
        job = self._wishes.setdefault(fresh.wish, fresh)
        job.urgency = urgency
        if job is fresh:
            self._backlog.add(job)
            self._dispatch()
        return job.ticket

    def forgive(self, source: PaperSource) -> None:
        """Forget which pages of a paper have cost workers."""
        place = place_of(source)
        for culprit in [culprit for culprit in self._deaths if culprit[0][0] == place]:
            del self._deaths[culprit]

    def cancel(self, ticket: Ticket) -> None:
        """Forget a wish wherever it is; an unknown one is ignored."""
        self.answers[:] = [answer for answer in self.answers if answer.ticket != ticket]
        self.told[:] = [told for told in self.told if told.ticket != ticket]
        for job in list(self._wishes.values()):
            if job.ticket == ticket:
                self._cancel(job)

    def cancel_older(self, view: int, generation: int) -> None:
        """Cancel what a view asked for in earlier generations and has not renewed."""
        for job in list(self._wishes.values()):
            if job.urgency.view == view and job.urgency.generation < generation:
                self._cancel(job)

    def waiting(self) -> int:
        """Return how many wishes have no answer yet."""
        return len(self._wishes)

    def turn(self, seconds: float) -> None:
        """Hear the workers, waiting at most `seconds` if they are silent, and give them more to do."""
        for news in self._crew.listen(seconds):
            self._settle(news)
        self._dispatch()

    def _cancel(self, job: Job) -> None:
        del self._wishes[job.wish]
        self._backlog.drop(job.ticket)
        self._crew.cancel(job)

    def _dispatch(self) -> None:
        if self._backlog:
            self._crew.fill()
        while self._backlog and (worker := self._crew.idlest()):
            job = self._backlog.take(self._crew.distance_from(worker))
            if refusal := self._refusal(job):
                self._answer(job, fault(job, refusal))
            else:
                self._crew.give(worker, job)

    def _refusal(self, job: Job) -> PaperFault | None:
        if len(job.page[0].encode("utf-8", "replace")) > LONGEST_PATH:
            return PaperFault.MISSING
        wish = job.errand.request
        if wish and wish.width * wish.height > self._limits.bitmap_pixels:
            return PaperFault.TOO_LARGE
        return PaperFault.CRASHED if self._deaths[job.page, job.errand.task] >= self._limits.deaths else None

    def _settle(self, news: News) -> None:
        if news.outcome in (PaperFault.CRASHED, PaperFault.TIMEOUT):
            self._deaths[news.job.page, news.job.errand.task] += 1
        if news.job.cancelled or news.outcome == Outcome.CANCELLED:
            return
        if news.outcome in (Fate.BEREFT, PaperFault.CRASHED):
            self._backlog.add(news.job)  # the first death is forgiven; after the second `_refusal` answers
        else:
            self._answer(news.job, result(news))

    def _answer(self, job: Job, value: object) -> None:
        del self._wishes[job.wish]
        if job.errand.task in (Task.SHAPE, Task.TILE) and isinstance(value, PaperShape | Tile | PaperUnreadable):
            self.answers.append(Answer(job.ticket, job.source, job.errand.request, value))
        else:
            self.told.append(Told(job.ticket, job.source, job.errand, value))
