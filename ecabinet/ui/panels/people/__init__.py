"""Who takes part: the quorum with its arithmetic, and everyone invited with presence."""
