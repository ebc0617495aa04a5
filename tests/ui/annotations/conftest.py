"""A reader with a real paper, real workers, and marks that are kept in a fake."""

from types import SimpleNamespace

import pytest

from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.reader.postman import postman_for
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.annotations import marks_kit
from tests.ui.meeting import samples


@pytest.fixture
def theme(qapp):
    theme = Theme()
    theme.apply(Mode.LIGHT, 1.0)
    yield theme
    theme.apply(Mode.LIGHT, 1.0)


@pytest.fixture(scope="session")
def paper(tmp_path_factory):
    return marks_kit.paper_file(tmp_path_factory.mktemp("giấy"))


@pytest.fixture(scope="module")
def pool():
    with RenderPool(size=1) as pool:
        yield pool


@pytest.fixture
def opened(theme, qtbot, paper, pool):
    """The meeting with a paper open on which marks can be made; `reopen` opens it again."""
    feed = Feed()
    runner = marks_kit.MarksRunner(feed=feed)
    vault = samples.FakeVault({"p14": paper})
    context = Context(samples.ME, runner, feed, theme, samples.FakeClock(), pool, vault)
    screen = MeetingScreen(context, samples.MEETING)
    qtbot.addWidget(screen)
    screen.resize(1294, 711)
    screen.show()
    qtbot.waitExposed(screen)
    view = screen.reader.pages

    def reopen():
        screen.open_paper(samples.PAPERS["p14"])
        qtbot.waitUntil(lambda: view.frame(0) is not None, timeout=60_000)

    reopen()
    marking = screen.marks.active
    yield SimpleNamespace(
        screen=screen, view=view, runner=runner, feed=feed, marking=marking, kept=runner.queries.annotations,
        reopen=reopen, notes=screen.marks.notes,
    )  # fmt: skip
    screen.close()
    postman_for(pool, feed).rest()
