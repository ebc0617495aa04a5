"""What the window hears of a round, and how it learns that its clock is wrong."""

from contextlib import closing

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.boot.pulse import Pulse
from ecabinet.core.ids import MemberId
from ecabinet.core.people import Role
from ecabinet.sync.round.follow import CONFIRM_ROUNDS, SILENT_ROUNDS
from ecabinet.ui.delivery import Light
from tests.app.kit import EIGHT, StepClock
from tests.road.kit import Laptop, lay

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


def founded(folder, *names):
    """A keeper and members, each with a program over one folder; all have heard of all."""
    (folder / "store").mkdir()
    clock = StepClock(EIGHT)
    keeper, _root = founding.found(CHARTER, folder / "k", str(folder / "store"), clock=clock)
    made = [keeper, *(admit(keeper, folder, name, clock) for name in names)]
    for program in (*made, *made):
        program.exchange.round()
    return made


def test_papers_to_come_are_told_until_they_are_here(tmp_path):
    keeper, office, reader = founded(tmp_path, "a", "b")
    with closing(keeper), closing(office), closing(reader):
        draft(office, "Phiên")
        meeting = office.queries.today().meetings[0].meeting
        office.workspace.do(commands.AddItem(meeting, "Nội dung"))
        item = office.queries.agenda(meeting).lines[0].item
        for number in (1, 2):
            (tmp_path / f"{number}.pdf").write_bytes(bytes([number]) * 1000)
            lay(Laptop("a", office), item, tmp_path / f"{number}.pdf")
        office.exchange.round()
        reader.exchange.larder.budget = 1
        pulse, told = Pulse(reader), []
        while not told or told[-1].papers_share < 100:
            told.append(pulse.beat().delivery)
        assert [(one.papers_here, one.papers_named) for one in told[-2:]] == [(1000, 2000), (2000, 2000)]
        (tmp_path / "store").rename(tmp_path / "elsewhere")
        away = pulse.beat().delivery
        assert (away.light, away.papers_named) == (Light.OFFLINE, 2000)


def test_what_a_hub_does_not_pass_on_is_told_and_so_is_its_silence(tmp_path):
    keeper, office, member = founded(tmp_path, "a", "b")
    with closing(keeper), closing(office), closing(member):
        office.lead(leads=True)
        member.exchange.follower.look_rounds = 1
        pulse = Pulse(member)
        for _beat in range(10):
            office.exchange.round()
            pulse.beat()
        draft(member, "Phiên")
        told = [pulse.beat().delivery for _beat in range(CONFIRM_ROUNDS + 1)]
        assert not told[0].unconfirmed
        assert told[-1].unconfirmed
        assert not told[-1].hub_silent
        for _beat in range(SILENT_ROUNDS):
            last = pulse.beat().delivery
        assert last.hub_silent
        office.exchange.round()
        pulse.beat()
        assert pulse.beat().delivery.unconfirmed == 0
