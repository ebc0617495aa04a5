"""People in a list view, drawn as rows of `widgets.people_row`.

`PeopleModel` shows a frozen tuple; a new state is a new tuple, and selection and scrolling stay as long as
the same people stand in the same order.
"""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ecabinet.app.override import override
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.people_row import Person, paint_person, row_height

PERSON_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole `Person` of a row."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PeopleModel(QAbstractListModel):
    """A list of people in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """The people shown."""
        return self._people

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show others; rows that stay in place are only painted again."""
        if [person.key for person in people] == [person.key for person in self._people]:
            self._people = people
            if people:
                self.dataChanged.emit(self.index(0), self.index(len(people) - 1))
            return
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many people there are."""
        return 0 if parent.isValid() else len(self._people)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name, the tooltip, the spoken row, or the `Person`."""
        if not index.isValid():
            return None
        person = self._people[index.row()]
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: person.name,
            Qt.ItemDataRole.ToolTipRole: person.title,
            Qt.ItemDataRole.AccessibleTextRole: person.spoken,
            PERSON_ROLE: person,
        }
        return answers.get(role)


class PersonDelegate(QStyledItemDelegate):
    """Draws the rows of a `PeopleModel`."""

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(0, row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the person, and the ring of the keyboard."""
        person = index.data(PERSON_ROLE)
        if not isinstance(person, Person):
            return
        theme = current()
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.tokens.ring / 2
        box = QRectF(rect).adjusted(half, half, -half, -half)
        chosen, over = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        keyed = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
        ground: ColorName = "primary_soft" if chosen else "surface_hover"
        painter.setPen(QPen(theme.color("primary"), theme.tokens.ring) if keyed else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if chosen or over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.tokens.radius_control, theme.tokens.radius_control)
        paint_person(painter, QRectF(rect), person, chosen=bool(chosen))
        painter.restore()


class PeopleList(QListView):
    """A list view of people; `picked` carries the key of the one clicked or entered."""

    picked = Signal(str)

    def __init__(self, *, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.people = PeopleModel(self)
        self.setModel(self.people)
        self.setItemDelegate(PersonDelegate(self))
        self.activated.connect(self.on_activated)
        self.clicked.connect(self.on_activated)
        current().changed.connect(self.on_theme)

    @Slot(QModelIndex)
    def on_activated(self, index: QModelIndex) -> None:
        """Announce the person of a row."""
        person = index.data(PERSON_ROLE)
        if isinstance(person, Person):
            self.picked.emit(person.key)

    @Slot()
    def on_theme(self) -> None:
        """Lay the rows out for the sizes of now."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
