"""How much is asked of encrypted files: statements, and the steps SQLite takes for them. Load makes no difference."""

from contextlib import contextmanager

from sqlalchemy import Engine, Pool, event

STEP = 10
"""SQLite tells once in so many of its steps."""


class Work:
    """Counts since it was begun anew."""

    def __init__(self):
        self.statements, self.steps = [], 0

    def anew(self):
        self.statements, self.steps = [], 0

    def on_statement(self, _connection, _cursor, statement, *_more):
        self.statements.append(statement)

    def on_connect(self, connection, _record):
        connection.set_progress_handler(self._step, STEP)

    def _step(self):
        self.steps += STEP
        return 0


@contextmanager
def counted():
    """Count for all files that are opened within."""
    work = Work()
    event.listen(Engine, "before_cursor_execute", work.on_statement)
    event.listen(Pool, "connect", work.on_connect)
    try:
        yield work
    finally:
        event.remove(Engine, "before_cursor_execute", work.on_statement)
        event.remove(Pool, "connect", work.on_connect)
