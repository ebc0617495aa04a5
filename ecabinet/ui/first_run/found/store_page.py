"""The page that says where replicas exchange data: a shared folder, or the address of a database."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from ecabinet.ui.first_run.page import Page
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import quiet_button
from ecabinet.ui.widgets.field import line_field
from ecabinet.ui.widgets.labels import muted
from ecabinet.ui.words import tr


class StorePage(Page):
    """One line, and a button that fills it."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nơi trao đổi dữ liệu"),
            tr("Các máy gửi và nhận dữ liệu qua nơi này. Mất nơi này, mọi máy vẫn còn đủ dữ liệu để họp."),
            object_name="store",
            forward=tr("Tiếp tục"),
        )
        self.place = line_field(
            tr("Kho dùng chung: thư mục hoặc địa chỉ"),
            object_name="place",
            placeholder=r"\\may-chu\hop   ·   /mnt/hop   ·   postgresql://…",
        )
        choose = quiet_button(tr("Chọn thư mục…"), "folder-open", object_name="choose-folder")
        choose.clicked.connect(self.on_choose)
        self.add_field("store", self.place)
        self.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(current().tokens.space_3)
        self.body.addWidget(
            muted(
                tr(
                    "Thư mục phải trống và mọi thành viên đều ghi được: ổ mạng, thư mục đồng bộ hoặc USB. "
                    "Địa chỉ cơ sở dữ liệu do bộ phận kỹ thuật cung cấp."
                )
            )
        )
        self.place.editor.returnPressed.connect(self.forward_button.click)

    @Slot()
    def on_choose(self) -> None:
        """Ask for a folder."""
        folder = QFileDialog.getExistingDirectory(self, tr("Chọn thư mục làm kho dùng chung"), self.place.editor.text())
        if folder:
            self.place.editor.setText(folder)
