"""What all things have in common."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Base of all things; `id` is unique within its kind."""

    id: str
