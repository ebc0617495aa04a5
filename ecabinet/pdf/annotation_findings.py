"""What the tasks of `annotation_tasks` leave: values and their readers."""

import json

from ecabinet.app.file_marks import MAX_FOUND, Found, Page
from ecabinet.pdf.annotation_form import MAX_NAME, line, mark


def read_found(payload: bytes) -> Found:
    """Return what `annotation_tasks.find_marks` has left; see `result.READERS` for what may fly."""
    left = json.loads(payload)
    marks = tuple(mark(one) for one in left["marks"][:MAX_FOUND])
    others = {line(kind, MAX_NAME): int(count) for kind, count in left["others"].items()}
    pages = tuple(_page(one) for one in left["pages"])
    return Found("", marks, pages, line(left["version"], MAX_NAME), others, int(left["faults"]), int(left["left"]))


def read_copied(payload: bytes) -> int:
    """Return what `annotation_tasks.write_copy` has left."""
    return int(json.loads(payload)["pages"])


def _page(told: list[float]) -> Page:
    width, height, turns = told
    return float(width), float(height), int(turns) % 4
