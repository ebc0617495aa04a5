"""A reader whose words can be selected, found and followed: a real paper, real workers, the pointer as Qt sends it."""

from types import SimpleNamespace

import typst
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ecabinet.pdf.text_port import PoolTexts
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.reader.page_words import PageWords
from ecabinet.ui.reader.postman import Postman

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
PAPER = """
#set page(width: 160mm, height: 120mm, margin: 20mm)
#set text(lang: "vi", size: 13pt)
Đề nghị biểu quyết thông qua nghị quyết về quy hoạch.

Giao Sở Tài chính chủ trì thực hiện.

#table(columns: (1fr, 1fr), [Vốn], [1.250,5], [Đất], [37,0])
#link("https://chinhphu.vn/a?b=1")[Cổng thông tin] #link((page: 3, x: 0pt, y: 60pt))[Xem phụ lục] #link("file:///etc/passwd")[Tệp]
#pagebreak()
Trang hai: Hội đồng nhân dân tỉnh biểu quyết.
#pagebreak()
Trang ba: không có gì, Biểu Quyết.
#pagebreak()
#rect(width: 40mm, height: 40mm, fill: gray)
"""


def made(source=PAPER):
    """Bytes of a paper."""
    return typst.compile(source.encode())


def reader(qtbot, shown, pool, file, size=(700, 600)):
    """A view with a paper open in it, what can be done with its words, and its postman; its shown pages have text."""
    postman = Postman(pool, texts=PoolTexts(pool))
    view = shown(PageView(postman), *size)
    words = PageWords(view, postman)
    view.set_tool(words.tool)
    with qtbot.waitSignal(view.opened, timeout=60_000):
        view.open(file)
    qtbot.waitUntil(lambda: words.texts.paper is not None and words.texts.paper.page(0) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: not pool.waiting() and view.frame(0) is not None, timeout=60_000)
    return SimpleNamespace(view=view, words=words, postman=postman, pool=pool)


def where(reader, said, page=0, *, end=False):
    """The place in the viewport where words on a page begin, or end."""
    text = reader.words.texts.paper.page(page)
    at = text.text.index(said)
    box = text.box(at + len(said) - 1 if end else at)
    x = box.right - 0.5 if end else box.left + 0.5
    return reader.view.frame(page).to_view(x, (box.bottom + box.top) / 2)


def mouse(view, kind, at, button=LEFT, buttons=LEFT, modifiers=PLAIN):
    """Send one event of the mouse to the pages."""
    place = QPointF(view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), QMouseEvent(kind, at, place, button, buttons, modifiers))


def press(view, at, modifiers=PLAIN):
    mouse(view, QMouseEvent.Type.MouseButtonPress, at, modifiers=modifiers)


def move(view, at, modifiers=PLAIN, *, held=True):
    mouse(view, QMouseEvent.Type.MouseMove, at, NONE, LEFT if held else NONE, modifiers)


def release(view, at, modifiers=PLAIN):
    mouse(view, QMouseEvent.Type.MouseButtonRelease, at, LEFT, NONE, modifiers)


def click(view, at, modifiers=PLAIN):
    press(view, at, modifiers)
    release(view, at, modifiers)


def double_click(view, at):
    click(view, at)
    mouse(view, QMouseEvent.Type.MouseButtonDblClick, at)
    release(view, at)


def drag(view, start, end, modifiers=PLAIN):
    """Press, move in two steps, let go."""
    press(view, start, modifiers)
    move(view, (start + end) / 2, modifiers)
    move(view, end, modifiers)
    release(view, end, modifiers)


def key(widget, pressed, modifiers=PLAIN, text=""):
    """Send a key to a widget."""
    QApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, pressed, modifiers, text))
