"""Why a record that is kept has no effect: one short word each, stored beside the record and translated by screens."""

ACCEPTED = ""
"""The record has effect."""

UNKNOWN_TYPE = "unknown_type"
"""An event that only a newer program knows."""

NOT_ALLOWED = "not_allowed"
"""The author's roles at the record's control position do not permit it."""

WRONG_SPACE = "wrong_space"
"""The event does not belong into this space or this log."""

UNKNOWN_AUTHOR = "unknown_author"
"""Nobody stood behind the writer at the record's control position."""

BACKDATED = "backdated"
"""The record names a lower control position than an earlier one of its log: the chain seen cannot be unseen."""

CONTESTED = "contested"
"""Two records with this number, or an earlier one of this log, are known: nobody can say which is the right one."""

REVOKED = "revoked"
"""The record lies behind a cut, and was not admitted."""

VOID = "void"
"""A control record behind the end of its controller's epoch, or one that names another position than its own."""

CLEAR = "clear"
"""Everything in the organization is sealed, and this came in a segment that is not; only its bytes are kept."""

PENDING = "pending"
"""The record names a control position that is not known here any more, since a mandate cut the chain."""
