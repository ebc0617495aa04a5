"""Two versions of a small paper, marks on the first, and ports that read and draw them in this very process."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pypdfium2
from PySide6.QtWidgets import QApplication

from ecabinet import resources
from ecabinet.app.pages import Answer, PageSize, PaperShape, Ticket, Tile
from ecabinet.app.read import PaperLine, ToCarry
from ecabinet.app.text_ports import TextAnswer
from ecabinet.core.annotations import MarkKind
from ecabinet.core.ids import AnnotationId
from ecabinet.records import typeset
from ecabinet.ui.background import at_once
from ecabinet.ui.panels.carrying.panel import CarryingPanel
from tests.app.carrying.pairs import drawn, text_mark
from tests.pdf.text_kit import read
from tests.ui.lead import samples as lead

OLD, NEW = "v1", "v2"
HEAD = (
    '#set page(paper: "a4", margin: 25mm)\n#set text(font: "Tinos", size: 14pt, lang: "vi")\n#set par(justify: true)\n'
)
CLAUSES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và Luật Ngân sách nhà nước; theo đề nghị của Sở Tài chính tại Tờ trình "
    "số 215/TTr-STC về phương án phân bổ vốn đầu tư công đợt 2 năm 2026.",
    "Điều 1. Phân bổ 120 tỷ đồng cho dự án đường nối quốc lộ 39 với cầu Hưng Hà trong kế hoạch năm 2026; nguồn vốn lấy "
    "từ tăng thu tiền sử dụng đất và tiết kiệm chi thường xuyên của ngân sách tỉnh.",
    "Điều 2. Giao Sở Tài chính chủ trì, phối hợp với các sở, ban, ngành hướng dẫn các chủ đầu tư hoàn thành thủ tục, "
    "bảo đảm giải ngân hết số vốn được giao trước ngày 31 tháng 12.",
    "Điều 3. Hụt thu 3,2 % so với dự toán được bù bằng dự phòng ngân sách, không điều chỉnh chi đầu tư.",
    "Điều 4. Chánh Văn phòng Ủy ban nhân dân tỉnh, Thủ trưởng các sở, ban, ngành chịu trách nhiệm thi hành Quyết định.",
)
INSERTED = "Theo ý kiến của Thường trực Hội đồng nhân dân tỉnh tại Công văn số 88/HĐND-TH về bổ sung danh mục dự án."


def changed():
    """The second version: a paragraph more, a number put right, one left out."""
    clauses = [one.replace("3,2 %", "4,1 %") for one in CLAUSES[:4]]
    return [clauses[0], INSERTED, *clauses[1:]]


def write(folder, clauses, name):
    """A PDF of these paragraphs."""
    source = HEAD + "\n\n".join(one.replace("%", "\\%") for one in clauses)
    made = typeset.pdf(source, inputs={}, fonts=resources.path("fonts"), created=datetime(2026, 7, 28, tzinfo=UTC))
    file = folder / f"{name}.pdf"
    file.write_bytes(made)
    return file.absolute()


def mark(page, words, key, kind=MarkKind.HIGHLIGHT, **more):
    start = " ".join(page.text.split("\n")).index(words)
    return replace(text_mark(page, 0, start, start + len(words), key, kind), **more)


def marks(page):
    """Three certain, two to be looked at, one that is gone, and an answer."""
    note = mark(page, "Tờ trình", "n1", MarkKind.UNDERLINE, text="Hỏi lại số tờ trình")
    return [
        note,
        replace(drawn(0, MarkKind.NOTE, (120.0, 740.0), "n2"), replies_to="n1", text="Văn phòng đã trả lời"),
        mark(page, "đường nối quốc lộ 39 với cầu Hưng Hà", "n3"),
        mark(page, "Giao Sở Tài chính chủ trì", "n4", MarkKind.STRIKEOUT),
        mark(page, "3,2 %", "n5", text="Đối chiếu với báo cáo thu"),
        drawn(0, MarkKind.RECTANGLE, (70.0, 640.0), "n6", size=(440.0, 110.0)),
        mark(page, "chịu trách nhiệm thi hành Quyết định", "n7"),
    ]


class Ports:
    """`Pages` and `Texts` of files: everything is answered at the next look, unless `silent`."""

    def __init__(self):
        self.silent, self.cancelled, self._last = False, [], 0
        self._shapes, self._tiles, self._texts = {}, {}, {}

    def _new(self, wishes, wish):
        self._last += 1
        wishes[Ticket(self._last)] = wish
        return Ticket(self._last)

    def ask_shape(self, source, urgency=None):
        return self._new(self._shapes, source)

    def ask_tile(self, source, request, urgency=None):
        return self._new(self._tiles, (source, request))

    def ask_text(self, source, page, urgency):
        return self._new(self._texts, (source, page))

    def ask_links(self, source, page, urgency):
        return self._new({}, (source, page))

    def cancel(self, ticket):
        self.cancelled.append(ticket)
        for wishes in (self._shapes, self._tiles, self._texts):
            wishes.pop(ticket, None)

    def cancel_older(self, view, generation):
        """Everything is answered at once; there is nothing older."""

    def waiting(self):
        return len(self._shapes) + len(self._tiles) + len(self._texts)

    def fileno(self):
        return None

    def poll(self):
        if self.silent:
            return []
        shapes, self._shapes = self._shapes, {}
        tiles, self._tiles = self._tiles, {}
        told = [Answer(ticket, source, None, shape(source)) for ticket, source in shapes.items()]
        return told + [Answer(ticket, source, wish, tile(source, wish)) for ticket, (source, wish) in tiles.items()]

    def collect(self):
        texts, self._texts = ({}, self._texts) if self.silent else (self._texts, {})
        return [TextAnswer(ticket, source, page, read(source, page)) for ticket, (source, page) in texts.items()]


def shape(file):
    document = pypdfium2.PdfDocument(file)
    try:
        return PaperShape(tuple(PageSize(*document.get_page_size(at)) for at in range(len(document))))
    finally:
        document.close()


def tile(file, request):
    """The wanted part of a page."""
    document = pypdfium2.PdfDocument(file)
    try:
        page = document[request.page]
        width, height = PageSize(*page.get_size()).pixels(request.scale)
        right, below = width - request.left - request.width, height - request.top - request.height
        crop = (request.left, max(0, below), max(0, right), request.top)
        crop = tuple(value / request.scale for value in crop)
        drawn_page = page.render(scale=request.scale, crop=crop, rev_byteorder=False, prefer_bgrx=True)
        page.close()
        return Tile(request, drawn_page.width, drawn_page.height, drawn_page.stride, bytes(drawn_page.buffer))
    finally:
        document.close()


def line(version=NEW, number=2):
    """The paper as the agenda has it."""
    return PaperLine(
        "paper-1", "item-4", "Phương án phân bổ vốn đầu tư công đợt 2", "215/TTr-STC", "proposal", "Sở Tài chính", "",
        version, number, "a.pdf", 1, 1000, True, True,
    )  # fmt: skip


class Kept:
    """What stands beside the panel: wishes, names, ports."""

    def __init__(self, folder, lines=None):
        self.files = {OLD: write(folder, CLAUSES, "old"), NEW: write(folder, changed(), "new")}
        self.ports, self.names = Ports(), 0
        self.lines = marks(read(self.files[OLD])) if lines is None else lines
        self.wanted = wanted = ToCarry("paper-1", NEW, tuple((OLD, one) for one in self.lines), (OLD, NEW))
        queries = SimpleNamespace(to_carry=lambda _paper, _version: wanted)
        self.runner = lead.FakeRunner({})
        self.runner.read = lambda query, show, failed=None: show(query(SimpleNamespace(annotations=queries)))

    def new_name(self):
        self.names += 1
        return AnnotationId(f"annotation-new{self.names}")

    def context(self):
        """The program as a screen sees it."""
        made = lead.context(self.runner)
        feed, vault = type(made.feed)(QApplication.instance()), SimpleNamespace(source=self.files.get)
        return replace(made, feed=feed, pages=self.ports, vault=vault, texts=self.ports)

    def panel(self, background=at_once):
        """The panel over this paper."""
        return CarryingPanel(self.context(), self.ports, background, self.new_name)
