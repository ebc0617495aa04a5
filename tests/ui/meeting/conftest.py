"""A program around the meeting's panels: fake doors, a real feed and theme."""

from types import SimpleNamespace

import pytest
import typst

from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.meeting import samples
from tests.ui.meeting.fakes import PromptPages

PAPER = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(lang: "vi", size: 13pt)
#for n in range(1, 8) [
  = Mục #n
  #rect(width: 100%, height: 60mm, fill: black)
  #pagebreak(weak: true)
]
"""


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(Mode.LIGHT, 1.0)
    yield theme
    theme.apply(Mode.LIGHT, 1.0)


@pytest.fixture
def runner():
    return samples.FakeRunner()


@pytest.fixture
def pages():
    return PromptPages()


@pytest.fixture
def program(theme, runner, pages, tmp_path):
    """A context, with its parts at hand."""
    feed, clock, vault = Feed(), samples.FakeClock(), samples.FakeVault()
    context = Context(samples.ME, runner, feed, theme, clock, pages, vault)
    return SimpleNamespace(
        context=context, runner=runner, queries=runner.queries, feed=feed, clock=clock, pages=pages, vault=vault,
        file=tmp_path / "tờ trình.pdf",
    )  # fmt: skip


@pytest.fixture
def shown(qtbot):
    """Shows a widget at a size and gives it back."""

    def show(widget, width=320, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    return show


@pytest.fixture(scope="session")
def seven_pages():
    """Bytes of a paper with a black field at the top of each of seven A4 pages."""
    return typst.compile(PAPER.encode())
