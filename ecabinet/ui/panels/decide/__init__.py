"""The chair decides: the question, the running vote, its outcome, the conclusion."""
