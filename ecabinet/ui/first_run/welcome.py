"""The first page of all: join by invitation, or found an organization."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ecabinet.ui.first_run.choice_card import ChoiceCard
from ecabinet.ui.first_run.page import Page
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.words import tr


class WelcomePage(Page):
    """Two large cards.

    Signals:
        join_chosen, found_chosen: which way the person goes.
    """

    join_chosen = Signal()
    found_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Chào mừng đến với eCabinet"),
            tr("Máy này chưa gắn với tổ chức nào. Ông, bà muốn làm gì?"),
            object_name="welcome",
        )
        self.back_button.hide()
        self.join_card = ChoiceCard(
            "mail",
            tr("Tham gia bằng thư mời"),
            tr("Dành cho đại biểu, chủ tọa, thư ký đã được quản trị gửi thư mời. Mất khoảng hai phút."),
            object_name="choose-join",
        )
        self.found_card = ChoiceCard(
            "landmark",
            tr("Lập tổ chức mới"),
            tr("Dành cho người quản trị, làm một lần cho cả tổ chức. Cần một USB để cất khóa gốc."),
            object_name="choose-found",
        )
        row = QHBoxLayout()
        row.setSpacing(current().tokens.space_4)
        for card in (self.join_card, self.found_card):
            row.addWidget(card, 1)
        self.body.addLayout(row)
        self.body.addSpacing(current().tokens.space_3)
        self.body.addWidget(caption(tr("Chưa có thư mời? Hãy liên hệ người quản trị của cơ quan.")))
        self.join_card.clicked.connect(self.join_chosen)
        self.found_card.clicked.connect(self.found_chosen)
