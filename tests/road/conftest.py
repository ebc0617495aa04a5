"""What whole stories share: provinces on disk, each founded once and copied for each test."""

import shutil

import pytest

from tests.road.kit import Province

TWENTY = 17  # voting members; with two secretaries and the administrator there are twenty replicas


@pytest.fixture(scope="session")
def mould(tmp_path_factory):
    """The folder of a founded province with three voting members; nobody has it open."""
    folder = tmp_path_factory.mktemp("mould")
    Province.founded(folder, 3).close()
    return folder


@pytest.fixture(scope="session")
def sitting_mould(mould, tmp_path_factory):
    """The same while a meeting of two items sits; everybody is present."""
    folder = tmp_path_factory.mktemp("sitting") / "province"
    shutil.copytree(mould, folder)
    made = Province.opened(folder)
    made.sit()
    made.close()
    return folder


@pytest.fixture(scope="session")
def voting_mould(sitting_mould, tmp_path_factory):
    """The same while a vote runs on its first item."""
    folder = tmp_path_factory.mktemp("voting") / "province"
    shutil.copytree(sitting_mould, folder)
    made = Province.opened(folder)
    made.open_vote()
    made.close()
    return folder


@pytest.fixture(scope="session")
def large_mould(tmp_path_factory):
    """The folder of a province of twenty replicas whose meeting of one item sits."""
    folder = tmp_path_factory.mktemp("large")
    made = Province.founded(folder, TWENTY)
    made.sit(items=1)
    made.close()
    return folder


@pytest.fixture
def copy(tmp_path):
    """Opens copies of a mould; all are closed at the end."""
    opened = []

    def make(mould):
        folder = tmp_path / f"province-{len(opened)}"
        shutil.copytree(mould, folder)
        opened.append(Province.opened(folder))
        return opened[-1]

    yield make
    for made in opened:
        made.close()


@pytest.fixture
def large(copy, large_mould):
    """Twenty replicas around a meeting that sits."""
    return copy(large_mould)


@pytest.fixture
def room(copy, mould):
    """Three voting members, two secretaries and the administrator around one folder."""
    return copy(mould)


@pytest.fixture
def sitting(copy, sitting_mould):
    """A province whose meeting sits."""
    return copy(sitting_mould)


@pytest.fixture
def voting(copy, voting_mould):
    """A province whose meeting votes."""
    return copy(voting_mould)
