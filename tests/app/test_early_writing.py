"""A hint to the disk changes nothing that is written."""

import os

from ecabinet.app.early_writing import STRIDE, EarlyWriting


def test_a_file_grows_as_without_the_hint(tmp_path):
    piece, pieces = os.urandom(STRIDE // 2), 5
    with (tmp_path / "paper").open("wb") as file:
        early = EarlyWriting(file.fileno())
        for _piece in range(pieces):
            file.write(piece)
            early.grown(file.tell())
    assert (tmp_path / "paper").read_bytes() == piece * pieces


def test_a_system_that_takes_no_hints_is_not_asked(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    with (tmp_path / "paper").open("wb") as file:
        file.write(bytes(STRIDE))
        EarlyWriting(file.fileno()).grown(STRIDE)
    assert (tmp_path / "paper").stat().st_size == STRIDE
