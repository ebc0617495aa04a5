"""What was set aside: every kind and reason in plain words, and the one that may count after all."""

import pytest

from ecabinet.app import commands
from ecabinet.core import reasons
from ecabinet.core.errors import WrongState
from ecabinet.core.events import EVENTS
from ecabinet.ui.panels.administration.quarantine import wording
from ecabinet.ui.panels.administration.quarantine.presenter import key_of, may_admit
from ecabinet.ui.widgets.toast import ToastKind
from tests.ui.administration import samples
from tests.ui.lead.samples import FakeRunner


@pytest.fixture
def runner():
    return FakeRunner(samples.answers())


@pytest.fixture
def screen(qtbot, runner):
    made = samples.screen(runner)
    qtbot.addWidget(made)
    made.show()
    made.show_part("quarantine")
    return made


@pytest.fixture
def panel(screen):
    return screen.quarantine


def test_every_event_has_a_name_for_people():
    assert set(wording.KINDS) == set(EVENTS)


def test_every_reason_is_explained():
    known = {value for name, value in vars(reasons).items() if name.isupper() and value}
    assert set(wording.REASONS) == known


def test_those_that_may_count_come_first_and_the_latest_of_them(panel):
    states = [person.state for person in panel.list.people.people]
    assert states[:3] == ["Sau khi thu hồi", "Sau khi thu hồi", "Lùi mốc"]
    assert "Điểm danh" in panel.list.people.people[0].title


@pytest.mark.parametrize("line", samples.quarantine(), ids=lambda line: f"{line.reason}-{line.kind}")
def test_only_what_a_revocation_cut_off_can_be_admitted(panel, line):
    panel.on_picked(key_of(line))
    assert panel.page.admit.isVisible() == (line.reason == "revoked") == may_admit(line)
    assert panel.page._title.text() == wording.kind_of(line)


def test_it_counts_after_the_second_press(panel, runner):
    line = samples.quarantine()[0]
    panel.on_picked(key_of(line))
    panel.page.admit.click()
    assert not runner.commands
    panel.page.admit.click()
    assert runner.commands == [commands.AdmitRecord("s1", samples.LOST, 41)]
    assert panel.page.toast.kind is ToastKind.DONE
    assert not panel.page.admit.isVisible()


def test_a_refusal_is_told_beside_the_button(panel, runner):
    panel.on_picked(key_of(samples.quarantine()[0]))
    runner.refusal = WrongState("record", "x/41", "contested", ("revoked",))
    panel.page.admit.click()
    panel.page.admit.click()
    assert panel.page.toast.kind is ToastKind.REFUSED
    assert panel.page.admit.isEnabled()


def test_nothing_is_a_state_of_its_own(panel, runner):
    runner.answers["quarantine"] = ()
    panel.refresh()
    assert panel.halves.shows(panel._none)
    assert "xóa" in panel._kept.text()
