"""Files whose skeleton is wrong: tables, trailers, object streams, updates, encryption, depth."""

import re

from tests.pdf.build import HEAD, assembled, packed, raw_pdf, stream, updated
from tests.pdf.hostile.bases import PAGE, annotated, locked, revised, scan, text
from tests.pdf.hostile.bombs import KIDS
from tests.pdf.hostile.cycles import CATALOG, outline, pages

GOOD = raw_pdf(b"0 0 50 20 re f")
ROWS = re.compile(rb"\d{10} \d{5} n ")


def rows(change):
    """The good file with other rows in its table."""
    return ROWS.sub(lambda row: change(int(row.group()[:10])), GOOD)


def swapped(old, new, data=GOOD):
    """A file with one thing in place of another, which it must have."""
    if old not in data:
        raise ValueError(old)
    return data.replace(old, new)


TABLES = {
    "offsets of zero": lambda: rows(lambda _place: b"0000000000 00000 n "),
    "offsets off by one": lambda: rows(lambda place: b"%010d 00000 n " % (place + 1)),
    "offsets beyond the end": lambda: rows(lambda place: b"9%09d 00000 n " % place),
    "offsets of other objects": lambda: rows(lambda place: b"%010d 00000 n " % (place // 2)),
    "generations of 65535": lambda: rows(lambda place: b"%010d 65535 n " % place),
    "all free": lambda: rows(lambda place: b"%010d 00000 f " % place),
    "rows cut": lambda: rows(lambda place: b"%07d 0 n" % place),
    "rows of letters": lambda: rows(lambda _place: b"abcdefghij klmno n "),
    "subsection from minus one": lambda: swapped(b"xref\n0 5", b"xref\n-1 5"),
    "subsection of 10^9": lambda: swapped(b"xref\n0 5", b"xref\n0 1000000000"),
    "subsection from 2^31": lambda: swapped(b"xref\n0 5", b"xref\n2147483647 5"),
    "subsection of none": lambda: swapped(b"xref\n0 5", b"xref\n0 0"),
    "table lost": lambda: swapped(b"xref\n0", b"lost\n0"),
    "start lost": lambda: swapped(b"startxref", b"startlost"),
    "start of minus one": lambda: re.sub(rb"startxref\n\d+", b"startxref\n-1", GOOD),
    "start of 10^20": lambda: re.sub(rb"startxref\n\d+", b"startxref\n" + b"9" * 20, GOOD),
    "start in the middle": lambda: re.sub(rb"startxref\n\d+", b"startxref\n30", GOOD),
    "trailer lost": lambda: re.sub(rb"trailer<<.*>>", b"", GOOD),
    "trailer open": lambda: swapped(b"/Root 1 0 R>>", b"/Root 1 0 R"),
    "root lost": lambda: swapped(b"/Root 1 0 R", b""),
    "root a page": lambda: swapped(b"/Root 1 0 R", b"/Root 3 0 R"),
    "root of 10^9": lambda: swapped(b"/Root 1 0 R", b"/Root 999999999 0 R"),
    "root a number": lambda: swapped(b"/Root 1 0 R", b"/Root 17"),
    "size of zero": lambda: swapped(b"/Size 5", b"/Size 0"),
    "size of minus one": lambda: swapped(b"/Size 5", b"/Size -1"),
    "end lost": lambda: swapped(b"%%EOF", b""),
    "before of minus one": lambda: swapped(b"/Root", b"/Prev -1/Root"),
    "before of 10^18": lambda: swapped(b"/Root", b"/Prev 999999999999999999/Root"),
    "hybrid to nowhere": lambda: swapped(b"/Root", b"/XRefStm 12/Root"),
}

THREE = [CATALOG, KIDS, PAGE]
OBJECT_STREAMS = {
    "offsets beyond": lambda: packed(THREE, numbers=[(1, 10**6), (2, 2 * 10**6), (3, 3 * 10**6)]),
    "offsets below": lambda: packed(THREE, numbers=[(1, -99), (2, -5), (3, -1)]),
    "offsets of others": lambda: packed(THREE, numbers=[(1, 30), (2, 0), (3, 3)]),
    "other numbers": lambda: packed(THREE, numbers=[(7, 0), (8, 30), (9, 60)]),
    "first beyond": lambda: packed(THREE, claimed_first=10**9),
    "first below": lambda: packed(THREE, claimed_first=-5),
    "a million held": lambda: swapped(b"/N 3", b"/N 1000000", packed(THREE)),
    "minus one held": lambda: swapped(b"/N 3", b"/N -1", packed(THREE)),
    "no stream": lambda: swapped(b"/Type/ObjStm", b"/Type/Strange", packed(THREE)),
    "widths of zero": lambda: swapped(b"/W[1 3 1]", b"/W[0 0 0]", packed(THREE)),
    "widths of minus one": lambda: swapped(b"/W[1 3 1]", b"/W[-1 -3 1]", packed(THREE)),
    "widths lost": lambda: swapped(b"/W[1 3 1]", b"", packed(THREE)),
    "index of minus one": lambda: packed(THREE, xref=b"/Index[-1 99]"),
    "index odd": lambda: packed(THREE, xref=b"/Index[0 1 2]"),
    "deflated garbage": lambda: packed(THREE, entries=b"/Filter/FlateDecode"),
    "unknown filter": lambda: packed(THREE, xref=b"/Filter/None"),
}


def linear(facts):
    """A file that claims to be arranged for the web."""
    head = HEAD + b"9 0 obj\n<</Linearized 1" + facts + b">>\nendobj\n"
    return assembled(THREE, head=head)


LINEAR = {
    "length too small": lambda: linear(b"/L 99/H[10 20]/O 3/E 300/N 1/T 400"),
    "length of 2^31": lambda: linear(b"/L 2147483647/H[10 20]/O 3/E 300/N 1/T 400"),
    "hints beyond": lambda: linear(b"/L 500/H[999999 999999]/O 3/E 300/N 1/T 400"),
    "hints below": lambda: linear(b"/L 500/H[-5 -5]/O -3/E -300/N -1/T -400"),
    "a million pages": lambda: linear(b"/L 500/H[10 20]/O 3/E 300/N 1000000/T 400"),
    "first page of 10^9": lambda: linear(b"/L 500/H[10 20]/O 999999999/E 300/N 1/T 400/P 999999999"),
    "right length": lambda: linear(b"/L %d/H[10 20]/O 3/E 300/N 1/T 250" % (len(linear(b"")) + 40)),
}

UPDATES = {
    "page taken away": lambda: updated(GOOD, {2: b"<</Type/Pages/Kids[]/Count 0>>"}),
    "catalog taken away": lambda: updated(GOOD, {1: b"null"}),
    "page an integer": lambda: updated(GOOD, {3: b"17"}),
    "encrypted afterwards": lambda: updated(
        GOOD, {9: b"<</Filter/Standard/V 2/R 3/O(x)/U(y)/P -4>>"}, trailer=b"/Encrypt 9 0 R"
    ),
    "two files": lambda: GOOD + scan(),
    "two files, the last cut": lambda: text() + scan()[:-500],
    "a file a hundred times": lambda: annotated() * 100,
    "a thousand ends": lambda: revised() + b"startxref\n0\n%%EOF\n" * 1000,
    "junk of 900 bytes before": lambda: b"\0\r\n%!" * 180 + GOOD,
    "junk of 1,100 bytes before": lambda: b"x" * 1100 + GOOD,
    "a megabyte behind": lambda: GOOD + b"\0" * (1 << 20),
    "another version": lambda: swapped(b"%PDF-1.7", b"%PDF-9.99999999999"),
    "version of letters": lambda: swapped(b"%PDF-1.7", b"%PDF-abc"),
    "carriage returns only": lambda: GOOD.replace(b"\n", b"\r"),
    "byte order mark": lambda: b"\xef\xbb\xbf" + text(),
    "two heads": lambda: HEAD * 50 + GOOD,
}


def protected(facts, identity=b"/ID[<00><00>]"):
    """A file with an encryption dictionary."""
    return assembled([*THREE, b"<<" + facts + b">>"], trailer=b"/Encrypt 4 0 R" + identity)


STANDARD = b"/Filter/Standard/O(12345678901234567890123456789012)/U(12345678901234567890123456789012)/P -4"
AES = b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF/V 5"
LONG = b"/Filter/Standard/P -4/O<%s>/U<%s>/OE<%s>/UE<%s>/Perms<%s>" % (
    b"ab" * 48, b"cd" * 48, b"ef" * 32, b"01" * 32, b"23" * 16
)  # fmt: skip
ENCRYPTION = {
    "RC4 of 40 bits": lambda: locked("RC4-40"),
    "RC4 of 128 bits": lambda: locked("RC4-128"),
    "AES of 128 bits": lambda: locked("AES-128"),
    "AES of 256 bits, revision 5": lambda: locked("AES-256-R5"),
    "AES of 256 bits": lambda: locked("AES-256"),
    "AES of 256 bits, cut": lambda: locked("AES-256")[:-900],
    "not in need of a password": lambda: locked("AES-256", ""),
    "of no version": lambda: protected(STANDARD),
    "of version 99": lambda: protected(STANDARD + b"/V 99/R 99"),
    "without keys": lambda: protected(b"/Filter/Standard/V 2/R 3/P -4"),
    "with short keys": lambda: protected(b"/Filter/Standard/V 2/R 3/P -4/O(a)/U()"),
    "without an identity": lambda: protected(STANDARD + b"/V 2/R 3/Length 128", b""),
    "of length 0": lambda: protected(STANDARD + b"/V 2/R 3/Length 0"),
    "of length 10^6": lambda: protected(STANDARD + b"/V 2/R 3/Length 1000000"),
    "of length minus 8": lambda: protected(STANDARD + b"/V 2/R 3/Length -8"),
    "of an unknown kind": lambda: protected(b"/Filter/Adobe.PubSec/V 4/R 4"),
    "of an unknown filter": lambda: protected(STANDARD + b"/V 4/R 4/CF<<>>/StmF/Nothing/StrF/Nothing"),
    "of filters in a circle": lambda: protected(STANDARD + b"/V 4/R 4/CF 4 0 R/StmF/CF/StrF/CF"),
    "of itself": lambda: assembled(THREE, trailer=b"/Encrypt 1 0 R/ID[<00><00>]"),
    "a number": lambda: assembled(THREE, trailer=b"/Encrypt 17"),
    "rounds of revision 6": lambda: protected(LONG + AES + b"/R 6"),
    "revision 5, keys wrong": lambda: protected(LONG + AES + b"/R 5"),
}


def deep(opening, inside, closing, depth=100_000):
    """A page with something in itself many times over."""
    return raw_pdf(b"", page="/X " + opening * depth + inside + closing * depth)


def tree(depth):
    """A page tree with one branch, many levels deep."""
    nodes = [
        b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, max(1, n - 1)) for n in range(2, depth + 2)
    ]
    return pages(*nodes, PAGE)


def ladder(count, link):
    """An outline in which each entry leads to one more by `link`."""
    entries = (b"<</Title(a)/Parent 5 0 R/%s %d 0 R>>" % (link, n + 1) for n in range(6, 6 + count))
    return outline(b"<</First 6 0 R>>", *entries, b"<</Title(z)>>")


DEPTH = {
    "arrays": lambda: deep("[", "1", "]"),
    "dictionaries": lambda: deep("<</A", " 1", ">>"),
    "brackets never closed": lambda: deep("[", "", ""),
    "dictionaries never closed": lambda: deep("<</A", "", ""),
    "parentheses": lambda: deep("(", "a", ")"),
    "arrays in the trailer": lambda: assembled(THREE, trailer=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "pages a thousand deep": lambda: tree(1_000),
    "pages a hundred thousand deep": lambda: tree(100_000),
    "outline a hundred thousand deep": lambda: ladder(100_000, b"First"),
    "outline a hundred thousand long": lambda: ladder(100_000, b"Next"),
    "states": lambda: raw_pdf(b"q " * 500_000),
    "marked contents": lambda: raw_pdf(b"/P <</A [" * 100_000 + b"]>> BDC"),
    "arrays in contents": lambda: raw_pdf(b"[" * 500_000 + b"]" * 500_000 + b" TJ"),
    "colours in colours": lambda: raw_pdf(
        b"/C cs 1 scn 0 0 9 9 re f",
        resources="/ColorSpace<</C " + "[/Indexed" * 400 + "/DeviceGray" + " 1 <0001>]" * 400 + ">>",
    ),
    "references in references": lambda: raw_pdf(
        b"", page="/Rotate 5 0 R", extra=[b"%d 0 R" % (n + 1) for n in range(5, 50_005)] + [b"90"]
    ),
    "filters": lambda: raw_pdf(b"00" * 99, content_filter="[" + "/ASCIIHexDecode" * 100_000 + "]"),
    "stream with lengths": lambda: assembled(
        [CATALOG, KIDS, PAGE[:-2] + b"/Contents 4 0 R>>", stream(b"0 g", length=10**12)]
    ),
}
