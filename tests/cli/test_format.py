"""docs/store-format.md is true: its example is what the program writes, its reader reads, its script counts."""

import hashlib
import hmac
import random
import re
import shutil
import subprocess
import sys
from dataclasses import fields

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import BadSignatureError

from ecabinet.app import codec, commands
from ecabinet.app.issuing import KeyName
from ecabinet.app.segment import Tip
from ecabinet.boot import founding
from ecabinet.core import reasons, things
from ecabinet.core.errors import SegmentFault
from ecabinet.core.event import ControlPosition
from ecabinet.core.events import EVENTS
from ecabinet.core.events.meeting import ItemCalled
from ecabinet.core.voting import Choice
from ecabinet.sync.audit.findings import Defect, Fork, Verification
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto import sealing, wrapping
from ecabinet.sync.formats import frame
from ecabinet.sync.formats.heads import Head
from ecabinet.sync.formats.names import genesis_path, head_path, segment_path
from ecabinet.sync.keys import covering
from ecabinet.sync.keys.envelope import MAGIC
from ecabinet.sync.keys.keychain import HeldKey
from ecabinet.sync.stores import blob_plan
from ecabinet.sync.stores.folder import FolderStore
from tests.app.kit import Committee
from tests.cli.conftest import ROOT, SECONDS
from tests.cli.example import example
from tests.cli.stranger import Store, base32, header_of
from tests.road.kit import CHARTER, files

PAGE = (ROOT / "docs/store-format.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(?P<kind>\w+)(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| (control|directory|meeting|private) \| (.*) \|$", re.MULTILINE)


def fences(kind):
    """The fenced blocks of one kind: the words after it, and the text."""
    return [(found["words"].split(), found["text"]) for found in FENCE.finditer(PAGE) if found["kind"] == kind]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def printed():
    """The example as the page has it: path and bytes by name."""
    return {words[0]: ("".join(words[1:]), bytes.fromhex("".join(text.split()))) for words, text in fences("hex")}


def body(raw):
    """A segment's header and what its zstd frame holds: compressors of two versions may cut differently."""
    header, start = frame.split(raw, MAGIC, "")
    return msgspec.msgpack.decode(header)[:-1], zstandard.ZstdDecompressor().decompress(raw[start:-64])


def test_the_example_is_what_the_program_writes(made, printed):
    assert printed.keys() == made.keys()
    for name, (path, raw) in made.items():
        told, shown = printed[name]
        assert told == path, name
        if name == "segment":
            assert body(shown) == body(raw)
        else:
            assert shown.hex() == raw.hex(), name


def test_the_example_is_a_sound_store(tmp_path, printed):
    store = FolderStore(tmp_path)
    for path, raw in printed.values():
        if path:
            store.publish(path, [raw])
    assert verify_store(store).defects == ()
    read = Store(tmp_path)
    assert [kind for *_place, kind in read.records] == ["OrganizationFounded", "MemberAdmitted"]
    assert read.papers == 1


def test_every_event_is_listed_with_its_fields():
    rows = {name: (where, re.findall(r"`(\w+)`", names)) for name, where, names in ROW.findall(PAGE)}
    known = {name: (kind.SCOPE.value, [field.name for field in fields(kind)]) for name, kind in EVENTS.items()}
    assert rows == known


@pytest.fixture(scope="module")
def clear(tmp_path_factory):
    """A committee that has met and voted without keys of spaces, and the store its segments make."""
    committee, folder = Committee(3), tmp_path_factory.mktemp("clear")
    _meeting, item = committee.sitting()
    committee["m1"].do(commands.OpenVote(item, "Thông qua?"))
    committee.spread()
    [vote] = committee["m1"].replica.things(things.Vote)
    for name, choice in zip(committee.voting, Choice, strict=True):
        committee[name].do(commands.CastBallot(vote.id, choice))
    committee.spread()
    committee["m1"].do(commands.CloseVote(vote.id))
    committee.spread()
    store = FolderStore(folder)
    for genesis in committee["m1"].replica.spaces():
        store.publish(genesis_path(genesis.space), [genesis.raw])
    for segment in committee["m1"].replica.segments:
        store.publish(segment_path(segment.name, segment.records[0].at), [segment.raw])
    sealers = {person.sealer.writer: person.sealer for person in committee.everyone}
    for segment in committee["m1"].replica.segments:
        name = segment.name
        head = Head(name.space, name.log, name.writer, Tip(name.last, segment.tip), name.last, bytes(32))
        store.replace(head_path(name.space, name.log, name.writer), sealers[name.writer].seal_head(head))
    return committee, folder


def test_a_stranger_reads_every_record_of_a_store_in_the_clear(clear):
    committee, folder = clear
    assert verify_store(FolderStore(folder)).defects == ()
    read = Store(folder)
    records = [record for segment in committee["m1"].replica.segments for record in segment.records]
    known = {(r.space, r.log.value, r.writer, r.seq, r.hash.hex(), type(r.event).__name__) for r in records}
    assert set(read.records) == known
    assert len(known) > 25
    assert sum(kind == "BallotCast" for *_place, kind in read.records) == 3


def test_a_stranger_checks_a_real_store(store):
    command = [sys.executable, ROOT / "tests/cli/stranger.py", store]
    done = subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    told = msgspec.json.decode(done.stdout)
    assert told["papers"] == 1
    found = verify_store(FolderStore(store))
    assert found.sound
    assert told["encrypted"] or len(told["records"]) == found.events


def test_a_stranger_checks_an_encrypted_store_without_any_key(tmp_path):
    (tmp_path / "store").mkdir()
    program, _root = founding.found(CHARTER, tmp_path / "admin", str(tmp_path / "store"))
    program.exchange.round()
    program.close()
    read = Store(tmp_path / "store")
    assert read.encrypted == verify_store(FolderStore(tmp_path / "store")).segments > 2
    assert read.records == []


def test_a_stranger_reads_a_meeting_from_its_snapshot_alone(bound, tmp_path):
    whole = Store(bound)
    shutil.copytree(bound, tmp_path / "store")
    (snapshot,) = [path for path in files(bound) if "/snap/" in path]
    space = snapshot.split("/")[0]
    for path in (tmp_path / "store" / space / "in").rglob("*.seg"):
        path.unlink()
    read = Store(tmp_path / "store")
    assert read.tips == whole.tips
    assert read.hashes.items() <= whole.hashes.items()
    assert {place[0] for place in read.tips} >= {space}


@pytest.mark.parametrize("kind", ["/space.mp", ".seg", "/head", "/blob/", "/snap/"])
def test_the_stranger_notices_a_changed_byte(bound, tmp_path, kind):
    shutil.copytree(bound, tmp_path, dirs_exist_ok=True)
    victim = next(path for path in files(bound) if kind in path and "/lane/" not in path)
    data = bytearray(files(bound)[victim])
    data[-1] ^= 1
    (tmp_path / victim).write_bytes(data)
    with pytest.raises((AssertionError, BadSignatureError)):
        Store(tmp_path)


def test_the_script_recounts_the_votes(inside, built, tmp_path):
    out = tmp_path / "log.jsonl"
    assert inside("log", "export", "--profile", built / "m1", "--out", out).code == 0
    [(_words, script)] = fences("python")
    (tmp_path / "recount.py").write_text(script, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", tmp_path / "recount.py", out],
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    [(vote, *counts)] = [line.split() for line in done.stdout.splitlines()]
    assert vote
    assert counts == ["1", "0", "0", "0", "True"]


def derived(key, purpose, length=32):
    """HKDF-SHA256 as the page says: no salt, the purpose as info."""
    return HKDF(SHA256(), length, salt=None, info=b"ecabinet " + purpose).derive(key)


def test_an_encrypted_body_opens_as_the_page_says():
    key, header, frame_ = bytes(range(32)), b"header", zstandard.ZstdCompressor().compress(b"records")
    outside = sealing.Outside(derived(key, b"key id", 16), bytes(32), bytes([7]) * 32)
    body = sealing.seal(sealing.Packed(frame_, 7), outside, key, header)
    assert body[:80] == outside.key_id + outside.prev + outside.tip
    plain = AESGCM(derived(key, b"segment")).decrypt(body[80:92], body[92:], header + body[:80])
    length, size = int.from_bytes(plain[:4], "big"), int.from_bytes(plain[4:8], "big")
    assert (length, plain[8 : 8 + size]) == (7, frame_)
    assert len(plain) % 512 == 0
    assert not any(plain[8 + size :])
    assert wrapping.key_id(key) == outside.key_id


def test_an_encrypted_part_opens_as_the_page_says():
    content, key = random.Random(1).randbytes(2**20 + 9), bytes(range(32))
    version = hashlib.sha256(content).digest()
    plan = blob_plan.plan(lambda start: [content[start:]], len(content), version.hex(), key)
    raw = b"".join(plan.stream(plan.parts[0]))
    _magic, header, start = header_of(raw)
    name = base32(hmac.digest(derived(key, b"blob name"), version, "sha256"))
    assert header == [2, name, 0, 1, len(content)]
    assert hashlib.sha256(raw[:-32]).digest() == raw[-32:]
    cipher, middle = AESGCM(derived(key, b"blob/" + version)), start + 2**20 + 16
    pieces = ((bytes(12), raw[start:middle]), (bytes(10) + b"\1\1", raw[middle:-32]))
    assert b"".join(cipher.decrypt(nonce, piece, raw[:start]) for nonce, piece in pieces) == content


def test_a_covered_record_opens_as_the_page_says():
    key = derived(bytes(range(32)), b"item/i-1")
    held = HeldKey(KeyName("s", "item/i-1", 1, derived(key, b"key id", 16)), key)
    event = ItemCalled("meeting-1", "i-1", 5)
    place = {"seq": 3, "prev": bytes(32), "hlc": 7, "control": ControlPosition(1, 2), "base": (), "salt": bytes(8)}
    raw = codec.encode(event, **place, cover=lambda plain, bound: ("i-1", covering._cover(held, plain, bound)))
    _version, kind, *around, about, operation, base, value, salt = msgspec.msgpack.decode(raw)
    assert (kind, operation, about) == ("Sealed", "sealed", "i-1")
    bound = msgspec.msgpack.encode([*around, base, salt])
    plain = AESGCM(derived(key, b"record")).decrypt(value[16:28], value[28:], bound)
    content = plain[4 : 4 + int.from_bytes(plain[:4], "big")]
    fields_ = {"meeting": "meeting-1", "item": "i-1", "at": 5}
    assert msgspec.msgpack.decode(content) == ["ItemCalled", event.subject, fields_]
    assert (value[:16], len(plain) % 128) == (held.name.key_id, 0)


def test_every_reason_is_listed():
    words = {value for name, value in vars(reasons).items() if name.isupper() and value}
    assert words
    assert all(f"`{word}`" in PAGE for word in words)


def test_the_page_names_what_a_check_says():
    part = PAGE[PAGE.index("## What a check with public keys says") :].split("\n## ")[0]
    rows = [line.split(" | ") for line in part.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[0])} == {f.name for f in fields(Verification)}
    told = dict(re.findall(r"^\| `(\w+)` \| array of `\{([^}]*)\}`", part, re.MULTILINE))
    shapes = {"defects": Defect, "forks": Fork}
    assert told == {name: ", ".join(f.name for f in fields(shape)) for name, shape in shapes.items()}
    faults = {fault.value for fault in SegmentFault} - {SegmentFault.ENCRYPTED} | {"blob", "missing"}
    listed = part[part.index("`fault` is") : part.index("What\nis missing")]
    assert set(re.findall(r"`(\w+)`", listed)) - {"fault"} == faults
