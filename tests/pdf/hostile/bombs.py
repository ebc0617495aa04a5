"""Small files that ask for much: memory, or time."""

import zlib

from tests.pdf.build import assembled, packed, raw_pdf, stream, updated
from tests.pdf.hostile.bases import PAGE
from tests.pdf.hostile.cycles import CATALOG, drawn, form, pages

KIDS = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def inflating(letter, megabytes):
    """So many megabytes of one letter, deflated; a flushed block stands alone and is repeated."""
    packer = zlib.compressobj(9)
    head = packer.compress(letter * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(letter * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (megabytes - 1)


def chain(depth):
    """Two gigabytes of spaces, deflated again and again: a few kilobytes."""
    data = inflating(b" ", 2000)
    for _time in range(depth - 1):
        data = zlib.compress(data, 9)
    return raw_pdf(data, content_filter=f"[{'/FlateDecode' * depth}]")


def image(width, height, facts, data=b"\0" * 64):
    """A page that draws one image, which claims a size."""
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d%s" % (width, height, facts)
    return drawn(b"200 0 0 100 0 0 cm /I Do", "/XObject<</I 5 0 R>>", stream(data, entries))


RGB, GREY = b"/BitsPerComponent 8/ColorSpace/DeviceRGB", b"/BitsPerComponent 8/ColorSpace/DeviceGray"
BIT = b"/BitsPerComponent 1/ColorSpace/DeviceGray"
JBIG2_PAGE = bytes.fromhex("0000000030000100000013000186a0000186a000000000000000000000000000")
JPX = bytes.fromhex(
    "0000000c6a5020200d0a870a00000014667479706a703220000000006a703220"
    "0000002d6a7032680000001669686472000186a0000186a0000307070000000000" + "0f636f6c72010000000000100000"
)
JPX_STREAM = bytes.fromhex(
    "ff4fff51002f0000000186a0000186a00000000000000000000186a0000186a00000000000000000000307010107010107010100"
)
JPEG = bytes.fromhex("ffd8ffc0001108ffffffff03011100021101031101ffda000c03010002110311003f00")


def nested_forms(layers, fan):
    """Forms that each draw the next several times: fan to the power of layers."""
    draw = b"/F Do " * fan
    forms = [form(draw, b"/XObject<</F %d 0 R>>" % (n + 1)) for n in range(5, 5 + layers)]
    return drawn(draw, "/XObject<</F 5 0 R>>", *forms, form(b"0 0 9 9 re f", b""))


def shading(kind, facts, *extra):
    """A page painted by one shading."""
    return drawn(b"/S sh", f"/Shading<</S<</ShadingType {kind}/ColorSpace/DeviceRGB{facts}>>>>", *extra)


def calculated(program):
    """A shading whose colours are calculated by a PostScript function of its place."""
    function = stream(program, b"/FunctionType 4/Domain[0 1e30 0 1e30]/Range[0 1 0 1 0 1]")
    return shading(1, "/Domain[0 1e30 0 1e30]/Matrix[1e-6 0 0 1e-6 0 0]/Function 5 0 R", function)


def tiled(step):
    """A pattern with tiny steps."""
    facts = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep %s/YStep %s/Resources<<>>" % (step, step)
    tile = stream(b"0 0 .5 .5 re f", facts)
    return drawn(b"/Pattern cs /P scn 0 0 200 100 re f", "/Pattern<</P 5 0 R>>", tile)


def groups(depth):
    """Transparency groups in each other."""
    state = b"/ExtGState<</G<</ca .5/BM/Luminosity>>>>/XObject<</F %d 0 R>>"
    layer = b"/Group<</S/Transparency/I true/K true>>"
    forms = [
        stream(
            b"/G gs /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 200 100]%s/Resources<<%s>>" % (layer, state % (n + 1))
        )
        for n in range(5, 5 + depth)
    ]
    return drawn(b"/G gs /F Do", (state % 5).decode(), *forms, form(b"0 0 9 9 re f", b""))


def cmap():
    """A font whose map to Unicode has millions of rows."""
    rows = b"".join(b"<%04x0000> <%04xffff> <0041>\n" % (n, n) for n in range(2000))
    mapping = stream(b"begincmap 2000 beginbfrange\n" + rows + b"endbfrange endcmap")
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<<>>/W[0 [1] 0 2000000000 1000]>>"
    return drawn(b"BT /F 9 Tf <0041> Tj ET", "/Font<</F 5 0 R>>", font, mapping, below)


def many_updates(count):
    """A page updated again and again."""
    data = raw_pdf(b"0 0 50 20 re f")
    for number in range(count):
        data = updated(data, {4: stream(b"0 0 %d 9 re f" % number)})
    return data


NAMED = {
    "contents of 1.5 GB": lambda: raw_pdf(inflating(b" ", 1500), content_filter="/FlateDecode"),
    "contents of 300 MB": lambda: raw_pdf(inflating(b"0 0 m ", 50), content_filter="/FlateDecode"),
    "q of 200 MB": lambda: raw_pdf(inflating(b"q ", 100), content_filter="/FlateDecode"),
    "open arrays of 60 MB": lambda: raw_pdf(inflating(b"[", 60), content_filter="/FlateDecode"),
    "open dictionaries of 60 MB": lambda: raw_pdf(b"/A " + inflating(b"<<", 30), content_filter="/FlateDecode"),
    "deflate three times": lambda: chain(3),
    "deflate forty times": lambda: chain(40),
    "run lengths": lambda: raw_pdf(b"\x81 " * 2_000_000, content_filter="[/RunLengthDecode/RunLengthDecode]"),
    "zeros of base 85": lambda: raw_pdf(b"z" * 3_000_000 + b"~>", content_filter="/ASCII85Decode"),
    "predictor of billions": lambda: raw_pdf(
        zlib.compress(b"\2" * 9000),
        content_filter="/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>",
    ),
    "image of 10^10 bits": lambda: image(100_000, 100_000, BIT),
    "image of 10^10 colours": lambda: image(100_000, 100_000, RGB),
    "image of 2^32": lambda: image(65_535, 65_535, GREY),
    "image of 2^62": lambda: image(2**31 - 1, 2**31 - 1, RGB),
    "image of minus one": lambda: image(-1, -1, RGB),
    "image of 2 GB": lambda: image(40_000, 50_000, GREY + b"/Filter/FlateDecode", inflating(b"\x55", 1900)),
    "mask of 2 GB": lambda: image(
        40_000, 50_000, b"/ImageMask true/BitsPerComponent 1/Filter/FlateDecode", inflating(b"\x55", 240)
    ),
    "fax of 10^10": lambda: image(
        100_000,
        100_000,
        BIT + b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000/Rows 100000>>",
        b"\x26\xa0" * 50,
    ),
    "fax of 2^31 columns": lambda: image(
        9, 9, BIT + b"/Filter/CCITTFaxDecode/DecodeParms<</K 0/Columns 2147483647/Rows 2147483647>>", b"\0" * 999
    ),
    "jbig2 of 10^10": lambda: image(100_000, 100_000, BIT + b"/Filter/JBIG2Decode", JBIG2_PAGE + b"\xff" * 200),
    "jbig2 globals in a circle": lambda: image(
        999, 999, BIT + b"/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 5 0 R>>", JBIG2_PAGE
    ),
    "jpx of 10^10": lambda: image(100_000, 100_000, b"/Filter/JPXDecode", JPX + JPX_STREAM + b"\0" * 99),
    "jpx codestream of 10^10": lambda: image(
        9, 9, b"/Filter/JPXDecode", JPX_STREAM + b"\xff\x90\0\x0a\0\0\0\0\0\0\0\1" * 9
    ),
    "jpeg of 2^32": lambda: image(65_535, 65_535, RGB + b"/Filter/DCTDecode", JPEG + b"\x12" * 500),
    "count of 2^31": lambda: pages(b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", PAGE),
    "count of 19,999": lambda: pages(b"<</Type/Pages/Kids[3 0 R]/Count 19999>>", PAGE),
    "count of minus 5": lambda: pages(b"<</Type/Pages/Kids[3 0 R]/Count -5>>", PAGE),
    "19,999 times the same page": lambda: raw_pdf(b"0 0 9 9 re f", pages=19_999),
    "size of 2^31": lambda: assembled([CATALOG, KIDS, PAGE], size=2**31 - 1),
    "size of 10^9 in a stream": lambda: packed([CATALOG, KIDS, PAGE], xref=b"/Index[0 1000000000]"),
    "widths of 2^31 in a stream": lambda: packed([CATALOG, KIDS, PAGE]).replace(b"/W[1 3 1]", b"/W[2147483647 3 1]"),
    "object stream of 1 GB": lambda: (
        packed([CATALOG, KIDS, PAGE])
        + b"9 0 obj\n"
        + stream(inflating(b" ", 1000), b"/Type/ObjStm/N 1000000/First 10000000/Filter/FlateDecode")
    ),
    "box of 10^6": lambda: raw_pdf(b"0 0 99 99 re f", box=(0, 0, 10**6, 10**6)),
    "box of 10^30": lambda: raw_pdf(b"0 0 99 99 re f", box=(0, 0, "1" + "0" * 30, "1" + "0" * 30)),
    "box of 10^300": lambda: raw_pdf(b"0 0 99 99 re f", box=("-1" + "0" * 300, 0, "1" + "0" * 300, "1" + "0" * 300)),
    "box of nothing": lambda: raw_pdf(b"0 0 99 99 re f", box=(0, 0, "0.00000001", "0.00000001")),
    "unit of 10^9": lambda: raw_pdf(b"", page="/UserUnit 1000000000"),
    "forms ten to the tenth": lambda: nested_forms(10, 10),
    "forms two to the hundredth": lambda: nested_forms(100, 2),
    "patterns a hair apart": lambda: tiled(b"0.0001"),
    "patterns without a step": lambda: tiled(b"0"),
    "calculated colours": lambda: calculated(b"{" + b"2 copy exp sin ln cvi 3 1 roll " * 3000 + b"}"),
    "calculated without end": lambda: calculated(b"{ 1000000 { dup } repeat 2147483647 copy 2147483647 1 roll }"),
    "calculated in depth": lambda: calculated(b"{ 1 " * 20_000 + b"}" * 20_000),
    "colours of a large sample": lambda: shading(
        1,
        "/Function 5 0 R",
        stream(b"\0" * 99, b"/FunctionType 0/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Size[65535 65535]/BitsPerSample 32"),
    ),
    "radial without end": lambda: shading(
        3,
        "/Coords[0 0 1e-30 1e30 1e30 1e30]/Domain[-1e30 1e30]/Extend[true true]"
        "/Function<</FunctionType 2/N 1e9/Domain[0 1]>>",
    ),
    "mesh of garbage": lambda: drawn(
        b"/S sh",
        "/Shading<</S 5 0 R>>",
        stream(
            bytes(range(256)) * 8000,
            b"/ShadingType 7/ColorSpace/DeviceRGB/BitsPerCoordinate 32/BitsPerComponent 16/BitsPerFlag 8"
            b"/Decode[-1e9 1e9 -1e9 1e9 0 1 0 1 0 1]",
        ),
    ),
    "dashes a hair long": lambda: raw_pdf(b"[.00001 .00001] 0 d 1 w 0 0 m 199 99 l S " * 50),
    "dashes of nothing": lambda: raw_pdf(b"[0 0] 0 d 1 w 0 0 m 1e9 1e9 l S " * 50),
    "lines of 10^9": lambda: raw_pdf(b"1000000000 w 1 J 1 j -1e9 -1e9 m 1e9 1e9 l -1e9 1e9 l s " * 500),
    "a million curves": lambda: raw_pdf(inflating(b"1 2 m 99 0 0 99 150 80 c S ", 1), content_filter="/FlateDecode"),
    "a million clips": lambda: raw_pdf(b"0 0 199 99 re W n " * 300_000),
    "a million letters": lambda: drawn(
        b"BT /F 5 Tf " + b"(" + b"a" * 1_000_000 + b") Tj ET",
        "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
    ),
    "letters of 10^6 points": lambda: drawn(
        b"BT /F 1000000 Tf (aaaa) Tj ET", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    ),
    "two hundred groups": lambda: groups(200),
    "maps of millions": cmap,
    "a hundred thousand notes": lambda: raw_pdf(
        b"", page="/Annots[" + "5 0 R " * 100_000 + "]", extra=[b"<</Subtype/Highlight/Rect[1 1 99 99]/C[1 1 0]>>"]
    ),
    "a title of 50 MB": lambda: raw_pdf(
        b"",
        catalog="/Outlines 5 0 R",
        extra=[b"<</First 6 0 R>>", b"<</Title(" + b"a" * 50_000_000 + b")/Parent 5 0 R>>"],
    ),
    "five thousand long titles": lambda: raw_pdf(
        b"",
        catalog="/Outlines 5 0 R",
        extra=[
            b"<</First 6 0 R>>",
            *(b"<</Title<feff%s>/Next %d 0 R>>" % (b"1ea1" * 600, n + 1) for n in range(6, 5006)),
            b"<</Title(z)>>",
        ],
    ),
    "a thousand updates": lambda: many_updates(1000),
}
"""What is much, and the file that asks for it."""
