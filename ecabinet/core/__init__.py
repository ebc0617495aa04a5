"""The rules of a meeting: pure functions and frozen dataclasses, standard library only."""
