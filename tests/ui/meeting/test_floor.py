"""The floor for a delegate: who speaks, who waits, and my own request."""

from dataclasses import replace

import pytest

from ecabinet.app.commands import RequestFloor, WithdrawRequest
from ecabinet.app.read import Floor
from ecabinet.core.errors import WrongState
from ecabinet.core.meeting import State
from ecabinet.core.things import Speech
from ecabinet.ui.panels.floor.panel import FloorPanel
from ecabinet.ui.panels.floor.presenter import FloorPresenter
from tests.ui.meeting import samples


class FakeView:
    def __init__(self):
        self.floor, self.in_item, self.refusals = None, None, []

    def show_floor(self, floor, *, in_item):
        self.floor, self.in_item = floor, in_item

    def show_refusal(self, error):
        self.refusals.append(error)


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def presenter(view, runner):
    presenter = FloorPresenter(view, runner, samples.MEETING)
    presenter.refresh()
    return presenter


def test_a_request_goes_to_the_current_item(presenter, runner):
    presenter.request("question")
    assert runner.commands == [RequestFloor("a06", "question")]


def test_before_the_first_item_nobody_can_ask(presenter, view, runner):
    runner.queries.the_agenda = samples.agenda(current=None)
    presenter.refresh()
    presenter.request("discuss")
    assert (view.in_item, runner.commands) == (False, [])


def test_after_the_meeting_nobody_can_ask(presenter, view, runner):
    runner.queries.the_agenda = replace(samples.agenda(), state=State.CLOSED)
    presenter.refresh()
    presenter.request("discuss")
    assert not runner.commands


def test_my_request_is_taken_back(presenter, runner):
    presenter.withdraw()
    assert runner.commands == [WithdrawRequest("s-m10-requested")]
    runner.queries.the_floor = samples.QUIET_FLOOR
    presenter.refresh()
    presenter.withdraw()
    assert len(runner.commands) == 1


def test_a_refusal_is_shown(presenter, view, runner):
    runner.refusal = WrongState("meeting", "m", "adjourned", ("opened",))
    presenter.request("discuss")
    assert view.refusals == [runner.refusal]


@pytest.fixture
def panel(program, shown):
    return shown(FloorPanel(program.context, samples.MEETING), 320, 650)


def rows(people_list):
    return [(person.name, person.state) for person in people_list.people.people]


def test_the_speaker_and_the_time_left(panel, program):
    assert panel.speaker.name.text() == "Lý Công Hậu"
    assert panel.speaker.left.text == "06:00"
    program.clock.advance(minutes=5, seconds=30)
    panel.speaker.left.on_tick()
    assert panel.speaker.left.text == "00:30"
    program.clock.advance(minutes=1)
    panel.speaker.left.on_tick()
    assert panel.speaker.left.text == "−00:30"


def test_the_queue_is_numbered_and_knows_me(panel):
    assert panel.queue_title.text() == "Đang chờ (3)"
    assert rows(panel.queue) == [("1. Đặng Quốc Dũng", ""), ("2. Ngô Thị Thúy Ái", "Tôi"), ("3. Trần Đình Ổn", "")]
    assert rows(panel.spoken) == [("Đinh Tiến Lực", ""), ("Trịnh Bảo Khánh", "")]
    assert panel.spoken.people.people[0].seat == "5:12"
    assert panel.standing.text() == "Đã đăng ký, đang chờ thứ 2 (đặt câu hỏi)."


def test_one_button_at_a_time(panel, program):
    assert panel.request.isHidden()
    assert not panel.withdraw.isHidden()
    program.queries.the_floor = replace(samples.FLOOR, mine=None)
    program.feed.announce(samples.changed(Speech))
    assert not panel.request.isHidden()
    assert panel.withdraw.isHidden()
    speaking = replace(samples.RUNNING, member=samples.ME.member)
    program.queries.the_floor = Floor(speaking, (), (), None)
    program.feed.announce(samples.changed(Speech))
    assert panel.request.isHidden()
    assert panel.withdraw.isHidden()
    assert panel.standing.text() == "Đang đến lượt phát biểu."


def test_asking_with_a_chosen_kind(panel, program):
    program.queries.the_floor = samples.QUIET_FLOOR
    panel.refresh()
    assert panel.kind.currentText() == "Thảo luận"
    panel.kind.setCurrentIndex(panel.kind.findData("point_of_order"))
    panel.request.click()
    assert program.runner.commands == [RequestFloor("a06", "point_of_order")]


def test_taking_back(panel, program):
    panel.withdraw.click()
    assert program.runner.commands == [WithdrawRequest("s-m10-requested")]


def test_a_refusal_stands_above_the_button(panel, program):
    program.queries.the_floor = samples.QUIET_FLOOR
    panel.refresh()
    program.runner.refusal = WrongState("meeting", "m", "adjourned", ("opened",))
    panel.request.click()
    assert not panel.notice.isHidden()
    assert panel.notice.text


def test_before_the_meeting_the_button_says_when(panel, program):
    program.queries.the_agenda, program.queries.the_floor = samples.agenda(current=None), samples.QUIET_FLOOR
    panel.refresh()
    assert not panel.request.isEnabled()
    assert panel.standing.text() == "Chỉ đăng ký được khi phiên họp đang ở một mục."
    assert not panel.speaker.nobody.isHidden()
    assert not panel.nobody_waits.isHidden()
    assert panel.speaker.left.text == "--:--"


def test_lists_grow_with_the_text(panel, program):
    before = panel.queue.height()
    program.context.theme.apply(text_scale=1.5)
    assert panel.queue.height() > before
