"""What every screen gets: the doors of the program, joined in `boot.py`; a plain frozen bundle, no look-up by name."""

from dataclasses import dataclass

from ecabinet.app.pages import Pages
from ecabinet.app.paper_ports import Vault
from ecabinet.app.ports import Clock
from ecabinet.app.read import Me
from ecabinet.app.text_ports import Texts
from ecabinet.ui.admissions import Office
from ecabinet.ui.background import Background, at_once
from ecabinet.ui.feed import Feed
from ecabinet.ui.machine import Machine
from ecabinet.ui.runner import Runner
from ecabinet.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """The program as a screen sees it.

    `office` is None where nobody administers, `machine` for pictures, `texts` where papers are only looked at;
    `background` does what would hold up the screen, a slice at a time.
    """

    me: Me
    runner: Runner
    feed: Feed
    theme: Theme
    clock: Clock
    pages: Pages
    vault: Vault
    office: Office | None = None
    machine: Machine | None = None
    texts: Texts | None = None
    background: Background = at_once
