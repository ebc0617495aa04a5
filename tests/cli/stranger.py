"""A reader of a store written from docs/store-format.md alone; it stops at the first thing that does not hold."""

import base64
import hashlib
import io
import json
import re
import sys
from pathlib import Path

import zstandard
from msgspec.msgpack import decode as unpack
from msgspec.msgpack import encode as pack
from nacl.signing import VerifyKey

SEGMENT = re.compile(
    r"(?P<space>[a-z2-7]{52})/(?:ctl/(?P<epoch>\d+)-|in/\d{8}/(?P<fresh>[a-z2-7]{26})-|w/(?P<pack>[a-z2-7]{26})/)"
    r"(?P<first>\d+)-(?P<last>\d+)\.seg"
)


def base32(data):
    return base64.b32encode(data).decode().rstrip("=").lower()


def writer_of(key):
    return base32(hashlib.sha256(key).digest()[:16])


def header_of(raw):
    length = int.from_bytes(raw[8:12], "big")
    assert 0 < length <= 4096
    return raw[:7], unpack(raw[12 : 12 + length]), 12 + length


def signed(raw, key):
    VerifyKey(key).verify(hashlib.sha256(raw[:-64]).digest(), raw[-64:])


class Store:
    def __init__(self, folder):
        self.folder = Path(folder)
        names = {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*"))}
        self.files = {n: path.read_bytes() for n, path in names.items() if path.is_file() and "/tmp/" not in n}
        self.keys, self.records, self.encrypted, self.papers = {}, [], 0, 0
        self.hashes, self.tips = {}, {}  # of (space, log, writer, number); by log
        self.geneses = {name[:52]: self.genesis(name[:52]) for name in self.files if name.endswith("/space.mp")}
        root = next(header for header in self.geneses.values() if header[1] == "directory")
        self.keys[writer_of(root[5])] = root[5]
        self.certificates()
        found = [(match, name) for name in self.files if (match := SEGMENT.fullmatch(name))]
        for match, name in sorted(found, key=lambda one: (not one[0]["epoch"], int(one[0]["first"]), one[1])):
            self.segment(self.files[name], match)
        for name in self.files:
            if "/blob/" in name:
                self.paper(self.files[name])
            elif "/snap/" in name:
                self.snapshot(name, self.files[name])
            elif name.endswith("/head") and "/lane/" not in name:
                self.head(self.files[name])

    def genesis(self, space):
        raw = self.files[f"{space}/space.mp"]
        magic, header, _body = header_of(raw)
        signed(raw, header[4])
        assert (magic, base32(hashlib.sha256(raw).digest())) == (b"ecabGEN", space)
        return header

    def certificates(self):
        kinds = (b"ecabCRT", b"ecabCNT")
        deeds = [raw for name, raw in self.files.items() if "/deed/" in name and raw.startswith(kinds)]
        for _again in deeds:
            for raw in deeds:
                magic, (_format, space, signer, writer, key, *possession), _body = header_of(raw)
                if signer in self.keys and writer_of(key) == writer:
                    signed(raw, self.keys[signer])
                    for signature in possession:
                        plain = pack([1, space, signer, writer, key])
                        VerifyKey(key).verify(magic + b"\x01" + plain, signature)
                    self.keys[writer] = key

    def segment(self, raw, match=None):
        magic, (_format, space, log, writer, epoch, first, last, key_epoch, length, stored), body = header_of(raw)
        if match:
            named = (match["space"], match["fresh"] or match["pack"] or writer, int(match["first"]), int(match["last"]))
            assert (named, int(match["epoch"] or 0)) == ((space, writer, first, last), epoch)
        assert (magic, len(raw)) == (b"ecabSEG", body + stored + 64)
        signed(raw, self.keys[writer])
        if key_epoch:
            prev, tip, records = raw[body + 16 : body + 48], raw[body + 48 : body + 80], []
            self.encrypted += 1
        else:
            reader = zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(io.BytesIO(raw[body:-64]))
            prev, tip, records = unpack(reader.read(length + 1))
        before = self.hashes.setdefault((space, log, writer, first - 1), prev)
        assert before == prev
        for number, record in enumerate(records, first):
            prev = self.record((space, log, writer), number, prev, record)
        assert not records or prev == tip
        self.hashes[space, log, writer, last] = tip
        self.tips[space, log, writer] = max(last, self.tips.get((space, log, writer), 0))

    def record(self, place, number, prev, raw):
        _version, kind, seq, before, _hlc, _control, _about, _put, _base, value, _salt = unpack(raw)
        assert (seq, before) == (number, prev)
        name = hashlib.sha256("/".join(place).encode() + b"\n" + raw).digest()
        assert self.hashes.setdefault((*place, seq), name) == name, "a fork"
        if kind == "WriterCertified" and writer_of(value["public_key"]) == value["writer"]:
            self.keys[value["writer"]] = value["public_key"]
        self.records.append((*place, seq, name.hex(), kind))
        return name

    def head(self, raw):
        _magic, (_format, space, log, writer, seq, tip, _counter, _digest), _body = header_of(raw)
        signed(raw, self.keys[writer])
        assert (self.tips[space, log, writer], self.hashes[space, log, writer, seq]) == (seq, tip)

    def snapshot(self, name, raw):
        magic, (_format, space, maker, number, part, _parts, _count, digest, length), body = header_of(raw)
        assert (magic, name, len(raw)) == (b"ecabSNP", f"{space}/snap/{maker}-{number}.{part}", body + length + 64)
        signed(raw, self.keys[maker])
        tips, _deeds, segments = unpack(raw[body:-64])
        assert hashlib.sha256(pack(sorted(tips))).digest() == digest
        for segment in segments:
            self.segment(segment)

    def paper(self, raw):
        _magic, (form, blob, _part, parts, _total, *clear), body = header_of(raw)
        assert hashlib.sha256(raw[:-32]).digest() == raw[-32:]
        assert form == 2 or clear == [0, hashlib.sha256(raw[body:-32]).digest()]
        assert form == 2 or parts > 1 or base32(clear[1]) == blob
        self.papers += 1


if __name__ == "__main__":
    read = Store(sys.argv[1])
    sys.stdout.write(json.dumps({"records": read.records, "encrypted": read.encrypted, "papers": read.papers}))
