"""The mark that costs nothing."""

from ecabinet.core.override import override


class Base:
    def name(self):
        return "base"


class Derived(Base):
    @override
    def name(self):
        """A name of its own."""
        return f"derived from {super().name()}"

    @override
    def __eq__(self, other):
        return isinstance(other, Derived)

    __hash__ = None


def test_a_marked_method_is_the_method_itself():
    def method(self, number, *, doubled=False):
        return number * (2 if doubled else 1)

    assert override(method) is method
    assert override(method)(None, 3, doubled=True) == 6


def test_marked_methods_override_and_keep_what_they_say_of_themselves():
    assert Derived().name() == "derived from base"
    assert (Derived.name.__name__, Derived.name.__doc__) == ("name", "A name of its own.")
    assert Derived() == Derived()
