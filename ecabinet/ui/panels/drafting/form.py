"""The form of a meeting's header."""

from datetime import datetime

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit, QTimeEdit, QWidget

from ecabinet.app import read
from ecabinet.core.errors import BadValue
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Role
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.drafting.presenter import Draft
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.field import Field, choice_field, line_field, time_field
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import values
from ecabinet.ui.words.times import VIETNAM, instant, local

_AnyField = Field[QLineEdit] | Field[QTimeEdit] | Field[QComboBox]


class DraftingForm(QWidget):
    """Fields for title, kind, times, venue, chair and secretary."""

    def __init__(self, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = line_field(tr("Tên phiên họp"), object_name="draft-title")
        self.kind = choice_field(tr("Loại phiên họp"), object_name="draft-kind", choices=values("meeting"))
        self.day = _date_field(now)
        self.starts = time_field(tr("Bắt đầu"), object_name="draft-starts", value=QTime(8, 0))
        self.ends = time_field(tr("Kết thúc"), object_name="draft-ends", value=QTime(11, 30))
        self.venue = line_field(tr("Địa điểm"), object_name="draft-venue")
        self.chair = choice_field(tr("Chủ tọa"), object_name="draft-chair", choices={})
        self.secretary = choice_field(tr("Thư ký"), object_name="draft-secretary", choices={})
        self._lay_out()

    def draft(self) -> Draft:
        """What is written now."""
        return Draft(
            title=self.title.editor.text().strip(),
            kind=str(self.kind.editor.currentData()),
            starts_at=self._at(self.starts.editor.time()),
            ends_at=self._at(self.ends.editor.time()),
            venue=self.venue.editor.text().strip(),
            chair=MemberId(str(self.chair.editor.currentData() or "")),
            secretary=MemberId(str(self.secretary.editor.currentData() or "")),
        )

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer the members; those with the role come first and are proposed."""
        _fill(self.chair.editor, members, Role.CHAIR)
        _fill(self.secretary.editor, members, Role.SECRETARY)

    def show_header(self, agenda: read.Agenda) -> None:
        """Show a meeting that exists; what cannot be changed any more is shown and locked."""
        self.title.editor.setText(agenda.title)
        self.kind.editor.setCurrentIndex(self.kind.editor.findData(agenda.kind))
        start, end = local(agenda.starts_at), local(agenda.ends_at)
        self.day.editor.setDate(QDate(start.year, start.month, start.day))
        self.starts.editor.setTime(QTime(start.hour, start.minute))
        self.ends.editor.setTime(QTime(end.hour, end.minute))
        self.venue.editor.setText(agenda.venue)
        self.chair.editor.setCurrentText(agenda.chair_name)
        self.secretary.editor.setCurrentText(agenda.secretary_name)
        for locked in (self.kind, self.chair, self.secretary):
            locked.editor.setEnabled(False)

    def refuse(self, error: BadValue) -> bool:
        """Say under the field why its value is refused; False when no field is about it."""
        fields: dict[str, _AnyField] = {
            "title": self.title,
            "ends_at": self.ends,
            "starts_at": self.starts,
            "venue": self.venue,
            "chair": self.chair,
            "secretary": self.secretary,
        }
        if error.field not in fields:
            return False
        fields[error.field].refuse(sentence(error))
        return True

    def accept(self) -> None:
        """Take all marks away."""
        for field in (self.title, self.starts, self.ends, self.venue, self.chair, self.secretary):
            field.accept()

    def _at(self, time: QTime) -> Instant:
        day = self.day.editor.date()
        moment = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=VIETNAM)
        return instant(moment)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current().tokens.space_4)
        grid.setVerticalSpacing(current().tokens.space_1)
        grid.addWidget(self.title, 0, 0, 1, 6)
        grid.addWidget(self.kind, 1, 0, 1, 3)
        grid.addWidget(self.venue, 1, 3, 1, 3)
        grid.addWidget(self.day, 2, 0, 1, 2)
        grid.addWidget(self.starts, 2, 2, 1, 2)
        grid.addWidget(self.ends, 2, 4, 1, 2)
        grid.addWidget(self.chair, 3, 0, 1, 3)
        grid.addWidget(self.secretary, 3, 3, 1, 3)
        for column in range(6):
            grid.setColumnStretch(column, 1)


def _date_field(now: Instant) -> Field[QDateEdit]:
    """The day of the meeting; a week from now until somebody chooses."""
    day = local(now)
    editor = QDateEdit(QDate(day.year, day.month, day.day).addDays(7))
    editor.setObjectName("draft-day")
    editor.setDisplayFormat("dd/MM/yyyy")
    editor.lineEdit().setTextMargins(current().tokens.space_3, 0, 0, 0)
    return Field(tr("Ngày"), editor)


def _fill(editor: QComboBox, members: tuple[read.MemberLine, ...], role: Role) -> None:
    chosen = editor.currentData()
    editor.clear()
    for member in sorted(members, key=lambda member: role not in member.roles):
        editor.addItem(member.name, member.member)
    editor.setCurrentIndex(max(0, editor.findData(chosen)))
