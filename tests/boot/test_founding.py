"""Founding an organization: what exists afterwards, and that a refusal leaves nothing behind."""

from dataclasses import replace

import pytest

from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.errors import BadValue, StoreReadOnly, StoreUnreachable
from ecabinet.core.people import Role
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores import open_store
from tests.app.kit import StepClock
from tests.road.kit import CHARTER, files
from tests.road.trouble import says, unwritable


@pytest.fixture
def store(tmp_path):
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


def found(tmp_path, store, **changes):
    return founding.found(replace(CHARTER, **changes), tmp_path / "admin", str(store), clock=StepClock())


def test_a_new_organization_has_its_administrator_and_a_sound_store(tmp_path, store):
    program, root_seed = found(tmp_path, store)
    me = program.queries.me()
    assert (me.organization, me.roles) == (CHARTER.name, {Role.ADMINISTRATOR})
    program.exchange.round()
    program.close()
    assert verify_store(open_store(str(store)), public_key(root_seed)).sound
    assert not any(root_seed in data for data in files(tmp_path).values()), "the root key is kept nowhere"


def test_a_certified_laptop_signs_in_as_its_member(folder, profile):
    admin = open_program(profile, clock=StepClock())
    other = open_program(profiles.create(folder / "other", profile.store, profile.genesis, profiles.new_seed()))
    founding.certify(admin, "administrator", other.sealer.public_key, "máy thứ hai", other.wrap_key)
    admin.exchange.round()
    other.exchange.round()
    assert other.queries.me() == admin.queries.me()
    admin.close()
    other.close()


def nothing_made(tmp_path, store):
    return not any(store.iterdir()) and not (tmp_path / "admin").exists()


@pytest.mark.parametrize(
    "changes",
    [{"name": "   "}, {"name": ""}, {"short_name": " "}, {"administrator": ""}, {"rule_profile": "unknown"}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_charter_that_is_refused_leaves_nothing_behind(tmp_path, store, changes):
    with pytest.raises(BadValue) as caught:
        found(tmp_path, store, **changes)
    assert says(caught.value)
    assert nothing_made(tmp_path, store)


def test_a_profile_folder_in_use_is_refused_before_the_store_is_touched(tmp_path, store):
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin" / "letter.txt").write_text("dear")
    with pytest.raises(BadValue) as caught:
        found(tmp_path, store)
    assert caught.value.field == "profile"
    assert not any(store.iterdir())
    assert [path.name for path in (tmp_path / "admin").iterdir()] == ["letter.txt"]


def test_a_missing_store_is_unreachable_and_no_profile_is_made(tmp_path, store):
    store.rmdir()
    with pytest.raises(StoreUnreachable):
        found(tmp_path, store)
    assert not (tmp_path / "admin").exists()


def test_a_store_that_cannot_be_written_is_told_and_no_profile_is_made(tmp_path, store):
    with unwritable(store, 30), pytest.raises(StoreReadOnly):
        found(tmp_path, store)
    assert nothing_made(tmp_path, store)


def test_another_organizations_store_is_refused(tmp_path, folder):
    before = files(folder / "store")
    with pytest.raises(StoreUnreachable) as caught:
        found(tmp_path, folder / "store")
    assert caught.value.reason == "other_organization"
    assert files(folder / "store") == before
    assert not (tmp_path / "admin").exists()
