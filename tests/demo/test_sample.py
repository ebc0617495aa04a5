"""The sample meeting is read whole and hangs together."""

from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date, datetime, time, timedelta, timezone

import pytest

from ecabinet.core.vietnamese import fold, name_key
from ecabinet.demo import sample
from ecabinet.demo.sample_entries import Person


@pytest.fixture(scope="module")
def meeting():
    return sample.load()


def test_the_numbers_of_the_sample(meeting):
    assert meeting.province == "tỉnh Phố Hiến"
    assert len(meeting.people) == 37
    assert sum(person.voting_member for person in meeting.people) == 20
    assert len(meeting.papers) == 20
    assert sum(paper.pages for paper in meeting.papers) == 215
    assert len(meeting.agenda) == 10
    assert len(meeting.votes) == 6
    assert len(meeting.other_meetings) == 6
    assert len(meeting.vote_test_vectors) == 17


def test_the_header(meeting):
    header = meeting.meeting
    assert header.start == datetime(2026, 7, 28, 8, tzinfo=timezone(timedelta(hours=7)))
    assert header.rule_profile in meeting.rule_profiles
    assert header.invitation["number"] == "215/GM-UBND"
    assert [step["event"] for step in header.milestones][:2] == ["agenda_proposed", "agenda_approved"]


def test_people_have_title_organization_and_seat(meeting):
    assert meeting.person("m01") == Person(
        "m01", "Nguyễn Hữu Đạt", "Chủ tịch UBND tỉnh", "chair", "UBND", True, "nhdat@phohien.example", "A1"
    )
    assert meeting.person("c01").seat is None
    assert meeting.organization("SNV").name == "Sở Nội vụ"
    with pytest.raises(KeyError):
        meeting.person("m99")


def test_times_of_attendance(meeting):
    rows = {row.person: row for row in meeting.attendance}
    assert rows["m12"].arrived == time(8, 25)
    assert (rows["m05"].left, rows["m05"].reason) == (time(10, 40), "Đón đoàn công tác của Trung ương")
    assert rows["m20"].arrived is None
    assert (rows["m16"].substitute, rows["s16"].substitutes_for) == ("s16", "m16")


def test_papers_and_their_file_names(meeting):
    assert meeting.paper("p07").pdf_name == "p07_du_thao_nq.pdf"
    assert meeting.paper("p05").pdf_name == "p05_danh_muc_du_an.pdf"
    assert meeting.paper("p20").pdf_name is None
    assert meeting.paper("p20").paper_only
    assert meeting.paper("p14").late
    assert meeting.paper("p02").dated == date(2026, 7, 21)


def test_every_reference_leads_somewhere(meeting):
    people = {person.id for person in meeting.people}
    items = {item.id for item in meeting.agenda}
    papers = {paper.id for paper in meeting.papers}
    organizations = {body.id for body in meeting.organizations}
    assert {person.org for person in meeting.people} <= organizations
    assert {row.person for row in (*meeting.attendance, *meeting.speeches, *meeting.annotations)} <= people
    assert {row.item for row in (*meeting.speeches, *meeting.votes, *meeting.conclusions, *meeting.papers)} <= items
    assert [paper for item in meeting.agenda for paper in item.papers] == sorted(papers)
    assert {task.conclusion for task in meeting.tasks} <= {each.id for each in meeting.conclusions}
    assert {vote for each in meeting.conclusions if (vote := each.vote)} <= {vote.id for vote in meeting.votes}


def test_open_votes_give_the_expected_counts(meeting):
    for vote in meeting.votes:
        if vote.ballots is None:
            counts = Counter(vote.exceptions.values())
            counts[vote.default] += vote.present - len(vote.exceptions)
            wanted = {choice: count for choice, count in vote.expected.items() if choice != "result" and count}
            assert counts == wanted, vote.id


def test_the_secret_ballot_names_no_voter(meeting):
    ballot = next(vote for vote in meeting.votes if vote.method == "secret_ballot")
    assert (ballot.default, dict(ballot.exceptions)) == (None, {})
    assert ballot.ballots["valid"] + ballot.ballots["invalid"] == ballot.ballots["returned"]
    assert ballot.tellers == ("m18", "m08", "t01")


def test_nothing_can_be_changed(meeting):
    with pytest.raises(FrozenInstanceError):
        meeting.person("m01").seat = "Z9"
    with pytest.raises(TypeError):
        meeting.votes[1].exceptions["m01"] = "abstain"
    with pytest.raises(TypeError):
        meeting.rule_profiles["ubnd_tinh"]["total_members"] = 1


def test_a_missing_key_is_named():
    with pytest.raises(KeyError, match="role"):
        sample._made(Person, {"id": "x", "full_name": "X", "title_vi": "X"})


def test_people_are_listed_by_given_name(meeting):
    assert sorted(meeting.sort_test["input"], key=name_key) == list(meeting.sort_test["output"])


def test_folded_search_finds_the_papers_it_should(meeting):
    for vector in meeting.search_test:
        query = fold(vector["query"])
        found = {paper.id for paper in meeting.papers if query in fold(paper.title)}
        assert found >= set(vector["hits_papers"]), query
