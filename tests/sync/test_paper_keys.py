from ecabinet.app.issuing import PLENUM
from ecabinet.sync.keys.paper_keys import CompartmentKeys
from tests.sync.keys import SPACE_ID, begun, given, named, readers, sealer

CHAIR, MEMBER, GUEST = 1, 2, 3
SPACE_KEY = begun(sealer(CHAIR), MEMBER, GUEST)
FIRST = begun(sealer(CHAIR), MEMBER, compartment=PLENUM)
SECOND = begun(sealer(CHAIR), MEMBER, compartment=PLENUM, epoch=2)
VERSION = "0" * 64


def keys_of(one, *items):
    return CompartmentKeys(one.keys, lambda _space, _version: items)(SPACE_ID, VERSION)


def item_package(plenum, item):
    chair = given(CHAIR, plenum)
    return chair.issuer.share(chair.issuer.item(named(plenum), item), readers(GUEST)).deed


def test_a_space_without_keys_has_its_papers_in_the_clear():
    assert keys_of(given(MEMBER), "i1") == (None,)


def test_a_member_publishes_under_the_present_key_of_the_item_and_finds_all_earlier_ones():
    member = given(MEMBER, SPACE_KEY, FIRST, SECOND)
    found = keys_of(member, "i1", "i2")
    assert found[0] == member.keys.item(SPACE_ID, "i1").key
    assert found[-1] is None
    assert len(set(found)) == len(found) == 2 * 2 + 1 + 1


def test_a_guest_finds_papers_of_his_item_and_no_others():
    guest = given(GUEST, SPACE_KEY, FIRST, item_package(FIRST, "i1"))
    member = given(MEMBER, SPACE_KEY, FIRST)
    assert keys_of(member, "i1")[0] in keys_of(guest, "i1", "i2")
    assert keys_of(member, "i2")[0] not in keys_of(guest, "i2", "i1")


def test_a_paper_that_moved_is_found_under_its_former_item():
    member = given(MEMBER, SPACE_KEY, FIRST)
    assert keys_of(member, "old")[0] in keys_of(member, "new", "old")


def test_a_space_without_items_uses_its_own_key_and_a_stranger_has_none():
    assert keys_of(given(MEMBER, SPACE_KEY))[0] == given(MEMBER, SPACE_KEY).keys.current(SPACE_ID, "").key
    assert keys_of(given(9, SPACE_KEY)) == ()
