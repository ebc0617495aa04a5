"""What a frozen program must do first: it is started again for each PDF worker and must become one."""

from multiprocessing import freeze_support


def serve_if_worker() -> None:
    """Become a PDF worker if this process was started as one; else return at once."""
    freeze_support()
