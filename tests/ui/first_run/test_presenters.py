"""Joining and founding without a screen: what is asked, what is refused beside which field, and what is never lost."""

import pytest

from ecabinet.core.errors import BadValue, KeyringSilent, ProfileDamaged, StoreReadOnly, StoreUnreachable
from ecabinet.ui.background import at_once
from ecabinet.ui.first_run.found.presenter import FoundPresenter
from ecabinet.ui.first_run.join.presenter import JoinPresenter
from ecabinet.ui.first_run.ports import Body, Guard
from tests.ui.first_run.fakes import INVITED, TEXT, FakeSetup, Later, State

PASS, ROOT = "bốn mùa hoa nở", "một câu khác hẳn"
BODY = Body("Ủy ban nhân dân tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")


class View:
    """Writes down what it is told to show."""

    def __init__(self):
        self.shown, self.refused, self.busy = [], [], False

    def show_invited(self, invited):
        self.shown.append(invited)

    def show_page(self, page):
        self.shown.append(page)

    def show_refusal(self, field, error):
        self.refused.append((field, type(error), getattr(error, "rule", "")))

    def show_busy(self, *, busy):
        self.busy = busy

    def show_state(self, phase, digits, reason):
        self.shown.append((phase, digits, reason))

    def show_saved(self, root):
        self.shown.append(root)

    def show_sheet(self, sheet):
        self.shown.append(sheet)


@pytest.fixture
def view():
    return View()


@pytest.fixture
def setup():
    return FakeSetup()


@pytest.fixture
def join(view, setup):
    made = JoinPresenter(view, setup, at_once)
    made.take_text(TEXT)
    made.accept()
    return made


def begin(join):
    join.begin("Máy họp", "/mnt/hop", PASS, PASS, by_keyring=False)


def test_an_invitation_says_who_invites_whom(view, setup, tmp_path):
    (tmp_path / "moi.ecabinet").write_text(TEXT, encoding="utf-8")
    JoinPresenter(view, setup, at_once).take_file(tmp_path / "moi.ecabinet")
    assert view.shown == [INVITED]


def test_what_is_no_invitation_is_refused_in_its_place(view, setup):
    JoinPresenter(view, setup, at_once).take_text("kính gửi")
    assert view.refused == [("invitation", BadValue, "unreadable")]
    assert not view.shown


@pytest.mark.parametrize(
    ("label", "store", "first", "repeat", "refused"),
    [
        (" ", "/mnt", PASS, PASS, ("label", "empty")),
        ("Máy", "", PASS, PASS, ("store", "empty")),
        ("Máy", "/mnt", "ngắn", "ngắn", ("passphrase", "too_short")),
        ("Máy", "/mnt", PASS, PASS + "!", ("repeat", "differs")),
    ],
)
def test_what_will_not_do_is_told_beside_its_field(view, setup, join, label, store, first, repeat, refused):
    join.begin(label, store, first, repeat, by_keyring=False)
    assert view.refused == [(refused[0], BadValue, refused[1])]
    assert not setup.done


def test_joining_waits_compares_and_makes_the_profile_once(view, setup, join):
    setup.states = [State("waiting"), State("compare", "482913"), State("approved", "482913")]
    begin(join)
    for _beat in range(4):
        join.tick()
    assert [shown[0] for shown in view.shown if isinstance(shown, tuple)] == [
        "waiting", "waiting", "compare", "approved", "done",
    ]  # fmt: skip
    assert setup.done == [("join", "Máy họp", "/mnt/hop"), ("finish", Guard(PASS))]


def test_both_spellings_of_a_letter_are_one_passphrase(setup, join):
    import unicodedata

    setup.states = [State("approved")]
    join.begin("Máy", "/mnt", unicodedata.normalize("NFD", PASS), PASS, by_keyring=False)
    assert setup.done[-1] == ("finish", Guard(PASS))


def test_without_a_passphrase_the_keyring_guards(setup, join):
    setup.states = [State("approved")]
    join.begin("Máy", "/mnt", "", "", by_keyring=True)
    assert setup.done[-1] == ("finish", Guard(None))


def test_a_refusal_ends_the_asking(view, setup, join):
    setup.states = [State("refused", "", "used")]
    begin(join)
    join.tick()
    assert view.shown[-1] == ("refused", "", "used")
    assert view.shown.count(("refused", "", "used")) == 1


def test_silence_is_shown_and_asked_again(view, setup, join):
    setup.states = [StoreUnreachable("/mnt/hop", "missing"), State("compare", "000042")]
    begin(join)
    assert view.shown[-1] == ("offline", "", "/mnt/hop")
    join.tick()
    assert view.shown[-1] == ("compare", "000042", "")


def test_damage_is_said_and_ends_the_asking(view, setup, join):
    setup.states = [ProfileDamaged("/p", "joining"), State("approved")]
    begin(join)
    join.tick()
    assert view.refused == [("", ProfileDamaged, "")]
    assert not any(what[0] == "finish" for what in setup.done)


def test_a_profile_that_could_not_be_made_is_tried_again(view, setup, join):
    setup.states, setup.errors = [State("approved")], {"finish": KeyringSilent("write")}
    begin(join)
    assert view.refused == [("", KeyringSilent, "")]
    join.tick()
    assert view.shown[-1] == ("done", "", "")


def test_an_answer_to_a_request_that_was_given_up_changes_nothing(view, setup):
    later = Later()
    join = JoinPresenter(view, setup, later)
    join.begin("Máy", "/mnt", PASS, PASS, by_keyring=False)
    later.go_on()
    setup.states = [State("approved")]
    before = list(view.shown)
    join.leave()
    later.go_on()
    assert view.shown == before


def test_only_one_question_is_asked_at_a_time(view, setup):
    later = Later()
    join = JoinPresenter(view, setup, later)
    join.begin("Máy", "/mnt", PASS, PASS, by_keyring=False)
    assert view.busy
    later.go_on()
    join.tick()
    join.tick()
    assert len(later.waiting) == 1
    assert not view.busy


@pytest.mark.parametrize(("field", "where"), [("label", "label"), ("url", "store"), ("profile", "")])
def test_a_request_that_cannot_begin_says_why_beside_its_field(view, setup, join, field, where):
    setup.errors["join"] = BadValue(field, "unknown")
    begin(join)
    assert view.refused == [(where, BadValue, "unknown")]
    assert not view.busy


@pytest.fixture
def found(view, setup):
    made = FoundPresenter(view, setup, at_once)
    made.describe(BODY)
    made.choose_store("/mnt/hop")
    made.protect(PASS, PASS, by_keyring=False)
    return made


def test_founding_goes_page_by_page_and_saves_the_root(view, setup, found, tmp_path):
    found.found(ROOT, ROOT, tmp_path / "root")
    assert view.shown == ["store", "machine", "recovery", tmp_path / "root", "done"]
    assert setup.done == [("found", BODY, "/mnt/hop", Guard(PASS)), ("root", tmp_path / "root", ROOT)]
    assert found.may_leave


@pytest.mark.parametrize("field", ["name", "short_name", "administrator"])
def test_an_empty_name_is_told_beside_it(view, setup, field):
    from dataclasses import replace

    FoundPresenter(view, setup, at_once).describe(replace(BODY, **{field: "  "}))
    assert view.refused == [(field, BadValue, "empty")]
    assert not view.shown


@pytest.mark.parametrize(
    "error", [StoreUnreachable("/x", "missing"), StoreReadOnly("/x"), BadValue("url", "unknown_store")]
)
def test_a_store_that_will_not_do_is_told_beside_it(view, setup, error):
    setup.errors["check_store"] = error
    FoundPresenter(view, setup, at_once).choose_store("/x")
    assert [field for field, _kind, _rule in view.refused] == ["store"]
    assert not view.busy


@pytest.mark.parametrize(
    ("first", "repeat", "file", "refused"),
    [
        ("ngắn", "ngắn", "root", ("passphrase", "too_short")),
        (ROOT, PASS, "root", ("repeat", "differs")),
        (PASS, PASS, "root", ("passphrase", "same")),
        (ROOT, ROOT, None, ("root_key", "missing")),
    ],
)
def test_nothing_is_founded_without_a_safe_place_for_the_root(
    view, setup, found, tmp_path, first, repeat, file, refused
):
    found.found(first, repeat, file and tmp_path / file)
    assert view.refused == [(refused[0], BadValue, refused[1])]
    assert not setup.done


def test_a_root_that_could_not_be_saved_is_not_let_go(view, setup, found, tmp_path):
    setup.errors["save_root"] = BadValue("root_key", "unwritable")
    found.found(ROOT, ROOT, tmp_path / "gone")
    assert view.refused == [("root_key", BadValue, "unwritable")]
    assert not found.may_leave
    found.found(ROOT, ROOT, tmp_path / "root")
    assert [what[0] for what in setup.done] == ["found", "root"], "founded once"
    assert found.may_leave


def test_a_store_lost_while_founding_leads_back_to_it(view, setup, found, tmp_path):
    setup.errors["found"] = StoreUnreachable("/mnt/hop", "missing")
    found.found(ROOT, ROOT, tmp_path / "root")
    assert (view.shown[-1], view.refused[-1][0]) == ("store", "store")
    assert found.may_leave


def test_an_error_that_belongs_to_no_field_is_told_on_the_page(view, setup, found, tmp_path):
    setup.errors["found"] = KeyringSilent("write")
    found.found(ROOT, ROOT, tmp_path / "root")
    assert (view.shown[-1], view.refused[-1][0]) == ("recovery", "")


def test_the_sheet_is_saved_and_shown(view, setup, found, tmp_path):
    found.found(ROOT, ROOT, tmp_path / "root")
    setup.errors["save_sheet"] = BadValue("sheet", "unwritable")
    found.sheet(tmp_path / "a.pdf")
    assert view.refused == [("sheet", BadValue, "unwritable")]
    found.sheet(tmp_path / "b.pdf")
    assert view.shown[-1] == tmp_path / "b.pdf"
