"""Comments asked for: who asks for what, and the way to ask."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ecabinet.app.read import RequestLine
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import link_button, primary_button, quiet_button
from ecabinet.ui.widgets.labels import body
from ecabinet.ui.widgets.presses import presses
from ecabinet.ui.words import tr


class Requests(QWidget):
    """Hidden while nothing is asked for and nothing may be."""

    asked = Signal(str)
    """Ask for comments with these words."""
    ended = Signal(str)
    """Ask for no further comments: the name of the request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment-requests")
        self.lines = QVBoxLayout()
        self.begin = quiet_button(tr("Xin góp ý"), "megaphone", object_name="request-begin")
        self.words = QLineEdit()
        self.words.setObjectName("request-words")
        self.words.setPlaceholderText(tr("Xin góp ý về điều gì?"))
        self.words.setAccessibleName(tr("Lời xin góp ý"))
        self.send = primary_button(tr("Gửi"), object_name="request-send")
        self.drop = quiet_button(tr("Bỏ"), object_name="request-drop")
        self.form = QWidget()
        inner = QVBoxLayout(self.form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.words)
        inner.addLayout(presses(self.send, self.drop))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().tokens.space_1)
        column.addLayout(self.lines)
        column.addWidget(self.begin)
        column.addWidget(self.form)
        self.begin.clicked.connect(self.on_begin)
        self.send.clicked.connect(self.on_send)
        self.words.returnPressed.connect(self.on_send)
        self.drop.clicked.connect(self.on_drop)
        self.form.hide()
        self.hide()
        self._shown: tuple[tuple[RequestLine, ...], bool] = ((), False)

    def show_requests(self, requests: tuple[RequestLine, ...], *, may_ask: bool) -> None:
        """Show what is asked for, and whether one may ask."""
        if (requests, may_ask) == self._shown:
            self.setVisible(bool(requests) or may_ask)
            return
        self._shown = (requests, may_ask)
        emptied(self.lines)
        for one in requests:
            self._add(one)
        self.form.hide()
        self.begin.setVisible(may_ask)
        self.setVisible(bool(requests) or may_ask)

    @Slot()
    def on_begin(self) -> None:
        """Open the field for what to ask."""
        self.begin.hide()
        self.form.show()
        self.words.setFocus()

    @Slot()
    def on_send(self) -> None:
        """Ask."""
        self.asked.emit(self.words.text().strip())
        self.on_drop()

    @Slot()
    def on_drop(self) -> None:
        """Ask nothing."""
        self.words.clear()
        self.form.hide()
        self.begin.setVisible(self._shown[1])

    @Slot()
    def on_end(self) -> None:
        """End one's own request."""
        self.ended.emit(str(self.sender().property("request")))

    def _add(self, one: RequestLine) -> None:
        said = tr("Bạn đang xin góp ý") if one.mine else tr("{name} xin góp ý", name=one.name)
        self.lines.addWidget(body(f"{said}: {one.text}" if one.text else said))
        if one.mine:
            button = link_button(tr("Kết thúc góp ý"), object_name=f"end-{one.request}")
            button.setProperty("request", one.request)
            button.clicked.connect(self.on_end)
            self.lines.addWidget(button)


def emptied(column: QVBoxLayout) -> None:
    """Take all widgets out of a column."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
