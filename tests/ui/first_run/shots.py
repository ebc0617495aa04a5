"""Pictures of the first start and the lock: `python -m tests.ui.first_run.shots OUT [name …]`."""

import sys

from tests.ui import shots_kit
from tests.ui.first_run.scenes import SCENES

if __name__ == "__main__":
    shots_kit.run(SCENES, sys.argv[1:], shots_kit.WINDOWS)
