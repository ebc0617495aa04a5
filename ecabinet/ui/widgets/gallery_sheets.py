"""The sheets of the gallery, with the sort of words the program really shows."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets import labels
from ecabinet.ui.widgets.banner import Banner
from ecabinet.ui.widgets.buttons import (
    VoteButton,
    VoteChoice,
    VoteState,
    danger_button,
    icon_button,
    link_button,
    primary_button,
    quiet_button,
)
from ecabinet.ui.widgets.card import Card, EmptyState, Hairline, ground
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.countdown import Countdown
from ecabinet.ui.widgets.field import area_field, choice_field, line_field, spin_field, time_field
from ecabinet.ui.widgets.quorum_gauge import QuorumGauge
from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers, TallySize

NOW = datetime(2026, 11, 22, 2, 31, 7, tzinfo=UTC)
TITLE = (
    "Phương án phân bổ vốn đầu tư công đợt 2 năm 2026 và điều chỉnh kế hoạch đầu tư công trung hạn "
    "giai đoạn 2026–2030 nguồn ngân sách địa phương"
)
QUESTION = "Thông qua phương án phân bổ vốn đầu tư công đợt 2?"
CHOICES = {
    VoteChoice.AGREE: "Tán thành",
    VoteChoice.DISAGREE: "Không tán thành",
    VoteChoice.ABSTAIN: "Không biểu quyết",
}


def clock() -> datetime:
    """The gallery's standing clock."""
    return NOW


def page() -> QWidget:
    """An empty page."""
    return ground("page", object_name="page")


def column_of(made: QWidget, title: str) -> QVBoxLayout:
    """A page's column, begun with its title."""
    tokens = current().tokens
    column = QVBoxLayout(made)
    column.setContentsMargins(tokens.space_6, tokens.space_5, tokens.space_6, tokens.space_5)
    column.setSpacing(tokens.space_4)
    column.addWidget(labels.page_title(title))
    return column


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, from the left."""
    row = QHBoxLayout()
    row.setSpacing(current().tokens.space_3)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def text() -> QWidget:
    """Labels and chips."""
    made = page()
    column = column_of(made, "Phiên họp thường kỳ tháng 11 năm 2026")
    column.addWidget(labels.section_title("Ế Ổ Ữ Ẫ Ặ Ợ — ẾỔỮẪẶỢ: dấu chồng không bị cắt"))
    column.addWidget(labels.reading(TITLE + ". " + TITLE))
    column.addWidget(labels.body(TITLE + ". " + TITLE))
    column.addWidget(labels.muted("Ủy ban nhân dân tỉnh · Phòng họp số 1 · 08:00 Chủ Nhật, 22 tháng 11 năm 2026"))
    column.addWidget(labels.caption("Đã lưu trên máy này lúc 09:31:07, sẽ tự gửi khi có kết nối"))
    column.addWidget(Hairline())
    narrow = QGridLayout()
    for place, lines in enumerate((1, 2, 0)):
        card = Card(f"{lines} dòng", object_name="c")
        card.body.addWidget(labels.eliding(TITLE, lines=lines, role="strong"), 0, Qt.AlignmentFlag.AlignTop)
        narrow.addWidget(card, 0, place)
        narrow.setColumnStretch(place, 1)
    column.addLayout(narrow)
    words = ("Chưa mở", "Đang họp", "Tán thành", "Không tán thành", "Không biểu quyết", "Chủ tọa", "MẬT")
    column.addLayout(row_of(*(Chip(kind, word) for kind, word in zip(ChipKind, words, strict=True))))
    column.addLayout(row_of(labels.number("1.250.000"), labels.number("18/20"), labels.number("06:42", role="timer")))
    column.addStretch(1)
    return made


def buttons() -> QWidget:
    """Buttons and empty states."""
    made = page()
    column = column_of(made, "Nút và trạng thái trống")
    off = primary_button("Phát hành", "send", object_name="b")
    off.setEnabled(False)
    off2 = quiet_button("Tải xuống", "download", object_name="b")
    off2.setEnabled(False)
    column.addLayout(row_of(
        primary_button("Mở biểu quyết", "vote", object_name="b"), quiet_button("Mời phát biểu", "mic", object_name="b"),
        quiet_button("Đóng", object_name="b"), danger_button("Hủy phiên họp", "trash-2", object_name="b"),
        link_button("Xem biên nhận", "chevron-right", object_name="b"), off, off2,
    ))  # fmt: skip
    names = ("zoom-out", "zoom-in", "search", "highlighter", "sticky-note", "undo-2", "panel-right", "ellipsis")
    tools = [icon_button(name, object_name=name, accessible_name=name, checkable=True) for name in names]
    tools[3].setChecked(True)
    tools[5].setEnabled(False)
    column.addLayout(row_of(*tools))
    column.addLayout(row_of(primary_button("Xin phát biểu", "hand", object_name="b", large=True),
                          quiet_button("Theo dõi người trình bày", "eye", object_name="b", large=True)))  # fmt: skip
    column.addLayout(_empties(), 1)
    return made


def _empties() -> QHBoxLayout:
    empties = QHBoxLayout()
    way_on = quiet_button("Thêm tài liệu", "plus", object_name="b")
    for state in (
        EmptyState("files", "Chưa có tài liệu cho mục này", way_on),
        EmptyState("wifi-off", "Đang ngoại tuyến", hint="Mọi thứ cần cho phiên họp đã có trên máy này."),
        EmptyState("lock", "Nội dung này chỉ dành cho thành viên được mời"),
    ):
        card = Card(object_name="c")
        card.body.addWidget(state)
        empties.addWidget(card, 1)
    return empties


def voting() -> QWidget:
    """The banner with its buttons, tallies, quorum, countdown."""
    made = page()
    column = column_of(made, "Biểu quyết")
    column.addSpacing(round(current().px(current().tokens.banner) * 0.9))
    for chosen in (VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.ABSTAIN):
        column.addLayout(votes(chosen))
    off = votes(None)
    column.addLayout(off)
    for index in range(off.count()):
        item = off.itemAt(index)
        widget = None if item is None else item.widget()
        if widget is not None:
            widget.setEnabled(False)
    cards = QHBoxLayout()
    cards.addWidget(_tally_card(TallyNumbers(14, 2, 1, 3, needed=11)))
    cards.addWidget(_quorum_card())
    column.addLayout(cards)
    column.addStretch(1)
    _banner(made)
    return made


def votes(chosen: VoteChoice | None) -> QHBoxLayout:
    """The three vote buttons, one of them chosen or none."""
    row = QHBoxLayout()
    row.setSpacing(current().tokens.space_3)
    for choice, word in CHOICES.items():
        button = VoteButton(choice, word)
        if chosen is not None:
            button.set_state(VoteState.CHOSEN if choice is chosen else VoteState.OTHER)
        row.addWidget(button)
    return row


def _banner(made: QWidget) -> None:
    banner = Banner(made, object_name="banner")
    watch = Countdown(clock, role="page")
    watch.run(NOW - timedelta(seconds=108), 180)
    head = QHBoxLayout()
    head.addWidget(Chip(ChipKind.PRIMARY, "Biểu quyết công khai", "vote"))
    head.addWidget(labels.eliding(f"Mục 4: {QUESTION}", role="section"), 1)
    head.addWidget(watch)
    banner.body.addLayout(head)
    rule = "Cần hơn 1/2 tổng số thành viên (11/20). Được đổi ý kiến đến khi đóng."
    banner.body.addWidget(labels.muted(rule))
    banner.body.addLayout(votes(None))
    banner.slide_in()


def _tally_card(numbers: TallyNumbers) -> Card:
    more = icon_button("ellipsis", object_name="more", accessible_name="Thêm")
    card = Card("Kết quả tạm thời", object_name="tally-card", actions=[more])
    bar = TallyBar()
    bar.show_tally(numbers)
    card.body.addWidget(bar)
    return card


def _quorum_card() -> Card:
    card = Card("Điều kiện họp", object_name="quorum-card")
    for present, sentence in ((18, "Đủ điều kiện họp: cần 14/20 (2/3)"), (11, "Chưa đủ: còn thiếu 3 thành viên")):
        gauge = QuorumGauge()
        gauge.show_quorum(present, 20, 14, sentence)
        card.body.addWidget(gauge)
    return card


def fields() -> QWidget:
    """Labelled controls."""
    made = page()
    column = column_of(made, "Ô nhập")
    grid = QGridLayout()
    grid.setSpacing(current().tokens.space_4)
    name = line_field("Họ và tên", object_name="name", hint="Như trong danh sách thành viên")
    name.editor.setText("Nguyễn Hữu Đạt")
    wrong = line_field("Số thứ tự ghế", object_name="seat")
    wrong.editor.setText("27")
    wrong.refuse("Phòng họp chỉ có 24 ghế")
    where = line_field("Địa điểm", object_name="where", placeholder="Phòng họp số 1, trụ sở UBND tỉnh")
    start = time_field("Bắt đầu", object_name="start", value=QTime(8, 0))
    long = spin_field("Thời lượng", object_name="long", bounds=(5, 240), suffix="phút")
    kind = choice_field("Loại phiên", object_name="kind", choices={"r": "Thường kỳ", "x": "Chuyên đề"})
    text = area_field("Kết luận của chủ tọa", object_name="conclusion", placeholder="Nêu rõ việc, người, hạn")
    six: tuple[QWidget, ...] = (name, wrong, where, start, long, kind)
    for index, field in enumerate(six):
        grid.addWidget(field, index // 3, index % 3)
    grid.addWidget(text, 2, 0, 1, 3)
    column.addLayout(grid)
    on, half = QCheckBox("Cho phép đổi ý kiến đến khi đóng"), QCheckBox("Gửi giấy mời")
    on.setChecked(True)
    half.setTristate(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    secret, open_ = QRadioButton("Bỏ phiếu kín"), QRadioButton("Biểu quyết công khai")
    open_.setChecked(True)
    column.addLayout(row_of(on, half, QCheckBox("Họp kín"), open_, secret))
    column.addStretch(1)
    return made


def room() -> QWidget:
    """Tallies and time as large as the room screen has them."""
    made = page()
    column = column_of(made, "")
    column.addWidget(labels.eliding(TITLE, lines=2, role="room"))
    times = QHBoxLayout()
    for left in (402, 42, -15):
        watch = Countdown(clock, role="timer")
        watch.run(NOW - timedelta(seconds=600 - left), 600)
        times.addWidget(watch)
    column.addLayout(times)
    bar = TallyBar(TallySize.ROOM)
    bar.show_tally(TallyNumbers(17, 2, 1, 0, needed=11))
    column.addWidget(bar)
    column.addStretch(1)
    return made
