"""A notice says one sentence and goes."""

import pytest
from PySide6.QtWidgets import QToolButton

from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.toast import Toast, ToastKind


@pytest.fixture
def toast(shown):
    return shown(Toast())


@pytest.mark.parametrize("kind", list(ToastKind))
def test_it_says_its_sentence(toast, kind):
    toast.say("Chưa chuyển, sẽ tự gửi khi có kết nối", kind)
    assert toast.isVisible()
    assert (toast.kind, toast.text) == (kind, toast.accessibleName())
    assert not toast.grab().isNull()


def test_the_cross_puts_it_away(toast, qtbot):
    toast.say("Đã ghi nhận")
    with qtbot.waitSignal(toast.closed):
        toast.findChild(QToolButton, "toast-close").click()
    assert not toast.isVisible()


def test_it_goes_by_itself_when_asked(toast, qtbot):
    with qtbot.waitSignal(toast.closed, timeout=3000):
        toast.say("Đã ghi nhận", seconds=1)


def test_it_stays_until_put_away(toast, qtbot):
    toast.say("Đã ghi nhận", seconds=1)
    toast.say("Bị từ chối", ToastKind.REFUSED)
    with qtbot.assertNotEmitted(toast.closed, wait=1200):
        pass


def test_it_offers_a_way_on(toast, qtbot):
    way = link_button("Xem", object_name="see")
    toast.add_action(way)
    toast.say("Có bản 2")
    assert way.isVisible()


def test_it_can_keep_its_place_free(qtbot):
    toast = Toast(keeps_room=True)
    qtbot.addWidget(toast)
    assert toast.sizePolicy().retainSizeWhenHidden()
