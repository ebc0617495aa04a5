"""Pictures of marks on a page, their list, sharing: `python -m tests.ui.annotations.shots OUT`; not a test."""

import sys
import tempfile
from pathlib import Path

from ecabinet.app.read import RequestLine
from ecabinet.core.ids import MemberId, RequestId
from ecabinet.pdf.pool import RenderPool
from ecabinet.pdf.text_port import PoolTexts
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui import shots_kit  # first: it chooses the platform
from tests.ui.annotations import marks_kit
from tests.ui.meeting import samples

LOOKS = (((1366, 768), Mode.LIGHT, 1.0), ((1366, 768), Mode.DARK, 1.5), ((1920, 1080), Mode.DARK, 1.0),
         ((1920, 1080), Mode.LIGHT, 1.5))  # fmt: skip


def listed(screen):
    screen.side.show_tab("notes")


def chosen(screen):
    screen.side.show_tab("notes")
    presenter = screen.marks.active.presenter
    presenter.choose(presenter.sheet.by_key["h1"].line)


def sharing(screen):
    listed(screen)
    screen.marks.notes.share(screen.marks.active.presenter.sheet.by_key["h1"].line)
    screen.marks.notes.sheet.on_chair()
    screen.marks.notes.sheet.on_picked("m05")


def writing(screen):
    chosen(screen)
    screen.marks.active.floating.on_words()


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    app, theme = shots_kit.QApplication([]), Theme()
    with tempfile.TemporaryDirectory() as folder, RenderPool() as pool:
        file = marks_kit.paper_file(Path(folder))
        for size, mode, scale in LOOKS:
            theme.apply(mode, scale)
            for scene in (listed, chosen, sharing, writing):
                draw(
                    scene, file, pool, theme, out / f"{scene.__name__}-{size[0]}-{mode.value}-{round(scale * 100)}.png"
                )
    app.quit()


def draw(scene, file, pool, theme, place):
    feed = Feed()
    marks = marks_kit.many_kinds()
    asked = RequestLine(RequestId("r"), MemberId("m12"), "Nguyễn Hữu Phước", "Xin góp ý về biểu 3", None, False, False)
    runner = marks_kit.MarksRunner(marks_kit.replace(marks, requests=(asked,)), feed)
    vault = samples.FakeVault({"p14": file})
    context = Context(samples.ME, runner, feed, theme, samples.FakeClock(), pool, vault, texts=PoolTexts(pool))
    screen = MeetingScreen(context, samples.MEETING)
    width, height = (int(place.stem.split("-")[1]), 768 if "1366" in place.stem else 1080)
    screen.resize(width - 72, height - 57)
    screen.show()
    shots_kit.settle(150)
    screen.open_paper(samples.PAPERS["p14"])
    shots_kit.settle(1200)
    scene(screen)
    shots_kit.settle(400)
    screen.grab().save(str(place))
    screen.close()
    screen.deleteLater()
    shots_kit.settle(50)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
