"""The two tables of a mailbox: parts of files, and which folders there are.

A file is there when its part 0 is; an empty file is one empty part. All parts but the last are full, so the number of
the part in which a byte lies follows from its place in the file.
"""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, MetaData, Table, Text

from ecabinet.sync.stores.store import CHUNK

SCHEMA = "ecabinet"
"""The schema of the tables in PostgreSQL; SQLite has none."""

NO_SCHEMA: dict[str | None, str | None] = {SCHEMA: None}
"""What makes SQLAlchemy leave the schema out."""

metadata = MetaData(schema=SCHEMA)

_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""PostgreSQL's own order of letters changes with its libraries, and an index with it; that of "C" does not."""

part = Table(
    "part",
    metadata,
    Column("folder", _TEXT, primary_key=True),
    Column("name", _TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint(f"length(data) <= {CHUNK}", "part_size"),
    CheckConstraint("number >= 0", "part_number"),
)

folder = Table(
    "folder",
    metadata,
    Column("parent", _TEXT, primary_key=True),
    Column("name", _TEXT, primary_key=True),
)
