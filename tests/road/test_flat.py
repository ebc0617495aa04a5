"""After hundreds of meetings a quiet round, opening and the first screen ask for no more than after a few."""

import pytest

from benchmarks import past
from benchmarks.round import counted as operations
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.sync.round.lookout import QUIET_SPACES
from tests.road.kit import Province
from tests.road.work import counted

FEW, MANY = 30, 300
"""Few is more than the first screen shows and than a round looks at in turn."""

ROUNDS, WARM = 64, 40


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """The folders of two secretaries, who prepared and held everything themselves, and a clock for each."""
    made = []
    for count in (FEW, MANY):
        province = Province.founded(tmp_path_factory.mktemp("province"), 1)
        office = past.secretary(province)
        past.hold(office.program, count)
        past.lay(office.program)
        made.append((office.path, province.clock))
        province.close()
    return made


def worked(path, clock, act):
    """What an act asks of the file, on a program opened anew: statements and steps; and what else the act tells."""
    with counted() as work:
        program = open_program(profiles.load(path), clock=clock)
        try:
            told = act(program, work) or 0
            return len(work.statements), work.steps, told
        finally:
            program.close()


def opening(_program, _work):
    """Nothing more."""


def first_screen(program, work):
    program.queries.today()
    work.anew()
    program.queries.today()


def quiet_rounds(program, work):
    for _round in range(WARM + len(program.replica.spaces()) // QUIET_SPACES):
        program.exchange.round()
    asked = operations(program.exchange.store)
    work.anew()
    for _round in range(ROUNDS):
        assert program.exchange.round().quiet
    return sum(asked.values())


@pytest.mark.parametrize("act", [opening, first_screen, quiet_rounds])
def test_the_past_costs_nothing(offices, act):
    """In a round, whose turn it is to be looked after differs with the names of the spaces: hence some play."""
    (few, *fewer), (many, *more) = (worked(path, clock, act) for path, clock in offices)
    assert few > 0
    assert abs(many - few) <= (3 * ROUNDS if act is quiet_rounds else 0), (few, many)
    assert all(now <= 1.5 * before for before, now in zip(fewer, more, strict=True)), (fewer, more)


def test_the_screen_shows_the_latest_and_finds_the_others_by_their_years(offices):
    path, clock = offices[1]
    program = open_program(profiles.load(path), clock=clock)
    today = program.queries.today()
    assert [line.title for line in today.meetings] == [f"Phiên {number}" for number in range(1, 21)]
    everything = program.queries.between(today.older, clock.now())
    assert [line.title for line in everything] == [f"Phiên {number}" for number in range(1, MANY + 1)]
    assert {(line.items, line.papers, line.pages) for line in everything} == {(1, 1, 7)}
    assert program.queries.between(today.older - 2, today.older) == ()
    assert len(program.queries.drafted()) == MANY
    program.close()


def quarantine(program, work):
    program.queries.quarantine()
    work.anew()
    assert program.queries.quarantine() == ()


def test_the_quarantine_is_one_question(offices):
    few, many = (worked(path, clock, quarantine) for path, clock in offices)
    assert 0 < many[0] == few[0]
