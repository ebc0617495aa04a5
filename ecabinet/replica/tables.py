"""The tables of the journal, which are only ever added to, and the two working tables of the projection.

The read tables are made from the classes in `core.things`; see `rows.py`.

Identifiers and hashes fall anywhere in an index, and every page they touch is encrypted anew at each commit: that,
not their number, is what many rows cost. Hence logs and things are numbered, rows lie in order of arrival, and there
is no index of hashes but for what was written here. Nor could hashes be unique: nothing stops a writer from copying
another's records, byte for byte, into a log of its own.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

SCHEMA = 4
"""Version of the journal's tables; a file with a greater one is only read."""

PROJECTION = 6
"""Version of the disposable tables and of what fills them; a file with another one gets them rebuilt.

Raise it whenever `core.things`, `core.effects`, `core.fold` or the known events change what a journal adds up to.
"""

journal = MetaData()
disposable = MetaData()

meta = Table("meta", journal, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

space = Table(
    "space",
    journal,
    Column("place", Integer, primary_key=True),
    Column("space", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("signer_key", LargeBinary, nullable=False),
    Column("controller", Text, nullable=False),
    Column("controller_key", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

log = Table(
    "log",
    journal,
    Column("id", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("writer", Text, nullable=False),
    UniqueConstraint("space", "log", "writer"),
)

segment = Table(
    "segment",
    journal,
    Column("id", Integer, primary_key=True),
    Column("log_id", Integer, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("sent", Boolean, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    UniqueConstraint("log_id", "first", "last"),
)
"""`low` and `high` are the least and greatest clock stamps in the segment."""

Index("segment_stamps", segment.c.own, segment.c.high)
Index("segment_unsent", segment.c.id, sqlite_where=~segment.c.sent)

event = Table(
    "event",
    journal,
    Column("id", Integer, primary_key=True),
    Column("log_id", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("type", Text, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("control_seq", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("base", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("log_id", "seq"),
)
"""`epoch` and `control_seq` are the control position; `reason` is empty for an event that has effect."""

Index("event_own", event.c.hash, sqlite_where=event.c.own)
Index("event_refused", event.c.log_id, event.c.seq, sqlite_where=text("reason != ''"))

evidence = Table(
    "evidence",
    journal,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("space", Text, nullable=False),
    Column("log", Text, nullable=False),
    Column("writer", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

aside = Table(
    "aside",
    journal,
    Column("id", Integer, primary_key=True),
    Column("evidence", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("type", Text, nullable=False),
    Column("hlc", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("control_seq", BigInteger, nullable=False),
    Column("base", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("evidence", "seq"),
)
"""The records in segments kept as evidence, where somebody has to read them: those of control logs, and what came in
the clear. Columns are those of `event`."""

withdrawn = Table(
    "withdrawn",
    journal,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("writer", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
"""Own segments that were taken back out of a log before anybody saw them, byte for byte."""

restated = Table(
    "restated",
    journal,
    Column("hash", LargeBinary, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("successor", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What became of own records that lost their effect: the record that says the same again, or why there is none."""

kept = Table(
    "kept",
    journal,
    Column("id", Integer, primary_key=True),
    Column("space", Text, nullable=False, unique=True),
)
"""Spaces of meetings opened on this laptop, which keeps them however long ago they were."""

deed = Table(
    "deed",
    journal,
    Column("id", Integer, primary_key=True),
    Column("space", Text, nullable=False, index=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

blob_sent = Table(
    "blob_sent",
    journal,
    Column("space", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    sqlite_with_rowid=False,
)

opened = Table("opened", journal, Column("version", Text, primary_key=True), sqlite_with_rowid=False)
"""Paper versions opened on this laptop; nobody else's business."""

standing = Table(
    "standing",
    disposable,
    Column("thing", BigInteger, primary_key=True),
    Column("event", Integer, primary_key=True),
    Column("names", Text),
    sqlite_with_rowid=False,
)
"""The events of which something stands in a thing (by `standing.number`): the fields, or NULL for all it wrote."""

single = Table(
    "single",
    disposable,
    Column("bucket", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The events that make things which no other can write, with the numbers under which these are found (`singles.py`)."""

awaited = Table(
    "awaited",
    disposable,
    Column("hash", LargeBinary, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("names", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""Records named as replaced before they arrived, and in which fields of which thing."""
