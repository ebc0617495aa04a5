"""Rule profiles, thresholds and the decision vectors of the sample meeting."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ecabinet import resources
from ecabinet.boot import rulebook
from ecabinet.core.errors import BadValue
from ecabinet.core.rules import Threshold, Tie, profile_from
from ecabinet.core.voting import Choice, Tally, Verdict, decide, tally

RULEBOOK = rulebook.load()
SAMPLE = yaml.safe_load(resources.path("demo", "sample_meeting.yaml").read_text(encoding="utf-8"))
VECTORS = SAMPLE["vote_test_vectors"]


def test_all_seventeen_vectors_are_here():
    assert len(VECTORS) == 17


@pytest.mark.parametrize("vector", [v for v in VECTORS if "quorum" in v], ids=str)
def test_quorum_vectors(vector):
    quorum = RULEBOOK[vector["profile"]].quorum
    assert quorum.met(vector["p"], vector["n"]) is vector["quorum"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if "result" in v], ids=str)
def test_decision_vectors(vector):
    rule = RULEBOOK[vector["profile"]].rule(vector.get("motion", "ordinary"))
    chair = Choice(vector["chair"]) if "chair" in vector else None
    outcome = decide(rule, vector["n"], Tally(vector["f"], vector["a"], vector["x"]), chair)
    assert outcome.verdict == vector["result"]
    assert outcome.tally.cast == vector["p"]
    assert outcome.legal_warning is ("legal warning" in vector.get("note", ""))


@pytest.mark.parametrize("name", ["ubnd_tinh", "btv_tinh_uy", "hdnd_tinh"])
def test_each_profile_names_its_sources(name):
    profile = RULEBOOK[name]
    sources = [profile.quorum.source, profile.tie_source, *(m.source for m in profile.majorities.values())]
    assert all(sources)
    assert profile.effective_from
    assert "ordinary" in profile.majorities


@pytest.mark.parametrize(("total", "needed"), [(1, 1), (2, 2), (3, 2), (19, 10), (20, 11), (21, 11), (63, 32)])
def test_more_than_half_needs_one_above_half(total, needed):
    rule = RULEBOOK["ubnd_tinh"].rule()
    assert rule.majority.least(total) == needed
    for approve in (needed - 1, needed, needed + 1):
        against = max(0, total - approve - 1)
        outcome = decide(rule, total, Tally(approve, against, 0), None)
        assert (outcome.verdict is Verdict.PASSED) is (approve >= needed)


@pytest.mark.parametrize(("total", "needed"), [(1, 1), (2, 2), (3, 2), (15, 10), (20, 14), (21, 14), (22, 15)])
def test_quorum_boundaries(total, needed):
    quorum = RULEBOOK["ubnd_tinh"].quorum
    assert [quorum.met(n, total) for n in (needed - 1, needed, needed + 1)] == [False, True, True]


def test_a_tie_needs_a_ballot_on_each_side_and_the_chairs_answer():
    rule = RULEBOOK["ubnd_tinh"].rule()
    assert decide(rule, 20, Tally(0, 0, 20), Choice.APPROVE).verdict is Verdict.FAILED
    assert decide(rule, 20, Tally(10, 10, 0), None).verdict is Verdict.FAILED
    assert decide(rule, 20, Tally(10, 10, 0), Choice.ABSTAIN).verdict is Verdict.FAILED
    assert not decide(rule, 20, Tally(10, 10, 0), Choice.APPROVE).legal_warning


def test_no_casting_vote_where_the_profile_has_none():
    rule = RULEBOOK["btv_tinh_uy"].rule()
    assert rule.tie is Tie.NONE
    assert decide(rule, 14, Tally(7, 7, 0), Choice.APPROVE).verdict is Verdict.FAILED


def test_absentees_count_against_a_motion():
    rule = RULEBOOK["ubnd_tinh"].rule()
    assert decide(rule, 20, Tally(10, 0, 0), Choice.APPROVE).verdict is Verdict.FAILED


@given(
    num=st.integers(1, 12),
    extra=st.integers(0, 12),
    strict=st.booleans(),
    total=st.integers(1, 500),
)
def test_the_least_number_is_the_boundary(num, extra, strict, total):
    threshold = Threshold(num, num + extra, strict, "")
    least = threshold.least(total)
    assert threshold.met(least, total)
    assert not threshold.met(least - 1, total)


@given(st.lists(st.sampled_from(list(Choice))))
def test_every_answer_is_counted_once(choices):
    count = tally(choices)
    assert count.cast == len(choices)
    assert count.approve == choices.count(Choice.APPROVE)


def test_a_profile_with_a_missing_field_is_refused_by_name():
    with pytest.raises(BadValue) as caught:
        profile_from({"profile": "x"})
    assert caught.value.field == "rule_profile"


def test_a_broken_profile_file_is_named(tmp_path):
    (tmp_path / "bad.toml").write_text("profile = [", encoding="utf-8")
    with pytest.raises(BadValue) as caught:
        rulebook.load(tmp_path)
    assert "bad.toml" in caught.value.rule


def test_a_share_above_one_cannot_be_made():
    with pytest.raises(ValueError, match="3"):
        Threshold(3, 2, False, "")
