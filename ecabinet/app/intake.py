"""Taking a file into the vault so that it can be laid before a meeting."""

from pathlib import Path

from ecabinet.app.pages import Pages
from ecabinet.app.paper_ports import Vault
from ecabinet.app.ports import PaperFile
from ecabinet.core.errors import PaperFault, PaperUnreadable

MAX_BYTES = 2 * 1024**3


class Intake:
    """Checks that a file is a PDF people can read, then copies it in."""

    def __init__(self, vault: Vault, pages: Pages) -> None:
        self._vault = vault
        self._pages = pages

    def take(self, source: Path) -> PaperFile:
        """Return the file's name, size and page count once its bytes are in the vault.

        Raises:
            PaperUnreadable: it is no PDF that can be shown; nothing was kept and the file was not touched.
        """
        try:
            size = source.stat().st_size
        except OSError as error:
            raise PaperUnreadable(PaperFault.MISSING, source.name) from error
        if size > MAX_BYTES:
            raise PaperUnreadable(PaperFault.TOO_LARGE, source.name)
        shape = self._pages.open(source)
        version, size = self._vault.add(source)
        return PaperFile(version, size, len(shape.pages), source.name)
