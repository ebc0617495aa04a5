"""The application's dress and its last-chance handler."""

import logging
import sys

import pytest

from ecabinet.ui.application import LastChance, dress, last_chance, needs_offscreen
from ecabinet.ui.theme.theme import Theme


@pytest.mark.parametrize(
    ("platform", "environment", "argv", "needed"),
    [
        ("linux", {}, [], True),
        ("linux", {"DISPLAY": ":0"}, [], False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, [], False),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, [], False),
        ("linux", {}, ["ecabinet", "-platform", "vnc"], False),
        ("win32", {}, [], False),
        ("darwin", {}, [], False),
    ],
)
def test_offscreen_only_where_qt_would_abort(platform, environment, argv, needed):
    assert needs_offscreen(platform, environment, argv) is needed


def raised(kind):
    try:
        raise kind
    except kind:
        return sys.exc_info()


def test_each_fault_is_logged_and_one_apology_made(qapp, caplog):
    chance, said = LastChance(), []
    chance.apologised.connect(lambda: said.append(1))
    with caplog.at_level(logging.CRITICAL):
        chance.hook(*raised(ZeroDivisionError))
        chance.hook(*raised(KeyError))
    assert said == [1]
    assert [record.message for record in caplog.records] == ["unexpected ZeroDivisionError", "unexpected KeyError"]


def test_the_log_holds_the_trace(qapp, caplog):
    with caplog.at_level(logging.CRITICAL):
        LastChance().hook(*raised(ZeroDivisionError))
    assert caplog.records[0].exc_info[0] is ZeroDivisionError


def test_the_application_is_dressed(qapp, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    chance = dress(qapp, Theme())
    assert qapp.applicationName() == "eCabinet"
    assert not qapp.windowIcon().isNull()
    assert sys.excepthook == chance.hook
    assert last_chance() is not None
    chance.setParent(None)
