"""Participants: order, search without diacritics, presence in words, and the quorum."""

from dataclasses import replace

import pytest

from ecabinet.core.people import Capacity
from ecabinet.core.things import Attendance
from ecabinet.ui.panels.people.panel import PeoplePanel, person_of, shared_ranks
from ecabinet.ui.panels.people.presenter import PeoplePresenter, beside
from ecabinet.ui.widgets.chip import ChipKind
from tests.ui.meeting import samples


class FakeView:
    def __init__(self):
        self.quorum, self.names, self.of = None, [], 0

    def show_quorum(self, quorum):
        self.quorum = quorum

    def show_people(self, lines, of):
        self.names, self.of = [line.name for line in lines], of


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def presenter(view, runner):
    presenter = PeoplePresenter(view, runner, samples.MEETING)
    presenter.refresh()
    return presenter


def line(who):
    return next(line for line in samples.PARTICIPANTS.lines if line.member == who)


def test_a_substitute_stands_beside_the_one_replaced(presenter, view):
    at = view.names.index("Tạ Thị Như Ý")
    assert view.names[at + 1] == "Nguyễn Thị Lan Hương"
    assert len(view.names) == len(samples.PARTICIPANTS.lines) == view.of


def test_a_substitute_of_somebody_unknown_is_not_lost():
    stranger = replace(line("s16"), substitutes_for="Người lạ")
    assert beside((line("m01"), stranger)) == (line("m01"), stranger)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("thuy ai", ["Ngô Thị Thúy Ái"]),
        ("ĐẶNG QUỐC", ["Đặng Quốc Dũng"]),
        ("so tai chinh", ["Đặng Quốc Dũng"]),
        ("không có ai tên thế", []),
    ],
)
def test_search_does_not_need_diacritics(presenter, view, words, expected):
    presenter.search(words)
    assert view.names == expected


def test_a_search_stays_over_a_refresh(presenter, view):
    presenter.search("thuy ai")
    presenter.refresh()
    assert view.names == ["Ngô Thị Thúy Ái"]
    presenter.search("")
    assert len(view.names) == view.of


def test_rows_say_presence_in_a_word(qapp):
    assert (person_of(line("m01")).state, person_of(line("m01")).kind) == ("Có mặt", ChipKind.AGREE)
    assert person_of(line("m03")).state == "Trực tuyến"
    assert person_of(line("m05")).title.startswith("về lúc 10:40")
    assert person_of(line("m16")).title.startswith("Nguyễn Thị Lan Hương họp thay")
    assert person_of(line("s16")).title == "Họp thay Tạ Thị Như Ý"
    assert line("s16").capacity is Capacity.SUBSTITUTE


def test_a_rank_shared_by_many_gives_way_to_the_office(qapp):
    shared = shared_ranks(samples.PARTICIPANTS.lines)
    assert shared == {"Ủy viên UBND tỉnh"}
    assert person_of(line("m17"), shared).title == "Giám đốc Sở Văn hóa, Thể thao và Du lịch"
    assert person_of(line("m01"), shared).title == "Chủ tịch UBND tỉnh"


def test_a_narrow_row_keeps_the_name_and_says_presence_below(qapp):
    person = person_of(line("m01"), narrow=True)
    assert (person.state, person.title) == ("", "Có mặt · Chủ tịch UBND tỉnh")


@pytest.fixture
def panel(program, shown):
    return shown(PeoplePanel(program.context, samples.MEETING), 320, 650)


def test_the_quorum_with_its_source(panel):
    assert panel.gauge.text == "17/20"
    assert panel.source.text() == "Căn cứ: Luật Tổ chức chính quyền địa phương, Điều 114"


def test_searching_says_how_many_were_found(panel):
    panel.search.setText("phó chủ tịch")
    panel.search.returnPressed.emit()
    assert panel.found.text() == f"{len(panel.list.people.people)} trong 33 người"
    panel.search.setText("zzz")
    panel.search.returnPressed.emit()
    assert panel.found.text() == "Không tìm thấy ai."
    panel.search.clear()
    assert panel.found.isHidden()


def test_a_change_of_attendance_is_shown(panel, program):
    quorum = replace(samples.PARTICIPANTS.quorum, present=13)
    program.queries.the_people = replace(samples.PARTICIPANTS, quorum=quorum)
    program.feed.announce(samples.changed(Attendance))
    assert panel.gauge.text == "13/20"
    assert "chưa đủ điều kiện" in panel.gauge.toolTip()


def test_at_large_text_the_column_is_narrow(panel, program):
    assert panel.list.people.people[0].state == "Có mặt"
    program.context.theme.apply(text_scale=1.5)
    panel.resize(340, 650)
    assert panel.list.people.people[0].state == ""
