"""The outline's tools: everything dragging can do, by button and keyboard too."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button, quiet_button
from ecabinet.ui.words import tr

_TOOLS = (
    ("up", "arrow-up", "Chuyển lên", "Alt+Up"),
    ("down", "arrow-down", "Chuyển xuống", "Alt+Down"),
    ("indent", "indent-increase", "Thành mục con", "Alt+Right"),
    ("outdent", "indent-decrease", "Ra ngoài một cấp", "Alt+Left"),
    ("edit", "pencil", "Sửa tên mục", "Ctrl+E"),
    ("remove", "trash-2", "Gỡ khỏi chương trình", "Ctrl+Del"),
)


class OutlineToolbar(QWidget):
    """Tools for the row chosen; `pressed` carries the tool's key."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline-tools")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_1)
        self._tools = {key: self._tool(key, icon, tr(text), keys) for key, icon, text, keys in _TOOLS}
        for tool in self._tools.values():
            row.addWidget(tool)
        row.addStretch(1)
        self._files = quiet_button(tr("Thêm tài liệu PDF…"), "file-plus", object_name="outline-tool-files")
        self._files.setProperty("tool", "files")
        self._files.clicked.connect(self.on_clicked)
        row.addWidget(self._files)
        self.show_fit(item=False, paper=False)

    def show_fit(self, *, item: bool, paper: bool) -> None:
        """Enable what can be done to the row chosen."""
        for key, tool in self._tools.items():
            tool.setEnabled(item or (paper and key == "remove"))

    @Slot()
    def on_clicked(self) -> None:
        """Announce the tool."""
        self.pressed.emit(str(self.sender().property("tool")))

    def _tool(self, key: str, icon: str, text: str, keys: str) -> QToolButton:
        made = icon_button(icon, object_name=f"outline-tool-{key}", accessible_name=text)
        made.setToolTip(f"{text} ({keys})")
        made.setShortcut(keys)
        made.setProperty("tool", key)
        made.clicked.connect(self.on_clicked)
        return made
