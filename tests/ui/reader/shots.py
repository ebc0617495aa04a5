"""Pictures of the reader, for the eyes: `python -m tests.ui.reader.shots OUT [beginning of a name …]`; not a test."""

import sys
import tempfile
from pathlib import Path

import typst

from ecabinet.pdf.pool import RenderPool
from ecabinet.ui.context import Context
from ecabinet.ui.feed import Feed
from ecabinet.ui.reader.arrangement import Arrangement, Spread
from ecabinet.ui.reader.zoom import Fit, Zoom
from ecabinet.ui.screens.meeting import MeetingScreen
from ecabinet.ui.theme.theme import current
from tests.ui.meeting import samples
from tests.ui.shots_kit import run, settle

PAPER = """
#set page(width: 210mm, height: 297mm, margin: 25mm, numbering: "1")
#set text(lang: "vi", size: 13pt)
#set heading(numbering: "I.1")
#for n in range(1, 8) [
  = Phương án phân bổ vốn đầu tư công đợt #n
  == Căn cứ pháp lý
  Căn cứ Luật Đầu tư công và Nghị quyết của Hội đồng nhân dân tỉnh, Sở Tài chính trình phương án phân bổ.
  #lorem(90)
  == Số liệu và biểu đồ
  #box(width: 60%, height: 24mm, fill: rgb("#1b4f8f")) #box(width: 30%, height: 40mm, fill: rgb("#b3261e"))
  #highlight[Thu ngân sách hụt 3,2 % so với dự toán.] #lorem(120)
  #pagebreak(weak: true)
]
"""


def screen(pool, file):
    vault = samples.FakeVault(dict.fromkeys(("p13", "p14", "p15", "p06"), file))
    context = Context(samples.ME, samples.FakeRunner(), Feed(), current(), samples.FakeClock(), pool, vault)
    made = MeetingScreen(context, samples.MEETING)
    made.side.set_folded(folded=True)
    made.show()
    made.open_paper(samples.PAPERS["p14"])
    settle(900)
    return made


def single(reader):
    reader.pages.change(zoom=Zoom(Fit.PAGE), plan=Arrangement(paged=True))


def pairs(reader):
    reader.pages.change(zoom=Zoom(Fit.PAGE), plan=Arrangement(Spread.BOOK))
    reader.pages.go_to(1)


def outline(reader):
    reader.bar.sheet.click()
    reader.pages.trail.jump(3)


def thumbnails(reader):
    reader.bar.sheet.click()
    reader.sheet.show_words("pages")


def beside(reader):
    reader.bar.beside.click()
    reader.open_paper(samples.PAPERS["p13"])


def night(reader):
    current().read_at_night(True)


def night_pairs(reader):
    current().read_at_night(True)
    pairs(reader)


def alone(reader):
    reader.full_screen.toggle()


def turned(reader):
    reader.pages.change(plan=Arrangement(turns=1))


DOINGS = (single, pairs, outline, thumbnails, beside, night, night_pairs, alone, turned)


def scene(pool, file, doing):
    def make():
        current().read_at_night(False)
        made = screen(pool, file)
        doing(made.reader)
        settle(900)
        return made

    return make


def main(arguments):
    with tempfile.TemporaryDirectory() as folder, RenderPool() as pool:
        file = Path(folder) / "tờ trình.pdf"
        file.write_bytes(typst.compile(PAPER.encode()))
        run({doing.__name__: scene(pool, file, doing) for doing in DOINGS}, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
