"""The one style sheet, filled in from the tokens.

Only what Qt draws itself is styled here; widgets of ours that paint themselves ask `Theme` for colours.
A control says what it is with the dynamic property `kind` (see `widgets.buttons`, `widgets.card`).
"""

from pathlib import Path
from string import Template

from ecabinet.ui.theme.tokens import COLOR_NAMES, Tokens

_GROUND = """
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[kind="page"] { background: $surface; }
QFrame[kind="raised"] { background: $surface_raised; border: ${border}px solid $line;
    border-radius: ${radius_card}px; }
QFrame[kind="panel"] { background: $surface_raised; border: none; }
QFrame[kind="well"] { background: $surface_sunken; border: none; border-radius: ${radius_card}px; }
QToolTip { color: $text; background: $surface_raised; border: ${border}px solid $line_strong;
    padding: ${space_1}px ${space_2}px; font-family: "$interface_family"; font-size: ${body}px; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: ${border}px; }
QSplitter::handle:vertical { height: ${border}px; }
QSplitter::handle:hover { background: $primary; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
"""

_BUTTONS = """
QPushButton { background: $surface_raised; color: $text; border: ${border}px solid $line_strong;
    border-radius: ${radius_control}px; padding: 0 ${space_4}px; min-height: ${control_inner}px;
    font-weight: 500; outline: none; }
QPushButton:hover { background: $surface_hover; }
QPushButton:pressed, QPushButton:checked { background: $surface_press; }
QPushButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary;
    font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: $primary_hover; border-color: $primary_hover; }
QPushButton[kind="primary"]:disabled { background: $surface_press; color: $disabled;
    border-color: $surface_press; }
QPushButton[kind="danger"] { color: $disagree; border-color: $disagree; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: $disagree_soft; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[kind="link"] { color: $primary; background: transparent; border-color: transparent;
    padding: 0 ${space_2}px; }
QPushButton[kind="link"]:hover { background: $primary_soft; border-color: $primary_soft; }
QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton[kind="person"] { background: transparent; border-color: transparent; padding: 0; min-height: 0; }
QPushButton[kind="person"]:hover { background: $surface_hover; border-color: $surface_hover; }
QPushButton[large="true"] { min-height: ${control_large_inner}px; font-size: ${reading}px;
    padding: 0 ${space_5}px; }
QToolButton { background: transparent; border: ${border}px solid transparent; padding: 0;
    border-radius: ${radius_control}px; outline: none; }
QToolButton[kind="icon"] { min-width: ${control_inner}px; min-height: ${control_inner}px;
    max-width: ${control_inner}px; max-height: ${control_inner}px; }
QToolButton:hover { background: $surface_press; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $primary_soft; }
QToolButton::menu-indicator { image: none; }
"""

_FIELDS = """
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox { background: $surface_raised;
    color: $text; border: ${border}px solid $line_strong; border-radius: ${radius_control}px;
    selection-background-color: $primary; selection-color: $on_primary;
    placeholder-text-color: $text_faint; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${control_inner}px; padding: 0 ${space_3}px; }
QTextEdit, QPlainTextEdit { padding: ${space_2}px; }
QLineEdit { padding: 0 ${pad_line}px; }
QAbstractSpinBox { padding: 0; max-height: ${control_inner}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent; }
QLineEdit:hover, QTextEdit:hover, QPlainTextEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {
    border-color: $text_faint; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: ${ring}px solid $primary; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { min-height: ${control_focus}px;
    padding: 0 ${pad_focus}px; }
QLineEdit:focus { padding: 0 ${pad_line_focus}px; }
QAbstractSpinBox:focus { padding: 0; max-height: ${control_focus}px; }
QTextEdit:focus, QPlainTextEdit:focus { padding: ${area_focus}px; }
QWidget[refused="true"] { border-color: $disagree; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled { background: $surface; color: $disabled; border-color: $line; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: padding;
    width: ${icon_large}px; border: none; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$img_up"); width: ${icon_small}px; height: ${icon_small}px; }
QAbstractSpinBox::down-arrow { image: url("$img_down"); width: ${icon_small}px;
    height: ${icon_small}px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; border: none;
    width: ${space_6}px; }
QComboBox::down-arrow { image: url("$img_down"); width: ${icon}px; height: ${icon}px; }
QComboBox QAbstractItemView { background: $surface_raised; border: ${border}px solid $line_strong;
    outline: none; padding: ${space_1}px; selection-background-color: $primary_soft;
    selection-color: $text; }
QCheckBox, QRadioButton { spacing: ${space_2}px; min-height: ${check_row}px; outline: none; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator { width: ${icon}px; height: ${icon}px;
    border: ${border}px solid $line_strong; background: $surface_raised; }
QCheckBox::indicator { border-radius: ${space_1}px; }
QRadioButton::indicator { border-radius: ${radio_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $primary; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary;
    image: url("$img_check"); }
QCheckBox::indicator:indeterminate { background: $primary; border-color: $primary;
    image: url("$img_minus"); }
QRadioButton::indicator:checked { border-color: $primary;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 $on_primary,
    stop: 0.36 $on_primary, stop: 0.44 $primary, stop: 1 $primary); }
"""

_LISTS = """
QAbstractItemView { background: transparent; border: none; outline: none; show-decoration-selected: 1;
    selection-background-color: $primary_soft; selection-color: $text; alternate-background-color: $surface; }
QListView::item, QTreeView::item, QTableView::item { min-height: ${control}px; padding: 0 ${space_2}px; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $surface_hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $primary_soft; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url("$img_right"); }
QTreeView::branch:has-children:open { image: url("$img_down"); }
QTableView { gridline-color: $line; background: $surface_raised; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $text_muted; border: none;
    border-bottom: ${border}px solid $line; padding: ${space_2}px; font-weight: 500; }
QTableCornerButton::section { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${scroll}px; }
QScrollBar:horizontal { height: ${scroll}px; }
QScrollBar::handle { background: $line_strong; border-radius: ${scroll_radius}px;
    margin: ${ring}px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::handle:vertical { min-height: ${space_6}px; }
QScrollBar::handle:horizontal { min-width: ${space_6}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_FLOATING = """
QMenu { background: $surface_raised; border: ${border}px solid $line_strong;
    padding: ${space_1}px; font-family: "$interface_family";
    font-size: ${body}px; }
QMenu::item { padding: ${space_2}px ${space_5}px ${space_2}px ${space_3}px;
    border-radius: ${space_1}px; }
QMenu::item:selected { background: $primary_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu#sync-menu::item:disabled { color: $text; }
QMenu::separator { height: ${border}px; background: $line; margin: ${space_1}px ${space_2}px; }
QMenu::icon { padding-left: ${space_2}px; }
QProgressBar { background: $surface_sunken; border: none; border-radius: ${space_1}px;
    max-height: ${space_2}px; min-height: ${space_2}px; text-align: center; }
QProgressBar[wall="true"] { background: $surface_press; max-height: ${space_5}px; min-height: ${space_5}px; }
QProgressBar::chunk { background: $primary; border-radius: ${space_1}px; }
QTabWidget::pane { border: none; }
QTabBar::tab { padding: ${space_2}px ${space_3}px; color: $text_muted; background: transparent;
    border-bottom: ${ring}px solid transparent; }
QTabBar::tab:selected { color: $primary; border-bottom-color: $primary; }
QSlider::groove:horizontal { height: ${space_1}px; background: $line; border-radius: ${ring}px; }
QSlider::handle:horizontal { width: ${icon}px; margin: -${slider_over}px 0; background: $primary;
    border-radius: ${slider_radius}px; }
"""


_LINE_EDIT_OWN = 2
"""Pixels that Qt's line edit keeps free at either end, on top of any padding."""


def _derived(sizes: dict[str, int]) -> dict[str, int]:
    """Measures that follow from others: Qt counts borders and padding on top of `min-height`."""
    border, ring = sizes["border"], sizes["ring"]
    return {
        "control_inner": sizes["control"] - 2 * border,
        "control_focus": sizes["control"] - 2 * ring,
        "control_large_inner": sizes["control_large"] - 2 * border,
        "pad_focus": sizes["space_3"] + border - ring,
        "pad_line": sizes["space_3"] - _LINE_EDIT_OWN,
        "pad_line_focus": sizes["space_3"] - _LINE_EDIT_OWN + border - ring,
        "area_focus": sizes["space_2"] + border - ring,
        "check_row": sizes["control"] - sizes["space_2"],
        "radio_radius": sizes["icon"] // 2 + border,
        "scroll": sizes["space_3"],
        "scroll_radius": sizes["space_1"],
        "slider_over": (sizes["icon"] - sizes["space_1"]) // 2,
        "slider_radius": sizes["icon"] // 2,
    }


def style_sheet(tokens: Tokens, sizes: dict[str, int], images: dict[str, Path]) -> str:
    """The whole sheet for tokens, sizes in pixels already scaled, and tinted pictures by name.

    Raises:
        KeyError: a placeholder has no value.
    """
    values: dict[str, str] = {name: tokens.colors.get(name) for name in COLOR_NAMES}
    values["disabled"] = tokens.colors.text_faint
    values["interface_family"] = tokens.interface_family
    values |= {name: str(size) for name, size in (sizes | _derived(sizes)).items()}
    values |= {f"img_{name}": file.as_posix() for name, file in images.items()}
    return Template(_GROUND + _BUTTONS + _FIELDS + _LISTS + _FLOATING).substitute(values)
