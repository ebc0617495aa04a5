"""The scenes that `shots` draws, each a function that makes a screen."""

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox

from ecabinet.app import read
from ecabinet.core.meeting import State
from ecabinet.core.voting import Method
from ecabinet.ui.screens.chair import ChairScreen
from ecabinet.ui.screens.room import RoomWindow
from ecabinet.ui.screens.secretary import SecretaryScreen
from tests.ui.lead import samples


def chair(profile=samples.PROFILE, **answers):
    """The chair's screen with these answers."""
    runner = samples.FakeRunner(samples.everything(**answers))
    return ChairScreen(samples.context(runner), samples.MEETING, profile)


def chair_published():
    return chair(state=State.PUBLISHED, current=None, now=samples.now(State.PUBLISHED, None, 12))


def chair_ask():
    return chair()


def chair_invite():
    return chair(floor=samples.floor(None))


def chair_running():
    return chair(votes=read.Votes(samples.vote(), ()), now=samples.now(open_vote="v1"))


def chair_outcome():
    earlier = replace(samples.vote("closed"), vote="v0", question="Thông qua chương trình phiên họp")
    return chair(votes=read.Votes(None, (samples.vote("closed"), earlier)), floor=samples.floor(None))


def chair_tie():
    return chair(votes=read.Votes(None, (samples.vote("closed", outcome=samples.tie()),)))


def chair_contested():
    earlier = replace(samples.contested(), vote="v0", question="Thông qua chương trình phiên họp")
    return chair(votes=read.Votes(None, (samples.contested(), earlier)), floor=samples.floor(None))


def chair_adjourned():
    return chair(state=State.ADJOURNED)


def secretary(part="outline", **answers):
    """The secretary's desk at one of its parts."""
    answers = {"agenda": samples.agenda(State.DRAFT, None)} | answers
    runner = samples.FakeRunner(samples.everything(**answers))
    screen = SecretaryScreen(samples.context(runner), samples.MEETING)
    screen.page.show_part(part)
    return screen


def secretary_list():
    return SecretaryScreen(samples.context(), None)


def secretary_years():
    return SecretaryScreen(samples.context(samples.FakeRunner(samples.everything(**samples.past_year()))), None)


def secretary_year():
    screen = secretary_years()
    screen.meetings.refresh()
    choice = screen.findChild(QComboBox, "year-choice")
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    return screen


def secretary_form():
    screen = secretary_list()
    screen.on_new()
    form = screen.page
    form.refresh()
    form.on_save()
    return screen


def secretary_outline():
    screen = secretary()
    tree = screen.page.parts["outline"].tree
    screen.page.parts["outline"].refresh()
    tree.setCurrentIndex(tree.outline.index_of("item:a02"))
    return screen


def secretary_files():
    screen = secretary(readiness=samples.readiness(ready=True))
    panel = screen.page.parts["outline"]
    panel.context.runner.bad_files = ("5_To_trinh_phong_hop.pdf",)
    panel.refresh()
    names = ("7_To_trinh_giao_dat.pdf", "5_To_trinh_phong_hop.pdf", "Cong_van_moi.pdf")
    folder = Path(tempfile.mkdtemp())
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7")
    panel.on_files_dropped(tuple(folder / name for name in names), "", "")
    return screen


def secretary_people():
    some = replace(samples.people(), lines=tuple(samples.person(key) for key in ("m01", "m02", "m03", "m16", "s16")))
    screen = secretary("people", people=some)
    panel = screen.page.parts["people"]
    panel.refresh()
    panel.on_invited("s16")
    return screen


def secretary_guests():
    screen = secretary("people", readiness=samples.readiness(ready=True))
    panel = screen.page.parts["people"]
    panel.refresh()
    panel.on_invited("g01")
    return screen


def secretary_checkin():
    return secretary("checkin", agenda=samples.agenda(State.PUBLISHED, None))


def secretary_counts():
    running = samples.vote(method=Method.COUNTED, silent=samples.HERE)
    screen = secretary("counts", agenda=samples.agenda(), votes=read.Votes(running, ()))
    panel = screen.page.parts["counts"]
    panel.refresh()
    for key, value in {"issued": 18, "returned": 17, "invalid": 1, "approve": 14, "disapprove": 1}.items():
        panel.fields[key].editor.setValue(value)
    return screen


def wall_screen(clock=None, **about):
    """The room screen with this room."""
    runner = samples.FakeRunner(samples.everything(room=samples.room(**about)))
    return RoomWindow(samples.context(runner, clock), samples.MEETING)


def room_wall():
    return wall_screen(samples.FixedClock(samples.at("09:27:40")), shown=samples.vote("closed"))


SCENES = {
    "chair-1-published": chair_published,
    "chair-2-ask": chair_ask,
    "chair-3-invite": chair_invite,
    "chair-4-running": chair_running,
    "chair-5-outcome": chair_outcome,
    "chair-6-tie": chair_tie,
    "chair-7-adjourned": chair_adjourned,
    "chair-8-contested": chair_contested,
    "sec-1-list": secretary_list,
    "sec-1-years": secretary_years,
    "sec-1-year": secretary_year,
    "sec-2-form": secretary_form,
    "sec-3-outline": secretary_outline,
    "sec-4-files": secretary_files,
    "sec-5-people": secretary_people,
    "sec-6-checkin": secretary_checkin,
    "sec-8-guests": secretary_guests,
    "sec-7-counts": secretary_counts,
    "room-1-before": lambda: wall_screen(state=State.PUBLISHED, current=None, present=12),
    "room-2-item": wall_screen,
    "room-3-speaker": lambda: wall_screen(running=samples.RUNNING),
    "room-4-vote": lambda: wall_screen(shown=samples.vote()),
    "room-5-result": lambda: wall_screen(shown=samples.vote("closed")),
    "room-6-wall": room_wall,
    "room-7-adjourned": lambda: wall_screen(state=State.ADJOURNED),
    "room-9-contested": lambda: wall_screen(shown=samples.contested()),
    "room-8-closed": lambda: wall_screen(state=State.CLOSED, current=None),
}
