"""The page on which a meeting is drafted, or its header edited."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import BadValue, EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.things import Meeting
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.drafting.form import DraftingForm
from ecabinet.ui.panels.drafting.presenter import DraftingPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import primary_button, quiet_button
from ecabinet.ui.widgets.labels import muted, page_title
from ecabinet.ui.widgets.scrolled import scrolled
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr

_WIDE = 760


class DraftingPanel(Panel):
    """The form with its two presses.

    Signals:
        saved(str): the meeting, empty when it is not known yet.
        left: the person gave up.
    """

    concerns = (Meeting,)
    saved = Signal(str)
    left = Signal()

    def __init__(self, context: Context, meeting: MeetingId | None, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("drafting")
        self._presenter = DraftingPresenter(self, context.runner, meeting)
        self._filled = False
        self.form = DraftingForm(context.clock.now())
        self._toast = Toast(object_name="draft-toast")
        save = tr("Tạo phiên họp") if meeting is None else tr("Lưu thay đổi")
        self._save = primary_button(save, "check", object_name="draft-save", large=True)
        self._leave = quiet_button(tr("Quay lại"), "arrow-left", object_name="draft-leave", large=True)
        self._save.clicked.connect(self.on_save)
        self._leave.clicked.connect(self.left)
        self._lay_out(new=meeting is None)

    @override
    def refresh(self) -> None:
        """Ask who there is; what is being written is left alone."""
        if not self._filled:
            self._presenter.refresh()

    def show_members(self, members: tuple[read.MemberLine, ...]) -> None:
        """Offer chairs and secretaries."""
        self.form.show_members(members)
        self._filled = True

    def show_header(self, agenda: read.Agenda) -> None:
        """Show the header to edit."""
        self.form.show_header(agenda)

    def show_field_refusal(self, error: BadValue) -> None:
        """Say why, under the field."""
        if not self.form.refuse(error):
            self.show_refusal(error)

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why nothing was saved."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    def show_saved(self, meeting: MeetingId | None) -> None:
        """Tell the screen to go on."""
        self._filled = False
        self.saved.emit(meeting or "")

    @Slot()
    def on_save(self) -> None:
        """Save what is written."""
        self._toast.put_away()
        self.form.accept()
        self._presenter.save(self.form.draft())

    def _lay_out(self, *, new: bool) -> None:
        tokens = current().tokens
        presses = QHBoxLayout()
        presses.setSpacing(tokens.space_3)
        presses.addWidget(self._save)
        presses.addWidget(self._leave)
        presses.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(tokens.space_1, 0, tokens.space_4, tokens.space_1)
        column.setSpacing(tokens.space_3)
        column.addWidget(page_title(tr("Tạo phiên họp") if new else tr("Thông tin phiên họp")))
        if new:
            hint = tr("Chương trình, tài liệu và thành phần được thêm ở bước sau. Chưa ai thấy phiên họp này.")
            column.addWidget(muted(hint))
        column.addSpacing(tokens.space_2)
        column.addWidget(self.form)
        column.addWidget(self._toast)
        column.addLayout(presses)
        column.addStretch(1)
        frame = QWidget()
        frame.setLayout(column)
        area = scrolled(frame, "draft-scroll")
        area.setMaximumWidth(current().px(_WIDE))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(tokens.space_6, tokens.space_5, tokens.space_6, tokens.space_5)
        outer.addWidget(area, 1)
        outer.addStretch(0)
