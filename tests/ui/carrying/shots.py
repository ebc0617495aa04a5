"""Pictures of the panel: `python -m tests.ui.carrying.shots OUT [name …]`."""

import sys

from tests.ui import shots_kit
from tests.ui.carrying.scenes import SCENES

SIZES = ((690, 560), (1240, 860))
"""What the reader has in a window of 1366×768 and 1920×1080."""

if __name__ == "__main__":
    shots_kit.run(SCENES, sys.argv[1:], sizes=SIZES)
