"""Taking a widget away while answers to its questions may still be on their way."""

from PySide6.QtWidgets import QWidget

from ecabinet.app.queries import Queries
from ecabinet.ui.runner import Runner


def retire(widget: QWidget, runner: Runner) -> None:
    """Hide a widget now and delete it after the last answer it may wait for; questions are answered in order."""
    widget.close()
    runner.read(_nothing, lambda _answer: widget.deleteLater())


def _nothing(_queries: Queries) -> None:
    """A question without an answer, to learn that all earlier ones were answered."""
