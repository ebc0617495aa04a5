"""The slides of the room screen: one sentence, one number, one picture each."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.voting import Method, Outcome
from ecabinet.ui.panels.room.presenter import wall
from ecabinet.ui.panels.room.wall import NameWall
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.countdown import Countdown, clock_text
from ecabinet.ui.widgets.labels import TextLabel, eliding, number
from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers, TallySize, closed_words
from ecabinet.ui.words import contested, tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import percent
from ecabinet.ui.words.times import clock, day, local

Now = Callable[[], datetime]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


class Slide(Protocol):
    """What every slide can do."""

    def show_room(self, room: read.Room) -> None:
        """Show the room as it is."""
        ...


class _Page(QWidget):
    """A column in the middle of the wall; text starts at the left, where the eye does."""

    def __init__(self) -> None:
        super().__init__()
        tokens = current().tokens
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.space_5)

    def fill(self, *widgets: QWidget) -> None:
        """Put the widgets into the middle."""
        self.column.addStretch(1)
        for widget in widgets:
            self.column.addWidget(widget)
        self.column.addStretch(1)


def _title(lines: int = 2) -> TextLabel:
    return eliding("", lines=lines, role="room")


def _together(title: str) -> str:
    """Keep the last three words on one line, so that no year stands alone on the wall."""
    return "\u00a0".join(title.rsplit(" ", 2))


def _small(color: ColorName = "text_muted", lines: int = 1) -> TextLabel:
    return eliding("", lines=lines, role="room_small", color=color)


class Before(_Page):
    """Before the opening: which meeting, when, where, how many have come."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._when, self._where = _title(), _small(), _small(lines=2)
        self._count = number("", role="room_number")
        self._said = _small()
        self.fill(self._title, self._when, self._where, self._count, self._said)

    def show_room(self, room: read.Room) -> None:
        """Show title, time, place, quorum arriving."""
        quorum = room.now.quorum
        self._title.setText(_together(room.now.title))
        self._when.setText(f"{clock(room.starts_at)} · {day(room.starts_at)}")
        self._where.setText(room.venue)
        self._count.setText(f"{quorum.present}/{quorum.total}")
        self._count.set_color("agree" if quorum.met else "text")
        waits = tr("thành viên có mặt, cần {needed} để khai mạc", needed=quorum.needed)
        self._said.setText(tr("thành viên có mặt, đủ điều kiện khai mạc") if quorum.met else waits)


class Item(_Page):
    """The item that is being discussed."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._title, self._who = _small("primary"), _title(), _small(lines=2)
        self._waiting = _small("text_faint")
        self.fill(self._number, self._title, self._who, self._waiting)

    def show_room(self, room: read.Room) -> None:
        """Show number, title, rapporteur, how many wait to speak."""
        line = next((line for line in room.agenda if line.stage == "current"), None)
        if line is None:
            self._number.setText(tr("Phiên họp đã khai mạc"))
            self._title.setText(_together(room.now.title))
            self._who.setText(tr("Chủ tọa: {name}", name=room.chair_name))
        else:
            self._number.setText(tr("Mục {number}/{count}", number=line.number, count=room.now.items))
            self._title.setText(_together(line.title))
            self._who.setText(tr("Báo cáo: {name}", name=line.rapporteur_name) if line.rapporteur_name else "")
        count = room.now.waiting
        self._waiting.setText(tr("{count} người đăng ký phát biểu", count=count) if count else "")


class Speaker(_Page):
    """Who speaks and how much time is left."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._item, self._name, self._title = _small("text_faint"), _title(1), _small(lines=2)
        self._countdown = Countdown(now, role="room_number", object_name="room-countdown")
        self._countdown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the number
        self.fill(self._item, self._name, self._title)
        self.column.insertWidget(self.column.count() - 1, self._countdown, 0, _LEFT)

    def show_room(self, room: read.Room) -> None:
        """Show the running speech."""
        speech = room.now.running
        if speech is None or speech.started_at is None:
            self._countdown.clear()
            return
        self._item.setText(tr("Mục {number} · {title}", number=room.now.item_number, title=room.now.item_title))
        self._name.setText(speech.name)
        self._title.setText(speech.title)
        self._countdown.run(local(speech.started_at), speech.seconds)


class Vote(_Page):
    """A running vote: the question and how many have answered, never how."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now
        self._vote: read.Vote | None = None
        self._head, self._question = _small("primary"), _title()
        self._count = number("", role="room_number")
        self._said = _small()
        self._bar = QProgressBar()
        self._bar.setObjectName("room-progress")
        self._bar.setAccessibleName(tr("Số người đã biểu quyết"))
        self._bar.setTextVisible(False)
        self._bar.setProperty("wall", True)
        self.fill(self._head, self._question, self._count, self._bar, self._said)

    def show_room(self, room: read.Room) -> None:
        """Show the open vote."""
        vote = room.shown
        if vote is None:
            return
        self._vote = vote
        counted = vote.method is Method.COUNTED
        self.tick()
        self._question.setText(_together(vote.question))
        cast = vote.returned if counted else vote.cast
        self._count.setText(f"{cast}/{vote.entitled}")
        self._bar.setRange(0, max(1, vote.entitled))
        self._bar.setValue(cast)
        self._said.setText(tr("phiếu thu về") if counted else tr("thành viên đã biểu quyết"))

    def tick(self) -> None:
        """Show how long the vote has been open."""
        if self._vote is not None:
            kind = tr("Đang kiểm phiếu") if self._vote.method is Method.COUNTED else tr("Đang biểu quyết")
            seconds = int((self._now() - local(self._vote.opened_at)).total_seconds())
            self._head.setText(f"{kind} · {clock_text(max(0, seconds))}")


class Result(_Page):
    """The result in bars and the verdict in words."""

    def __init__(self) -> None:
        super().__init__()
        self._question = _small(lines=2)
        self._verdict = _title()
        self._tally = TallyBar(TallySize.ROOM, closed_words(), object_name="room-tally")
        self._arithmetic = _small()
        self.fill(self._question, self._verdict, self._tally, self._arithmetic)

    def show_room(self, room: read.Room) -> None:
        """Show the closed vote."""
        vote = room.shown
        if vote is None:
            return
        self._question.setText(vote.question)
        self._tally.setVisible(vote.outcome is not None)
        if vote.outcome is not None:
            self._show_outcome(vote, vote.outcome)
        elif vote.contested:
            self._verdict.setText(contested.headline())
            self._verdict.set_color("abstain")
            self._arithmetic.setText(contested.brief())

    def _show_outcome(self, vote: read.Vote, outcome: Outcome) -> None:
        self._verdict.setText(word("verdict", outcome.verdict))
        self._verdict.set_color("agree" if outcome.passed else "disagree")
        self._tally.show_tally(TallyNumbers.of(outcome, vote.total))
        share = percent(outcome.tally.approve, outcome.total)
        self._arithmetic.setText(
            tr("Tán thành {share} trên tổng số {total} thành viên", share=share, total=outcome.total)
        )


class Wall(_Page):
    """Who answered how."""

    def __init__(self) -> None:
        super().__init__()
        self._question, self._names = _small(), NameWall()
        self.column.addWidget(self._question)
        self.column.addWidget(self._names, 1)

    def show_room(self, room: read.Room) -> None:
        """Show the ballots of the closed vote."""
        if room.shown is not None and room.shown.outcome is not None:
            self._question.setText(_summary(room.shown.outcome))
            self._names.show_ballots(wall(room.shown))


def _summary(outcome: Outcome) -> str:
    tally = outcome.tally
    return tr(
        "{verdict}: {approve} tán thành, {disapprove} không tán thành, {abstain} không biểu quyết",
        verdict=word("verdict", outcome.verdict),
        approve=tally.approve,
        disapprove=tally.disapprove,
        abstain=tally.abstain,
    )


class Pause(_Page):
    """A sentence while nothing is discussed: adjourned, or closed with thanks."""

    def __init__(self, sentence: str, below: str) -> None:
        super().__init__()
        self._sentence, self._title = _title(), _small(lines=2)
        self._below = _small("text_faint")
        self._sentence.setText(sentence)
        self._below.setText(below)
        self.fill(self._sentence, self._title, self._below)

    def show_room(self, room: read.Room) -> None:
        """Show which meeting pauses."""
        self._title.setText(room.now.title)
