"""What keeps the pauses of the whole interpreter short while a window is open; `benchmarks/window.py` measures them."""

import gc
import sys

SWITCH_SECONDS = 0.001
"""After how long a thread that computes hands the interpreter to one that waits for it. Python's own 5 ms add up on the
screen's thread, which asks for it anew after many a call of Qt."""


def keep_pauses_short() -> None:
    """Call it when everything usual is loaded and made, before the event loop begins.

    A full collection of garbage lets no other thread run. What is there by now stays until the end, so it need not be
    looked through each time: that took 50 to 100 ms, whichever thread happened to set it off.
    """
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
