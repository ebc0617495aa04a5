"""The page on which an invitation is given: a file, or its text; then it says who invites whom."""

from PySide6.QtCore import Qt, Signal, Slot

from ecabinet.core.ids import Instant
from ecabinet.ui.first_run.join.drop_well import DropWell
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.ports import Invited
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.field import area_field
from ecabinet.ui.widgets.labels import TextLabel, muted, section_title
from ecabinet.ui.words import times, tr

_FAR = Instant(250_000_000_000_000)
"""The year 9892: later ones do not fit into a calendar in every zone."""


class InvitationPage(Page):
    """Drop, choose or paste.

    Signals:
        text_given(str): the text of an invitation was pasted.
    """

    text_given = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Thư mời"),
            tr("Quản trị đã gửi ông, bà một tệp thư mời, qua USB, thư điện tử hoặc trao tay."),
            object_name="invitation",
            forward=tr("Đúng, tiếp tục"),
        )
        self.well = DropWell(tr("Thả tệp thư mời vào đây"), object_name="drop-invitation")
        self.paste = link_button(tr("Dán nội dung thư mời thay cho tệp"), "copy", object_name="paste-invitation")
        self.area = area_field(
            tr("Nội dung thư mời"),
            object_name="invitation-text",
            hint=tr("Dán toàn bộ, từ dòng đầu đến dòng cuối."),
            rows=4,
        )
        self.card = Card(object_name="invited")
        self._organization, self._member = section_title(""), TextLabel("", "reading")
        self._until = muted("")
        for label in (self._organization, self._member, self._until):
            self.card.body.addWidget(label)
        self.body.addWidget(self.well)
        self.body.addWidget(self.paste, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add_field("invitation", self.area)
        self.body.addSpacing(current().tokens.space_2)
        self.body.addWidget(self.card)
        self.paste.clicked.connect(self.on_paste)
        self.area.editor.textChanged.connect(self.on_text)
        self.clear()

    def clear(self) -> None:
        """Begin with no invitation."""
        self.accept()
        self.card.hide()
        self.area.hide()
        self.area.editor.clear()
        self.well.show()
        self.paste.show()
        self.forward_button.hide()

    def show_invited(self, invited: Invited) -> None:
        """Say who invites whom; the way on appears."""
        self.accept()
        self._organization.setText(invited.organization)
        self._member.setText(tr("mời {name}", name=invited.member))
        until = Instant(min(invited.expires, _FAR))
        self._until.setText(tr("Thư mời có giá trị đến {time}, {day}.", time=times.clock(until), day=times.day(until)))
        for part in (self.well, self.paste, self.area):
            part.hide()
        self.card.show()
        self.forward_button.show()
        self.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_unreadable(self) -> None:
        """Offer the file again after one that was none."""
        self.card.hide()
        self.forward_button.hide()

    @Slot()
    def on_paste(self) -> None:
        """Show the place to paste into."""
        self.paste.hide()
        self.well.hide()
        self.area.show()
        self.area.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def on_text(self) -> None:
        """Read what was pasted; an invitation is never typed letter by letter."""
        text = self.area.editor.toPlainText().strip()
        if text:
            self.text_given.emit(text)
