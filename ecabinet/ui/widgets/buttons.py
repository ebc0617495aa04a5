"""Buttons, each made by a function that says how much it asks for attention.

At most one `primary_button` belongs to a view. An `icon_button` shows no word and therefore must have an
accessible name, which is its tooltip, too.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from ecabinet.ui.theme import icons
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.vote_button import VoteButton, VoteChoice, VoteState

__all__ = [
    "VoteButton",
    "VoteChoice",
    "VoteState",
    "danger_button",
    "fill",
    "icon_button",
    "link_button",
    "primary_button",
    "quiet_button",
]


def primary_button(
    text: str, icon: str = "", *, object_name: str, accessible_name: str = "", large: bool = False
) -> QPushButton:
    """The one filled button of a view: what is expected of the person now."""
    return _button("primary", text, object_name, accessible_name, icon=icon, color="on_primary", large=large)


def quiet_button(
    text: str, icon: str = "", *, object_name: str, accessible_name: str = "", large: bool = False
) -> QPushButton:
    """An outlined button for everything else one may do here."""
    return _button("quiet", text, object_name, accessible_name, icon=icon, color="text", large=large)


def danger_button(
    text: str, icon: str = "", *, object_name: str, accessible_name: str = "", large: bool = False
) -> QPushButton:
    """An outlined red button for what cannot be taken back."""
    return _button("danger", text, object_name, accessible_name, icon=icon, color="disagree", large=large)


def link_button(text: str, icon: str = "", *, object_name: str, accessible_name: str = "") -> QPushButton:
    """A button without a frame, for a way on inside text, rows and notices."""
    return _button("link", text, object_name, accessible_name, icon=icon, color="primary")


def icon_button(
    icon: str, *, object_name: str, accessible_name: str, color: ColorName = "text_muted", checkable: bool = False
) -> QToolButton:
    """A square button with an icon alone, for toolbars and rows; the name is its tooltip."""
    made = QToolButton()
    made.setObjectName(object_name)
    made.setAccessibleName(accessible_name)
    made.setToolTip(accessible_name)
    made.setProperty("kind", "icon")
    made.setCheckable(checkable)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    icons.put(made, icon, color, checked="primary")
    return made


def fill(button: QPushButton, icon: str, *, filled: bool) -> None:
    """Make a button the filled one of its view, or an outlined one among others."""
    kind = "primary" if filled else "quiet"
    if button.property("kind") == kind:
        return
    button.setProperty("kind", kind)
    if icon:
        icons.put(button, icon, "on_primary" if filled else "text")
    button.style().unpolish(button)
    button.style().polish(button)


def _button(
    kind: str,
    text: str,
    object_name: str,
    accessible_name: str,
    *,
    icon: str,
    color: ColorName,
    large: bool = False,
) -> QPushButton:
    made = QPushButton(text.replace("&", "&&"))
    made.setObjectName(object_name)
    made.setAccessibleName(accessible_name or text)
    made.setProperty("kind", kind)
    made.setProperty("large", large)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        icons.put(made, icon, color)
    return made
