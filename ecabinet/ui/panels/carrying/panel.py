"""A quiet strip above the pages of a new version, and behind it the three lists of one's marks on the old one.

Whoever shows the pages calls `open_paper`, and makes room while `opened` says that the lists are open.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ecabinet.app.carrying.plan import Candidate, Plan, Proposal
from ecabinet.app.pages import Answer
from ecabinet.app.read import PaperLine
from ecabinet.app.text_ports import TextAnswer, Texts
from ecabinet.core.errors import EcabinetError
from ecabinet.core.ids import AnnotationId, VersionHash
from ecabinet.ui.background import Background
from ecabinet.ui.context import Context
from ecabinet.ui.notices import sentence
from ecabinet.ui.panels.carrying import wording
from ecabinet.ui.panels.carrying.gathering import Gathering
from ecabinet.ui.panels.carrying.lists import Lists
from ecabinet.ui.panels.carrying.presenter import CarryingPresenter
from ecabinet.ui.reader.postman import postman_for
from ecabinet.ui.widgets.buttons import link_button
from ecabinet.ui.widgets.toast import Toast, ToastKind
from ecabinet.ui.words import tr


class CarryingPanel(QWidget):
    """Out of the way while there is nothing to carry."""

    opened = Signal(bool)
    """The lists were opened or closed."""
    carried = Signal()
    """Marks were put on the open version, or taken off again."""
    open_wanted = Signal(object, int)
    """An old version, by its hash, and a page (from 0) of it are to be opened."""

    def __init__(
        self,
        context: Context,
        texts: Texts,
        background: Background,
        new_name: Callable[[], AnnotationId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("carrying-panel")
        self._postman = postman_for(context.pages, context.feed, texts)
        gathering = Gathering(context.pages, texts, self._postman.new_view())
        self._make_strip()
        self.lists = Lists(self._postman, gathering)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.lists, 1)
        self.presenter = CarryingPresenter(self, context.runner, gathering, background, context.vault.source, new_name)
        self.lists.carry_wanted.connect(self.on_carry)
        self.lists.kept.connect(self.on_keep)
        self.lists.accepted.connect(self.on_accepted)
        self.lists.open_wanted.connect(self.on_open)
        self._postman.arrived.connect(self.on_shape)
        self._postman.told.connect(self.on_text)
        self.show_nothing()

    def open_paper(self, paper: PaperLine | None) -> None:
        """Look what is to be carried into this version; None: no paper is open."""
        self.presenter.open(paper)
        self._postman.watch()

    def show_nothing(self) -> None:
        """Be out of the way."""
        self.strip.hide()
        self._open(opened=False)
        self.hide()

    def show_progress(self, marks: int, done: int, total: int) -> None:
        """Say how far it is."""
        self.show()
        percent = 100 * done // total if total else 0
        told = tr("Đang đối chiếu {count} ghi chú với bản mới… {percent} %", count=marks, percent=percent)
        self._say(told, ToastKind.INFO, self.stop)

    def show_plan(self, plan: Plan) -> None:
        """Show the sentence and, if they are open, the lists."""
        self.show()
        order = self.presenter.order
        self.lists.show_plan(plan, order)
        if plan.proposals:
            self._say(wording.summary(plan, order), ToastKind.INFO, self.look)
        elif not self.lists.isHidden():
            self._open(opened=False)

    def show_done(self, carried: int, kept: int, *, undoable: bool) -> None:
        """Say what was decided."""
        plan = self.presenter.plan
        presses = [self.undo] if undoable else []
        presses += [self.look] if plan and plan.proposals else []
        self._say(wording.done(carried, kept), ToastKind.DONE, *presses)
        if carried:
            self.carried.emit()

    def refuse(self, error: EcabinetError) -> None:
        """Say why nothing was carried."""
        self.show()
        self._say(sentence(error), ToastKind.REFUSED, self.look)

    @Slot(object)
    def on_shape(self, answer: Answer) -> None:
        """Hand on what may be a paper's shape."""
        self.presenter.on_shape(answer)
        self._postman.watch()

    @Slot(object)
    def on_text(self, answer: TextAnswer) -> None:
        """Hand on what may be a page's text."""
        self.presenter.on_text(answer)

    @Slot()
    def on_look(self) -> None:
        """Open the lists, or close them."""
        self._open(opened=self.lists.isHidden())

    @Slot()
    def on_stop(self) -> None:
        """Stop looking; the next opening of the version begins anew."""
        self.presenter.cancel()

    @Slot()
    def on_undo(self) -> None:
        """Take back what was carried last."""
        self.presenter.undo()
        self.carried.emit()

    @Slot()
    def on_carry(self) -> None:
        """Carry all certain marks."""
        self.presenter.carry_all()

    @Slot(object)
    def on_keep(self, proposals: tuple[Proposal, ...]) -> None:
        """Leave marks with their version."""
        self.presenter.keep(proposals)

    @Slot(object, object)
    def on_accepted(self, proposal: Proposal, place: Candidate) -> None:
        """Carry one mark."""
        self.presenter.accept(proposal, place)

    @Slot(object)
    def on_open(self, proposal: Proposal) -> None:
        """Lead to where a mark is."""
        version: VersionHash = proposal.version
        self.open_wanted.emit(version, proposal.mark.page)

    def _make_strip(self) -> None:
        self.strip = Toast(object_name="carrying-strip")
        self.look = link_button(tr("Xem"), object_name="carrying-look")
        self.stop = link_button(tr("Dừng"), object_name="carrying-stop")
        self.undo = link_button(tr("Hoàn tác"), "undo-2", object_name="carrying-undo")
        for press, slot in ((self.undo, self.on_undo), (self.look, self.on_look), (self.stop, self.on_stop)):
            self.strip.add_action(press)
            press.clicked.connect(slot)

    def _say(self, told: str, kind: ToastKind, *presses: QWidget) -> None:
        for press in (self.undo, self.look, self.stop):
            press.setVisible(press in presses)
        self.strip.say(told, kind)

    def _open(self, *, opened: bool) -> None:
        changed = opened == self.lists.isHidden()
        self.lists.setVisible(opened)
        upward = QSizePolicy.Policy.Expanding if opened else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upward)
        self.look.setText(tr("Đóng danh sách") if opened else tr("Xem"))
        self.look.setAccessibleName(self.look.text())
        if changed:
            self.opened.emit(opened)
