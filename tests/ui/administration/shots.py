"""Pictures of the administrator's screen with sample data: `python -m tests.ui.administration.shots OUT [name …]`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ecabinet.ui.theme.theme import Mode, Theme
from tests.ui.administration.scenes import SCENES
from tests.ui.lead.shots import SIZES, draw

LOOKS = ((Mode.LIGHT, 1.0), (Mode.DARK, 1.0), (Mode.LIGHT, 1.5), (Mode.DARK, 1.5))


def main(arguments):
    """Draw the scenes named, or all."""
    folder, wanted = Path(arguments[0]), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme = Theme()
    for mode, scale in LOOKS:
        theme.apply(mode, scale)
        for name, make in SCENES.items():
            if wanted and not any(name.startswith(word) for word in wanted):
                continue
            for size in SIZES:
                draw(make, folder / f"{name}-{size[0]}-{mode.value}-{round(scale * 100)}.png", size)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
