"""The words of marks on pages: kinds, colours, widths, stamps, and who sees what."""

from ecabinet.app.read import MarkLine
from ecabinet.core.annotations import MarkKind
from ecabinet.ui.words import tr

KINDS: dict[MarkKind, str] = {
    MarkKind.HIGHLIGHT: "Tô nền",
    MarkKind.UNDERLINE: "Gạch chân",
    MarkKind.STRIKEOUT: "Gạch ngang",
    MarkKind.SQUIGGLY: "Gạch lượn sóng",
    MarkKind.INK: "Nét bút",
    MarkKind.NOTE: "Ghi chú",
    MarkKind.TEXT: "Chữ trên trang",
    MarkKind.RECTANGLE: "Khung",
    MarkKind.ARROW: "Mũi tên",
    MarkKind.STAMP: "Dấu",
    MarkKind.BOOKMARK: "Đánh dấu trang",
}
COLORS: dict[str, str] = {
    "yellow": "Vàng",
    "green": "Xanh lá",
    "blue": "Xanh dương",
    "red": "Đỏ",
    "purple": "Tím",
    "orange": "Cam",
    "pink": "Hồng",
    "black": "Đen",
    "gray": "Xám",
}
OFFERED = ("yellow", "green", "blue", "red", "purple")
"""Colours to choose from; the others come with files."""
WIDTHS: dict[int, str] = {100: "Nét mảnh", 200: "Nét vừa", 400: "Nét đậm"}
"""By hundredths of a point."""

MOST_NAMES = 3
"""Names in a sentence; of more, the number is told."""

STAMPS = ("ĐÃ XEM", "HỎI LẠI", "ĐỒNG Ý", "LƯU Ý")


def kind_word(kind: MarkKind) -> str:
    """Return the kind of a mark in words."""
    return tr(KINDS[kind])


def color_word(color: str) -> str:
    """Return a colour in words; one that is not known here has none."""
    return tr(COLORS[color]) if color in COLORS else ""


def width_word(width: int) -> str:
    """Return the width of a line in words."""
    return tr(WIDTHS[width]) if width in WIDTHS else ""


def gist(line: MarkLine) -> str:
    """Return what a mark says in a line: its words, else the words it stands at, else its kind."""
    return line.text or (f"“{line.quote.exact}”" if line.quote.exact else kind_word(line.kind))


def spoken(line: MarkLine) -> str:
    """Return a mark as one sentence, for tooltips and screen readers."""
    quote = f"“{line.quote.exact}”" if line.quote.exact else ""
    return " · ".join(part for part in (line.name, kind_word(line.kind), quote, line.text) if part)


def sharing(line: MarkLine) -> str:
    """Return who sees a mark: one's own, or another's."""
    if line.share is not None:
        said = "{name} chia sẻ riêng" if line.circle else "{name} chia sẻ với mọi người đọc mục này"
        return tr(said, name=line.name)
    if not line.shares:
        return tr("Chỉ mình tôi")
    return tr("Đã chia sẻ với {names}", names=readers(line))


def readers(line: MarkLine) -> str:
    """Return with whom one's own mark is shared."""
    if any(not one.names for one in line.shares):
        return tr("mọi người đọc mục này")
    names = tuple(dict.fromkeys(name for one in line.shares for name in one.names))
    shown = ", ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return tr("{names} và {count} người khác", names=shown, count=rest) if rest > 0 else shown
