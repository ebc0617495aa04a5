"""The votes of the meeting: verdict, arithmetic, my ballot, warnings, names."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ecabinet.app.read import BallotLine, Votes
from ecabinet.core.ids import Instant
from ecabinet.core.things import Vote
from ecabinet.core.voting import Choice
from ecabinet.ui.panels.results import sentences
from ecabinet.ui.panels.results.ballot_list import BallotModel
from ecabinet.ui.panels.results.panel import ResultsPanel
from ecabinet.ui.widgets.chip import Chip, ChipKind
from ecabinet.ui.widgets.tally_bar import TallyBar, TallyNumbers
from tests.ui.meeting import samples

PASSED, FAILED = samples.CLOSED["v01"], samples.CLOSED["v03"]


@pytest.fixture
def panel(program, shown):
    return shown(ResultsPanel(program.context, samples.MEETING), 320, 650)


def said(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def show(program, *closed, open_=None):
    program.queries.the_votes = Votes(open_, closed)
    program.feed.announce(samples.changed(Vote))


def test_arithmetic_names_both_bases(qapp):
    sentence = sentences.arithmetic(PASSED, PASSED.outcome)
    assert sentence == (
        "Thông qua: 16/20 tán thành (80,0% tổng số thành viên), cần 11. "
        "Bằng 88,9% số thành viên có mặt khi mở biểu quyết (18)."
    )
    assert sentences.arithmetic(FAILED, FAILED.outcome).startswith("Không thông qua: 10/20 tán thành (50,0%")


def test_bars_are_drawn_against_all_members(qapp):
    assert TallyNumbers.of(PASSED.outcome, PASSED.total) == TallyNumbers(16, 1, 1, 2, 11)


def test_rule_and_quorum_name_their_sources(qapp):
    assert sentences.sources(PASSED) == (
        "Quy tắc: hơn 1/2 tổng số thành viên (Luật Tổ chức chính quyền địa phương, Điều 117). "
        "Điều kiện họp: ít nhất 2/3 (Luật Tổ chức chính quyền địa phương, Điều 114)."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Ý kiến đã gửi: Không tán thành, lúc 09:27:14. Đã được tính."),
        ({"my_counted": False}, "Ý kiến đã gửi: Không tán thành, lúc 09:27:14. "
                                "Không được tính vì đến sau khi đóng biểu quyết."),
        ({"my_counted": None, "state": "open"}, "Ý kiến đã gửi: Không tán thành, lúc 09:27:14. "
                                                "Đã chuyển tới chủ tọa."),
        ({"my_counted": None, "state": "open", "my_sent": False},
         "Ý kiến đã gửi: Không tán thành, lúc 09:27:14. Chưa chuyển, sẽ tự gửi khi có kết nối."),
        ({"my_choice": None}, "Đã không gửi ý kiến lần này."),
        ({"my_choice": None, "state": "open"}, "Chưa biểu quyết."),
        ({"my_choice": None, "i_am_entitled": False}, "Không có tên trong danh sách biểu quyết lần này."),
        ({"state": "annulled"}, ""),
    ],
)  # fmt: skip
def test_my_ballot_and_its_fate(qapp, changes, expected):
    assert sentences.my_ballot(replace(PASSED, **changes)) == expected


def test_a_vote_closed_twice_has_no_verdict_no_bars_and_no_names(panel, program):
    show(program, replace(PASSED, outcome=None, contested=True), FAILED)
    card, other = panel.cards[PASSED.vote], panel.cards[FAILED.vote]
    assert "Kết quả đang tranh chấp: có hai lần kết thúc" in said(card)
    assert "chủ tọa hủy lần này" in said(card)
    assert "Thông qua:" not in said(card)
    assert (card.findChild(TallyBar), card.names) == (None, None)
    assert "tranh chấp" not in said(other)


def test_a_result_that_cannot_be_checked_says_so(qapp):
    assert sentences.warnings(PASSED) == ()
    assert sentences.warnings(replace(PASSED, missing=3)) == ("Kết quả chưa kiểm chứng được (thiếu 3 phiếu).",)


def test_a_disputed_tie_bears_its_warning(panel, program):
    assert samples.TIED.outcome.legal_warning
    show(program, samples.TIED)
    assert "Ngang phiếu khi có thành viên vắng" in said(panel)
    assert "Thông qua theo ý kiến Chủ tọa: 9/20" in said(panel)


def test_the_open_vote_stands_first_and_shows_no_count(panel):
    cards = list(panel.cards.values())
    assert cards[0].findChild(Chip).text == "Đang biểu quyết"
    assert "Đã có 12/18 ý kiến." in said(cards[0])
    assert cards[0].findChild(TallyBar) is None
    assert (cards[1].findChild(Chip).kind, cards[1].findChild(Chip).text) == (ChipKind.AGREE, "Thông qua")


def test_names_open_on_wish_and_stay_open_over_a_refresh(panel, program):
    show(program, PASSED)
    card = panel.cards["v01"]
    assert card.names.isHidden()
    assert card.more.text() == "Xem theo tên"
    card.more.click()
    assert not card.names.isHidden()
    rows = [card.names.model().index(row, 0) for row in range(card.names.model().rowCount())]
    assert len(rows) == 18
    assert "Ngô Thị Thúy Ái: Không tán thành" in [row.data(3) for row in rows]  # 3: the tooltip
    show(program, replace(PASSED, missing=1))
    assert panel.cards["v01"] is not card
    assert not panel.cards["v01"].names.isHidden()
    panel.grab()
    panel.cards["v01"].more.click()
    assert panel.cards["v01"].names.isHidden()


def test_cards_that_say_the_same_stay(panel, program):
    show(program, PASSED, FAILED)
    before = dict(panel.cards)
    show(program, FAILED, PASSED)
    assert panel.cards == before
    assert list(panel.cards) == ["v03", "v01"]
    show(program, FAILED)
    assert list(panel.cards) == ["v03"]


def test_a_vote_on_paper_shows_the_papers_and_no_names(panel, program):
    show(program, samples.COUNTED)
    assert "Phiếu phát ra 17, thu về 17, hợp lệ 16, không hợp lệ 1." in said(panel)
    assert panel.cards["v05"].names is None
    show(program, replace(samples.COUNTED, outcome=None, counts_entered=False))
    assert panel.cards["v05"].findChild(Chip).text == "Chờ kiểm phiếu"


def test_an_annulled_vote_says_why(panel, program):
    show(program, replace(PASSED, state="annulled", annulled_because="Mở nhầm nội dung", closed_at=Instant(0)))
    assert "Lý do: Mở nhầm nội dung" in said(panel)
    assert panel.cards["v01"].findChild(Chip).text == "Đã hủy"
    assert panel.cards["v01"].findChild(TallyBar) is None


def test_without_votes_there_is_a_designed_state(panel, program):
    show(program)
    assert panel.stack.currentWidget() is panel.empty
    assert panel.cards == {}
    assert panel.empty.sentence.text() == "Chưa có biểu quyết nào."


def test_a_guest_is_not_told_that_there_was_no_vote_where_he_is_not_invited(panel, program):
    program.queries.the_votes = Votes(None, (), partial=True)
    panel.refresh()
    assert panel.empty.sentence.text() == "Không có biểu quyết nào trong phạm vi được mời."
    assert "các mục khác" in panel.empty.hint.text()


def test_a_ballot_that_counts_though_its_log_is_contested_says_so():
    model = BallotModel((BallotLine("m1", "Lê An", Choice.APPROVE, contested=True), BallotLine("m2", "Vũ Bình", None)))
    said = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said[0].startswith("Lê An, Tán thành (máy bị trùng). ")
    assert "vẫn tính" in said[0]
    assert said[1] == "Vũ Bình, Không trả lời"
