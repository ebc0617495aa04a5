"""Files that chance has damaged: bytes, blocks, words and lengths of good ones, and of bad ones."""

import re

from tests.pdf.hostile.bases import BASES

WORDS = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z]+|\b[a-zA-Z]{2,}\b|<<|>>|\[|\]")
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65535",
    b"65536",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"1e38",
    b"99999999999999999999",
)


def base(random):
    """One of the good papers."""
    return random.choice(BASES)()


def flips(random, data):
    """A few bytes, up to one in fifty, become others."""
    changed = bytearray(data)
    for _time in range(random.choice((1, 3, 10, max(1, len(data) // 500), max(1, len(data) // 50)))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def bits(random, data):
    """Single bits are turned over."""
    changed = bytearray(data)
    for _time in range(random.choice((1, 5, 50))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def swaps(random, data):
    """Blocks change places, as after a bad copy."""
    size = random.choice((16, 64, 512, 4096))
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    for _time in range(random.choice((1, 2, 8))):
        one, other = random.randrange(len(blocks)), random.randrange(len(blocks))
        blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def insertions(random, data):
    """Bytes of chance, or a piece of the file, are put in."""
    for _time in range(random.choice((1, 3))):
        place, start = random.randrange(len(data)), random.randrange(len(data))
        piece = random.choice((random.randbytes(random.choice((1, 7, 300))), data[start : start + 500]))
        data = data[:place] + piece + data[place:]
    return data


def deletions(random, data):
    """Pieces are gone."""
    for _time in range(random.choice((1, 3))):
        place = random.randrange(len(data))
        data = data[:place] + data[place + random.choice((1, 5, 100, 1000)) :] or b"%"
    return data


def zeros(random, data):
    """A block of a disk that was never written."""
    size = random.choice((64, 512, 4096))
    place = random.randrange(len(data))
    return data[:place] + b"\0" * len(data[place : place + size]) + data[place + size :]


def words(random, data):
    """Numbers, names and brackets of the skeleton become others of the same file, or extreme ones."""
    found = list(WORDS.finditer(data))
    if not found:
        return flips(random, data)
    for match in sorted(random.sample(found, min(len(found), random.choice((1, 2, 6)))), key=lambda one: -one.start()):
        number = match.group()[:1] in b"-0123456789"
        other = random.choice(NUMBERS) if number and random.random() < 0.7 else random.choice(found).group()
        data = data[: match.start()] + other + data[match.end() :]
    return data


def cut(random, data):
    """The end is missing."""
    return data[: random.randrange(1, len(data))]


def beheaded(random, data):
    """The beginning is missing."""
    return data[random.randrange(1, len(data)) :]


def mixed(random, data):
    """The first part of one file, the last of another."""
    other = base(random)
    return data[: random.randrange(1, len(data))] + other[random.randrange(len(other)) :]


WAYS = (flips, bits, swaps, insertions, deletions, zeros, words, words, cut, beheaded, mixed)
"""How a file is damaged; each takes a generator of chance and bytes."""
