"""Every error has a sentence in both languages, and every sentence can be filled in."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from ecabinet.core import errors
from ecabinet.core.errors import EcabinetError, PaperFault, SegmentFault
from ecabinet.ui import notices
from ecabinet.ui.notice_faults import PAPER_FAULTS, PROFILE_PARTS, SEGMENT_FAULTS, STORE_REASONS
from ecabinet.ui.notice_rules import FIELDS, RULES, STATES

PACKAGE = Path(notices.__file__).parents[1]

SAMPLES = (
    errors.NotAllowed("VoteOpened", ("chair", "own")),
    errors.NoSuchThing("item", "item-1"),
    errors.WrongState("meeting", "mtg-1", "published", ("opened",)),
    errors.NoQuorum(13, 20, 14),
    errors.NotEntitled("vote-1", "mem-1"),
    errors.BadValue("title", "empty"),
    errors.Revoked("writer", "mất máy"),
    errors.Contested("space", "writer", 7),
    errors.MeetingNotHere("mtg-1"),
    errors.WrongPassphrase(3, 0),
    errors.PassphraseWait(30),
    errors.ReadOnlyJournal(3, 2),
    errors.StoreUnreachable("/mnt/hop", "missing"),
    errors.StoreReadOnly("/mnt/hop"),
    errors.KeyringSilent("missing"),
    errors.ProfileLocked("/home/hop"),
    errors.SegmentDamaged("0001.seg", SegmentFault.SIGNATURE),
    errors.BlobDamaged("ab12"),
    errors.ForkFound("space", "writer", 7),
    errors.PaperUnreadable(PaperFault.PAGE, "215-TTr-STC.pdf", 4),
    errors.ProfileDamaged("/home/hop", "keys"),
    errors.NotThisPaper("góp-ý.pdf"),
    errors.NothingToImport("góp-ý.pdf", 3),
    errors.DestinationUnwritable("/media/usb/góp-ý.pdf"),
    errors.MarksDamaged("góp-ý.xfdf"),
)


def leaves(kind):
    below = kind.__subclasses__()
    return {leaf for child in below for leaf in leaves(child)} if below else {kind}


def tree():
    return {kind for kind in leaves(EcabinetError) if kind.__module__ == errors.__name__}


def readable(text):
    return text and "{" not in text and text[0] == text[0].upper() and text.endswith(".")


def test_every_leaf_has_words_in_both_languages():
    for leaf in tree():
        assert set(notices.TEMPLATES[leaf]) == {"vi", "en"}, leaf


def test_the_samples_cover_the_tree():
    assert {type(sample) for sample in SAMPLES} == tree()


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_can_be_filled_in(error, language):
    assert readable(notices.sentence(error, language))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("fault", list(PaperFault))
def test_every_paper_fault_has_a_sentence(fault, language):
    assert fault in PAPER_FAULTS
    assert readable(notices.sentence(errors.PaperUnreadable(fault, "A.pdf", 0), language))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("fault", list(SegmentFault))
def test_every_segment_fault_has_a_sentence(fault, language):
    assert fault in SEGMENT_FAULTS
    assert readable(notices.sentence(errors.SegmentDamaged("a", fault), language))


@pytest.mark.parametrize("table", [RULES, STATES, FIELDS, PAPER_FAULTS, SEGMENT_FAULTS, STORE_REASONS, PROFILE_PARTS])
def test_tables_speak_both_languages_with_the_same_placeholders(table):
    for key, words in table.items():
        assert set(words) == {"vi", "en"}, key
        names = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in words.values()]
        assert names[0] == names[1], key


def raised(name):
    """The literal arguments with which the program raises an error of that name."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield (
                    path.relative_to(PACKAGE),
                    [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args],
                )


def test_every_rule_that_is_raised_has_a_sentence():
    for where, (field, rule) in raised("BadValue"):
        if rule and where.parts[0] in ("app", "ui"):
            assert (field, rule) in RULES or (rule,) in RULES, (where, field, rule)


def test_every_state_of_a_speech_and_a_vote_has_a_sentence():
    states = {"speech": ("requested", "running", "ended", "withdrawn"), "vote": ("open", "closed", "annulled")}
    for kind, values in states.items():
        for value in values:
            assert (kind, value) in STATES


def test_a_field_and_a_rule_nobody_named_get_plain_words():
    words = notices.sentence(errors.BadValue("colour_of_ink", "purple"))
    assert words.startswith("Giá trị này không dùng được.")
    assert readable(words)
    assert "colour" not in words


def test_the_page_is_counted_from_one():
    assert "Trang 5 của" in notices.sentence(errors.PaperUnreadable(PaperFault.PAGE, "A.pdf", 4))


def test_needed_states_are_named():
    words = notices.sentence(errors.WrongState("meeting", "m", "published", ("opened", "adjourned")))
    assert words.endswith("khi phiên họp đang họp hoặc đang tạm nghỉ.")


def test_an_unknown_kind_speaks_as_its_ancestor():
    class Novel(errors.Refused):
        """Not in the tree."""

    assert notices.sentence(Novel()) == notices.TEMPLATES[errors.Refused]["vi"]


def test_a_request_that_has_not_begun_is_not_a_second_request():
    twice = notices.sentence(errors.WrongState("speech", "s", "requested", ()))
    early = notices.sentence(errors.WrongState("speech", "s", "requested", ("running",)))
    assert twice != early
