"""Any story: random people do random things on real replicas, exchange now and then, and agree in the end."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecabinet.app import commands
from ecabinet.core.errors import Refused
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.things import Item, Paper, Speech, Vote
from ecabinet.core.voting import Choice, Method
from tests.road.kit import Province

PEOPLE = ("m1", "m2", "m3", "t1", "t2")
TEXTS = st.sampled_from(["Một", "Hai", "Ba", "  Bốn  ", "", "Kết luận: thống nhất."])


def some(draw, laptop, kind):
    """The identifier of something this laptop knows, or of nothing."""
    with laptop.program.replica.read() as reads:
        known = [thing.id for thing in reads.things(kind)]
    return draw(st.sampled_from([*known, "nothing"])) if known else "nothing"


DEEDS = {
    "add": lambda draw, who, meeting: commands.AddItem(meeting, draw(TEXTS)),
    "change": lambda draw, who, meeting: commands.ChangeItem(some(draw, who, Item), draw(TEXTS), 5, None, None),
    "move": lambda draw, who, meeting: commands.MoveItem(
        some(draw, who, Item), draw(st.none() | st.just(some(draw, who, Item))), None
    ),
    "remove": lambda draw, who, meeting: commands.RemoveItem(some(draw, who, Item)),
    "paper": lambda draw, who, meeting: commands.AddPaper(some(draw, who, Item), draw(TEXTS), None, secrecy="secret"),
    "withdraw paper": lambda draw, who, meeting: commands.RemovePaper(some(draw, who, Paper)),
    "invite": lambda draw, who, meeting: commands.Invite(meeting, "t2", draw(st.sampled_from(list(Capacity)))),
    "attend": lambda draw, who, meeting: commands.RecordAttendance(
        meeting, draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(list(Presence)))
    ),
    "ask": lambda draw, who, meeting: commands.RequestFloor(some(draw, who, Item)),
    "take back": lambda draw, who, meeting: commands.WithdrawRequest(some(draw, who, Speech)),
    "give": lambda draw, who, meeting: commands.GrantFloor(some(draw, who, Speech)),
    "end": lambda draw, who, meeting: commands.EndSpeech(some(draw, who, Speech)),
    "open": lambda draw, who, meeting: commands.OpenVote(
        some(draw, who, Item), draw(TEXTS), draw(st.sampled_from(list(Method)))
    ),
    "cast": lambda draw, who, meeting: commands.CastBallot(some(draw, who, Vote), draw(st.sampled_from(list(Choice)))),
    "count": lambda draw, who, meeting: commands.EnterCount(some(draw, who, Vote), 3, 3, 0, 2, 1, 0),
    "close": lambda draw, who, meeting: commands.CloseVote(some(draw, who, Vote)),
    "annul": lambda draw, who, meeting: commands.AnnulVote(some(draw, who, Vote), draw(TEXTS)),
    "conclude": lambda draw, who, meeting: commands.RecordConclusion(some(draw, who, Item), draw(TEXTS)),
    "call": lambda draw, who, meeting: commands.CallItem(some(draw, who, Item)),
    "adjourn": lambda draw, who, meeting: commands.AdjournMeeting(meeting),
    "resume": lambda draw, who, meeting: commands.ResumeMeeting(meeting),
}


def act(draw, made, meeting):
    """Let somebody try something, or exchange; a rule may say no."""
    laptop = made[draw(st.sampled_from(PEOPLE))]
    deed = draw(st.sampled_from([*DEEDS, "exchange", "exchange", "exchange", "restart"]))
    if deed == "exchange":
        assert not laptop.round().damaged
    elif deed == "restart":
        laptop.reopen()
    else:
        attempt(laptop, DEEDS[deed](draw, laptop, meeting))


def attempt(laptop, command):
    """Do it; where a rule says no, nothing may have changed."""
    before = laptop.digest()
    try:
        laptop.do(command)
    except Refused:
        assert laptop.digest() == before


def agreed(made):
    """Everybody shows the same, and what everybody shows is what the records add up to."""
    assert len({laptop.digest() for laptop in made.everyone}) == 1
    for laptop in made.everyone[:2]:
        assert laptop.shown() == laptop.folded()
    outcomes = [tuple(vote.outcome for vote in laptop.ask.votes(made.meeting).closed) for laptop in made.everyone]
    assert len(set(outcomes)) == 1


@settings(
    max_examples=settings.default.max_examples // 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), length=st.integers(5, 30))
def test_whatever_people_do_all_replicas_agree_and_show_the_pure_fold(voting_mould, data, length):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(voting_mould, Path(folder) / "province")
        made = Province.opened(Path(folder) / "province")
        try:
            for _step in range(length):
                act(data.draw, made, made.meeting)
            made.settle()
            agreed(made)
        finally:
            made.close()
