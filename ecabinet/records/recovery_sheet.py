"""The sheet on which an organization's sealed root key is printed: a QR code, and the same text to type."""

from datetime import datetime

import segno

from ecabinet import resources
from ecabinet.records import typeset

_GROUP = 5


def recovery_sheet(organization: str, text: str, created: datetime) -> bytes:
    """Return the sheet as a PDF; `text` is the sealed key in capitals and digits, `created` needs a UTC offset."""
    code = segno.make(text, error="m", boost_error=False)
    head, _colon, body = text.rpartition(":")
    groups = [body[at : at + _GROUP] for at in range(0, len(body), _GROUP)]
    inputs = {
        "organization": organization,
        "day": f"{created:%d/%m/%Y}",
        "code": code.svg_inline(border=4, omitsize=True),
        "head": f"{head}:",
        "groups": " ".join(groups),
    }
    source = resources.path("records", "recovery_sheet.typ").read_text(encoding="utf-8")
    return typeset.pdf(source, inputs=inputs, fonts=resources.path("fonts"), created=created)
