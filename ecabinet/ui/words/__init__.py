"""Words and sentences in which screens speak of the domain; every visible text passes through `tr`.

Vietnamese is the source language; `resources/i18n/ecabinet_en.ts` holds the English. Placeholders are named.
"""

from PySide6.QtCore import QCoreApplication


def tr(text: str, **values: object) -> str:
    """Return the text in the person's language with its named placeholders filled in."""
    return QCoreApplication.translate("ecabinet", text).format(**values)
