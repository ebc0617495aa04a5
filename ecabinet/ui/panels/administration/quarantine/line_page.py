"""One record that was set aside: who, what, where, when, why, and the way to let it count."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.administration.facts import FactList
from ecabinet.ui.panels.administration.quarantine import wording
from ecabinet.ui.panels.administration.quarantine.presenter import key_of, may_admit
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.confirmation import Confirmation
from ecabinet.ui.widgets.labels import TextLabel, caption, section_title
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_ROWS = ("Người ghi", "Ở đâu", "Lúc ghi, theo máy đó", "Số thứ tự")


class LinePage(QWidget):
    """Shows a `QuarantineLine`.

    Signals:
        admission_wanted: it is to count, pressed twice.
    """

    admission_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quarantine-page")
        self._key = ""
        self._title, self._why = section_title(""), FactList(icon="info", color="abstain")
        self._values = [TextLabel("", "body") for _row in _ROWS]
        self._what = FactList(
            (
                tr("Nội dung này có hiệu lực như đã ghi, trên mọi máy, kể cả trong phiên họp đã qua."),
                tr("Việc công nhận được ghi tên máy quản trị này và không rút lại được."),
            )
        )
        self.admit = quiet_button(tr("Công nhận"), "check", object_name="quarantine-admit", large=True)
        self._sure = Confirmation(self.admit, tr("Bấm lần nữa để công nhận"))
        self._sure.confirmed.connect(self.on_sure)
        self.toast = Toast(object_name="quarantine-toast")
        self._lay_out()

    def show_line(self, line: read.QuarantineLine) -> None:
        """Show a record; a sentence about an earlier one goes away."""
        if key_of(line) != self._key:
            self.toast.put_away()
            self._sure.calm()
        self._key = key_of(line)
        self._title.setText(wording.kind_of(line))
        said = (wording.who(line), wording.place_of(line), wording.claimed(line), str(line.seq))
        for label, text in zip(self._values, said, strict=True):
            label.setText(text)
        self._why.show_facts((wording.reason(line),))
        for part in (self._what, self.admit):
            part.setVisible(may_admit(line))
        self.admit.setEnabled(True)

    def show_admitted(self) -> None:
        """Say that it counts; what is shown stays to be read."""
        for part in (self._what, self.admit):
            part.hide()
        self.toast.say(tr("Đã công nhận. Các máy khác biết ở lần trao đổi tới."), ToastKind.DONE)

    def refuse(self, error: EcabinetError) -> None:
        """Say why it still does not count."""
        self.admit.setEnabled(True)
        self.toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_sure(self) -> None:
        """Announce it once."""
        self.toast.put_away()
        self.admit.setEnabled(False)
        self.admission_wanted.emit()

    def _lay_out(self) -> None:
        tokens = current().tokens
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.space_4)
        grid.setVerticalSpacing(tokens.space_1)
        grid.setColumnStretch(1, 1)
        for row, (text, label) in enumerate(zip(_ROWS, self._values, strict=True)):
            grid.addWidget(caption(tr(text), lines=1), row, 0)
            grid.addWidget(label, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_3)
        column.addWidget(self._title)
        column.addLayout(grid)
        for part in (self._why, self._what, self.toast):
            column.addWidget(part)
        column.addWidget(self.admit, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
