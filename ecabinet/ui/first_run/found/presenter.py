"""Leads through founding: organization → store → this computer → root key → done. No Qt."""

from pathlib import Path
from typing import Protocol

from ecabinet.app.session import text as required
from ecabinet.core.errors import BadValue, EcabinetError, KeyringSilent, Unreachable
from ecabinet.ui.background import Background
from ecabinet.ui.first_run.ports import Body, Guard, Setup, agreed

PAGES = ("organization", "store", "machine", "recovery", "done")
_PLACE = {"name": "organization", "short_name": "organization", "administrator": "organization"} | {
    "rule_profile": "organization",
    "store": "store",
    "url": "store",
    "root_key": "recovery",
}
"""On which page a field stands."""


class FoundView(Protocol):
    """What the presenter needs of the pages."""

    def show_page(self, page: str) -> None:
        """Show one of `PAGES`."""
        ...

    def show_refusal(self, field: str, error: EcabinetError) -> None:
        """Say beside a field of the page shown, or on the page, why it was refused."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Show that something takes a moment."""
        ...

    def show_saved(self, root: Path) -> None:
        """Show where the root key was saved."""
        ...

    def show_sheet(self, sheet: Path) -> None:
        """Show where the sheet was saved."""
        ...


class FoundPresenter:
    """Collects what is needed, founds once, and does not let go before the root key is saved."""

    def __init__(self, view: FoundView, setup: Setup, background: Background) -> None:
        self._view = view
        self._setup = setup
        self._background = background
        self._body = Body("", "", "", "")
        self._store = ""
        self._guard = Guard(None)
        self._founded = False
        self._saved = False

    @property
    def may_leave(self) -> bool:
        """False while an organization exists whose root key is nowhere but in memory."""
        return self._saved or not self._founded

    def describe(self, body: Body) -> None:
        """Take names and rules."""
        try:
            fields = {name: required(getattr(body, name), name) for name in ("name", "short_name", "administrator")}
        except BadValue as error:
            self._view.show_refusal(error.field, error)
            return
        self._body = Body(rule_profile=body.rule_profile, **fields)
        self._view.show_page("store")

    def choose_store(self, place: str) -> None:
        """Take the place of the store, if an organization can be founded there."""
        try:
            self._store = required(place, "store")
        except BadValue as error:
            self._view.show_refusal("store", error)
            return
        self._view.show_busy(busy=True)
        self._background(lambda: self._setup.check_store(self._store), self._on_store, self._failed)

    def protect(self, passphrase: str, repeat: str, *, by_keyring: bool) -> None:
        """Take how the keys of this laptop are guarded."""
        try:
            self._guard = Guard(None if by_keyring else agreed(passphrase, repeat))
        except BadValue as error:
            self._view.show_refusal(error.field, error)
            return
        self._view.show_page("recovery")

    def found(self, passphrase: str, repeat: str, file: Path | None) -> None:
        """Found the organization, if that was not done yet, and save its root key."""
        try:
            root = agreed(passphrase, repeat)
            if root == self._guard.passphrase:
                raise BadValue("recovery", "same")
            if file is None:
                raise BadValue("root_key", "missing")
        except BadValue as error:
            self._view.show_refusal("passphrase" if error.field == "recovery" else error.field, error)
            return
        chosen = file
        self._view.show_busy(busy=True)
        self._background(lambda: self._do_found(root, chosen), self._on_saved, self._failed)

    def sheet(self, file: Path) -> None:
        """Save the sheet to print."""
        self._view.show_busy(busy=True)
        self._background(lambda: self._do_sheet(file), self._on_sheet, self._failed)

    def _do_found(self, root: str, file: Path) -> Path:
        if not self._founded:
            self._setup.found(self._body, self._store, self._guard)
            self._founded = True
        self._setup.save_root(file, root)
        return file

    def _do_sheet(self, file: Path) -> Path:
        self._setup.save_sheet(file)
        return file

    def _on_store(self, _nothing: None) -> None:
        self._view.show_busy(busy=False)
        self._view.show_page("machine")

    def _on_saved(self, file: Path) -> None:
        self._saved = True
        self._view.show_busy(busy=False)
        self._view.show_saved(file)
        self._view.show_page("done")

    def _on_sheet(self, file: Path) -> None:
        self._view.show_busy(busy=False)
        self._view.show_sheet(file)

    def _failed(self, error: EcabinetError) -> None:
        self._view.show_busy(busy=False)
        field = _field(error)
        if field in _PLACE:
            self._view.show_page(_PLACE[field])
        self._view.show_refusal("store" if field == "url" else field, error)


def _field(error: EcabinetError) -> str:
    """Return the field an error is about; what is wrong with the store is told beside the store."""
    if isinstance(error, Unreachable) and not isinstance(error, KeyringSilent):
        return "store"
    return error.field if isinstance(error, BadValue) else ""
