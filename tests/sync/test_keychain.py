"""Which keys an installation holds, which it writes with, and who else can use them: nobody."""

from dataclasses import replace

import pytest

from ecabinet.app.issuing import ITEM, PLENUM, SPACE
from ecabinet.core.errors import NoSuchThing
from ecabinet.sync.crypto.wrapping import item_key, key_id, new_key, wrap, wrap_key
from tests.sync.keys import SPACE_ID, Shelf, begun, given, named, readers, sealer, wrap_seed

CHAIR, MEMBER, STRANGER = 1, 2, 3


def test_those_it_was_wrapped_for_hold_the_key_and_nobody_else():
    package = begun(sealer(CHAIR), MEMBER)
    keys = {number: given(number, package).keys.current(SPACE_ID, SPACE) for number in (CHAIR, MEMBER, STRANGER)}
    assert keys[CHAIR] == keys[MEMBER] is not None
    assert keys[CHAIR].name == named(package)
    assert key_id(keys[CHAIR].key) == package.key_id
    assert keys[STRANGER] is None
    assert given(STRANGER, package).keys.key(SPACE_ID, package.key_id) is None


def test_a_key_of_one_space_is_none_of_another():
    package = begun(sealer(CHAIR), MEMBER)
    elsewhere = replace(package, space="b3" * 26)
    assert given(MEMBER, elsewhere).keys.current("b3" * 26, SPACE) is None


def test_the_greatest_epoch_then_the_greatest_name_is_written_with():
    issuer = sealer(CHAIR)
    packages = [begun(issuer, MEMBER, epoch=epoch) for epoch in (1, 3, 2, 3)]
    best = max(packages, key=lambda package: (package.epoch, package.key_id))
    for order in (packages, packages[::-1]):
        member = given(MEMBER, *order)
        assert member.keys.current(SPACE_ID, SPACE).name == named(best)
        assert all(member.keys.key(SPACE_ID, package.key_id) for package in packages), "older ones still read"


def test_what_comes_later_is_used_without_a_restart():
    member = given(MEMBER)
    assert member.keys.current(SPACE_ID, SPACE) is None
    assert not member.keys.is_sealed(SPACE_ID)
    member.keys.source.kept.append(begun(sealer(CHAIR), MEMBER))
    assert member.keys.current(SPACE_ID, SPACE) is not None
    assert member.keys.is_sealed(SPACE_ID)


def test_a_signer_nobody_backs_does_not_choose_the_key():
    good = begun(sealer(CHAIR), MEMBER)
    bad = begun(sealer(STRANGER), MEMBER, epoch=10**8)
    member = given(MEMBER, good, bad, allowed={sealer(CHAIR).writer})
    assert member.keys.current(SPACE_ID, SPACE).name == named(good)
    assert member.keys.key(SPACE_ID, bad.key_id) is not None, "what was written with it can still be read"


def test_a_signer_who_has_left_does_not_stop_the_meeting_nor_open_it_to_all():
    package = begun(sealer(CHAIR), MEMBER)
    member = given(MEMBER, package, allowed=set())
    assert member.keys.current(SPACE_ID, SPACE).name == named(package)
    assert member.keys.is_sealed(SPACE_ID)


def test_a_stranger_cannot_make_a_clear_space_seem_sealed_to_those_he_gives_nothing():
    assert not given(MEMBER, begun(sealer(STRANGER)), allowed={sealer(CHAIR).writer}).keys.is_sealed(SPACE_ID)


def test_another_key_under_the_same_identifier_is_refused():
    """The identifier of a key follows from it; without that, two readers could be given two keys of one name."""
    package = begun(sealer(CHAIR), MEMBER)
    other = wrap(new_key(), wrap_key(wrap_seed(MEMBER)), named(package))
    hostile = replace(package, wraps=((sealer(MEMBER).writer, other),))
    assert given(MEMBER, hostile).keys.current(SPACE_ID, SPACE) is None
    both = given(MEMBER, hostile, package).keys.current(SPACE_ID, SPACE)
    assert both == given(MEMBER, package).keys.current(SPACE_ID, SPACE)


def test_a_wrap_moved_to_another_epoch_or_compartment_is_refused():
    package = begun(sealer(CHAIR), MEMBER)
    assert given(MEMBER, replace(package, epoch=9)).keys.current(SPACE_ID, SPACE) is None
    assert given(MEMBER, replace(package, compartment=PLENUM)).keys.current(SPACE_ID, PLENUM) is None


def test_the_removed_have_no_key_of_the_new_epoch():
    issuer = sealer(CHAIR)
    old, new = begun(issuer, MEMBER, STRANGER), begun(issuer, MEMBER, epoch=2)
    removed, stays = given(STRANGER, old, new), given(MEMBER, old, new)
    assert stays.keys.current(SPACE_ID, SPACE).name == named(new)
    assert removed.keys.key(SPACE_ID, old.key_id) is not None, "what was readable before stays so"
    assert removed.keys.key(SPACE_ID, new.key_id) is None


def test_a_key_can_be_shared_later_with_more_installations():
    chair = given(CHAIR, begun(sealer(CHAIR)))
    name = chair.keys.current(SPACE_ID, SPACE).name
    shared = chair.issuer.share(name, readers(MEMBER))
    assert given(MEMBER, shared.deed).keys.current(SPACE_ID, SPACE) == chair.keys.current(SPACE_ID, SPACE)
    assert chair.issuer.share(name, {}) is None
    with pytest.raises(NoSuchThing):
        sealer(STRANGER).issuer.share(name, readers(MEMBER))


def test_a_key_that_was_begun_but_never_kept_is_not_written_with():
    chair = given(CHAIR)
    package = chair.issuer.begin(SPACE_ID, SPACE, 1, {}).deed
    assert chair.issuer.share(named(package), readers(MEMBER)) is not None
    assert chair.keys.current(SPACE_ID, SPACE) is None


def test_members_derive_the_key_of_an_item_and_a_guest_is_given_it():
    plenum = begun(sealer(CHAIR), MEMBER, compartment=PLENUM)
    chair = given(CHAIR, plenum)
    name = chair.issuer.item(named(plenum), "itm-1")
    guest = given(STRANGER, chair.issuer.share(name, readers(STRANGER)).deed)
    mine, theirs = (one.keys.item(SPACE_ID, "itm-1") for one in (given(MEMBER, plenum), guest))
    assert mine == theirs
    assert mine.name.compartment == ITEM + "itm-1"
    assert mine.key == item_key(chair.keys.current(SPACE_ID, PLENUM).key, "itm-1")


def test_a_guest_of_one_item_has_no_key_of_another_nor_of_the_plenum():
    plenum = begun(sealer(CHAIR), MEMBER, compartment=PLENUM)
    chair = given(CHAIR, plenum)
    guest = given(
        STRANGER, plenum, chair.issuer.share(chair.issuer.item(named(plenum), "itm-1"), readers(STRANGER)).deed
    )
    assert guest.keys.item(SPACE_ID, "itm-2") is None
    assert guest.keys.current(SPACE_ID, PLENUM) is None
    assert [held.name.compartment for held in guest.keys.held(SPACE_ID)] == [ITEM + "itm-1"]


def test_what_was_wrapped_for_an_installation_is_for_the_one_that_continues_it():
    """A laptop restored from a backup is a new writer with the same wrap key."""
    old, new = sealer(MEMBER), sealer(9)
    package = begun(sealer(CHAIR), MEMBER)
    new.keys._seed = wrap_seed(MEMBER)
    new.keys.source = Shelf(package)
    assert new.keys.current(SPACE_ID, SPACE) is None
    new.keys.source.former = frozenset({old.writer})
    assert new.keys.key(SPACE_ID, package.key_id) is not None


def test_what_was_learnt_while_the_replica_opens_is_held():
    member = sealer(MEMBER)
    package = begun(sealer(CHAIR), MEMBER)
    member.keys.learn([package])
    assert member.keys.key(SPACE_ID, package.key_id) is not None
