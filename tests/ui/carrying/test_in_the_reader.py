"""The strip in a pane of the reader: pages give way to the lists, and an old version opens where a mark is."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ecabinet.app.carrying.plan import Fate
from ecabinet.ui.background import at_once
from ecabinet.ui.panels.reader.panel import ReaderPanel
from ecabinet.ui.screens.meeting_carrying import carrying
from tests.ui.carrying.samples import NEW, OLD, Kept, line

PATIENCE = 60_000


@pytest.fixture
def reader(qtbot, tmp_path):
    """A reader of the small paper, and the strips of its panes."""
    kept = Kept(tmp_path)
    wanted = kept.wanted
    agenda = SimpleNamespace(lines=(SimpleNamespace(papers=(line(),)),))
    marks = SimpleNamespace(
        to_carry=lambda _paper, version: wanted if version == NEW else replace(wanted, version=version, marks=())
    )
    queries = SimpleNamespace(annotations=marks, agenda=lambda _meeting: agenda, mark_opened=lambda _version: None)
    kept.runner.read = lambda query, show, failed=None: show(query(queries))
    context = kept.context()
    made = ReaderPanel(context, "mtg-1")
    qtbot.addWidget(made)
    made.resize(900, 700)
    strips = carrying(context, at_once, made)
    with qtbot.waitExposed(made):
        made.show()
    return made, strips


def test_the_strip_comes_with_the_new_version_and_leads_back_to_the_old_one(reader, qtbot):
    made, strips = reader
    assert len(strips) == len(made.panes)
    panel, pane = strips[0].panel, made.panes[0]
    made.open_paper(line())
    qtbot.waitUntil(lambda: panel.presenter.plan is not None, timeout=PATIENCE)
    assert panel.presenter.plan.counts() == {Fate.CARRIED: 4, Fate.UNCERTAIN: 2, Fate.ORPHANED: 1}
    panel.look.click()
    assert pane.stack.isHidden()
    panel.lists.lost.open_wanted.emit(panel.presenter.plan.of(Fate.ORPHANED)[0])
    qtbot.waitUntil(lambda: pane.presenter.paper.version == OLD and panel.isHidden(), timeout=PATIENCE)
    assert not pane.stack.isHidden()
    assert pane.presenter.paper.version_number == 1
    qtbot.waitUntil(lambda: not pane.notice.isHidden(), timeout=PATIENCE)
    pane.on_newer()
    qtbot.waitUntil(lambda: panel.presenter.plan is not None, timeout=PATIENCE)
    made.pages.close_paper()


def test_where_papers_are_only_looked_at_there_is_no_strip(reader):
    made, strips = reader
    assert carrying(replace(made.context, texts=None), at_once, made) == ()
    assert strips[0].panel.isHidden()
