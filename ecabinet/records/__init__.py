"""Documents for people and archives: minutes, notices, ballots, statistics, typeset as PDF."""
