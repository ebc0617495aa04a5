"""Uncertain marks one after the other: the old place beside the proposed one, and one press to decide."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ecabinet.app.carrying.plan import Proposal
from ecabinet.app.pages import PageSize
from ecabinet.core.annotations import MarkKind, Shape
from ecabinet.core.ids import VersionHash
from ecabinet.ui.panels.carrying import wording
from ecabinet.ui.panels.carrying.gathering import Gathering
from ecabinet.ui.panels.carrying.glance import PageGlance
from ecabinet.ui.reader.postman import Postman
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import icon_button, primary_button, quiet_button
from ecabinet.ui.widgets.labels import body, caption, eliding, strong
from ecabinet.ui.words import tr

_A4 = PageSize(595.3, 841.9)


class Review(QWidget):
    """Shows one uncertain mark at a time."""

    accepted = Signal(object, object)
    """A `Proposal` and the `Candidate` the person has chosen."""
    kept = Signal(object)
    """A `Proposal` that stays with its old version."""

    def __init__(self, postman: Postman, gathering: Gathering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("carrying-review")
        self._gathering = gathering
        self._proposals: tuple[Proposal, ...] = ()
        self._version = VersionHash("")
        self._order: Sequence[VersionHash] = ()
        self._at = self._place = 0
        self.old, self.new = PageGlance(postman, "glance-old"), PageGlance(postman, "glance-new")
        self._make_words()
        self._make_buttons()
        self._lay_out()

    @property
    def shown(self) -> Proposal | None:
        """The mark that is shown."""
        return self._proposals[self._at] if self._proposals else None

    def show_proposals(
        self, proposals: tuple[Proposal, ...], version: VersionHash, order: Sequence[VersionHash]
    ) -> None:
        """Show marks that are uncertain in a version; the place in the row stays."""
        self._proposals, self._version, self._order = proposals, version, order
        self._at, self._place = min(self._at, max(0, len(proposals) - 1)), 0
        self._show()

    @Slot()
    def on_before(self) -> None:
        """Show the mark before."""
        self._go(-1)

    @Slot()
    def on_after(self) -> None:
        """Show the next mark."""
        self._go(1)

    @Slot()
    def on_other(self) -> None:
        """Show the next place that is proposed."""
        if self.shown:
            self._place = (self._place + 1) % len(self.shown.candidates)
            self._show()

    @Slot()
    def on_accept(self) -> None:
        """Carry the mark to the place shown."""
        if self.shown:
            self.accepted.emit(self.shown, self.shown.candidates[self._place])

    @Slot()
    def on_keep(self) -> None:
        """Leave the mark with its old version."""
        if self.shown:
            self.kept.emit(self.shown)

    def _go(self, step: int) -> None:
        if self._proposals:
            self._at, self._place = (self._at + step) % len(self._proposals), 0
            self._show()

    def _make_words(self) -> None:
        self.count, self.gist, self.reason = caption("", lines=1), strong("", lines=1), body("", lines=2)
        self.old_head, self.new_head = caption("", lines=1), caption("", lines=1)
        self.old_words, self.new_words = eliding("", lines=2), eliding("", lines=2)

    def _make_buttons(self) -> None:
        self.before = icon_button("chevron-left", object_name="carry-before", accessible_name=tr("Ghi chú trước"))
        self.after = icon_button("chevron-right", object_name="carry-after", accessible_name=tr("Ghi chú sau"))
        self.accept = primary_button(tr("Chuyển đến đây"), "check", object_name="carry-accept")
        self.other = quiet_button(tr("Vị trí khác"), "repeat", object_name="carry-other")
        self.keep = quiet_button(tr("Để lại ở bản cũ"), "history", object_name="carry-keep")
        self.before.clicked.connect(self.on_before)
        self.after.clicked.connect(self.on_after)
        self.accept.clicked.connect(self.on_accept)
        self.other.clicked.connect(self.on_other)
        self.keep.clicked.connect(self.on_keep)

    def _lay_out(self) -> None:
        tokens = current().tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_3)
        column.setSpacing(tokens.space_2)
        head = QHBoxLayout()
        head.setSpacing(tokens.space_2)
        head.addWidget(self.gist, 1)
        head.addWidget(self.count)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column.addLayout(head)
        column.addWidget(self.reason)
        sides = QHBoxLayout()
        sides.setSpacing(tokens.space_4)
        for parts in ((self.old_head, self.old, self.old_words), (self.new_head, self.new, self.new_words)):
            side = QVBoxLayout()
            side.setSpacing(tokens.space_1)
            for part in parts:
                side.addWidget(part, 1 if isinstance(part, PageGlance) else 0)
            sides.addLayout(side, 1)
        column.addLayout(sides, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.space_2)
        for button in (self.accept, self.other, self.keep):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _show(self) -> None:
        one = self.shown
        if one is None:
            return
        place, old = one.candidates[self._place], one.mark
        self.gist.setText(wording.named(old))
        self.count.setText(tr("{at} trên {total}", at=self._at + 1, total=len(self._proposals)))
        self.reason.setText(wording.reason(one.reason))
        before = wording.version(self._order, one.version)
        self.old_head.setText(tr("Ở {version}, trang {page}", version=before, page=old.page + 1))
        self.new_head.setText(tr("Ở bản này, trang {page}", page=place.page + 1))
        self.old_words.setText(" ".join(old.quote.exact.split()))
        self.new_words.setText(" ".join(place.quote.exact.split()))
        several = len(one.candidates)
        self.other.setVisible(several > 1)
        self.other.setText(tr("Vị trí khác ({at}/{total})", at=self._place + 1, total=several))
        self._glance(self.old, one.version, old.page, old.kind, old.shape)
        self._glance(self.new, self._version, place.page, old.kind, place.shape)

    def _glance(self, glance: PageGlance, version: VersionHash, page: int, kind: MarkKind, shape: Shape) -> None:
        sizes = self._gathering.sizes.get(version, ())
        size = sizes[page] if page < len(sizes) else _A4
        source = self._gathering.source(version) if page < len(sizes) else None
        glance.show_place(source, page, size, kind, shape)
