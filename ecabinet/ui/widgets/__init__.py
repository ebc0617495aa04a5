"""The widgets every screen is built from.

Ask `ecabinet.ui.theme.theme.current()` for spaces (`.tokens.space_1` to `space_7` = 4 8 12 16 24 32 48),
colours (`.color("agree")`) and fonts (`.font("section")`); all widgets follow a change of light, dark or
text size by themselves. Words come from the caller; so do object and accessible names where asked for.
Qt's own controls (QCheckBox, QRadioButton, QTreeView, QMenu, QDialog …) are styled and may be used as they
are; call `ensurePolished()` on a view before you fill and select in it, or its first rows are measured
without the style.

**labels** – read-only text; breaks with line height 1.5 or ends in “…” with the whole as tooltip
    page_title, section_title, strong, body, reading, muted, caption (text, *, lines=0) -> TextLabel
    eliding(text, *, lines=1, role="body", color="text"); number(text, *, role="figure", color="text")
    TextLabel(text, role, color, *, lines=0): setText, set_color, set_role, is_elided

**buttons** – factories; `object_name` is asked for, `accessible_name` defaults to the text
    primary_button, quiet_button, danger_button (text, icon="", *, object_name, accessible_name, large)
    link_button(text, icon="", *, object_name); icon_button(icon, *, object_name, accessible_name,
    color="text_muted", checkable=False) -> QToolButton. At most one primary_button in a view
    VoteButton(VoteChoice.AGREE|DISAGREE|ABSTAIN, text): set_state(VoteState.IDLE|CHOSEN|OTHER);
    `clicked`, `choice`

**chip** – Chip(ChipKind.NEUTRAL|PRIMARY|AGREE|DISAGREE|ABSTAIN|CHAIR|SECRET, text, icon=""):
    show_state(kind, text, icon); paint_chip and chip_size for delegates

**card** – Card(title="", *, object_name, actions=()): `.body` is a QVBoxLayout, `.title` a TextLabel
    ground("page"|"panel"|"well", *, object_name) -> QWidget, an empty surface to lay out on
    Hairline(Qt.Orientation.Horizontal); Picture(icon, color, size); EmptyState(icon, sentence,
    action=None, *, hint=""): show_state(icon, sentence, hint)

**banner** – Banner(parent, *, object_name, accent="primary"): fill `.body`, then slide_in(), slide_out(),
    set_top(px), is_open(); signals `opened`, `closed`

**countdown** – Countdown(clock, *, role="timer", object_name): run(started_at, seconds, paused=0.0),
    hold(), clear(), `.text`; signals `warned` (60 s left), `ended`. Pure: remaining, clock_text, urgency

**tally_bar** – TallyBar(TallySize.PANEL|ROOM, words=None): show_tally(TallyNumbers(agree, disagree,
    abstain, not_voted, needed=None)) or TallyNumbers.of(outcome, total); words: usual_words(), closed_words()

**quorum_gauge** – QuorumGauge(*, compact=False): show_quorum(present, total, needed, sentence)

**nav_rail** – NavRail([NavItem(key, text, icon, shortcut)], bottom=[…]): set_current(key),
    set_badge(key, count), current(); signal `chosen(key)`

**field** – Field: `.editor` is the Qt control, refuse(reason), accept(), `.refusal`. Made by
    line_field, area_field (rows=4), time_field (value), spin_field (bounds, suffix),
    choice_field (choices={key: words}) – each (label, *, object_name, hint="")

**people_row** – Person(key, name, title, state, kind, icon, seat, leads); PersonRow(person): show_person
**people_list** – PeopleList(*, object_name, accessible_name): `.people.show_people(tuple)`;
    signal `picked(key)`. Parts: PeopleModel, PersonDelegate, PERSON_ROLE
**avatar** – Avatar(name, *, diameter, ink="primary"|"chair"): show_person; paint_avatar, initial

**columns** – Columns(row, [Column(key, text, widget, line=None)], *, least, object_name, accessible_name):
    side by side from `least` px at 100 %, else one at a time; show_column(key), offer(key, offered=…),
    `.narrow`; signal `narrowed(bool)`
**text_area** – TextArea: a QTextEdit of plain text with the theme's line height; keep_rows(n)
**confirmation** – Confirmation(button, question): asks for a second press; signal `confirmed`
**scrolled** – scrolled(page, object_name) -> QScrollArea; `buttons.fill(button, icon, filled=…)` fills or outlines
**segmented** – Segmented([Segment(key, text)], *, object_name, accessible_name): current(),
    set_current(key), set_count(key, n); signal `chosen(key)`
**search_field** – SearchField(placeholder, *, object_name): a QLineEdit; signal `searched(words)`
**toast** – Toast(*, object_name, keeps_room=False): say(text, ToastKind.INFO|DONE|WARNING|REFUSED,
    seconds=0), put_away(), add_action(button); signal `closed`
**steps** – Steps(): show_steps((Step(key, text, done, detail, action), …)), is_ready();
    signal `opened(key)`
**agenda_dot** – AgendaDot(AgendaState.DONE|NOW|NEXT, name): show_state; paint_agenda_dot for delegates

Icons: `icons.put(button, name, color)`, `icons.icon(name, color)`, `icons.paint_source(painter, box, name,
qcolor)`; names are the files of `resources/icons`. See all of it: `python -m ecabinet.ui.widgets.gallery DIR`.
"""
