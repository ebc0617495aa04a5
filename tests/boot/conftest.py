"""What the tests of boot share: an organization founded once, and copies of its administrator's profile."""

import shutil

import pytest

from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from tests.app.kit import StepClock
from tests.road.kit import CHARTER, edit_settings


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """A folder with a store and the administrator's profile, closed."""
    folder = tmp_path_factory.mktemp("founded")
    (folder / "store").mkdir()
    program, _root = founding.found(CHARTER, folder / "admin", str(folder / "store"), clock=StepClock())
    program.exchange.round()
    program.close()
    return folder


@pytest.fixture
def folder(founded, tmp_path):
    """A copy of it."""
    shutil.copytree(founded, tmp_path / "copy")
    edit_settings(tmp_path / "copy" / "admin", store=str(tmp_path / "copy" / "store"))
    return tmp_path / "copy"


@pytest.fixture
def profile(folder):
    """The administrator's profile in the copy."""
    return profiles.load(folder / "admin")
