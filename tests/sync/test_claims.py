"""What files say of a log: contradictions, gaps and counts, also where only first and last hashes show."""

from hypothesis import given
from hypothesis import strategies as st

from ecabinet.core.event import Log
from ecabinet.sync.audit.claims import Claims, LogView
from ecabinet.sync.audit.findings import Findings, Fork
from ecabinet.sync.formats.names import Kind, Place

SPACE, WRITER = "s", "w"
SPANS = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)), max_size=8)


def view(*spans, reach=0):
    made = LogView()
    for first, last in spans:
        made.spans.append((first, last, f"{first}-{last}"))
    if reach:
        made.reach["head"] = reach
    return made


def test_a_whole_log_has_no_gaps():
    assert list(view((1, 3), (4, 4), reach=4).gaps([])) == []
    assert list(view().gaps([])) == []


def test_each_gap_is_shown_by_the_file_after_it_and_the_last_one_by_the_head():
    assert list(view((2, 3), (6, 6), reach=9).gaps([])) == [(1, 1, "2-3"), (4, 5, "6-6"), (7, 9, "head")]


def test_a_damaged_file_covers_its_numbers():
    assert list(view((1, 1), (4, 4)).gaps([(2, 3, "damaged")])) == []


@given(SPANS, st.integers(0, 40))
def test_gaps_and_events_are_what_a_set_of_numbers_says(drawn, reach):
    spans = [(first, first + more) for first, more in drawn]
    made = view(*spans, reach=reach)
    covered = {number for first, last in spans for number in range(first, last + 1)}
    missing = {number for first, last, _file in made.gaps([]) for number in range(first, last + 1)}
    assert made.events == len(covered)
    assert missing == set(range(1, max([reach, *covered]) + 1)) - covered


def test_a_sealed_pack_and_sealed_fresh_files_meet_where_both_show_a_hash():
    made = view((1, 2), (3, 3), (1, 3))
    for number, digest, file in [(2, b"b", "1-2"), (3, b"c", "3-3"), (2, b"b", "3-3"), (3, b"x", "1-3")]:
        made.say(number, digest, file)
    assert (made.forked, made.sides) == (3, {"3-3", "1-3"})


def test_the_lowest_contradiction_counts_whatever_the_order():
    made = LogView()
    for number, digest, file in [(5, b"a", "p"), (5, b"b", "q"), (2, b"a", "r"), (2, b"b", "t"), (2, b"c", "u")]:
        made.say(number, digest, file)
    made.say(9, b"a", "v")
    made.say(9, b"b", "v")
    assert (made.forked, made.sides) == (2, {"r", "t", "u"})


def test_nothing_is_missed_behind_a_fork():
    made = view((1, 2), (9, 9), reach=12)
    made.say(3, b"a", "fork/a")
    made.say(3, b"b", "fork/b")
    assert list(made.gaps([])) == []


def test_findings_name_forks_and_gaps():
    claims, findings = Claims(), Findings()
    one = claims.of(SPACE, Log.DATA, WRITER)
    one.spans.append((2, 3, "a"))
    two = claims.of(SPACE, Log.CONTROL, WRITER)
    two.say(1, b"a", "x")
    two.say(1, b"b", "y")
    claims.spoiled(Place(Kind.FRESH, SPACE, "other", 1, 1), "elsewhere")
    claims.finish(findings)
    assert findings.forks == {Fork(SPACE, Log.CONTROL, WRITER, 1, ("x", "y"))}
    assert claims.control_forks(SPACE) == {WRITER: 1}
    assert findings.missing == {f"{SPACE}/data/{WRITER}/1-1"}
    assert (findings.events, findings.result().sound) == (2, False)
