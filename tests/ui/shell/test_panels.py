"""The panels of the shell: what they say, and what pressing their buttons asks for."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QMenu, QPushButton

from ecabinet.app.changes import Changes, of
from ecabinet.app.commands import CastBallot, RecordAttendance, RequestFloor, WithdrawRequest
from ecabinet.core.errors import NoQuorum
from ecabinet.core.ids import SpeechId
from ecabinet.core.people import Presence
from ecabinet.core.things import Meeting, Vote
from ecabinet.core.voting import Choice
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.ballot.panel import BallotPanel
from ecabinet.ui.panels.ballot.receipt import in_groups
from ecabinet.ui.panels.me.panel import MePanel
from ecabinet.ui.panels.now.panel import NowPanel
from ecabinet.ui.panels.sync.panel import SyncPanel
from ecabinet.ui.panels.today.panel import TodayPanel
from ecabinet.ui.widgets.buttons import VoteButton, VoteState
from tests.ui.shell import samples as s


def texts(widget):
    """All words in sight."""
    parts = (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))
    return [part.text() for part in parts if part.isVisibleTo(widget) and part.text()]


def said(widget):
    return " | ".join(texts(widget))


def button(widget, name):
    return widget.findChild(QPushButton, name)


def open_(qtbot, kind, runner, *more, me=s.ME):
    context = s.context(runner, me)
    made = kind(context, *more)
    qtbot.addWidget(made)
    made.resize(1300, 300)
    made.show()
    return made


@pytest.fixture
def runner():
    return s.FakeRunner()


@pytest.fixture
def now(qtbot, runner):
    return open_(qtbot, NowPanel, runner, s.MEETING)


def test_the_bar_says_item_speaker_and_quorum(now):
    assert "Mục 4/10" in texts(now)
    assert s.ITEM_TITLE in texts(now)
    assert "Phan Thị Ngọc Anh" in texts(now)
    assert "18/20" in texts(now)
    assert "04:48" in texts(now)


def test_pressing_asks_for_the_floor(now, runner):
    button(now, "now-floor").click()
    assert runner.commands == [RequestFloor(s.ITEM)]


def test_a_waiting_request_can_be_withdrawn(now, runner):
    now.show_now(replace(s.NOW, my_request=SpeechId("s9")))
    assert button(now, "now-floor").text() == "Rút đăng ký"
    button(now, "now-floor").click()
    assert runner.commands == [WithdrawRequest(SpeechId("s9"))]


def test_a_closed_floor_says_why(now):
    now.show_now(s.BEFORE)
    assert not button(now, "now-floor").isEnabled()
    assert "Chưa có mục nào" in button(now, "now-floor").accessibleName()


def test_who_has_not_come_yet_signs_in_with_one_press(now, runner):
    now.show_now(s.BEFORE)
    assert button(now, "now-presence").text() == "Điểm danh"
    button(now, "now-presence").click()
    assert runner.commands == [RecordAttendance(s.MEETING, s.NGOC, Presence.PRESENT)]


def test_who_is_here_can_say_that_he_leaves(now, runner):
    leave = next(action for action in now._menu.actions() if action.data() == Presence.LEFT)
    leave.trigger()
    assert runner.commands == [RecordAttendance(s.MEETING, s.NGOC, Presence.LEFT)]
    assert not next(action for action in now._menu.actions() if action.data() == Presence.PRESENT).isVisible()


def test_a_refusal_leaves_the_bar_as_a_sentence(now, runner, qtbot):
    runner.refusal = NoQuorum(1, 20, 14)
    with qtbot.waitSignal(now.refused) as heard:
        button(now, "now-floor").click()
    assert heard.args == [sentence(runner.refusal)]


def test_a_narrow_bar_leaves_the_speakers_name_out(now, qtbot):
    now.setMinimumWidth(0)
    now.resize(700, 56)
    assert "Phan Thị Ngọc Anh" not in texts(now)
    assert "04:48" in texts(now)


def test_the_bar_tells_whether_things_happen_by_the_second(now, qtbot):
    with qtbot.waitSignal(now.sitting) as heard:
        now.show_now(s.BEFORE)
    assert heard.args == [False]


@pytest.fixture
def ballot(qtbot, runner):
    runner.queries.values["votes"] = s.votes(s.OPEN)
    return open_(qtbot, BallotPanel, runner, s.MEETING)


def answer(panel, choice):
    return next(part for part in panel.findChildren(VoteButton) if part.choice.value == choice)


def test_the_banner_says_question_rule_and_time(ballot):
    assert f"Mục 4: {s.OPEN.question}" in texts(ballot)
    assert "Cần hơn 1/2 tổng số thành viên (11/20)." in said(ballot)
    assert "01:17" in texts(ballot)


def test_nothing_is_preselected(ballot):
    assert {part.state for part in ballot.findChildren(VoteButton)} == {VoteState.IDLE}


def test_pressing_an_answer_casts_it(ballot, runner):
    runner.held = []
    answer(ballot, "disagree").click()
    assert runner.commands == [CastBallot(s.VOTE, Choice.DISAPPROVE)]
    assert answer(ballot, "disagree").state is VoteState.CHOSEN
    assert "Đang ghi nhận…" in texts(ballot)


def test_a_cast_ballot_says_when_and_whether_it_was_sent(ballot, runner):
    ballot.show_open(asked(s.CAST), fresh=False)
    assert "Đã ghi nhận 09:31:07 · đã gửi" in texts(ballot)
    ballot.show_open(asked(replace(s.CAST, my_sent=False)), fresh=False)
    assert "Đã ghi nhận 09:31:07 · chưa gửi, sẽ tự gửi khi có kết nối" in texts(ballot)


def asked(vote, **change):
    from ecabinet.ui.panels.ballot.presenter import Asked

    return replace(Asked(vote, vote.my_choice, sending=False, may_press=True), **change)


def test_the_other_answers_stay_pressable_if_the_rule_allows(ballot):
    ballot.show_open(asked(s.CAST), fresh=False)
    assert answer(ballot, "abstain").isEnabled()
    ballot.show_open(asked(s.CAST, may_press=False), fresh=False)
    assert not answer(ballot, "abstain").isEnabled()


def test_the_receipt_is_one_press_away_and_can_be_copied(ballot):
    ballot.show_open(asked(s.CAST), fresh=False)
    button(ballot, "ballot-receipt-open").click()
    assert in_groups(s.RECEIPT) in texts(ballot)
    ballot._receipt._copy.click()
    assert QGuiApplication.clipboard().text() == s.RECEIPT


def test_who_is_not_entitled_reads_why(ballot, runner):
    runner.queries.values["votes"] = s.votes(s.WATCHED)
    ballot.refresh()
    assert "không có tên trong danh sách" in said(ballot)
    assert not answer(ballot, "agree").isVisible()


def test_a_counted_vote_is_entered_by_the_secretary(ballot, runner):
    runner.queries.values["votes"] = s.votes(s.COUNTED)
    ballot.refresh()
    assert "kết quả do thư ký nhập" in said(ballot)


def test_the_banner_folds_to_a_strip_and_back(ballot):
    ballot.on_fold()
    assert not answer(ballot, "agree").isVisible()
    assert ballot._mine.isVisible()
    assert ballot._fold.accessibleName() == "Mở lại biểu quyết"
    ballot.on_fold()
    assert answer(ballot, "agree").isVisible()


def test_a_refresh_does_not_unfold_it(ballot):
    ballot.on_fold()
    ballot.refresh()
    assert not answer(ballot, "agree").isVisible()


def test_a_refused_answer_is_explained_under_the_buttons(ballot, runner):
    runner.refusal = NoQuorum(1, 20, 14)
    answer(ballot, "agree").click()
    assert sentence(runner.refusal) in texts(ballot)
    assert answer(ballot, "agree").state is VoteState.IDLE


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        (s.CLOSED, ("Thông qua", "Tán thành 16/20 (80,0%", "Ý kiến của tôi: Tán thành – đã được tính.")),
        (s.FAILED, ("Không thông qua", "Còn 1 phiếu chưa về máy này", "không được tính")),
        (replace(s.CLOSED, my_choice=None, my_counted=None), ("không bấm ý kiến nào",)),
        (replace(s.CLOSED, state="annulled", annulled_because="Nhầm câu hỏi"), ("đã bị hủy", "Lý do: Nhầm câu hỏi")),
        (replace(s.COUNTED, state="closed"), ("Chưa có kết quả", "do thư ký nhập")),
        (
            replace(s.CLOSED, outcome=None, contested=True),
            ("Kết quả đang tranh chấp: có hai lần kết thúc", "chủ tọa hủy lần này", "Tán thành – đã được lưu."),
        ),
    ],
)
def test_the_outcome_for_this_person(ballot, runner, vote, words):
    runner.queries.values["votes"] = s.votes(None, vote)
    ballot.refresh()
    for word in words:
        assert word in said(ballot)


def test_an_outcome_nobody_was_asked_about_is_not_told(ballot, runner, qtbot):
    runner.queries.values["votes"] = s.votes(None, replace(s.CLOSED, i_am_entitled=False))
    with qtbot.waitSignal(ballot.finished):
        ballot.refresh()


def test_it_folds_by_itself_once_answered_where_the_place_shows_the_vote(ballot, runner, qtbot, monkeypatch):
    monkeypatch.setattr("ecabinet.ui.panels.ballot.rest.FOLDS_AFTER_MS", 30)
    ballot.be_brief(brief=True)
    answer(ballot, "agree").click()
    runner.queries.values["votes"] = s.votes(s.CAST)
    ballot.refresh()
    assert answer(ballot, "agree").isVisible()
    qtbot.waitUntil(lambda: not answer(ballot, "agree").isVisible(), timeout=2000)
    ballot.on_fold()
    ballot.refresh()
    qtbot.wait(60)
    assert answer(ballot, "agree").isVisible()


def test_it_is_a_strip_for_who_goes_where_the_answered_vote_is_shown(ballot, runner, qtbot):
    runner.queries.values["votes"] = s.votes(s.CAST)
    ballot.refresh()
    ballot.be_brief(brief=True)
    qtbot.waitUntil(lambda: not answer(ballot, "agree").isVisible(), timeout=1000)


def test_it_goes_on_asking_where_the_place_shows_the_vote(ballot, qtbot):
    ballot.be_brief(brief=True)
    qtbot.wait(30)
    assert answer(ballot, "agree").isVisible()


def test_it_folds_by_itself_where_nothing_can_be_pressed(ballot, runner, qtbot, monkeypatch):
    monkeypatch.setattr("ecabinet.ui.panels.ballot.rest.NOTICED_AFTER_MS", 10)
    runner.queries.values["votes"] = s.votes(replace(s.WATCHED, vote="vote-2"))
    ballot.refresh()
    qtbot.waitUntil(lambda: ballot.folded, timeout=1000)


def test_an_outcome_goes_when_dismissed_or_seen_long_enough(ballot, runner, qtbot):
    runner.queries.values["votes"] = s.votes(None, s.CLOSED)
    ballot.refresh()
    assert ballot._seen.isActive()
    with qtbot.waitSignal(ballot.finished):
        ballot.on_seen()
    assert not ballot._seen.isActive()


def test_it_looks_even_while_out_of_sight(ballot, runner, qtbot):
    ballot.hide()
    runner.queries.values["votes"] = s.votes(s.CAST)
    with qtbot.waitSignal(ballot.wanted):
        ballot.context.feed.announce(of([(Vote, "vote-1")]))


@pytest.fixture
def today(qtbot, runner):
    made = open_(qtbot, TodayPanel, runner)
    made.resize(1300, 700)
    return made


def test_today_greets_and_shows_the_next_meeting(today):
    assert "Xin chào, Trần Thị Bích Ngọc" in texts(today)
    assert s.TITLE in texts(today)
    assert "Chủ tọa: Nguyễn Hữu Đạt" in texts(today)
    assert "Mở tài liệu" in texts(today)
    assert "Vào phiên họp" not in texts(today)


def test_the_card_leads_into_the_meeting(today, qtbot):
    with qtbot.waitSignal(today.meeting_chosen) as heard:
        button(today, "next-open").click()
    assert heard.args == [s.MEETING]


def test_a_waiting_vote_takes_the_filled_button(today, runner, qtbot):
    runner.queries.values["today"] = s.TODAY_VOTE
    with qtbot.waitSignal(today.meeting_sits):
        today.refresh()
    assert "Đang chờ ý kiến của tôi" in texts(today)
    filled = [b.text() for b in today.findChildren(QPushButton) if b.isVisible() and b.property("kind") == "primary"]
    assert filled == ["Biểu quyết"]
    with qtbot.waitSignal(today.meeting_chosen):
        button(today, f"waiting-{s.VOTE}").click()


def test_a_vote_answered_leaves_the_page(today, runner):
    today.show_today(s.TODAY_VOTE)
    today.show_today(replace(s.TODAY_VOTE, votes=()))
    assert "Đang chờ ý kiến của tôi" not in texts(today)


def test_without_meetings_it_says_what_will_happen(today):
    today.show_today(s.TODAY_EMPTY)
    assert "Chưa có phiên họp nào." in texts(today)
    assert not today.findChild(QListView, "today-meetings").isVisible()


def test_other_meetings_stand_under_headings_and_lead_in(today, qtbot):
    view = today.findChild(QListView, "today-meetings")
    words = [view.model().index(row, 0).data() for row in range(view.model().rowCount(QModelIndex()))]
    assert words[0] == "Sắp tới"
    assert words[4] == "Đã họp"
    assert not view.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert "Giao ban" in words[1]
    with qtbot.waitSignal(today.meeting_chosen) as heard:
        view.activated.emit(view.model().index(1, 0))
    assert heard.args == ["gb"]


def rows(today):
    model = today.findChild(QListView, "today-meetings").model()
    return [model.index(row, 0).data() for row in range(model.rowCount(QModelIndex()))]


def pick_year(today, year):
    choice = today.findChild(QComboBox, "year-choice")
    choice.setCurrentIndex(choice.findData(year))
    choice.activated.emit(choice.currentIndex())


def test_without_older_meetings_no_year_can_be_picked(today):
    assert not today.findChild(QComboBox, "year-choice").isVisible()


def test_old_meetings_are_found_by_their_year_and_lead_in(today, runner, qtbot):
    runner.queries.values["today"] = s.TODAY_YEARS
    today.refresh()
    choice = today.findChild(QComboBox, "year-choice")
    assert choice.isVisible()
    assert [choice.itemData(row) for row in range(choice.count())] == [0, *range(2026, 2018, -1)]
    before = rows(today)
    pick_year(today, 2023)
    assert rows(today)[0] == "Năm 2023: 3 phiên họp"
    assert len(rows(today)) == 4
    with qtbot.waitSignal(today.meeting_chosen) as heard:
        view = today.findChild(QListView, "today-meetings")
        view.activated.emit(view.model().index(1, 0))
    assert heard.args == [s.YEAR[0].meeting]
    pick_year(today, 2022)
    assert rows(today) == ["Năm 2022 không có phiên họp nào."]
    pick_year(today, 0)
    assert rows(today) == before


def test_a_picked_year_stays_while_other_things_change_and_goes_with_the_past(today, runner):
    runner.queries.values["today"] = s.TODAY_YEARS
    today.refresh()
    pick_year(today, 2023)
    today.context.feed.announce(of([(Meeting, "m")]))
    assert rows(today)[0] == "Năm 2023: 3 phiên họp"
    runner.queries.values["today"] = s.TODAY
    today.context.feed.announce(of([(Meeting, "m")]))
    assert rows(today)[0] == "Sắp tới"


def test_a_hidden_page_waits_until_it_is_seen(today, runner):
    today.hide()
    runner.queries.values["today"] = s.TODAY_EMPTY
    today.context.feed.announce(of([(Meeting, "m")]))
    assert s.TITLE in [label.text() for label in today.findChildren(QLabel)]
    today.show()
    assert "Chưa có phiên họp nào." in texts(today)


def test_an_error_is_shown_on_the_page(today):
    today.show_refusal(NoQuorum(1, 20, 14))
    assert sentence(NoQuorum(1, 20, 14)) in texts(today)


PAPERS = Delivery(Light.SYNCED, s.at("09:31:10"), papers_named=18_600_000, papers_here=12_400_000)


@pytest.mark.parametrize(
    ("delivery", "word", "part"),
    [
        (Delivery(Light.SYNCED, s.at("09:31:10")), "Đã đồng bộ", "Đã đồng bộ"),
        (Delivery(Light.SYNCED, s.at("09:01:12")), "30 phút trước", "Đã đồng bộ"),
        (Delivery(Light.SENDING, s.at("09:31:10"), 3), "Đang gửi 3", "3 nội dung chờ gửi"),
        (Delivery(Light.OFFLINE, s.at("09:28:00")), "Ngoại tuyến", "sẽ tự gửi khi có kết nối"),
        (Delivery(Light.OFFLINE, s.at("09:28:00"), 4), "4 chờ gửi", "Lần trao đổi gần nhất: 09:28:00"),
        (Delivery(Light.READ_ONLY), "Chưa gửi được", "không cho ghi"),
        (Delivery(Light.TROUBLE, damaged=2), "Dữ liệu lỗi", "2 tệp nhận được bị lỗi"),
        (Delivery(Light.SYNCED, s.at("09:31:10"), clock_offset=-86_400_000), "Giờ máy lệch", "chậm 1440 phút"),
        (Delivery(Light.SENDING, s.at("09:31:10"), 1, clock_offset=300_000), "Đang gửi 1", "nhanh 5 phút"),
        (Delivery(Light.OFFLINE, clock_offset=300_000), "Giờ máy lệch", "Kết quả không bị ảnh hưởng"),
        (Delivery(Light.SYNCED, s.at("09:31:10"), unconfirmed=2), "2 chờ nhận", "2 nội dung đã lên kho"),
        (Delivery(Light.SENDING, s.at("09:31:10"), 1, unconfirmed=2), "Đang gửi 1", "Thư ký chưa báo đã nhận"),
        (Delivery(Light.OFFLINE, s.at("09:31:10"), unconfirmed=2), "Ngoại tuyến", "chỉ chậm hơn"),
        (Delivery(Light.SYNCED, s.at("09:31:10"), hub_silent=True), "Đã đồng bộ", "Không thấy máy Chủ tọa, Thư ký"),
        (PAPERS, "Tài liệu 66 %", "Tài liệu: 12,4/18,6 MB đã về máy"),
        (replace(PAPERS, papers_here=1), "Tài liệu 0 %", "Tài liệu: 0,1/18,6 MB"),
        (replace(PAPERS, papers_here=18_600_000), "Đã đồng bộ", "Đã đồng bộ"),
        (replace(PAPERS, light=Light.OFFLINE), "Ngoại tuyến", "12,4/18,6 MB đã về máy"),
    ],
)
def test_the_light_says_a_word_and_a_sentence(qtbot, delivery, word, part):
    light = SyncPanel(s.StandingClock())
    qtbot.addWidget(light)
    light.show_delivery(delivery)
    assert light.text() == word
    assert part in light.accessibleName()
    assert " ".join(action.text() for action in light.findChild(QMenu).actions()) == light.accessibleName()


def test_good_news_is_silent_about_papers_and_hubs(qtbot):
    light = SyncPanel(s.StandingClock())
    qtbot.addWidget(light)
    light.show_delivery(replace(PAPERS, papers_here=PAPERS.papers_named))
    assert light.accessibleName() == "Đã đồng bộ với kho dùng chung."


def test_who_is_signed_in(qtbot):
    panel = MePanel(s.CHAIR)
    qtbot.addWidget(panel)
    panel.show()
    assert texts(panel) == ["Nguyễn Hữu Đạt", "Chủ tọa"]
    panel.show_words(False)
    assert texts(panel) == []
    assert "Nguyễn Hữu Đạt – Chủ tọa" in panel.toolTip()


def test_a_change_of_deliveries_refreshes_the_ballot(ballot, runner):
    runner.queries.values["votes"] = s.votes(s.CAST)
    ballot.context.feed.announce(Changes(delivery=True))
    assert "Đã ghi nhận 09:31:07 · đã gửi" in texts(ballot)
