"""The scenes that `shots` draws, each a function that makes a screen."""

from ecabinet.core.errors import BadValue, WrongPassphrase
from ecabinet.ui.machine import Guarded
from tests.ui.machine import samples
from tests.ui.machine.samples import FakeSafe


def page(guarded=Guarded.PASSPHRASE, **about):
    """The page in one state."""
    made = samples.screen(FakeSafe(guarded, **about))
    made.panel.refresh()
    return made


def minutes(chosen):
    """The page where the screen locks after so many minutes."""
    made = samples.screen(minutes=chosen)
    made.panel.refresh()
    return made


def change(*, typed=("", "", ""), **about):
    """The form of a new passphrase, filled in."""
    made = page(**about)
    made.panel.passphrase.click()
    form = made.panel.form
    editors = (form.present.editor, form.passphrase.first.editor, form.passphrase.repeat.editor)
    for editor, text in zip(editors, typed, strict=True):
        editor.setText(text)
    return made


def refused(key, error):
    made = change(typed=(samples.PRESENT, samples.NEW, samples.NEW))
    made.panel.refuse(key, error)
    return made


def busy():
    made = change(typed=(samples.PRESENT, samples.NEW, samples.NEW))
    made.panel.show_busy()
    return made


def to_keyring():
    made = page()
    made.panel.keyring.click()
    return made


def done():
    made = change(typed=(samples.PRESENT, samples.NEW, samples.NEW))
    made.panel.form.press.click()
    return made


SCENES = {
    "passphrase": page,
    "minutes-5": lambda: minutes(5),
    "minutes-never": lambda: minutes(0),
    "keyring": lambda: page(Guarded.KEYRING),
    "nothing": lambda: page(Guarded.NOTHING, has_keyring=False),
    "change": change,
    "change-wrong": lambda: refused("present", WrongPassphrase(4, 0)),
    "change-weak": lambda: refused("passphrase", BadValue("passphrase", "too_short")),
    "change-unwritable": lambda: refused("keys", BadValue("keys", "unwritable")),
    "change-busy": busy,
    "change-done": done,
    "to-keyring": to_keyring,
    "from-keyring": lambda: change(guarded=Guarded.KEYRING),
}
