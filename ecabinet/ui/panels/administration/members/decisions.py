"""The decisions about one person that are asked before they are taken: revoke, remove, hand over; and the roles."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ecabinet.app import read
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.panels.administration.ask import AskPage, Question
from ecabinet.ui.panels.administration.halves import Halves
from ecabinet.ui.panels.administration.members import wording
from ecabinet.ui.panels.administration.members.presenter import Card, MembersPresenter
from ecabinet.ui.panels.administration.members.roles_page import RolesPage


class Decisions(QObject):
    """Asks about `card` on a page of its own, and hands what was agreed to the presenter.

    Signals:
        left: the person does not mean it.
    """

    left = Signal()

    def __init__(self, halves: Halves, presenter: MembersPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._halves, self._presenter = halves, presenter
        self.card: Card | None = None
        self.page: AskPage | RolesPage | None = None
        self._agreed: Callable[[Any], None] | None = None  # Any: what the page at hand announces

    @Slot(str)
    def on_revoke(self, writer: str) -> None:
        """Ask whether a laptop is to be revoked."""
        if (found := self._laptop(writer)) is not None:
            card, laptop = found
            self._ask(
                "ask-revoke",
                wording.revocation(card, laptop),
                lambda reason: self._presenter.revoke(laptop.writer, reason),
            )

    @Slot()
    def on_remove(self) -> None:
        """Ask whether the person is to go."""
        if (card := self.card) is not None:
            self._ask("ask-remove", wording.removal(card), lambda reason: self._presenter.remove(card.member, reason))

    @Slot(str)
    def on_hand_over(self, writer: str) -> None:
        """Ask whether another laptop is to decide."""
        if (found := self._laptop(writer)) is not None:
            card, laptop = found
            self._ask(
                "ask-hand-over",
                wording.hand_over(card, laptop),
                lambda _reason: self._presenter.hand_over(laptop.writer),
            )

    @Slot()
    def on_roles(self) -> None:
        """Let the roles be changed."""
        if (card := self.card) is not None:
            self._show(RolesPage(card), lambda roles: self._presenter.grant(card.member, roles))

    @Slot(object)
    def on_agreed(self, answer: Any) -> None:
        """Do what was agreed; `answer` is the reason, or the roles."""
        if self._agreed is not None:
            self._agreed(answer)

    def refuse(self, error: EcabinetError) -> None:
        """Say beside the buttons of the question why it was not done."""
        if self.page is not None:
            self.page.refuse(error)

    def drop(self) -> None:
        """Take the question away."""
        if self.page is not None:
            self._halves.drop_page(self.page)
            self.page = self._agreed = None

    def _laptop(self, writer: str) -> tuple[Card, read.InstallationLine] | None:
        laptops = self.card.laptops if self.card is not None else ()
        found = next((laptop for laptop in laptops if laptop.writer == writer), None)
        return (self.card, found) if self.card is not None and found is not None else None

    def _ask(self, name: str, question: Question, agreed: Callable[[str], None]) -> None:
        self._show(AskPage(question, object_name=name), agreed)

    def _show(self, page: AskPage | RolesPage, agreed: Callable[[Any], None]) -> None:
        self.drop()
        self._agreed, self.page = agreed, page
        self.page.agreed.connect(self.on_agreed)
        self.page.left.connect(self.left)
        self._halves.show_page(self.page)
        self.page.begin()
