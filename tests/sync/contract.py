"""What every store must do; each kind's test file subclasses this and gives a `store` fixture."""

import pytest

from ecabinet.sync.stores.store import CHUNK, Occupied

NAME = "space/in/20261118/w-1-1.seg"


class StoreContract:
    """Tests for any store. A subclass defines the fixtures `store` and `again`, a second view of the same store."""

    def test_what_was_published_is_there_for_all(self, store, again):
        assert store.publish(NAME, [b"ab", b"", b"c"])
        for view in (store, again):
            assert view.read(NAME, 100) == b"abc"
            assert view.size(NAME) == 3
            assert b"".join(view.chunks(NAME, 100)) == b"abc"

    def test_what_is_not_there_is_none(self, store):
        assert store.read(NAME, 100) is None
        assert store.size(NAME) is None
        assert not list(store.chunks(NAME, 100))
        assert store.read("space", 100) is None

    def test_a_folder_is_not_a_file(self, store):
        store.publish(NAME, [b"x"])
        assert store.read("space/in", 100) is None
        assert store.size("space/in") is None

    def test_empty_files_are_files(self, store):
        store.publish(NAME, [])
        assert store.read(NAME, 100) == b""
        assert store.size(NAME) == 0
        assert not store.publish(NAME, [b""])

    def test_publishing_again_changes_nothing(self, store):
        assert store.publish(NAME, [b"abc"])
        assert not store.publish(NAME, [b"a", b"bc"])
        assert store.read(NAME, 100) == b"abc"

    @pytest.mark.parametrize("other", [[b"abd"], [b"ab"], [b"abcd"], [], [b"abc", b"d"]])
    def test_other_bytes_do_not_replace_what_is_there(self, store, other):
        store.publish(NAME, [b"abc"])
        with pytest.raises(Occupied):
            store.publish(NAME, other)
        assert store.read(NAME, 100) == b"abc"

    def test_a_damaged_file_is_set_aside_and_kept(self, store):
        store.publish(NAME, [b"bad"])
        store.set_aside(NAME)
        store.set_aside(NAME)
        assert store.publish(NAME, [b"good"])
        kept = [name for name in store.list("space/in/20261118") if name != "w-1-1.seg"]
        assert [store.read(f"space/in/20261118/{name}", 9) for name in kept] == [b"bad"]

    def test_a_head_is_replaced(self, store, again):
        for data in (b"one", b"three"):
            store.replace("space/w/a/head", data)
            assert again.read("space/w/a/head", 100) == data
        assert store.list("space/w/a") == ("head",)

    def test_what_is_told_lies_under_its_name_at_once_and_only_the_latest(self, store, again):
        for data in (b"one", b"", b"three"):
            store.tell("space/eph/w.1", data)
            assert again.read("space/eph/w.1", 100) == data
        store.tell("space/eph/w.2", b"another")
        for view in (store, again):
            assert view.list("space/eph") == ("w.1", "w.2")
            assert "eph/" in view.list("space")
            assert view.heard() == ()

    def test_a_long_word_is_told_as_well(self, store, again):
        data = bytes(range(256)) * 40
        store.tell("space/eph/w.1", data)
        assert again.read("space/eph/w.1", len(data) + 1) == data

    def test_reading_stops_at_the_limit(self, store):
        data = bytes(range(256)) * 8192
        store.publish(NAME, [data])
        for limit in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, len(data), len(data) + 1):
            assert store.read(NAME, limit) == data[:limit]
            assert b"".join(store.chunks(NAME, limit)) == data[:limit]
            assert all(len(piece) <= CHUNK for piece in store.chunks(NAME, limit))

    def test_a_listing_shows_one_folder(self, store):
        for name in ("a/space.mp", "a/in/d/x", "a/in/d/y", "a/in/e/z", "b/space.mp"):
            store.publish(name, [b"x"])
        ours = [name for name in store.list("a") if name != "tmp/"]
        assert ours == ["in/", "space.mp"]
        assert store.list("") == ("a/", "b/")
        assert store.list("a/in") == ("d/", "e/")
        assert store.list("a/in/d") == ("x", "y")
        assert store.list("a/nothing") == store.list("nothing/at/all") == store.list("a/space.mp") == ()

    def test_several_folders_are_listed_at_once(self, store, again):
        for name in ("a/in/d/x", "a/in/d/y", "a/in/e/z", "b/space.mp"):
            store.publish(name, [b"x"])
        asked = ("a/in/d", "nothing", "a/in", "b", "a/in/d", "")
        for view in (store, again):
            assert view.list_many(asked) == tuple(view.list(folder) for folder in asked)
            assert view.list_many(asked)[:3] == (("x", "y"), (), ("d/", "e/"))
            assert view.list_many(()) == ()

    def test_a_source_that_fails_leaves_nothing(self, store):
        def source():
            yield b"half"
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.publish(NAME, source())
        assert store.read(NAME, 100) is None
        assert store.list("space/in/20261118") == ()

    @pytest.mark.parametrize(
        "name", ["", "/etc/x", "../x", "a/../x", "a//x", "a/", "A/x", "a/x\n", "a\\x", "a/.x", "c:x", "a" * 100, "a/\0"]
    )
    def test_no_name_leads_out(self, store, name):
        replaces, tells = (lambda: store.replace(name, b"x"), lambda: store.tell(name, b"x"))
        for act in (lambda: store.publish(name, [b"x"]), replaces, tells):
            with pytest.raises(ValueError, match="unsafe name"):
                act()

    def test_it_can_be_reached(self, store):
        store.check()
        assert store.url

    def test_what_was_removed_is_gone_for_all(self, store, again):
        store.publish(NAME, [b"abc"])
        store.publish(f"{NAME}2", [b"stays"])
        store.remove(NAME)
        store.remove(NAME)
        store.remove("nothing/at/all")
        for view in (store, again):
            assert view.read(NAME, 9) is None
            assert view.list("space/in/20261118") == ("w-1-1.seg2",)
        assert again.publish(NAME, [b"other"])
        assert store.read(NAME, 9) == b"other"

    def test_two_clients_do_not_undo_each_other(self, store, again):
        assert store.publish(NAME, [b"abc"])
        assert not again.publish(NAME, [b"a", b"bc"])
        with pytest.raises(Occupied):
            again.publish(NAME, [b"other"])
        assert again.publish(f"{NAME}2", [b"theirs"])
        assert store.read(NAME, 9) == again.read(NAME, 9) == b"abc"
        assert store.list("space/in/20261118") == again.list("space/in/20261118") == ("w-1-1.seg", "w-1-1.seg2")

    def test_one_client_sees_what_another_sets_aside(self, store, again):
        store.publish(NAME, [b"bad"])
        assert again.read(NAME, 9) == b"bad"
        store.set_aside(NAME)
        assert again.read(NAME, 9) is None
        assert again.size(NAME) is None

    def test_large_files_are_whole(self, store, again):
        data = bytes(range(251)) * 15_000
        pieces = [data[:1], data[1:2_000_000], b"", data[2_000_000:]]
        assert store.publish(NAME, iter(pieces))
        assert again.size(NAME) == len(data)
        assert again.read(NAME, len(data) + 1) == b"".join(again.chunks(NAME, len(data) + 1)) == data
        assert not again.publish(NAME, [data])
        with pytest.raises(Occupied):
            again.publish(NAME, [data[:-1], b"\0"])
        store.remove(NAME)
        assert not list(again.chunks(NAME, len(data)))
