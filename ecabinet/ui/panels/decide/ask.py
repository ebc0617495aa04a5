"""Before a vote: the rule and the quorum with their arithmetic and sources, the question, the method."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.core.rules import VotingRule
from ecabinet.core.voting import Method
from ecabinet.ui.panels.decide.presenter import Deciding
from ecabinet.ui.panels.decide.wording import question_for
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.buttons import fill, primary_button
from ecabinet.ui.widgets.card import Card
from ecabinet.ui.widgets.field import area_field, choice_field
from ecabinet.ui.widgets.labels import TextLabel, body, caption
from ecabinet.ui.widgets.segmented import Segment, Segmented
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import quorum_sentence, rule_sentence

RuleOf = Callable[[str], VotingRule | None]


class Ask(QWidget):
    """The page that puts a question.

    Signals:
        opened: the vote is to be opened with the values of `question`, `method` and `motion_kind`.
    """

    opened = Signal()

    def __init__(self, kinds: tuple[str, ...], rule_of: RuleOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule_of = rule_of
        self._total, self._item = 0, ""
        self._rule, self._rule_source = body(""), caption("")
        self._quorum, self._quorum_source = body(""), caption("")
        self.field = area_field(tr("Nội dung biểu quyết"), object_name="decide-question", rows=2)
        self.field.editor.textChanged.connect(self.field.accept)
        self._method = self._make_method()
        words = {kind: word("motion", kind) for kind in kinds}
        self._kind = choice_field(tr("Loại nội dung"), object_name="decide-kind", choices=words)
        self._kind.setVisible(len(kinds) > 1)
        self._kind.editor.currentIndexChanged.connect(self.on_kind)
        self.action = primary_button(tr("Mở biểu quyết"), "vote", object_name="decide-open", large=True)
        self.action.clicked.connect(self.opened)
        self._lay_out()

    @property
    def question(self) -> str:
        """The question as written."""
        return self.field.editor.toPlainText().strip()

    @property
    def method(self) -> Method:
        """How the answers will be collected."""
        return Method(self._method.current())

    @property
    def motion_kind(self) -> str:
        """The kind of motion chosen."""
        return str(self._kind.editor.currentData() or "ordinary")

    def show_deciding(self, deciding: Deciding) -> None:
        """Show the rule for now; the question is written anew only for another item."""
        quorum = deciding.quorum
        self.field.editor.keep_rows(3)
        self._total = quorum.total
        self._quorum.setText(quorum_sentence(quorum))
        self._quorum.set_color("text" if quorum.met else "abstain")
        self._quorum_source.setText(quorum.source)
        item = deciding.item
        if item is not None and item.item != self._item:
            self._item = item.item
            self.field.editor.setPlainText(question_for(item.title))
        self.on_kind()

    def emphasise(self, *, filled: bool) -> None:
        """Be the filled button of the screen, or not."""
        fill(self.action, "vote", filled=filled)

    @Slot()
    def on_kind(self) -> None:
        """Spell out the rule of the kind chosen."""
        rule = self._rule_of(self.motion_kind)
        self._rule.setText(rule_sentence(rule, self._total) if rule else tr("Áp dụng quy tắc của cơ quan tổ chức họp."))
        sources = (rule.majority.source, rule.tie_source) if rule else ()
        self._rule_source.setText("\n".join(filter(None, sources)))
        self._rule_source.setVisible(bool(self._rule_source.text()))

    def _make_method(self) -> Segmented:
        segments = (
            Segment(Method.ELECTRONIC_OPEN, tr("Biểu quyết điện tử")),
            Segment(Method.COUNTED, tr("Giơ tay, bỏ phiếu: nhập số")),
        )
        return Segmented(segments, object_name="decide-method", accessible_name=tr("Cách biểu quyết"))

    def _lay_out(self) -> None:
        tokens = current().tokens
        rules = Card(tr("Quy tắc áp dụng"), object_name="decide-rules")
        for label in (self._rule, self._rule_source, self._quorum, self._quorum_source):
            rules.body.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_2)
        column.addWidget(rules)
        column.addWidget(self.field)
        column.addWidget(self._kind)
        column.addWidget(TextLabel(tr("Cách biểu quyết"), "body", "text_muted"))
        column.addWidget(self._method)
