"""PDF files made by hand, object by object, so that each can be wrong in a way of its own."""

import io

from pypdf import PdfWriter

HEAD = b"%PDF-1.7\n"


def stream(data, entries=b"", length=None):
    """A stream object; `entries` go into its dictionary, `length` is what it claims."""
    size = len(data) if length is None else length
    return b"<</Length %d%s>>stream\n%s\nendstream" % (size, entries, data)


def assembled(objects, *, trailer=b"", head=HEAD, size=None, root=b"1 0 R"):
    """Objects numbered from 1, with their cross-reference table; `trailer` adds entries, `size` is what it claims."""
    file, places = io.BytesIO(), []
    file.write(head)
    for number, body in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, count = file.tell(), len(objects) + 1
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    file.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    claim = count if size is None else size
    file.write(b"trailer<</Size %d/Root %s%s>>\nstartxref\n%d\n%%%%EOF\n" % (claim, root, trailer, start))
    return file.getvalue()


def raw_pdf(content, *, box=(0, 0, 200, 100), page="", resources="", extra=(), content_filter="", pages=1, catalog=""):
    """A PDF of equal pages from its parts; `extra` holds further objects from number 5 on, as bytes."""
    kids = " ".join(["3 0 R"] * pages)
    box = " ".join(map(str, box))
    filtered = f"/Filter {content_filter}" if content_filter else ""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<<{resources}>>{page}>>".encode(),
        stream(content, filtered.encode()),
        *extra,
    ]
    return assembled(objects)


def packed(objects, *, entries=b"", xref=b"", claimed_first=None, numbers=None):
    """A PDF whose objects 1… lie in one object stream, with a cross-reference stream after it.

    `entries` and `xref` go into the dictionaries of the two, `numbers` is what the object stream claims to hold as
    (number, offset) pairs.
    """
    places, bodies = [], b""
    for number, body in enumerate(objects, 1):
        places.append((number, len(bodies)))
        bodies += body + b" "
    table = " ".join(f"{number} {place}" for number, place in (numbers or places)).encode() + b" "
    first = len(table) if claimed_first is None else claimed_first
    box, index = len(objects) + 1, len(objects) + 2
    holder = stream(table + bodies, b"/Type/ObjStm/N %d/First %d%s" % (len(numbers or places), first, entries))
    file = HEAD + b"%d 0 obj\n%s\nendobj\n" % (box, holder)
    rows = b"\0\0\0\0\0" + b"".join(b"\2" + box.to_bytes(3, "big") + bytes([n % 256]) for n in range(len(objects)))
    rows += b"\1" + len(HEAD).to_bytes(3, "big") + b"\0" + b"\1" + len(file).to_bytes(3, "big") + b"\0"
    facts = b"/Type/XRef/Size %d/W[1 3 1]/Root 1 0 R%s" % (index + 1, xref)
    tail = b"%d 0 obj\n%s\nendobj\n" % (index, stream(rows, facts))
    return file + tail + b"startxref\n%d\n%%%%EOF\n" % len(file)


def updated(data, objects, *, trailer=b""):
    """A PDF with one more incremental update; `objects` maps numbers to bodies."""
    place = data.rfind(b"startxref")
    previous = int(data[place + 9 :].split()[0])
    file, rows = data, []
    for number, body in objects.items():
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, len(file)))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"trailer<</Size 99/Root 1 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (previous, trailer, len(file))
    return file + b"xref\n" + b"".join(rows) + end


def written(writer: PdfWriter):
    """The bytes a pypdf writer makes."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
