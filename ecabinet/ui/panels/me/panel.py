"""Who is signed in: avatar, name and role; in little room the avatar alone, its tooltip has the words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ecabinet.app.read import Me
from ecabinet.core.people import Role
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.avatar import Avatar
from ecabinet.ui.widgets.labels import TextLabel
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word

_ORDER = (Role.CHAIR, Role.SECRETARY, Role.ADMINISTRATOR, Role.TELLER, Role.DELEGATE, Role.GUEST)


def leading_role(me: Me) -> str:
    """Return the word for the role that says most about a person here."""
    return next((word("role", role) for role in _ORDER if role in me.roles), tr("Thành viên"))


class MePanel(QWidget):
    """The signed-in member at the right end of the top bar."""

    def __init__(self, me: Me, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("me")
        role = leading_role(me)
        whole = tr("Đang làm việc với tên {name} – {role}. {title}", name=me.name, role=role, title=me.title).strip()
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        avatar = Avatar(me.name, ink="chair" if Role.CHAIR in me.roles else "primary", parent=self)
        avatar.setToolTip(whole)
        self._words = QWidget(self)
        column = QVBoxLayout(self._words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for text, kind, color in ((me.name, "strong", "text"), (role, "caption", "text_muted")):
            label = TextLabel(text, kind, color, lines=1)  # type: ignore[arg-type]  # literals in the table above
            label.keep_whole()
            column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().tokens.space_2)
        row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_words(self, shown: bool) -> None:
        """Show or leave out name and role beside the avatar."""
        self._words.setVisible(shown)
