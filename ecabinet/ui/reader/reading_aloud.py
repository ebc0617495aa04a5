"""The words of the page looked at, for programs that read screens aloud."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from ecabinet.app.text.copying import copied
from ecabinet.app.text.page import PageText
from ecabinet.ui.reader.page_view import PageView
from ecabinet.ui.words import tr

_LONGEST = 20_000
"""Letters told of one page."""


class Aloud(QObject):
    """Keeps the description of one view: page number and words in reading order."""

    def __init__(self, view: PageView, text_of: Callable[[int], PageText | None]) -> None:
        super().__init__(view)
        self._view = view
        self._text_of = text_of
        view.page_changed.connect(self.on_page)

    @Slot(int)
    def on_page(self, page: int) -> None:
        """Tell the words of a page, if it is the one looked at."""
        if page == self._view.page:
            self._view.setAccessibleDescription(self._told(page))

    def _told(self, page: int) -> str:
        count = len(self._view.stage.sizes)
        if not count:
            return ""
        place = tr("Trang {page} trên {count}.", page=page + 1, count=count)
        text = self._text_of(page)
        if text is None:
            return place
        if not text.lines:
            return f"{place} {wordless()}"
        return f"{place}\n{copied(text, 0, min(len(text.text), _LONGEST))}"


def wordless() -> str:
    """Return what is said of a page without text."""
    return tr("Trang này là ảnh quét, không có chữ để chọn.")
