"""Who is signed in: avatar, name and role; in little room the avatar alone, its tooltip has the words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ecabinet.app.override import override
from ecabinet.app.read import Me
from ecabinet.core.people import Role
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.avatar import Avatar
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import leading_role


class MePanel(QPushButton):
    """The signed-in member at the right end of the top bar; pressed, it leads to the page about this laptop."""

    def __init__(self, me: Me, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("me")
        role = leading_role(me.roles)
        whole = tr("Đang làm việc với tên {name} – {role}. {title}", name=me.name, role=role, title=me.title).strip()
        self.setProperty("kind", "person")
        self.setAccessibleName(tr("{who}. Mở trang Máy này", who=whole.rstrip(".")))
        self.setToolTip(tr("{who}\nBấm để xem trang Máy này: mật khẩu, khóa màn hình, kho dùng chung", who=whole))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        avatar = Avatar(me.name, ink="chair" if Role.CHAIR in me.roles else "primary", parent=self)
        avatar.setToolTip(self.toolTip())
        self._words = QWidget(self)
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text, kind, color in ((me.name, "strong", "text"), (role, "caption", "text_muted")):
            label = TextLabel(text, kind, color, lines=1)  # type: ignore[arg-type]  # literals in the table above
            label.keep_whole()
            column.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current().tokens.space_2)
        self._row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)

    @override
    def sizeHint(self) -> QSize:
        """Room for what is in it."""
        return self._row.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()

    def show_words(self, shown: bool) -> None:
        """Show or leave out name and role beside the avatar."""
        self._words.setVisible(shown)
