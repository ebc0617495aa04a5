"""Whose laptop leads the exchange: the chair's and the secretaries', because they are there whenever a meeting sits.

Several may lead at once. A hub can delay and never forge, and whoever does not hear one looks around by themselves.
"""

from ecabinet.boot.program import Program
from ecabinet.core.people import Role

HUBS = frozenset({Role.CHAIR, Role.SECRETARY})


def take_place(program: Program) -> None:
    """Lead the exchange if the member's roles say so, follow otherwise; call it between two rounds."""
    program.lead(leads=bool(HUBS & program.queries.me().roles))
