"""Pictures of the screens of chair and secretary, and of the room: `python -m tests.ui.lead.shots OUT [name …]`."""

import sys

from tests.ui import shots_kit
from tests.ui.lead.scenes import SCENES

if __name__ == "__main__":
    shots_kit.run(SCENES, sys.argv[1:])
