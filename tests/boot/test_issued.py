"""Who issues what: an audit names deeds and lanes by those who had no right to them, and nothing honest."""

import shutil

import pytest

from ecabinet.app import commands
from ecabinet.app.issuing import PLENUM
from ecabinet.boot.audit import audit
from ecabinet.core.deeds import Certificate
from ecabinet.core.things import Meeting
from ecabinet.sync.crypto.keyring import public_key, signing_key, writer_id
from ecabinet.sync.formats.deeds import seal_certificate, seal_continuation
from ecabinet.sync.formats.heads import LaneHead
from ecabinet.sync.formats.names import deed_path, lane_head_path
from ecabinet.sync.stores.folder import FolderStore
from tests.road.kit import Province


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    folder = tmp_path_factory.mktemp("issued")
    made = Province.founded(folder, 2)
    made.sit(items=1)
    made.settle()
    made.close()
    return folder


@pytest.fixture
def province(mould, tmp_path):
    shutil.copytree(mould, tmp_path / "province")
    made = Province.opened(tmp_path / "province")
    yield made
    made.close()


def named(province):
    found = audit(FolderStore(province.store), province["m1"].program.profile).differences
    return {(difference.file, difference.detail) for difference in found if difference.fault == "not_allowed"}


def space_of_meeting(program):
    with program.replica.read() as reads:
        return reads.things(Meeting)[0].space


def root_of(program):
    return program.replica.spaces()[0].space


def test_nothing_honest_is_named(province):
    province["m2"].program.keeper.found_private()
    province.admin.do(commands.HandOver(province["t1"].program.sealer.writer))
    province.settle()
    province.settle()
    assert named(province) == set()


def test_keys_that_a_delegate_issues_are_named(province):
    program, store = province["m2"].program, FolderStore(province.store)
    space = space_of_meeting(program)
    hostile = program.sealer.issuer.begin(space, PLENUM, 99, {program.sealer.writer: program.wrap_key})
    path = deed_path(space, hostile.raw)
    store.publish(path, [hostile.raw])
    assert named(province) == {(path, program.sealer.writer)}


@pytest.mark.parametrize("countersigned", [False, True])
def test_certificates_by_those_who_may_not_certify_are_named(province, countersigned):
    """A delegate certifies like a controller; a controller lets somebody continue it."""
    program = (province.admin if countersigned else province["m2"]).program
    key, fresh = signing_key(program.profile.seed), bytes(range(32))
    public = public_key(fresh)
    space = root_of(program)
    deed = Certificate(space, program.sealer.writer, writer_id(public), public, countersigned=countersigned)
    raw = seal_continuation(deed, key, signing_key(fresh)) if countersigned else seal_certificate(deed, key)
    path = deed_path(space, raw)
    FolderStore(province.store).publish(path, [raw])
    assert named(province) == {(path, program.sealer.writer)}


def test_a_delegates_lane_is_named(province):
    program = province["m2"].program
    space = root_of(program)
    head = LaneHead(space, program.sealer.writer, 1, 0, 1, 0, 0)
    path = lane_head_path(space, program.sealer.writer)
    FolderStore(province.store).replace(path, program.sealer.seal_head(head))
    assert named(province) == {(path, program.sealer.writer)}
