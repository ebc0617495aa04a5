"""The rule profiles that come with the program, and files that are none."""

import shutil

import pytest

from ecabinet import resources
from ecabinet.boot import rulebook
from ecabinet.core.errors import BadValue
from tests.road.trouble import says


def test_the_three_bodies_have_their_rules():
    profiles = rulebook.load()
    assert set(profiles) == {"ubnd_tinh", "btv_tinh_uy", "hdnd_tinh"}
    for profile in profiles.values():
        assert profile.rule().majority.source
        assert profile.quorum.source


@pytest.mark.parametrize("text", ["no toml [", "", 'profile = "x"', None])
def test_a_file_that_is_no_profile_is_named(tmp_path, text):
    if text is None:
        shutil.copy(resources.path("rules", "ubnd_tinh.toml"), tmp_path / "bad.toml")
        whole = (tmp_path / "bad.toml").read_text(encoding="utf-8")
        text = whole.replace("num = 2", "num = 9")
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadValue) as caught:
        rulebook.load(tmp_path)
    assert "bad.toml" in caught.value.rule
    assert says(caught.value)
