"""The program's entry: parses the command line and returns the exit code; heavy imports wait until they are needed."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return 0 ok, 1 a check failed or a rule said no, 2 usage, 3 unreachable, 4 damaged."""
    if getattr(sys, "frozen", False):
        from ecabinet.pdf.frozen import serve_if_worker

        serve_if_worker()
    from ecabinet.cli import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
