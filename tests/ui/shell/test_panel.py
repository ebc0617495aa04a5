"""What every panel has to have: mypy sees it, too, but an abstract Qt class cannot refuse to be made."""

import importlib
import inspect
import pkgutil

from ecabinet.ui import panels
from ecabinet.ui.panel import Panel


def test_every_panel_says_how_it_is_read_again():
    for module in pkgutil.walk_packages(panels.__path__, f"{panels.__name__}."):
        importlib.import_module(module.name)
    kinds = Panel.__subclasses__()
    assert len(kinds) > 20
    assert [kind for kind in kinds if getattr(kind.refresh, "__isabstractmethod__", False)] == []
    assert inspect.getattr_static(Panel, "refresh").__isabstractmethod__
