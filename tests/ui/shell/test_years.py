"""Which years can be picked, and what is asked for one."""

import pytest

from ecabinet.core.ids import Instant
from ecabinet.ui.year_list import YearList
from ecabinet.ui.zone import MOST_YEARS, year_bounds, years
from tests.ui.shell.samples import at

NOW = at("09:00", "2026-07-28")


@pytest.mark.parametrize(
    ("older", "expected"),
    [
        (None, ()),
        (at("08:00", "2026-01-01"), (2026,)),
        (at("00:00", "2024-01-01"), (2026, 2025, 2024)),
        (Instant(at("00:00", "2024-01-01") - 1), (2026, 2025, 2024, 2023)),
        (at("08:00", "2031-01-01"), (2026,)),
    ],
)
def test_years_go_back_to_the_earliest_meeting(older, expected):
    assert years(older, NOW) == expected


@pytest.mark.parametrize("nonsense", [-(2**63), -1, 0])
def test_a_date_nobody_meant_makes_no_endless_list(nonsense):
    assert len(years(Instant(nonsense), NOW)) <= MOST_YEARS
    assert years(Instant(-(2**63)), NOW)[-1] == 2026 - MOST_YEARS + 1


def test_a_year_is_vietnams():
    begin, end = year_bounds(2024)
    assert (begin, end) == (at("00:00", "2024-01-01"), at("00:00", "2025-01-01"))


class LateRunner:
    """Answers when it is told to."""

    def __init__(self):
        self.waiting = []

    def read(self, query, show, failed=None):
        self.waiting.append((query, show, failed))


class Asked:
    def between(self, begin, end):
        return (begin, end)


def test_a_late_answer_does_not_push_away_what_was_picked_since():
    runner, shown = LateRunner(), []
    wanted = YearList(runner, lambda year, lines: shown.append((year, lines)))
    wanted.pick(2023)
    wanted.pick(2024)
    for query, show, _failed in reversed(runner.waiting):
        show(query(Asked()))
    assert shown == [(2024, year_bounds(2024))]


def test_without_a_year_nothing_is_asked():
    runner = LateRunner()
    wanted = YearList(runner, print)
    wanted.refresh()
    wanted.pick(2024)
    wanted.pick(0)
    wanted.refresh()
    assert len(runner.waiting) == 1
