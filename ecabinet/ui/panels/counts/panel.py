"""The form for a counted vote: six numbers and a sentence that says whether they add up."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Ballot, Meeting, Vote
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.counts.presenter import CountsPresenter, Numbers, Verified
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button
from ecabinet.ui.widgets.card import EmptyState
from ecabinet.ui.widgets.field import Field, spin_field
from ecabinet.ui.widgets.labels import TextLabel, muted, section_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_MOST = 9999
_WIDE = 640
_FIELDS = (
    ("issued", "Số phiếu phát ra"),
    ("returned", "Số phiếu thu về"),
    ("invalid", "Không hợp lệ"),
    ("approve", "Tán thành"),
    ("disapprove", "Không tán thành"),
    ("abstain", "Không biểu quyết"),
)


class CountsPanel(Panel):
    """Six fields in two rows: papers, answers."""

    concerns = (Meeting, Vote, Ballot)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("counts")
        self._presenter = CountsPresenter(self, context.runner, meeting)
        self._vote = ""
        hint = tr("Khi chủ tọa mở biểu quyết bằng giơ tay hoặc bỏ phiếu, số phiếu được nhập ở đây.")
        self._empty = EmptyState("clipboard-list", tr("Không có biểu quyết nào cần nhập số."), hint=hint)
        self._question = section_title("")
        self._about = muted("")
        self.fields = {key: _field(key, tr(text)) for key, text in _FIELDS}
        for field in self.fields.values():
            field.editor.valueChanged.connect(self.on_changed_number)
        self._said = TextLabel("", "reading")
        self._toast = Toast(object_name="counts-toast")
        self._enter = primary_button(tr("Ghi kết quả kiểm phiếu"), "check", object_name="counts-enter", large=True)
        self._enter.clicked.connect(self.on_enter)
        self._form = scrolled(self._make_form(), "counts-scroll")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form, 1)
        column.addWidget(self._empty, 1)

    @override
    def refresh(self) -> None:
        """Ask which vote is open."""
        self._presenter.refresh()

    def show_vote(self, vote: read.Vote | None) -> None:
        """Show the open counted vote; numbers being typed are left alone."""
        self._form.setVisible(vote is not None)
        self._empty.setVisible(vote is None)
        if vote is None:
            self._vote = ""
            return
        self._question.setText(vote.question)
        self._about.setText(tr("{count} người có quyền biểu quyết.", count=vote.entitled))
        if vote.vote != self._vote:
            self._vote = vote.vote
            self._begin(vote)

    def show_verified(self, verified: Verified) -> None:
        """Say whether the numbers add up, in a sentence with the arithmetic."""
        self._said.setText(_verdict(verified))
        self._said.set_color("agree" if verified.good else "text_muted" if verified.fault == "none" else "disagree")
        self._enter.setEnabled(verified.good)

    def show_entered(self) -> None:
        """Say that the numbers stand in the record."""
        self._toast.say(tr("Đã ghi. Chủ tọa có thể đóng biểu quyết."), ToastKind.DONE)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why they were not recorded."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_changed_number(self) -> None:
        """Check while typing."""
        self._presenter.verify(self._numbers())

    @Slot()
    def on_enter(self) -> None:
        """Record the numbers."""
        self._toast.put_away()
        self._presenter.enter(self._numbers())

    def _numbers(self) -> Numbers:
        return Numbers(**{key: field.editor.value() for key, field in self.fields.items()})

    def _begin(self, vote: read.Vote) -> None:
        tally = vote.outcome.tally if vote.outcome else None
        known = {"issued": vote.issued or vote.entitled, "returned": vote.returned, "invalid": vote.invalid}
        if tally is not None:
            known |= {"approve": tally.approve, "disapprove": tally.disapprove, "abstain": tally.abstain}
        for key, field in self.fields.items():
            field.editor.setValue(known.get(key, 0))
        self._toast.put_away()
        self.on_changed_number()

    def _make_form(self) -> QWidget:
        tokens = current().tokens
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.space_4)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 3, place % 3)
        form = QWidget(self)
        form.setMaximumWidth(current().px(_WIDE))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addWidget(self._question)
        column.addWidget(self._about)
        column.addSpacing(tokens.space_2)
        column.addLayout(grid)
        column.addWidget(self._said)
        column.addWidget(self._toast)
        column.addWidget(self._enter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return form


def _field(key: str, text: str) -> Field[QSpinBox]:
    return spin_field(text, object_name=f"counts-{key}", bounds=(0, _MOST))


def _verdict(verified: Verified) -> str:
    numbers = verified.numbers
    if verified.fault == "issued":
        return tr(
            "Phát ra {issued} phiếu, nhiều hơn {entitled} người có quyền biểu quyết.",
            issued=numbers.issued,
            entitled=verified.entitled,
        )
    if verified.fault == "returned":
        return tr(
            "Thu về {returned} phiếu, nhiều hơn {issued} phiếu phát ra.",
            returned=numbers.returned,
            issued=numbers.issued,
        )
    if verified.fault == "none":
        return tr("Nhập số phiếu thu về và số phiếu từng loại.")
    values = {"sum": numbers.accounted, "returned": numbers.returned}
    if verified.fault == "sum":
        return tr(
            "Các ý kiến và phiếu không hợp lệ cộng lại là {sum}, chưa khớp với {returned} phiếu thu về.", **values
        )
    return tr("Các số đã khớp: cộng lại đúng {returned} phiếu thu về.", **values)
