"""The question with whom to share: named members, chair or secretary at a press, or all who read the item."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ecabinet.app.read import MemberLine
from ecabinet.core.ids import AnnotationId, MemberId
from ecabinet.core.people import Role
from ecabinet.core.vietnamese import fold
from ecabinet.ui.panels.notes.notes import Note
from ecabinet.ui.panels.notes.requests import emptied
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button, primary_button, quiet_button
from ecabinet.ui.widgets.card import Hairline
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.widgets.labels import body, caption, section_title
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.words import tr


class ShareSheet(QWidget):
    """Chooses a circle for marks, and takes back what is shared."""

    shared = Signal(tuple, tuple)
    """Share these marks with these members; with all who read the item if there are none."""
    withdrawn = Signal(str)
    """Take back this share."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("share-sheet")
        self._names: tuple[AnnotationId, ...] = ()
        self._people: tuple[MemberLine, ...] = ()
        self.picked: dict[MemberId, str] = {}
        self.title = section_title(tr("Chia sẻ với ai?"))
        self.standing = QVBoxLayout()
        self.chair = quiet_button(tr("Chủ tọa"), object_name="share-chair")
        self.secretary = quiet_button(tr("Thư ký"), object_name="share-secretary")
        self.everybody = quiet_button(tr("Mọi người đọc mục này"), "users", object_name="share-everybody")
        self.search = SearchField(tr("Tìm theo tên, chức vụ"), object_name="share-search")
        self.list = PeopleList(object_name="share-people", accessible_name=tr("Người cùng họp"))
        self.who = body("", lines=3)
        self.share = primary_button(tr("Chia sẻ"), object_name="share-do")
        self.cancel = quiet_button(tr("Quay lại"), object_name="share-cancel")
        self._lay_out()
        self.chair.clicked.connect(self.on_chair)
        self.secretary.clicked.connect(self.on_secretary)
        self.everybody.clicked.connect(self.on_everybody)
        self.search.searched.connect(self.on_search)
        self.list.picked.connect(self.on_picked)
        self.share.clicked.connect(self.on_share)
        self.cancel.clicked.connect(self.closed)

    def ask(self, note: Note) -> None:
        """Ask about a mark; the people come by `show_people`."""
        self._names, self.picked = note.names, {}
        self.search.clear()
        emptied(self.standing)
        for one in note.line.shares:
            names = ", ".join(one.names) or tr("mọi người đọc mục này")
            self.standing.addWidget(body(tr("Đang chia sẻ với {names}.", names=names)))
            button = link_button(tr("Thu lại"), object_name=f"withdraw-{one.share}")
            button.setProperty("share", one.share)
            button.clicked.connect(self.on_withdraw)
            self.standing.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if note.line.shares:
            self.standing.addWidget(caption(tr("Ai đã đọc thì đã đọc; thu lại chỉ ẩn ghi chú từ lúc này.")))
        self._show()

    def show_people(self, people: tuple[MemberLine, ...]) -> None:
        """Show with whom it can be shared."""
        self._people = people
        self.chair.setVisible(any(Role.CHAIR in one.roles for one in people))
        self.secretary.setVisible(any(Role.SECRETARY in one.roles for one in people))
        self._show()

    @Slot(str)
    def on_picked(self, key: str) -> None:
        """Choose a member, or not any more."""
        self._toggle({one.member: one.name for one in self._people if one.member == key})

    @Slot()
    def on_chair(self) -> None:
        """Choose the chair."""
        self._toggle({one.member: one.name for one in self._people if Role.CHAIR in one.roles})

    @Slot()
    def on_secretary(self) -> None:
        """Choose the secretaries."""
        self._toggle({one.member: one.name for one in self._people if Role.SECRETARY in one.roles})

    @Slot()
    def on_everybody(self) -> None:
        """Share with all who read the item."""
        self.shared.emit(self._names, ())

    @Slot(str)
    def on_search(self, _words: str) -> None:
        """Show only those found."""
        self._show()

    @Slot()
    def on_share(self) -> None:
        """Share with those chosen."""
        if self.picked:
            self.shared.emit(self._names, tuple(sorted(self.picked)))

    @Slot()
    def on_withdraw(self) -> None:
        """Take one share back."""
        self.withdrawn.emit(str(self.sender().property("share")))

    def _toggle(self, chosen: dict[MemberId, str]) -> None:
        if chosen.keys() <= self.picked.keys():
            for member in chosen:
                del self.picked[member]
        else:
            self.picked |= chosen
        self._show()

    def _show(self) -> None:
        wanted = fold(self.search.text()).split()
        found = [one for one in self._people if all(word in fold(f"{one.name} {one.title}") for word in wanted)]
        self.list.people.show_people(tuple(self._person(one) for one in found))
        names = ", ".join(self.picked.values())
        self.who.setText(tr("Sẽ chia sẻ với: {names}.", names=names) if names else tr("Chọn người trong danh sách."))
        self.share.setEnabled(bool(self.picked))

    def _person(self, one: MemberLine) -> Person:
        chosen = one.member in self.picked
        state = (tr("Đã chọn"), ChipKind.PRIMARY, "check") if chosen else ("", ChipKind.NEUTRAL, "")
        return Person(one.member, one.name, one.title, *state)

    def _lay_out(self) -> None:
        tokens, column = current().tokens, QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_3, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_2)
        column.addWidget(self.title)
        column.addLayout(self.standing)
        quick: tuple[QPushButton, ...] = (self.chair, self.secretary)
        column.addLayout(presses(*quick))
        column.addWidget(self.everybody)
        column.addWidget(Hairline())
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.who)
        column.addLayout(presses(self.share, self.cancel))
