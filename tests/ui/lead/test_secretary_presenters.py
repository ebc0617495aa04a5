"""What the secretariat's wishes become; no Qt in the presenters."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ecabinet.app import commands, read
from ecabinet.core.errors import BadValue, NotAllowed
from ecabinet.core.people import Capacity, Presence
from ecabinet.core.voting import Method
from ecabinet.ui.panels.checkin.presenter import CheckinPresenter
from ecabinet.ui.panels.counts.presenter import CountsPresenter, Numbers, verified
from ecabinet.ui.panels.drafting.invitation.presenter import InvitationPresenter
from ecabinet.ui.panels.drafting.presenter import Draft, DraftingPresenter
from ecabinet.ui.panels.outline.presenter import FileState, OutlinePresenter
from ecabinet.ui.panels.readiness.presenter import ReadinessPresenter
from tests.ui.lead import samples


class FakeView(SimpleNamespace):
    """Remembers the last arguments of each `show_…` under its name without the prefix."""

    def __getattr__(self, name):
        if not name.startswith("show_"):
            raise AttributeError(name)
        return lambda *values: setattr(self, name.removeprefix("show_"), values)


def made(kind, *more, refusal=None, bad_files=(), **answers):
    """A presenter after its first look, with its view and runner."""
    runner = samples.FakeRunner(samples.everything(**answers), bad_files=bad_files)
    view = FakeView()
    presenter = kind(view, runner, samples.MEETING, *more)
    presenter.refresh()
    runner.refusal = refusal
    return presenter, view, runner


DRAFT = Draft("Họp chuyên đề", "thematic_session", samples.at("08:00"), samples.at("09:00"), "Phòng 2", "m01", "t01")


def drafting(meeting=None, refusal=None):
    """A form's presenter."""
    runner, view = samples.FakeRunner(samples.everything()), FakeView()
    presenter = DraftingPresenter(view, runner, meeting)
    presenter.refresh()
    runner.refusal = refusal
    return presenter, view, runner


def test_a_draft_becomes_a_meeting_and_its_desk_is_shown():
    presenter, view, runner = drafting()
    today = samples.today()
    new = (samples.meeting_line("mtg-9"), *today.meetings)
    runner.answers["today"] = replace(today, meetings=new)
    presenter.save(DRAFT)
    assert runner.commands == [
        commands.DraftMeeting(
            "Họp chuyên đề", "thematic_session", DRAFT.starts_at, DRAFT.ends_at, "Phòng 2", "m01", "t01"
        )
    ]
    assert view.saved == ("mtg-9",)


def test_an_edited_header_changes_the_meeting():
    presenter, view, runner = drafting(samples.MEETING)
    presenter.save(DRAFT)
    changed = commands.ChangeMeeting(samples.MEETING, DRAFT.title, DRAFT.starts_at, DRAFT.ends_at, DRAFT.venue)
    assert runner.commands == [changed]
    assert view.saved == (samples.MEETING,)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"ends_at": DRAFT.starts_at}, "ends_at"),
        ({"chair": ""}, "chair"),
        ({"secretary": ""}, "secretary"),
    ],
)
def test_what_nobody_could_mean_is_refused_under_its_field(change, field):
    presenter, view, runner = drafting()
    presenter.save(replace(DRAFT, **change))
    assert view.field_refusal[0].field == field
    assert not runner.commands


def test_a_refused_field_and_a_refused_command_are_told_apart():
    presenter, view, _runner = drafting(refusal=BadValue("title", "too_long"))
    presenter.save(DRAFT)
    assert view.field_refusal[0].rule == "too_long"
    presenter, view, _runner = drafting(refusal=NotAllowed("MeetingDrafted", ("secretary",)))
    presenter.save(DRAFT)
    assert isinstance(view.refusal[0], NotAllowed)


def test_publishing_an_unready_meeting_says_what_is_missing():
    presenter, view, runner = made(ReadinessPresenter)
    presenter.publish()
    assert [check.key for check in view.missing[0]] == ["papers", "people"]
    assert not runner.commands


def test_a_ready_meeting_is_published():
    presenter, _view, runner = made(ReadinessPresenter, readiness=samples.readiness(ready=True))
    presenter.publish()
    assert runner.commands == [commands.PublishMeeting(samples.MEETING)]


SOME = replace(samples.people(), lines=tuple(samples.person(key) for key in ("m01", "m02", "g01")))


def test_all_voting_members_are_invited_once():
    presenter, _view, runner = made(InvitationPresenter, people=SOME)
    presenter.invite_all()
    assert len(runner.commands) == 18
    assert all(wish.capacity is Capacity.MEMBER and wish.member in samples.VOTING for wish in runner.commands)


def test_others_are_found_without_marks():
    presenter, view, _runner = made(InvitationPresenter, people=SOME)
    presenter.search("lan huong")
    assert [line.member for line in view.invitations[0].others] == ["s16"]


def test_only_a_substitute_replaces_somebody():
    presenter, _view, runner = made(InvitationPresenter, people=SOME)
    presenter.invite("s16", Capacity.SUBSTITUTE, " B10 ", "m16")
    presenter.invite("g02", Capacity.INVITEE, "", "m16")
    assert runner.commands == [
        commands.Invite(samples.MEETING, "s16", Capacity.SUBSTITUTE, "m16", "B10"),
        commands.Invite(samples.MEETING, "g02", Capacity.INVITEE, None, ""),
    ]


def found(view):
    """Members in the list shown."""
    return [line.member for _place, line in view.people[1]]


def test_a_substitute_stands_after_the_member_replaced():
    _presenter, view, _runner = made(CheckinPresenter)
    assert found(view).index("s16") == found(view).index("m16") + 1


@pytest.mark.parametrize(
    ("words", "member"),
    [("tran thi bich", ["m02"]), ("B13", ["m19"]), ("7", ["m07"]), ("giáo dục", ["m15"]), ("?", [])],
)
def test_people_are_found_by_name_seat_number_or_title(words, member):
    presenter, view, _runner = made(CheckinPresenter)
    presenter.search(words)
    assert found(view) == member


def test_enter_notes_the_only_match_as_present():
    presenter, view, runner = made(CheckinPresenter)
    presenter.enter()
    presenter.search("nguyen")
    presenter.enter()
    presenter.search("tran thi")
    presenter.enter()
    assert not runner.commands
    presenter.search("ly cong hau")
    presenter.enter()
    assert runner.commands == [commands.RecordAttendance(samples.MEETING, "m12", Presence.PRESENT)]
    assert view.found == ("Lý Công Hậu",)


def test_a_press_notes_any_state():
    presenter, _view, runner = made(CheckinPresenter)
    presenter.record("m20", Presence.EXCUSED)
    assert runner.commands == [commands.RecordAttendance(samples.MEETING, "m20", Presence.EXCUSED)]


GOOD = Numbers(18, 17, 1, 15, 1, 0)


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [
        (GOOD, ""),
        (replace(GOOD, issued=19), "issued"),
        (replace(GOOD, issued=16), "returned"),
        (replace(GOOD, approve=14), "sum"),
        (replace(GOOD, invalid=2), "sum"),
        (Numbers(0, 0, 0, 0, 0, 0), "none"),
        (Numbers(18, 0, 0, 0, 0, 0), "none"),
        (Numbers(18, 1, 1, 0, 0, 0), ""),
    ],
)
def test_numbers_must_add_up(numbers, fault):
    assert verified(numbers, 18).fault == fault


def test_numbers_are_entered_only_when_they_add_up():
    votes = read.Votes(samples.vote(method=Method.COUNTED), ())
    presenter, view, runner = made(CountsPresenter, votes=votes)
    presenter.enter(replace(GOOD, approve=14))
    assert not runner.commands
    assert view.verified[0].fault == "sum"
    presenter.enter(GOOD)
    assert runner.commands == [commands.EnterCount("v1", 18, 17, 1, 15, 1, 0)]
    assert view.entered == ()


def test_an_electronic_vote_needs_no_numbers():
    presenter, view, runner = made(CountsPresenter, votes=read.Votes(samples.vote(), ()))
    assert view.vote == (None,)
    presenter.enter(GOOD)
    assert not runner.commands


def files(folder, *names):
    """Real files."""
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7 " + name.encode())
    return tuple(folder / name for name in names)


def test_files_on_empty_ground_find_their_items_and_one_bad_file_stops_no_other(tmp_path):
    presenter, view, runner = made(OutlinePresenter, bad_files=("5 hong.pdf",))
    presenter.take_in(files(tmp_path, "4_To_trinh.pdf", "5 hong.pdf", "scan.pdf", "7 Giao dat.pdf"))
    assert [wish.item for wish in runner.commands] == ["a04", "a07"]
    assert [wish.title for wish in runner.commands] == ["To trinh", "Giao dat"]
    states = [line.state for line in view.files[0]]
    assert states == [FileState.LAID, FileState.REFUSED, FileState.UNMATCHED, FileState.LAID]
    assert view.files[0][1].error is not None


def test_a_file_on_an_item_goes_there_whatever_its_name(tmp_path):
    presenter, _view, runner = made(OutlinePresenter)
    presenter.take_in(files(tmp_path, "4 To trinh.pdf"), item="a06")
    assert [(wish.item, wish.title) for wish in runner.commands] == [("a06", "4 To trinh")]


def test_a_file_on_a_paper_becomes_its_new_version(tmp_path):
    presenter, view, runner = made(OutlinePresenter)
    presenter.take_in(files(tmp_path, "ban moi.pdf"), paper="p06", item="a04")
    assert isinstance(runner.commands[0], commands.AddVersion)
    assert (runner.commands[0].paper, runner.commands[0].file.file_name) == ("p06", "ban moi.pdf")
    assert view.files[0][0].state is FileState.LAID


def test_one_cell_changes_one_field_and_nothing_is_sent_when_nothing_changed():
    presenter, _view, runner = made(OutlinePresenter)
    line = samples.agenda().lines[1]
    presenter.rename("a02", line.title)
    assert not runner.commands
    presenter.rename("a02", "Kinh tế - xã hội")
    presenter.set_minutes("a02", 40)
    presenter.set_rapporteur("a02", None)
    assert runner.commands == [
        commands.ChangeItem("a02", "Kinh tế - xã hội", 35, line.starts_at, "m09"),
        commands.ChangeItem("a02", line.title, 40, line.starts_at, "m09"),
        commands.ChangeItem("a02", line.title, 35, line.starts_at, None),
    ]


def test_items_are_added_moved_and_removed():
    presenter, _view, runner = made(OutlinePresenter)
    presenter.add("Nội dung khác")
    presenter.move("a02", "up")
    presenter.move("a01", "up")
    presenter.drop("a09", "a03", None)
    presenter.remove("a09")
    presenter.move_paper("p13", "a05")
    presenter.remove_paper("p13")
    assert runner.commands == [
        commands.AddItem(samples.MEETING, "Nội dung khác"),
        commands.MoveItem("a02", None, None),
        commands.MoveItem("a09", "a03", None),
        commands.RemoveItem("a09"),
        commands.MovePaper("p13", "a05"),
        commands.RemovePaper("p13"),
    ]
