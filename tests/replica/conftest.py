"""Replicas in real encrypted files, closed when the test is over."""

import pytest

from ecabinet.replica.database import open_replica
from tests.replica.kit import KEY, prepare


@pytest.fixture
def fresh(tmp_path):
    """Opens replicas by name; the same name twice is the same file opened twice."""
    opened = []

    def make(name="r", **options):
        replica = open_replica(tmp_path / f"{name}.db", KEY, **options)
        opened.append(replica)
        return prepare(replica)

    yield make
    for replica in opened:
        replica.close()
