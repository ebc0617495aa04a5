"""What the first start does, with real stores, real profiles and a real invitation."""

import pytest

from ecabinet.boot import profile as profiles
from ecabinet.boot import protection as protections
from ecabinet.boot.admission import approve, invite, pending
from ecabinet.boot.first_run import FirstRun
from ecabinet.boot.program import open_program
from ecabinet.boot.protection import Kind
from ecabinet.boot.world import SystemClock
from ecabinet.core.errors import BadValue, KeyringSilent, StoreReadOnly, StoreUnreachable
from ecabinet.core.people import Role
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.formats.invitation import invitation_text
from ecabinet.sync.stores import open_store
from ecabinet.ui.first_run.ports import Body, Guard
from tests.boot.kit import WEAK, HandClock, MemoryKeyring
from tests.road.kit import files
from tests.road.trouble import says, unwritable

PASS, ROOT = "bốn mùa hoa nở", "một câu khác hẳn"
BODY = Body("Ủy ban nhân dân tỉnh Phố Hiến", "UBND tỉnh", "ubnd_tinh", "Nguyễn Thị Quản Trị")


@pytest.fixture
def setup(tmp_path):
    return FirstRun(tmp_path / "profile", SystemClock(), cost=WEAK)


@pytest.fixture
def founded(setup, tmp_path):
    setup.found(BODY, str(tmp_path / "store"), Guard(PASS))
    return setup


def refused(kind, act, *values):
    with pytest.raises(kind) as caught:
        act(*values)
    assert says(caught.value)
    return caught.value


def test_founding_leaves_a_guarded_profile_and_a_sound_store(founded, tmp_path):
    assert profiles.cover(tmp_path / "profile").kind is Kind.PASSPHRASE
    program = open_program(profiles.load(tmp_path / "profile", PASS))
    assert (program.queries.me().name, program.queries.me().roles) == (BODY.administrator, {Role.ADMINISTRATOR})
    program.close()
    founded.save_root(tmp_path / "root", ROOT)
    seed = protections.open_root((tmp_path / "root").read_bytes(), ROOT)
    assert verify_store(open_store(str(tmp_path / "store")), public_key(seed)).sound
    kept = {"seed": founded.profile.seed, "root": seed, "database": founded.profile.database_key}
    for name, data in files(tmp_path).items():
        assert not any(secret in data for secret in kept.values()), name


def test_the_profile_made_opens_in_the_same_run(founded):
    program = open_program(founded.profile)
    try:
        assert program.queries.me().name
    finally:
        program.close()


@pytest.mark.parametrize("trouble", ["exists", "no folder", "full"])
def test_a_root_that_cannot_be_saved_here_is_saved_there(founded, tmp_path, trouble):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "old").write_text("another key")
    if trouble == "exists":
        assert refused(BadValue, founded.save_root, stick / "old", ROOT).rule == "exists"
        assert (stick / "old").read_text() == "another key"
    elif trouble == "no folder":
        assert refused(BadValue, founded.save_root, tmp_path / "gone" / "root", ROOT).rule == "unwritable"
    else:
        with unwritable(stick, 28):
            assert refused(BadValue, founded.save_root, stick / "root", ROOT).rule == "unwritable"
        assert not (stick / "root").exists()
    founded.save_root(tmp_path / "root", ROOT)
    assert len(protections.open_root((tmp_path / "root").read_bytes(), ROOT)) == 32


def test_the_sheet_brings_the_root_back(founded, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    founded.save_root(tmp_path / "root", ROOT)
    founded.save_sheet(tmp_path / "sheet.pdf")
    [page] = pypdf.PdfReader(tmp_path / "sheet.pdf").pages
    text = page.extract_text()
    assert BODY.name in text
    lines = text[text.index("ECABINET-ROOT:") : text.index("Gồm các chữ cái")]
    data = (tmp_path / "root").read_bytes()
    assert protections.open_root(lines.encode(), ROOT) == protections.open_root(data, ROOT)
    assert refused(BadValue, founded.save_sheet, tmp_path / "gone" / "sheet.pdf").rule == "unwritable"


def test_a_typing_error_on_the_sheet_is_found():
    text = protections.root_text(protections.seal_root(bytes(32), ROOT, WEAK))
    wrong = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
    for typed in (wrong, text[:-3], text + "1"):
        assert refused(BadValue, protections.open_root, typed.encode(), ROOT).rule == "unreadable"


def test_where_an_organization_lies_no_other_is_founded(founded, tmp_path):
    before = files(tmp_path / "store")
    other = FirstRun(tmp_path / "other", SystemClock(), cost=WEAK)
    assert refused(StoreUnreachable, other.check_store, str(tmp_path / "store")).reason == "other_organization"
    refused(StoreUnreachable, other.found, BODY, str(tmp_path / "store"), Guard(PASS))
    assert files(tmp_path / "store") == before
    assert not (tmp_path / "other").exists()


def test_a_store_is_looked_at_without_touching_it(setup, tmp_path):
    setup.check_store(str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    refused(StoreUnreachable, setup.check_store, str(tmp_path / "no" / "such"))
    refused(BadValue, setup.check_store, "gopher://x")
    (tmp_path / "empty").mkdir()
    setup.check_store(str(tmp_path / "empty"))


def test_a_store_that_cannot_be_written_leaves_no_profile(setup, tmp_path):
    (tmp_path / "store").mkdir()
    with unwritable(tmp_path / "store", 30):
        refused(StoreReadOnly, setup.found, BODY, str(tmp_path / "store"), Guard(PASS))
    assert setup.profile is None
    assert not (tmp_path / "profile").exists()


def test_a_keyring_is_used_only_where_there_is_one(setup, tmp_path):
    assert not setup.has_keyring
    refused(KeyringSilent, setup.protection, Guard(None))
    keyring = MemoryKeyring()
    other = FirstRun(tmp_path / "other", SystemClock(), keyring=keyring, cost=WEAK)
    assert other.has_keyring
    other.found(BODY, str(tmp_path / "store"), Guard(None))
    assert profiles.load(tmp_path / "other", keyring=keyring).seed == other.profile.seed


def test_each_rule_profile_names_its_law(setup):
    assert {rule.key for rule in setup.rules} == {"ubnd_tinh", "btv_tinh_uy", "hdnd_tinh"}
    assert all(rule.name and rule.sources for rule in setup.rules)
    assert setup.computer


@pytest.fixture
def office(founded):
    program = open_program(founded.profile)
    yield program
    program.close()


def test_an_invited_laptop_joins_under_its_passphrase(office, tmp_path):
    text = invitation_text(invite(office, "administrator", days=2))
    (tmp_path / "moi.txt").write_text(text, encoding="utf-16")
    newcomer = FirstRun(tmp_path / "second", SystemClock(), cost=WEAK)
    assert newcomer.invitation_in(tmp_path / "moi.txt").strip() == text
    invited = newcomer.invitation(text)
    assert (invited.organization, invited.member) == (BODY.name, BODY.administrator)
    joining = newcomer.join(text, "Máy thứ hai", invited.store)
    state = joining.step()
    for _round in range(4):
        requests = pending(office)
        state = joining.step()
        if state.phase == "compare" and requests and requests[0].digits:
            break
    assert requests[0].digits == state.digits
    approve(office, requests[0].invitation)
    office.exchange.round()
    assert joining.step().phase == "approved"
    joining.finish(Guard(PASS))
    assert profiles.cover(tmp_path / "second").member == BODY.administrator
    program = open_program(newcomer.profile)
    program.exchange.round()
    assert program.queries.me().name == BODY.administrator
    program.close()


def test_an_invitation_that_ran_out_is_refused_before_anything_is_made(office, tmp_path):
    text = invitation_text(invite(office, "administrator", days=1))
    late = FirstRun(tmp_path / "late", HandClock(SystemClock().now() // 1000 + 3 * 86_400), cost=WEAK)
    assert refused(BadValue, late.invitation, text).rule == "expired"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x80\x81", bytes(70_000), None])
def test_a_file_that_is_no_invitation_is_refused(setup, tmp_path, data):
    if data is not None:
        (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadValue) as caught:
        setup.invitation(setup.invitation_in(tmp_path / "file"))
    assert (caught.value.field, caught.value.rule) == ("invitation", "unreadable")
