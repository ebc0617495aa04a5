"""Orders about the words of a paper: text of a page, links of a page, labels of all pages. Runs in a worker only."""

from ecabinet.pdf.links import Links, labels
from ecabinet.pdf.paper import Fault
from ecabinet.pdf.text import page_text
from ecabinet.pdf.work import Work


def tell_text(work: Work) -> int | None:
    """Leave the text of the page that the arguments name, packed as `app.text.form` says."""
    packed = page_text(work.page(_number(work)), work.stopped)
    if packed is None:
        return None
    if len(packed) > len(work.room):
        raise Fault("too_large")
    work.room[: len(packed)] = packed
    return len(packed)


def tell_links(work: Work) -> int | None:
    """Leave the links of the page that the arguments name."""
    told = Links(work.document(), work.page(_number(work))).tell(work.stopped)
    return None if told is None else work.put(told)


def tell_labels(work: Work) -> int:
    """Leave what the file calls its pages."""
    return work.put(labels(work.document()))


def _number(work: Work) -> int:
    return int(work.order.arguments["page"] or 0)
