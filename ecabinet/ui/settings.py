"""What a person set on this laptop: light or dark, the text size, when to lock. Kept in one small file."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from ecabinet.ui.theme.theme import Mode, Theme

TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
"""The text sizes offered, 1.0 being 100 %."""
LOCK_MINUTES = 15
_LONGEST_MINUTES = 24 * 60
_NIGHT = "night"


class Settings(QObject):
    """The look in an INI file; a missing or damaged file means the usual look.

    Signals:
        lock_changed(int): the minutes after which the window locks were set anew.
    """

    lock_changed = Signal(int)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def theme(self) -> Theme:
        """Make a theme as it was last set."""
        mode, scale = str(self._file.value("look/mode", "")), str(self._file.value("look/text", ""))
        known = mode in set(Mode)
        sizes = {str(size): size for size in TEXT_SIZES}
        theme = Theme(Mode(mode) if known else Mode.LIGHT, sizes.get(scale, 1.0))
        theme.night = str(self._file.value("look/papers", "")) == _NIGHT
        return theme

    def lock_minutes(self) -> int:
        """Return after how many minutes without input the window locks: `minutes` in `[lock]`; 0 never."""
        try:
            minutes = int(str(self._file.value("lock/minutes", LOCK_MINUTES)))
        except ValueError:
            return LOCK_MINUTES
        return minutes if 0 <= minutes <= _LONGEST_MINUTES else LOCK_MINUTES

    def lock_after(self, minutes: int) -> None:
        """Keep the minutes after which the window locks; 0 never."""
        self._file.setValue("lock/minutes", minutes)
        self._file.sync()
        self.lock_changed.emit(minutes)

    def remember(self, theme: Theme) -> None:
        """Keep the look for the next start."""
        self._file.setValue("look/mode", theme.mode.value)
        self._file.setValue("look/text", str(theme.text_scale))
        self._file.setValue("look/papers", _NIGHT if theme.night else "day")
        self._file.sync()
