"""The program finds its files in a checkout, in a wheel and in a frozen build."""

import sys

from ecabinet import resources


def test_in_a_checkout_they_lie_beside_the_package():
    assert resources.path("fonts", "Inter-Regular.ttf").is_file()
    assert resources.path("icons").is_dir()


def test_in_a_wheel_they_lie_inside_it(tmp_path, monkeypatch):
    (tmp_path / "ecabinet" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "ecabinet")
    assert resources.path("x") == tmp_path / "ecabinet" / "_resources" / "x"


def test_in_a_frozen_build_they_lie_beside_its_files(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.path("fonts") == tmp_path / "resources" / "fonts"
