"""The `override` mark, on every Python we support.

`typing.override` came with Python 3.12 and `typing_extensions` is no dependency of ours: type
checkers see the real mark, a running program a function that gives back what it was given.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):  # noqa: ANN001, ANN201
        """Give back the method unchanged."""
        return method


__all__ = ["override"]
