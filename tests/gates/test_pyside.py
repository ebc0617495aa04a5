"""Gate: this PySide6 keeps None alive.

PySide6 6.12.0 gives away one reference of None at every call of a Qt function that returns nothing. Up to Python
3.11 None is counted like any object, so the interpreter aborts after some thousand calls. From 3.12 on None is
immortal and the count says nothing; the version is checked there too. May go when 6.12.0 is forgotten.
"""

import ctypes
import sys
from importlib.metadata import version

import pytest

CALLS = 300  # far fewer than would abort, far more than the noise
NOISE = 30


def drift(call, times):
    """By how much the reference count of None changes while something is called so many times."""
    before = sys.getrefcount(None)
    for _call in range(times):
        call()
    return sys.getrefcount(None) - before


def test_none_survives_calls_that_return_nothing():
    from PySide6.QtCore import QObject

    thing = QObject()
    assert abs(drift(lambda: thing.setObjectName("x"), CALLS)) < NOISE
    assert abs(drift(lambda: thing.blockSignals(False), CALLS)) < NOISE


def test_the_broken_version_is_not_installed():
    assert version("PySide6-Essentials") != "6.12.0"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_the_gate_sees_a_drifting_count():
    none = ctypes.py_object(None)
    assert drift(lambda: ctypes.pythonapi.Py_IncRef(none), CALLS) > CALLS - NOISE
