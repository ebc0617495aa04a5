"""Where links lead, and which of them may be opened."""

import json

import pytest

from ecabinet.app.text.frame import Box
from ecabinet.app.text.links import (
    LONGEST,
    Closed,
    Inside,
    Link,
    Outside,
    PageLinks,
    page_labels,
    page_links,
    target_of,
)


@pytest.mark.parametrize(
    "address", ["https://chinhphu.vn/van-ban?id=1", "HTTP://tinh.gov.vn", "mailto:vanphong@tinh.gov.vn"]
)
def test_addresses_of_the_web_and_of_mail_are_offered(address):
    assert target_of(address) == Outside(address)


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("javascript:app.alert(1)", "javascript"),
        ("file:///C:/Windows/system32/calc.exe", "file"),
        ("\\\\may-chu\\chia-se\\a.exe", ""),
        ("smb://may-chu/a", "smb"),
        ("data:text/html,<b>", "data"),
        ("trang-khac.pdf", ""),
        ("", ""),
        ("https:", "https"),
        ("mailto:", "mailto"),
        ("https://a b", "https"),
        ("https://a\nb", "https"),
        ("https://a\\@b", "https"),
        ("https://[", ""),
        ("http://" + "a" * LONGEST, "http"),
    ],
)
def test_all_others_stay_closed_and_are_named(address, scheme):
    assert target_of(address) == Closed(address[:LONGEST], scheme)


def test_what_a_worker_tells_becomes_links():
    told = [
        {"box": [1, 2, 30, 40], "page": 3, "x": 5.5, "y": None},
        {"box": [1, 2, 30, 40], "address": "https://chinhphu.vn"},
    ]
    found = page_links(json.dumps(told).encode())
    box = Box(1.0, 2.0, 30.0, 40.0)
    assert found == PageLinks((Link(box, Inside(3, 5.5, None)), Link(box, Outside("https://chinhphu.vn"))))
    assert found.at(10, 10).target == Outside("https://chinhphu.vn")
    assert found.at(0, 0) is None


@pytest.mark.parametrize(
    "told",
    [
        '[{"box": [1, 2, 3], "page": 1, "x": 0, "y": 0}]',
        '[{"box": "abcd", "page": 1, "x": 0, "y": 0}]',
        '[{"box": [1, 2, 3, 4], "page": -1, "x": 0, "y": 0}]',
        '[{"box": [1, 2, 3, 4], "page": 1, "x": NaN, "y": 0}]',
        '[{"box": [1, 2, 3, 4], "page": 1}]',
        "[7]",
        "{",
        "7",
    ],
)
def test_nonsense_is_refused(told):
    with pytest.raises((ValueError, TypeError, LookupError)):
        page_links(told.encode())


def test_labels():
    assert page_labels(b'["i", "ii", "1"]').labels == ("i", "ii", "1")
    for told in (b"{}", b"[1]", b"["):
        with pytest.raises(ValueError):  # noqa: PT011 - all of them are refused alike
            page_labels(told)
