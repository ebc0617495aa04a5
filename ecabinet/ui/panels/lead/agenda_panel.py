"""The chair's agenda: choose an item, then press to go to it."""

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from ecabinet.app import read
from ecabinet.app.override import override
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import MeetingId
from ecabinet.core.meeting import State
from ecabinet.core.things import Item, Meeting
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panel import Panel
from ecabinet.ui.panels.lead.agenda_model import LINE_ROLE, AgendaDelegate, AgendaModel
from ecabinet.ui.panels.lead.presenter import Leading, LeadPresenter
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.labels import section_title
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class AgendaPanel(Panel):
    """The list at the left of the chair's screen."""

    concerns = (Meeting, Item)

    def __init__(self, context: Context, meeting: MeetingId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("lead-agenda")
        self._presenter = LeadPresenter(self, context.runner, meeting)
        self._leading: Leading | None = None
        self._model = AgendaModel(self)
        self._list = self._make_list()
        self._call = quiet_button(tr("Chuyển sang mục này"), "arrow-right", object_name="lead-call-item")
        self._call.clicked.connect(self.on_call)
        self._call.setEnabled(False)
        self._toast = Toast(object_name="lead-agenda-toast")
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_3, tokens.space_4, tokens.space_3, tokens.space_4)
        column.setSpacing(tokens.space_3)
        column.addWidget(section_title(tr("Chương trình"), lines=1))
        column.addWidget(self._list, 1)
        column.addWidget(self._toast)
        column.addWidget(self._call)
        current().changed.connect(self.on_theme)

    @override
    def refresh(self) -> None:
        """Ask for the agenda."""
        self._presenter.refresh()

    def show_leading(self, leading: Leading) -> None:
        """Show the agenda; the current item is chosen when it has just changed."""
        moved = self._leading is None or self._leading.agenda.current != leading.agenda.current
        self._leading = leading
        chosen = self._chosen()
        self._model.show_lines(leading.agenda.lines)
        wanted = leading.agenda.current if moved or chosen is None else chosen.item
        row = self._model.row_of(wanted)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))
        self.on_chosen()

    def show_refusal(self, error: EcabinetError) -> None:
        """Say why the item cannot be called."""
        self._toast.say(sentence(error), ToastKind.REFUSED)

    @Slot()
    def on_chosen(self) -> None:
        """Offer to go to another item than the current one."""
        chosen, leading = self._chosen(), self._leading
        sits = leading is not None and leading.agenda.state is State.OPENED
        self._call.setEnabled(
            sits and chosen is not None and leading is not None and chosen.item != leading.agenda.current
        )

    @Slot()
    def on_call(self) -> None:
        """Go to the chosen item."""
        chosen = self._chosen()
        if chosen is not None and self._call.isEnabled():
            self._toast.put_away()
            self._presenter.call(chosen.item)

    @Slot(QModelIndex)
    def on_activated(self, _index: QModelIndex) -> None:
        """Enter on a row puts the keyboard on the button; one more press goes there."""
        if self._call.isEnabled():
            self._call.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def on_theme(self) -> None:
        """Lay the rows out for the sizes of now."""
        self._list.scheduleDelayedItemsLayout()

    def _chosen(self) -> read.AgendaLine | None:
        line = self._list.currentIndex().data(LINE_ROLE)
        return line if isinstance(line, read.AgendaLine) else None

    def _make_list(self) -> QListView:
        made = QListView(self)
        made.setObjectName("lead-agenda-list")
        made.setAccessibleName(tr("Chương trình phiên họp"))
        made.setMouseTracking(True)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        made.ensurePolished()
        made.setModel(self._model)
        made.setItemDelegate(AgendaDelegate(made))
        made.selectionModel().currentChanged.connect(self.on_chosen)
        made.activated.connect(self.on_activated)
        return made
