"""Pictures of the administrator's screen: `python -m tests.ui.administration.shots OUT [name …]`."""

import sys

from tests.ui import shots_kit
from tests.ui.administration.scenes import SCENES

if __name__ == "__main__":
    shots_kit.run(SCENES, sys.argv[1:])
