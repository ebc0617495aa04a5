"""What makes a campaign of many short-lived processes faster, and changes nothing of what they do.

A laptop that is started anew would put every question to its database into SQL once more, which takes longer than the
questions. All databases here are of one kind: what the director has put into SQL serves the processes forked from it.
"""

import gc
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from ecabinet.replica import engine

OBJECTS = 50_000
"""New objects after which a process looks for rubbish; Python's own rule makes it look seventy times as often."""


def remember_questions() -> None:
    """Let all replicas opened from now on, here and in forked processes, share what was put into SQL."""
    memory: dict[Any, Any] = {}

    def made(*arguments: Any, **options: Any) -> Any:
        return create_engine(*arguments, execution_options={"compiled_cache": memory}, **options)

    engine.create_engine = made  # type: ignore[assignment,attr-defined]  # as that module sees it
    SQLiteDialect_pysqlite.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[assignment,method-assign]
    SQLiteDialect_pysqlite.__hash__ = lambda one: hash(type(one))  # type: ignore[assignment,method-assign]


def look_for_rubbish_seldom() -> None:
    """Leave what is here already alone, and look at what comes seldom."""
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)
