"""Where links lead, in words, and what a press on one does; no Qt but for the language."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from ecabinet.app.text.links import Closed, Inside, Link, Outside, PageLinks, Target
from ecabinet.ui.reader.selecting import Spot
from ecabinet.ui.words import tr

_CLOSED: dict[str, str] = {
    "": "Liên kết này không có địa chỉ đọc được nên không mở.",
    "file": "Liên kết này mở tệp trên máy nên không mở từ tài liệu.",
    "javascript": "Liên kết này chạy một đoạn chương trình nên không mở.",
}


class LinkView(Protocol):
    """What links need of the reader."""

    def show_where(self, words: str) -> None:
        """Say where the link under the pointer leads; nothing for no words."""
        ...

    def go(self, place: Inside) -> None:
        """Show another place of the paper."""
        ...

    def ask_outside(self, address: str) -> None:
        """Ask whether an address is to be opened."""
        ...

    def show_closed(self, words: str) -> None:
        """Say why a link is not opened."""
        ...


class Linking:
    """The links of one view; `links_of` gives those of a page that are known."""

    def __init__(self, view: LinkView, links_of: Callable[[int], PageLinks]) -> None:
        self._view = view
        self._links_of = links_of
        self._over: Link | None = None

    def at(self, spot: Spot) -> Link | None:
        """Return the link at a point."""
        return self._links_of(spot.page).at(spot.x, spot.y)

    def hover(self, spot: Spot | None) -> bool:
        """Say where the link under the pointer leads; whether there is one."""
        link = self.at(spot) if spot is not None else None
        if link != self._over:
            self._over = link
            self._view.show_where(where(link.target) if link is not None else "")
        return link is not None

    def follow(self, link: Link) -> None:
        """Go where a link leads, ask first, or say why not."""
        target = link.target
        if isinstance(target, Inside):
            self._view.go(target)
        elif isinstance(target, Outside):
            self._view.ask_outside(target.address)
        else:
            self._view.show_closed(closed(target))


def where(target: Target) -> str:
    """Return where a link leads."""
    if isinstance(target, Inside):
        return tr("Đến trang {page}", page=target.page + 1)
    if isinstance(target, Outside):
        return target.address
    return closed(target)


def closed(target: Closed) -> str:
    """Return why a link is not opened."""
    if target.scheme in _CLOSED:
        return tr(_CLOSED[target.scheme])
    return tr("Liên kết loại “{scheme}:” không mở được từ tài liệu.", scheme=target.scheme)


def is_mail(address: str) -> bool:
    """Whether an address is that of somebody's mail."""
    return urlsplit(address).scheme == "mailto"


def host(address: str) -> str:
    """Return whose address it is as machines spell it, so that letters that look alike deceive nobody.

    >>> host("https://chínhphu.vn/a"), host("https://chinhphu.vn"), host("mailto:a@b.vn")
    ('xn--chnhphu-8ya.vn', 'chinhphu.vn', '')
    """
    name = urlsplit(address).hostname or ""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
