"""The tables in PostgreSQL and who may do what with them.

The owner's role makes everything. Members log in with roles of their own to which the role `ecabinet_member` was
granted: they read all, add files, and rename aside, replace or remove those they added. Nobody but the owner can change
tables. Each row knows which role added it; the server says so, not the client.
"""

from sqlalchemy import Connection, text

from ecabinet.sync.stores.mailbox.tables import SCHEMA, metadata

MEMBER = "ecabinet_member"

_LOCK = 0x65436162  # any number: two owners who make the tables at once wait for each other

_THERE = f"SELECT to_regclass('{SCHEMA}.part') IS NOT NULL"
_OWN = "author = current_user"
_PATTERN = "[a-z0-9][a-z0-9._-]*"

_ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ecabinet_member') THEN
    CREATE ROLE ecabinet_member NOLOGIN;
  END IF;
  EXECUTE 'REVOKE CREATE, TEMPORARY ON DATABASE ' || quote_ident(current_database()) || ' FROM PUBLIC';
END $$
"""

_TABLES = (
    f"ALTER TABLE {SCHEMA}.part ALTER data SET STORAGE EXTERNAL",  # encrypted or compressed already
    f"ALTER TABLE {SCHEMA}.part ADD author name NOT NULL DEFAULT current_user",
    f"ALTER TABLE {SCHEMA}.part ADD CHECK (name ~ '^{_PATTERN}$' AND folder ~ '^({_PATTERN}(/{_PATTERN})*)?$')",
    f"ALTER TABLE {SCHEMA}.folder ADD CHECK (name ~ '^{_PATTERN}$' AND parent ~ '^({_PATTERN}(/{_PATTERN})*)?$')",
)

# A part after the first may only be added to a file of one's own: else anybody could lengthen anybody's paper.
_RIGHTS = (
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {MEMBER}",
    f"GRANT SELECT, DELETE ON {SCHEMA}.part TO {MEMBER}",
    f"GRANT INSERT (folder, name, number, data) ON {SCHEMA}.part TO {MEMBER}",
    f"GRANT UPDATE (name) ON {SCHEMA}.part TO {MEMBER}",
    f"GRANT SELECT, INSERT ON {SCHEMA}.folder TO {MEMBER}",
    f"ALTER TABLE {SCHEMA}.part ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY everybody_reads ON {SCHEMA}.part FOR SELECT USING (true)",
    f"""CREATE POLICY everybody_adds ON {SCHEMA}.part FOR INSERT WITH CHECK ({_OWN} AND (number = 0 OR EXISTS (
        SELECT FROM {SCHEMA}.part AS head WHERE head.folder = part.folder AND head.name = part.name
        AND head.number = 0 AND head.author = current_user)))""",
    f"""CREATE POLICY own_is_set_aside ON {SCHEMA}.part FOR UPDATE USING ({_OWN})
        WITH CHECK ({_OWN} AND name ~ '\\.damaged-[0-9a-f]+$')""",
    f"CREATE POLICY own_is_removed ON {SCHEMA}.part FOR DELETE USING ({_OWN})",
)


def make(connection: Connection) -> None:
    """Make schema, tables, role and rights, all or nothing; do nothing where the tables are there."""
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    if connection.scalar(text(_THERE)):
        return
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    metadata.create_all(connection)
    for statement in (_ROLE, *_TABLES, *_RIGHTS):
        connection.exec_driver_sql(statement)
