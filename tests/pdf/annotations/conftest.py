"""The files' port with real workers, and a paper."""

import pytest

from ecabinet.boot.annotation_files import LocalAnnotationFiles
from tests.pdf.annotations.kit import paper


@pytest.fixture
def files():
    return LocalAnnotationFiles()


@pytest.fixture
def original(tmp_path):
    """A paper of four pages, turned and offset in every way."""
    path = tmp_path / "to-trinh.pdf"
    path.write_bytes(paper())
    return path
