"""The tools in the order in which they are offered: key, icon, words, and what makes each."""

from collections.abc import Callable
from dataclasses import dataclass

from ecabinet.core.annotations import MarkKind
from ecabinet.ui.annotations.tools.drag import DragTool
from ecabinet.ui.annotations.tools.eraser import EraserTool
from ecabinet.ui.annotations.tools.hand import HandTool
from ecabinet.ui.annotations.tools.idle import IdleTool
from ecabinet.ui.annotations.tools.ink import InkTool
from ecabinet.ui.annotations.tools.kit import Kit
from ecabinet.ui.annotations.tools.spot import SpotTool
from ecabinet.ui.annotations.tools.words import WordsTool

HAND = "hand"


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool as it is offered; `letter` takes it into the hand, `first` puts it into the row of the bar."""

    key: str
    letter: str
    icon: str
    words: str
    make: Callable[[Kit], IdleTool]
    first: bool = False


def _words(kind: MarkKind) -> Callable[[Kit], IdleTool]:
    return lambda kit: WordsTool(kit, kind)


def _drag(kind: MarkKind) -> Callable[[Kit], IdleTool]:
    return lambda kit: DragTool(kit, kind)


def _spot(kind: MarkKind) -> Callable[[Kit], IdleTool]:
    return lambda kit: SpotTool(kit, kind)


OFFERS: tuple[Offer, ...] = (
    Offer(HAND, "V", "hand", "Chọn", HandTool, first=True),
    Offer("highlight", "H", "highlighter", "Tô nền chữ", _words(MarkKind.HIGHLIGHT), first=True),
    Offer("ink", "P", "pen-line", "Bút vẽ", lambda kit: InkTool(kit, EraserTool(kit)), first=True),
    Offer("eraser", "E", "eraser", "Tẩy", EraserTool, first=True),
    Offer("note", "N", "sticky-note", "Ghi chú", _spot(MarkKind.NOTE), first=True),
    Offer("underline", "U", "underline", "Gạch chân", _words(MarkKind.UNDERLINE)),
    Offer("strikeout", "S", "strikethrough", "Gạch ngang", _words(MarkKind.STRIKEOUT)),
    Offer("squiggly", "W", "signature", "Gạch lượn sóng", _words(MarkKind.SQUIGGLY)),
    Offer("text", "T", "type", "Viết chữ lên trang", _drag(MarkKind.TEXT)),
    Offer("rectangle", "R", "square", "Khung", _drag(MarkKind.RECTANGLE)),
    Offer("arrow", "A", "arrow-right", "Mũi tên", _drag(MarkKind.ARROW)),
    Offer("stamp", "D", "stamp", "Đóng dấu", _spot(MarkKind.STAMP)),
    Offer("bookmark", "B", "bookmark", "Đánh dấu trang", _spot(MarkKind.BOOKMARK)),
)
