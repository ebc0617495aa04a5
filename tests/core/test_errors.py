"""The tree of errors in the module's first lines is the tree of classes."""

import inspect
import re

from ecabinet.core import errors
from ecabinet.core.errors import Damaged, EcabinetError, Refused, SegmentDamaged, SegmentFault, Unreachable

LINE = re.compile(r"[│├└─ ]*([A-Z]\w+)  +(\S.*)$")


def told():
    """Name and depth of every class in the doc's tree, in order."""
    lines = (LINE.match(line) for line in errors.__doc__.splitlines()[2:])
    return [match.group(1) for match in lines if match]


def classes():
    found = inspect.getmembers(errors, inspect.isclass)
    return {name: kind for name, kind in found if issubclass(kind, EcabinetError)}


def test_the_tree_names_every_error():
    assert set(told()) | {"EcabinetError"} == set(classes())
    assert len(told()) == len(set(told()))


def test_the_tree_puts_every_error_under_its_parent():
    parent = "EcabinetError"
    for name in told():
        kind = classes()[name]
        if kind.__bases__ == (EcabinetError,):
            parent = name
        else:
            assert kind.__bases__ == (classes()[parent],), name


def test_there_are_three_branches():
    assert {kind.__name__ for kind in EcabinetError.__subclasses__() if kind.__module__ == errors.__name__} == {
        "Refused",
        "Unreachable",
        "Damaged",
    }
    assert not any(issubclass(kind, Refused) and issubclass(kind, Damaged | Unreachable) for kind in classes().values())


def test_an_error_carries_its_data():
    error = SegmentDamaged("a.seg", SegmentFault.CHAIN, "tip")
    assert (error.name, error.fault, error.detail) == ("a.seg", "chain", "tip")
    assert error != SegmentDamaged("a.seg", SegmentFault.CHAIN, "tip"), "each is an event of its own"
    assert "chain" in str(error)
