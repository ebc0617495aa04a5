"""The sheets of the gallery that show whole pieces of a meeting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets import labels
from ecabinet.ui.widgets.agenda_dot import AgendaDot, AgendaState
from ecabinet.ui.widgets.buttons import danger_button, link_button, primary_button, quiet_button
from ecabinet.ui.widgets.card import Card, Hairline, ground
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.gallery_sheets import TITLE, clock, column_of, page
from ecabinet.ui.widgets.nav_rail import NavItem, NavRail
from ecabinet.ui.widgets.people_list import PeopleList
from ecabinet.ui.widgets.people_row import Person
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.widgets.search_field import SearchField
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.widgets.steps import Step, Steps
from ecabinet.ui.widgets.toast import Toast, ToastKind

PEOPLE = (
    Person("1", "Nguyễn Hữu Đạt", "Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tọa", ChipKind.CHAIR, seat="Ghế 1", leads=True),
    Person("2", "Trần Thị Bích Ngọc", "Giám đốc Sở Tài chính", "Đang phát biểu", ChipKind.PRIMARY, "mic", "Ghế 7"),
    Person("3", "Lê Quang Ưng", "Giám đốc Sở Nông nghiệp và Môi trường", "Có mặt", ChipKind.AGREE, seat="Ghế 8"),
    Person("4", "Đỗ Ẫn", "Chánh Thanh tra tỉnh", "Vắng mặt", ChipKind.DISAGREE, "user-x"),
    Person("5", "Hoàng Thị Yến", "Phó Giám đốc Sở Xây dựng, dự thay Giám đốc Sở Xây dựng", "Dự thay", ChipKind.ABSTAIN,
           "repeat", "Ghế 12"),
    Person("6", "Phạm Văn Ổn", "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh"),
)  # fmt: skip
STEPS = (
    Step("agenda", "Chương trình 10 mục, đủ thời gian", done=True),
    Step("papers", "Tài liệu đã ký số", done=True, detail="23 tài liệu, 412 trang"),
    Step("people", "Giấy mời", done=False, detail="Còn 3 đại biểu chưa được mời", action="Xem"),
    Step("rule", "Quy tắc biểu quyết", done=False, action="Chọn"),
)
PLACES = (
    NavItem("today", "Hôm nay", "house", "Ctrl+1"),
    NavItem("meeting", "Phiên họp", "landmark", "Ctrl+2"),
    NavItem("papers", "Tài liệu", "files", "Ctrl+3"),
    NavItem("opinion", "Phiếu lấy ý kiến", "vote", "Ctrl+4"),
    NavItem("tasks", "Nhiệm vụ", "list-todo", "Ctrl+5"),
    NavItem("statistics", "Thống kê", "chart-column", "Ctrl+6"),
)


def lists() -> QWidget:
    """People, steps, segments, search and notices."""
    made = page()
    column = column_of(made, "Thành phần dự họp")
    halves = QHBoxLayout()
    halves.setSpacing(current().tokens.space_5)
    halves.addLayout(_people(), 3)
    halves.addLayout(_side(), 2)
    column.addLayout(halves, 1)
    return made


def _people() -> QVBoxLayout:
    column = QVBoxLayout()
    tools = QHBoxLayout()
    search = SearchField("Tìm theo tên hoặc chức vụ", object_name="search")
    parts = Segmented(
        [Segment("all", "Tất cả"), Segment("here", "Có mặt"), Segment("away", "Vắng")],
        object_name="parts",
        accessible_name="Lọc đại biểu",
    )
    parts.set_count("here", 18)
    tools.addWidget(search, 1)
    tools.addWidget(parts)
    people = PeopleList(object_name="people", accessible_name="Đại biểu")
    people.people.show_people(PEOPLE)
    people.setCurrentIndex(people.people.index(2))
    column.addLayout(tools)
    column.addWidget(people, 1)
    return column


def _side() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(current().tokens.space_3)
    card = Card("Trước khi phát hành", object_name="ready")
    steps = Steps()
    steps.show_steps(STEPS)
    card.body.addWidget(steps)
    column.addWidget(card)
    sentences = (
        (ToastKind.DONE, "Đã ghi nhận 09:31:07 · đã chuyển tới chủ tọa"),
        (ToastKind.INFO, "Có bản 2 của 215/TTr-STC"),
        (ToastKind.WARNING, "Chưa chuyển, sẽ tự gửi khi có kết nối"),
        (ToastKind.REFUSED, "Không mở được biểu quyết: chưa đủ 2/3 thành viên có mặt (11/20, cần 14)"),
    )
    for kind, sentence in sentences:
        toast = Toast()
        if kind is ToastKind.INFO:
            toast.add_action(link_button("Xem", object_name="see"))
        toast.say(sentence, kind)
        column.addWidget(toast)
    column.addStretch(1)
    return column


def meeting() -> QWidget:
    """The rail, the now bar, the agenda and a panel, to see how the pieces stand together."""
    made = page()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = NavRail(PLACES, [NavItem("admin", "Quản trị", "settings")])
    rail.set_current("meeting")
    rail.set_badge("papers", 12)
    rail.set_badge("opinion", 1)
    row.addWidget(rail)
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(_now_bar())
    right.addWidget(Hairline())
    below = QHBoxLayout()
    below.addWidget(_agenda(), 2)
    below.addWidget(Hairline(Qt.Orientation.Vertical))
    below.addLayout(_panel(), 3)
    right.addLayout(below, 1)
    row.addLayout(right, 1)
    return made


def _now_bar() -> QWidget:
    bar = ground("panel", object_name="now-bar")
    tokens = current().tokens
    row = QHBoxLayout(bar)
    row.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
    row.setSpacing(tokens.space_3)
    watch = Countdown(clock, role="figure")
    watch.run(clock(), 402)
    quorum = QuorumGauge(compact=True)
    quorum.show_quorum(18, 20, 14, "Đủ điều kiện họp: cần 14/20")
    row.addWidget(AgendaDot(AgendaState.NOW, "Đang họp"))
    row.addWidget(labels.eliding(f"Mục 4/10 · {TITLE}", role="strong"), 1)
    row.addWidget(labels.muted("Trần Thị Bích Ngọc", lines=1))
    row.addWidget(watch)
    row.addWidget(quorum)
    row.addWidget(Chip(ChipKind.AGREE, "Đã đồng bộ", "refresh-cw"))
    return bar


def _agenda() -> QWidget:
    tree = QTreeWidget()
    tree.ensurePolished()
    tree.setHeaderHidden(True)
    tree.setObjectName("agenda")
    for at, name in enumerate(("Khai mạc", "Báo cáo tình hình kinh tế – xã hội tháng 11", "Phương án phân bổ vốn")):
        item = QTreeWidgetItem(tree, [f"{at + 1}. {name}"])
        if at == 1:
            QTreeWidgetItem(item, ["215/TTr-STC · 18 trang"])
            QTreeWidgetItem(item, ["131/BC-STP · 6 trang"])
            item.setExpanded(True)
        tree.setCurrentItem(item)
    return tree


def _panel() -> QVBoxLayout:
    column = QVBoxLayout()
    tokens = current().tokens
    column.setContentsMargins(tokens.space_4, tokens.space_4, tokens.space_4, tokens.space_4)
    column.setSpacing(tokens.space_3)
    tabs = ("Ghi chú", "Phát biểu", "Biểu quyết", "Thành phần")
    column.addWidget(Segmented([Segment(t, t) for t in tabs], object_name="tabs", accessible_name="Bảng bên"))
    states = (
        (AgendaState.DONE, "Khai mạc"),
        (AgendaState.NOW, "Phương án phân bổ vốn"),
        (AgendaState.NEXT, "Tổng kết"),
    )
    for state, words in states:
        line = QHBoxLayout()
        line.setSpacing(tokens.space_3)
        line.addWidget(AgendaDot(state, words))
        line.addWidget(labels.reading(words, lines=1), 1)
        line.addWidget(labels.number("09:05", role="body", color="text_muted"))
        column.addLayout(line)
    foot = QHBoxLayout()
    foot.addWidget(primary_button("Mở biểu quyết", "vote", object_name="open"))
    foot.addWidget(quiet_button("Mời phát biểu", "mic", object_name="call"))
    foot.addWidget(danger_button("Tạm dừng", "pause", object_name="pause"))
    foot.addStretch(1)
    column.addStretch(1)
    column.addLayout(foot)
    return column
