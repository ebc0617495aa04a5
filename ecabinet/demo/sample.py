"""The sample meeting of tỉnh Phố Hiến (fictional) as frozen values.

`load()` reads `resources/demo/sample_meeting.yaml`; the demonstration director and the papers'
composer take everything they tell from here. Times of day are local (Asia/Ho_Chi_Minh), instants
carry their offset. A key of the file that is absent or null is None or empty.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields
from datetime import time
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_type_hints

from ecabinet import resources
from ecabinet.demo import sample_entries as entry
from ecabinet.demo.sample_entries import Row

T = TypeVar("T")

# A field is read from the key of its own name, from that name with "_vi", or from the key here.
_KEYS = {
    "abbreviation": "abbr",
    "arrived": "in",
    "left": "out",
    "dossier": "igate_dossier",
    "rect": "rect_pt",
}


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """The whole file; collections keep its order. Rule profiles and test vectors stay raw."""

    province: str
    place: str
    meeting: entry.MeetingHeader
    organizations: tuple[entry.Organization, ...]
    people: tuple[entry.Person, ...]
    endpoints: tuple[entry.Endpoint, ...]
    rule_profiles: Row
    agenda: tuple[entry.AgendaEntry, ...]
    papers: tuple[entry.PaperEntry, ...]
    attendance: tuple[entry.AttendanceEntry, ...]
    speeches: tuple[entry.SpeechEntry, ...]
    annotations: tuple[entry.AnnotationEntry, ...]
    votes: tuple[entry.VoteEntry, ...]
    opinion_ballots: tuple[entry.OpinionBallotEntry, ...]
    conclusions: tuple[entry.ConclusionEntry, ...]
    tasks: tuple[entry.TaskEntry, ...]
    indicators: tuple[entry.IndicatorEntry, ...]
    other_meetings: tuple[entry.OtherMeeting, ...]
    minutes: Row
    conclusion_notice: Row
    vote_test_vectors: tuple[Row, ...]
    sort_test: Row
    search_test: tuple[Row, ...]

    def person(self, person_id: str) -> entry.Person:
        """The person of that id; KeyError if there is none."""
        return {person.id: person for person in self.people}[person_id]

    def organization(self, organization_id: str) -> entry.Organization:
        """The organization of that id; KeyError if there is none."""
        return {body.id: body for body in self.organizations}[organization_id]

    def paper(self, paper_id: str) -> entry.PaperEntry:
        """The paper of that id; KeyError if there is none."""
        return {paper.id: paper for paper in self.papers}[paper_id]


def load() -> SampleMeeting:
    """The sample meeting.

    Raises:
        KeyError: the file lacks a key that a dataclass of `sample_entries` needs.
    """
    import yaml

    text = resources.path("demo", "sample_meeting.yaml").read_text(encoding="utf-8")
    content: Row = yaml.safe_load(text)
    province = content["province"]
    rows = {key: content[key] for key in _ENTRIES}
    rows["endpoints"] = content["video_conference"]["endpoints"]
    rows["indicators"] = content["ioc_indicators"]
    lists: dict[str, Any] = {
        name: tuple(_made(kind, row) for row in rows[name]) for name, kind in (_ENTRIES | _NESTED).items()
    }
    raw = {key: _frozen(content[key]) for key in _RAW}
    return SampleMeeting(
        province=province["name_vi"],
        place=province["place_name"],
        meeting=_made(entry.MeetingHeader, content["meeting"]),
        **lists,
        **raw,
    )


_ENTRIES: dict[str, type] = {
    "organizations": entry.Organization,
    "people": entry.Person,
    "agenda": entry.AgendaEntry,
    "papers": entry.PaperEntry,
    "attendance": entry.AttendanceEntry,
    "speeches": entry.SpeechEntry,
    "annotations": entry.AnnotationEntry,
    "votes": entry.VoteEntry,
    "opinion_ballots": entry.OpinionBallotEntry,
    "conclusions": entry.ConclusionEntry,
    "tasks": entry.TaskEntry,
    "other_meetings": entry.OtherMeeting,
}
_NESTED: dict[str, type] = {"endpoints": entry.Endpoint, "indicators": entry.IndicatorEntry}
_RAW = (
    "rule_profiles",
    "minutes",
    "conclusion_notice",
    "vote_test_vectors",
    "sort_test",
    "search_test",
)


def _made(kind: type[T], row: Row) -> T:
    """`row` as a `kind`; what `kind` does not know is left out."""
    hints = get_type_hints(kind)
    values = {
        each.name: _converted(hints[each.name], _value(each, row))
        for each in fields(kind)  # type: ignore[arg-type]  # every kind here is a dataclass
        if _key(each, row) in row or each.default is MISSING is each.default_factory
    }
    return kind(**values)


def _key(each: Field[Any], row: Row) -> str:
    translated = f"{each.name}_vi"
    return translated if translated in row else _KEYS.get(each.name, each.name)


def _value(each: Field[Any], row: Row) -> Any:
    return row[_key(each, row)]


def _converted(hint: Any, value: Any) -> Any:
    """`value` as the type the field declares: clock times and collections are not YAML's own."""
    wanted = (hint, *get_args(hint))
    if value is None:
        return None
    if time in wanted:
        return time.fromisoformat(value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    """`value` with lists as tuples and mappings read-only, all the way down."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(each) for key, each in value.items()})
    return value
