"""Marks without a replica: a runner that keeps what commands make, and a paper with words to mark."""

from dataclasses import replace

import typst
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from ecabinet.app import commands
from ecabinet.app.read import MarkLine, MemberLine, PaperMarks, ShareLine
from ecabinet.core.annotations import NO_QUOTE, MarkKind, Quote, path
from ecabinet.core.ids import AnnotationId, Instant, MemberId, ShareId
from ecabinet.core.people import Role
from ecabinet.core.things import Annotation
from tests.ui.meeting import samples

SOURCE = """
#set page(paper: "a4", margin: 25mm)
#set text(lang: "vi", size: 13pt, font: "Tinos")
#for n in range(1, 6) [
  = Mục #n. Phương án phân bổ vốn đầu tư công
  #for m in range(1, 7) [
    Tổng số vốn phân bổ đợt #m là 1.250 tỷ đồng, trong đó vốn ngân sách trung ương 480 tỷ đồng, ngân sách địa phương
    770 tỷ đồng. Ủy ban nhân dân tỉnh giao Sở Tài chính chủ trì, phối hợp với các sở, ngành rà soát tiến độ. #parbreak()
  ]
  #pagebreak(weak: true)
]
"""
VERSION = samples.PAPERS["p14"].version
OTHER = MemberId("m03")
AT = Instant(1_785_000_000_000)


def paper_file(folder):
    """Write a paper of five pages; return its file."""
    file = folder / "tờ trình.pdf"
    file.write_bytes(typst.compile(SOURCE.encode(), font_paths=["resources/fonts"]))
    return file


def quad(left, top, right, height=16.0):
    """A level quad."""
    return path([left, top, right, top, left, top - height, right, top - height])


def line(name, kind, shape, **more):
    """One's own mark."""
    page = more.pop("page", 0)
    look = (more.pop("color", "yellow"), more.pop("width", 200), more.pop("text", ""), more.pop("quote", NO_QUOTE))
    own = (AnnotationId(name), None, samples.ME.member, samples.ME.name)
    return MarkLine(*own, page, kind, shape, *look, AT, **more)


def others(name, kind, shape, who=OTHER, **more):
    """A mark that somebody shared."""
    made = line(name, kind, shape, **more)
    share = ShareId(f"{who}/{name}/all")
    return replace(made, annotation=None, share=share, member=who, name=samples.PEOPLE[who]["full_name"])


def many_kinds():
    """A page with a mark of each kind, one's own and others'."""
    wave = [(80 + i * 4, 330 + 18 * ((i % 8) - 4) / 4, 0.15 + 0.7 * (i % 20) / 20) for i in range(60)]
    quote = Quote("1.250 tỷ đồng", "", "", 10)
    own = (
        line("h1", MarkKind.HIGHLIGHT, (quad(71, 715, 360),), text="Con số này đã khớp với báo cáo quý II chưa?",
             quote=quote),
        line("h2", MarkKind.HIGHLIGHT, (quad(71, 655, 300),), color="green", quote=Quote("ngân sách địa phương")),
        line("u1", MarkKind.UNDERLINE, (quad(71, 625, 420),), color="blue", quote=Quote("Sở Tài chính chủ trì")),
        line("s1", MarkKind.STRIKEOUT, (quad(71, 598, 300),), color="red"),
        line("w1", MarkKind.SQUIGGLY, (quad(71, 570, 380),), color="purple"),
        line("i1", MarkKind.INK, (path(n for point in wave for n in point),), color="blue"),
        line("i2", MarkKind.INK, (path([90, 280, 0.5, 140, 300, 0.9, 200, 260, 0.2]),), color="red", width=400),
        line("n1", MarkKind.NOTE, (path([520, 700]),), text="Hỏi lại Sở Tài chính trước khi biểu quyết."),
        line("t1", MarkKind.TEXT, (path([300, 240, 500, 300]),), color="red", text="Cần bổ sung phụ lục\nsố liệu 2026"),
        line("r1", MarkKind.RECTANGLE, (path([320, 520, 520, 580]),), color="red"),
        line("a1", MarkKind.ARROW, (path([420, 440, 330, 515]),), color="red"),
        line("d1", MarkKind.STAMP, (path([380, 740, 480, 768]),), color="red", text="HỎI LẠI"),
        line("b1", MarkKind.BOOKMARK, (path([560, 820]),), color="blue", text="Biểu số 3", page=2),
        line("h3", MarkKind.HIGHLIGHT, (quad(71, 700, 300),), page=2, shared_with=1, quote=quote,
             shares=(ShareLine(ShareId("m10/h3/x"), ("Nguyễn Văn A", "Trần Thị B")),)),
    )  # fmt: skip
    shared = (
        others("o1", MarkKind.HIGHLIGHT, (quad(71, 470, 330),), color="blue", text="Đề nghị làm rõ nguồn vốn.",
               quote=Quote("480 tỷ đồng")),
        others("o2", MarkKind.NOTE, (path([520, 460]),), who=MemberId("m07"), text="Đã trao đổi với Bộ Tài chính."),
    )  # fmt: skip
    return PaperMarks(VERSION, own, shared, ())


class Marks(samples.FakeAnnotations):
    """The marks of one paper, as they are after what was done."""

    def __init__(self, marks=None):
        self.kept = marks or PaperMarks(VERSION, (), (), ())
        self.gone = {}
        self.place = None
        self.asked = 0

    def marks(self, version):
        self.asked += 1
        return self.kept if version == self.kept.version else PaperMarks(version, (), (), ())

    def position(self, version):
        return self.place if self.place and self.place.version == version else None

    def apply(self, command):
        """Do to the marks what a command wishes."""
        own = {one.annotation: one for one in self.kept.own}
        match command:
            case commands.Annotate(marks):
                for mark in marks:
                    look = (mark.color, mark.width, mark.text, mark.quote)
                    me = (mark.annotation, None, samples.ME.member, samples.ME.name)
                    own[mark.annotation] = MarkLine(*me, mark.page, mark.kind, mark.shape, *look, AT)
            case commands.RemoveAnnotations(names):
                self.gone |= {name: own.pop(name) for name in names if name in own}
            case commands.RestoreAnnotations(names):
                own |= {name: self.gone.pop(name) for name in names if name in self.gone}
            case commands.RestyleAnnotation(name, color, width):
                own[name] = replace(own[name], color=color, width=width)
            case commands.RewordAnnotation(name, text):
                own[name] = replace(own[name], text=text)
            case commands.ReshapeAnnotation(name, shape):
                own[name] = replace(own[name], shape=shape)
        self.kept = replace(self.kept, own=tuple(own.values()))


class MarksRunner(samples.FakeRunner):
    """Keeps what is wished, unless it has to refuse, and tells the feed if there is one."""

    def __init__(self, marks=None, feed=None):
        super().__init__()
        self.queries.annotations = Marks(marks)
        self.queries.members = lambda: MEMBERS
        self.feed = feed

    def do(self, command, failed, done=None):
        if self.refusal is None:
            self.queries.annotations.apply(command)
            if self.feed is not None:
                self.feed.announce(samples.changed(Annotation))
        super().do(command, failed, done)


def member(who, *roles):
    """A person of the organization."""
    data = samples.PEOPLE[who]
    named = (data["full_name"], data["title_vi"], data["org"])
    return MemberLine(MemberId(who), *named, voting=True, roles=frozenset(roles))


MEMBERS = (
    member("m01", Role.CHAIR),
    member("t01", Role.SECRETARY),
    *(member(who, Role.DELEGATE) for who in samples.PEOPLE if who.startswith("m") and who != "m01"),
)

PEN = QPointingDevice(
    "bút", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Pressure | QInputDevice.Capability.Position, 1, 3,
)  # fmt: skip
ERASER = QPointingDevice(
    "tẩy", 8, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Eraser,
    QInputDevice.Capability.Pressure | QInputDevice.Capability.Position, 1, 3,
)  # fmt: skip


def tablet(view, kind, at, pressure=0.5, device=PEN):
    """Let a pen do something at a point of the viewport."""
    left = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else left
    place = QPointF(view.viewport().mapToGlobal(QPoint(0, 0))) + at
    event = QTabletEvent(
        kind, device, at, place, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, left, held
    )
    QApplication.sendEvent(view.viewport(), event)


def stroke(view, points, device=PEN):
    """Draw through points of the viewport, each with a pressure."""
    for at, (x, y, pressure) in enumerate(points):
        kind = QEvent.Type.TabletMove if at else QEvent.Type.TabletPress
        tablet(view, kind, QPointF(x, y), pressure, device)
    tablet(view, QEvent.Type.TabletRelease, QPointF(*points[-1][:2]), 0.0, device)
