"""The lock: unlocking at the start, and a locked screen while nobody is there."""
