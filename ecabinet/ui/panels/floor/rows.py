"""Speeches as rows of people, and a list that is as high as its rows."""

from ecabinet.app.read import SpeechLine
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person, row_height
from ecabinet.ui.words import times, tr
from ecabinet.ui.words.names import word


def waiting_person(speech: SpeechLine, order: int, *, mine: bool = False) -> Person:
    """Return the row of somebody who waits; `order` counts from 1, my own row is marked."""
    kind = word("speech", speech.kind)
    said = tr("{kind} · đăng ký {time}", kind=kind, time=times.clock(speech.requested_at))
    name = f"{order}. {speech.name}"
    if mine:
        return Person(speech.speech, name, said, tr("Tôi"), ChipKind.PRIMARY, "user")
    return Person(speech.speech, name, said)


def spoken_person(speech: SpeechLine) -> Person:
    """Return the row of somebody who has spoken."""
    number = tr("mục {number}", number=speech.item_number) if speech.item_number else ""
    parts = (times.clock(speech.started_at), word("speech", speech.kind), number)
    return Person(speech.speech, speech.name, " · ".join(part for part in parts if part), seat=_took(speech))


def _took(speech: SpeechLine) -> str:
    if speech.started_at is None or speech.ended_at is None:
        return ""
    return times.length((speech.ended_at - speech.started_at) // 1000)


class SpeechList(PeopleList):
    """A list inside a scrolling page: it shows all its rows and scrolls with the page."""

    def show_rows(self, people: tuple[Person, ...]) -> None:
        """Show rows and take their height."""
        self.people.show_people(people)
        self.fit()
        self.setVisible(bool(people))

    def fit(self) -> None:
        """Take the height of the rows in the fonts of now."""
        self.setFixedHeight(max(1, len(self.people.people)) * row_height() + 2)
