"""What the window hears of a round, and how it learns that its clock is wrong."""

from contextlib import closing

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.core.ids import MemberId
from ecabinet.core.people import Role
from ecabinet.ui.delivery import Light
from tests.app.kit import EIGHT, StepClock

CHARTER = founding.Charter("UBND tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")
DAY = 86_400_000


def admit(keeper, folder, name, clock):
    member = MemberId(name)
    keeper.workspace.do(commands.AdmitMember(name, "Ủy viên", "", 1, True, (Role.SECRETARY,), member))
    profile = profiles.create(folder / name, keeper.profile.store, keeper.profile.genesis, profiles.new_seed())
    program = open_program(profile, clock=clock)
    founding.certify(keeper, member, program.sealer.public_key, name, program.wrap_key)
    return program


def draft(program, title):
    program.workspace.do(commands.DraftMeeting(title, "regular", EIGHT, EIGHT + 1, "P1", MemberId("a"), MemberId("a")))
    program.exchange.round()


def test_a_laptop_a_day_behind_is_told_so_and_nothing_is_refused(tmp_path):
    (tmp_path / "store").mkdir()
    clock, late = StepClock(EIGHT), StepClock(EIGHT - DAY)
    keeper, _root = founding.found(CHARTER, tmp_path / "k", str(tmp_path / "store"), clock=clock)
    first, second, behind = (
        admit(keeper, tmp_path, "a", clock),
        admit(keeper, tmp_path, "b", clock),
        admit(keeper, tmp_path, "c", late),
    )
    with closing(keeper), closing(first), closing(second), closing(behind):
        pulse = Pulse(behind)
        for program in (keeper, first, second):
            program.exchange.round()
        assert pulse.beat().delivery.light is Light.SYNCED
        for number, program in enumerate((first, second)):
            draft(program, f"Phiên {number}")
        news = pulse.beat()
        assert news.delivery.clock_offset < -0.9 * DAY
        assert len(behind.queries.today().meetings) == 2
        draft(behind, "Phiên của máy chậm")
        ahead = Pulse(first)
        assert ahead.beat().delivery.clock_offset == 0
        assert len(first.queries.today().meetings) == 3
