"""Pictures of the page about this laptop: `python -m tests.ui.machine.shots OUT [name …]`."""

import sys

from tests.ui import shots_kit
from tests.ui.machine.scenes import SCENES

if __name__ == "__main__":
    shots_kit.run(SCENES, sys.argv[1:])
