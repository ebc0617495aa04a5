"""Every screen of every role, for people who listen, who use the keyboard alone, and who need large text."""

import re

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTextEdit,
    QTreeView,
    QWidget,
)

from ecabinet.ui.theme.theme import Mode, Theme
from ecabinet.ui.widgets.labels import TextLabel
from tests.ui.whole.windows import ROLES, views, visible, window

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QListView, QTextEdit, QTreeView)
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|not|no|yes|ok|open|close|save|cancel|edit|delete|add|remove|new|search|vote|meeting|agenda|"
    r"file|files|page|pages|next|previous|back|home|settings|error|loading|item|items|paper|papers|minutes|agree)\b",
    re.IGNORECASE,
)
SIZES = [((1366, 768), 1.0), ((1024, 680), 1.0), ((1366, 768), 1.5), ((1024, 680), 2.0)]


@pytest.fixture
def theme(qapp):
    made = Theme()
    made.apply(Mode.LIGHT, 1.0)
    yield made
    made.apply(Mode.LIGHT, 1.0)


@pytest.fixture
def shown(theme, qtbot):
    """Shows the window of a role and gives it back."""

    def show(role, size=(1366, 768), scale=1.0):
        theme.apply(Mode.LIGHT, scale)
        made = window(theme, role)
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        qtbot.waitExposed(made)
        return made

    return show


def own(control):
    """Whether it is a control of ours, not a part Qt puts into a field or a scroll bar."""
    inside = isinstance(control.parent(), QLineEdit | QAbstractSpinBox | QComboBox)
    return not inside and not control.objectName().startswith("qt_")


def spoken(control):
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")


def takes_tab(control, chain):
    return control in chain and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def reached(control, chain):
    """By the Tab key, or by the arrow keys from a neighbour of its kind that takes it, as in the rail."""
    group = [other for other in control.parentWidget().children() if type(other) is type(control)]
    return any(takes_tab(other, chain) for other in (control, *(group if len(group) > 1 else ())))


def words(made):
    """Every text that can be read or heard now."""
    for label in visible(made, QLabel):
        yield label.text()
    for control in visible(made, *CONTROLS):
        if own(control):
            yield from (spoken(control), control.toolTip())
        if isinstance(control, QComboBox):
            yield from (control.itemText(at) for at in range(control.count()))
        if isinstance(control, QLineEdit):
            yield control.placeholderText()


@pytest.mark.parametrize("role", ROLES)
def test_every_control_says_what_it_is(shown, role):
    for view in views(shown(role)):
        for control in filter(own, visible(view.window, *CONTROLS)):
            assert spoken(control).strip(), (view.key, type(control).__name__, control.objectName())


@pytest.mark.parametrize("role", ROLES)
def test_the_tab_key_reaches_every_control(shown, role, qapp):
    for view in views(shown(role)):
        made, chain = view.window, set()
        qapp.processEvents()
        at = made.nextInFocusChain()
        while at not in chain:
            chain.add(at)
            at = at.nextInFocusChain()
        for control in filter(own, visible(made, *CONTROLS)):
            if control.isEnabled() and control.focusProxy() is None:
                assert reached(control, chain), (view.key, type(control).__name__, control.objectName())


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_english(shown, role):
    for view in views(shown(role)):
        for text in words(view.window):
            assert not ENGLISH.search(text), (view.key, text)


class Doorman(QObject):
    """Notes every widget that comes up as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt names it
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched.objectName())
        return False


@pytest.mark.parametrize("role", ROLES)
def test_no_part_flashes_up_as_a_window(shown, role, qapp):
    doorman = Doorman()
    qapp.installEventFilter(doorman)
    for _view in views(shown(role)):
        qapp.processEvents()
    qapp.removeEventFilter(doorman)
    assert doorman.seen == ["window"]


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("role", ROLES)
def test_no_word_is_cut_off(shown, role, size, scale, qapp):
    made = shown(role, size, scale)
    assert (made.width(), made.height()) == size
    for view in views(made):
        for _turn in range(3):
            qapp.processEvents()
        for button in visible(made, QPushButton):
            text = button.text().replace("&&", "&")
            room = button.contentsRect().width()
            assert QFontMetricsF(button.font()).horizontalAdvance(text) <= room, (view.key, text, room)
        for label in visible(made, QLabel):
            if not isinstance(label, TextLabel) and not label.wordWrap():
                assert label.sizeHint().width() <= label.width(), (view.key, label.text())


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("role", ROLES)
def test_nothing_stands_outside_its_place(shown, role, size, scale, qapp):
    made = shown(role, size, scale)
    for view in views(made):
        for _turn in range(3):
            qapp.processEvents()
        for control in filter(own, visible(made, QAbstractButton, QComboBox, QLineEdit)):
            place = control.parentWidget()
            assert control.geometry().right() <= place.width(), (view.key, control.objectName())
            corner = control.mapTo(made, control.rect().topRight())
            assert corner.x() <= made.width(), (view.key, control.objectName())
