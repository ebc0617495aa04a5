"""The bundled typefaces: one for the interface, one for documents.

They are loaded from our own files, so that Vietnamese looks the same on every machine; a machine without
Times New Roman shows its metric twin Tinos instead.
"""

from PySide6.QtGui import QFont, QFontDatabase

from ecabinet import resources
from ecabinet.ui.theme.tokens import LIGHT_TOKENS, Type

_WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}


def load() -> list[str]:
    """Load every bundled font, once per process; the families now known, sorted.

    Raises:
        FileNotFoundError: the installation lacks its fonts.
    """
    families = set(QFontDatabase.families())
    wanted = {LIGHT_TOKENS.interface_family, LIGHT_TOKENS.document_family}
    if not wanted <= families:
        files = sorted(resources.path("fonts").glob("*.ttf"))
        if not files:
            raise FileNotFoundError(resources.path("fonts"))
        for file in files:
            QFontDatabase.addApplicationFont(str(file))
    if "Times New Roman" not in families:
        QFont.insertSubstitution("Times New Roman", LIGHT_TOKENS.document_family)
    return sorted(wanted)


def font(kind: Type, family: str, scale: float = 1.0) -> QFont:
    """A font of the scale's step; `scale` 1.0 is 100 % text."""
    made = QFont(family)
    made.setPixelSize(max(1, round(kind.size * scale)))
    made.setWeight(_WEIGHTS[kind.weight])
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if kind.tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
