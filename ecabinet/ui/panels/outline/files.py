"""What became of dropped files: a quiet line for each."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.outline.presenter import FileLine, FileState
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.buttons import icon_button
from ecabinet.ui.widgets.card import Picture
from ecabinet.ui.widgets.labels import TextLabel, strong
from ecabinet.ui.words import tr

_LOOKS: dict[FileState, tuple[str, ColorName]] = {
    FileState.WORKING: ("loader-circle", "text_muted"),
    FileState.LAID: ("circle-check", "agree"),
    FileState.REFUSED: ("circle-x", "disagree"),
    FileState.UNMATCHED: ("circle-question-mark", "abstain"),
}


class FileLines(QWidget):
    """The lines of the last drop; the cross puts them away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline-files")
        self._title = strong("", lines=1)
        close = icon_button("x", object_name="outline-files-close", accessible_name=tr("Đóng danh sách tệp"))
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(self._column)
        self.hide()

    def show_files(self, files: tuple[FileLine, ...]) -> None:
        """Show how far the files are; those that need the person come first."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        laid = sum(file.state is FileState.LAID for file in files)
        self._title.setText(tr("Đã nhận {laid}/{count} tệp", laid=laid, count=len(files)))
        for file in sorted(files, key=lambda file: file.state is FileState.LAID):
            self._column.addWidget(_row(file))
        self.setVisible(bool(files))


def _row(file: FileLine) -> QWidget:
    made = QWidget()
    icon, color = _LOOKS[file.state]
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current().tokens.space_2)
    row.addWidget(Picture(icon, color, current().tokens.icon_small))
    row.addWidget(TextLabel(words_of(file), "caption", "text_muted"), 1)
    return made


def words_of(file: FileLine) -> str:
    """The line as a sentence."""
    if file.state is FileState.REFUSED and file.error is not None:
        return f"{file.name}: {sentence(file.error)}"
    texts = {
        FileState.WORKING: tr("{name}: đang kiểm tra…", name=file.name),
        FileState.LAID: tr("{name}: đã đưa vào mục {number}.", name=file.name, number=file.number),
        FileState.UNMATCHED: tr("{name}: chưa rõ thuộc mục nào. Hãy kéo tệp này thả vào đúng mục.", name=file.name),
    }
    if file.state is FileState.LAID and not file.number:
        return tr("{name}: đã thêm bản mới.", name=file.name)
    return texts.get(file.state, file.name)
