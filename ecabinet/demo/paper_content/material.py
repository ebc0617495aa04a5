"""Reading the texts of the papers: skeletons, sentence material, letterheads, stored fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ecabinet import resources
from ecabinet.demo.paper_content import tables
from ecabinet.demo.paper_content.grammar import Writer
from ecabinet.demo.paper_content.skeleton import Block, blocks
from ecabinet.demo.sample import SampleMeeting
from ecabinet.demo.sample_entries import PaperEntry


def blocks_of(sample: SampleMeeting, paper: PaperEntry) -> list[Block]:
    """The blocks of a paper in reading order, the optional ones included."""
    words = document("words")
    own = document(paper.id)
    slots = {**words["slots"], **own.get("slots", {})}
    pools = {**words.get("pools", {}), **own.get("pools", {})}
    writer = Writer(paper.id, slots, pools)

    data = {**words, **document("figures"), **own}

    def rows(name: str) -> Sequence[Sequence[str]]:
        return tables.rows(name, sample, writer, data)

    return blocks(_text(f"{paper.id}.typ"), writer, rows)


def layout() -> str:
    """The Typst functions every paper begins with."""
    return _text("lib.typ") + "\n"


def letterhead(organization_id: str) -> dict[str, str]:
    """`parent` and `issuer` as the head of the organization's papers spells them."""
    parent, issuer = document("letterheads")[organization_id]
    return {"parent": parent, "issuer": issuer}


def stored_fit(paper_id: str) -> int:
    """How many optional blocks filled the pages of a paper when its text was written."""
    count: int = document("fit").get(paper_id, 0)
    return count


# Any: what a YAML file holds; every reader above says which shape it relies on.
@lru_cache(maxsize=64)
def document(name: str) -> dict[str, Any]:
    """The YAML file `name` of the papers' folder; empty if there is none."""
    import yaml

    source = resources.path("demo", "papers", f"{name}.yaml")
    if not source.is_file():
        return {}
    content: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
    return content


def _text(name: str) -> str:
    return resources.path("demo", "papers", name).read_text(encoding="utf-8")
