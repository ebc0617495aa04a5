"""Files that are something else, want something else, or whose pages and fonts are not what they should be."""

import gzip
import io
import zipfile
import zlib

from tests.pdf.build import HEAD, raw_pdf, stream
from tests.pdf.hostile.bases import PAGE, scan, text
from tests.pdf.hostile.cycles import drawn, pages


def archive(entries):
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200014"
    "8afa4710000000049454e44ae426082"
)
WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document>Kính gửi</w:document>"}
PAPERLESS = {
    "nothing": lambda: b"",
    "one zero": lambda: b"\0",
    "one letter": lambda: b"%",
    "one line end": lambda: b"\n",
    "a head": lambda: b"%PDF-",
    "a head and a version": lambda: HEAD,
    "a head and an end": lambda: HEAD + b"%%EOF",
    "a thousand heads": lambda: HEAD * 1000,
    "an end": lambda: b"startxref\n0\n%%EOF\n",
    "zip": lambda: archive({"a.txt": "a" * 5000}),
    "word": lambda: archive(WORD),
    "a paper in a zip": lambda: archive({"a.pdf": text()}),
    "gzip": lambda: gzip.compress(text(), mtime=0),
    "png": lambda: PNG,
    "jpeg": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\x12" * 5000 + b"\xff\xd9",
    "text": lambda: "Kính gửi Ủy ban nhân dân tỉnh.\n".encode() * 400,
    "text about %PDF-1.7": lambda: b"a file begins with %PDF-1.7 and ends with %%EOF\n" * 99,
    "html": lambda: b"<!doctype html><title>x</title><script>while(1);</script>",
    "utf-16": lambda: text().decode("latin-1").encode("utf-16"),
    "postscript": lambda: b"%!PS-Adobe-3.0\n{} loop\n",
    "program": lambda: b"\x7fELF" + bytes(range(256)) * 40,
    "edxml": lambda: b"PK\3\4" + HEAD + b"<edXML/>",
    "zeros with a head": lambda: HEAD + b"\0" * (4 << 20),
    "line ends with a head": lambda: HEAD + b"\n" * (4 << 20) + b"%%EOF",
    "objects without end": lambda: HEAD + b"1 0 obj\n" * 200_000,
    "percent signs": lambda: HEAD + b"%" * (4 << 20),
}

SCRIPT = b"<</S/JavaScript/JS(while\\(true\\){app.alert\\(1\\)})>>"
LAUNCH = b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>"


def acting(action, where="/OpenAction 5 0 R"):
    """A page that wants to do something when it is opened."""
    return raw_pdf(b"0 0 9 9 re f", catalog=where, extra=[action])


def noted(subtype, facts):
    """A page with an annotation that wants to do something."""
    return raw_pdf(
        b"", page="/Annots[5 0 R]", extra=[b"<</Type/Annot/Subtype/%s/Rect[1 1 99 99]%s>>" % (subtype, facts)]
    )


OUTSIDE = stream(b"", b"/F(/etc/passwd)/FFilter/None")
ACTIONS = {
    "script at the opening": lambda: acting(SCRIPT),
    "script by name": lambda: acting(SCRIPT, "/Names<</JavaScript<</Names[(a) 5 0 R]>>>>"),
    "script before closing": lambda: acting(SCRIPT, "/AA<</WC 5 0 R/WS 5 0 R/DP 5 0 R>>"),
    "launch": lambda: acting(LAUNCH),
    "address": lambda: acting(b"<</S/URI/URI(http://127.0.0.1:9/)>>"),
    "form sent": lambda: acting(b"<</S/SubmitForm/F(http://127.0.0.1:9/)>>"),
    "another file": lambda: acting(b"<</S/GoToR/F(/etc/passwd)/D[0/Fit]>>"),
    "a file inside": lambda: acting(b"<</S/GoToE/T<</R/C/N(a)>>>>"),
    "scripted field": lambda: noted(b"Widget", b"/FT/Tx/T(a)/AA<</K " + SCRIPT + b"/F " + SCRIPT + b">>"),
    "film": lambda: noted(b"Movie", b"/Movie<</F(/dev/zero)>>"),
    "scene": lambda: noted(b"RichMedia", b"/RichMediaContent<<>>"),
    "attached file": lambda: noted(b"FileAttachment", b"/FS<</F(a.exe)/EF<</F 4 0 R>>>>"),
    "embedded files": lambda: raw_pdf(
        b"", catalog="/Names<</EmbeddedFiles<</Names[(a) 5 0 R (b) 5 0 R]>>>>", extra=[b"<</F(a)/EF<</F 4 0 R>>>>"]
    ),
    "xfa": lambda: raw_pdf(
        b"", catalog="/AcroForm<</XFA[(template)5 0 R]/Fields[]>>/NeedsRendering true", extra=[stream(b"<xdp:xdp/>")]
    ),
    "contents of /etc/passwd": lambda: raw_pdf(b"", page="/Contents 5 0 R", extra=[OUTSIDE]),
    "picture of /dev/zero": lambda: drawn(
        b"/I Do",
        "/XObject<</I 5 0 R>>",
        stream(
            b"", b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray/F(/dev/zero)"
        ),
    ),
    "page of another file": lambda: drawn(
        b"/X Do", "/XObject<</X 5 0 R>>", stream(b"", b"/Subtype/Form/BBox[0 0 9 9]/Ref<</F(/etc/passwd)/Page 0>>")
    ),
    "layers": lambda: raw_pdf(
        b"/OC /L BDC 0 0 9 9 re f EMC",
        resources="/Properties<</L 5 0 R>>",
        catalog="/OCProperties<</OCGs[5 0 R]/D<</Order[5 0 R[5 0 R]]/OFF[5 0 R]>>>>",
        extra=[b"<</Type/OCMD/OCGs[5 0 R]/VE[/And[/Not 5 0 R]]>>"],
    ),
}


def page(facts, contents=b"0 0 9 9 re f"):
    """A page with other facts than it should have."""
    return pages(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R%s>>" % facts, stream(contents))


BOX = b"/MediaBox[0 0 200 100]"
PAGES = {
    "no box": lambda: page(b"/Contents 4 0 R"),
    "box of three": lambda: page(b"/MediaBox[0 0 9]"),
    "box of letters": lambda: page(b"/MediaBox[/a/b(c)null]"),
    "box upside down": lambda: page(b"/MediaBox[200 100 -200 -100]"),
    "crop outside": lambda: page(BOX + b"/CropBox[500 500 600 600]"),
    "box of no number": lambda: page(b"/MediaBox[0 0 nan inf]"),
    "turned by 37": lambda: page(BOX + b"/Rotate 37"),
    "turned by -10^9": lambda: page(BOX + b"/Rotate -1000000000"),
    "contents a number": lambda: page(BOX + b"/Contents 17"),
    "contents a name": lambda: page(BOX + b"/Contents[/a(b)null 4 0 R 99 0 R 2 0 R]"),
    "contents in the page": lambda: page(BOX + b"/Contents 3 0 R"),
    "resources a page": lambda: page(BOX + b"/Resources 3 0 R/Contents 4 0 R", b"/F 9 Tf (a) Tj /X Do /G gs"),
    "annotations a page": lambda: page(BOX + b"/Annots[3 0 R 2 0 R 17 null (a)]"),
    "annotations a number": lambda: page(BOX + b"/Annots 17"),
    "null kids": lambda: pages(b"<</Type/Pages/Kids[null 17 (a) 3 0 R 99 0 R]/Count 5>>", PAGE),
    "kids a dictionary": lambda: pages(b"<</Type/Pages/Kids<<>>/Count 1>>", PAGE),
    "no kids": lambda: pages(b"<</Type/Pages/Count 3>>"),
    "page without a type": lambda: pages(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<<>>"),
    "operands of garbage": lambda: page(
        BOX + b"/Contents 4 0 R", b"1e999 -1e999 .. -- ++ 1..2 re f 99999999999999 w S cm Tj Do"
    ),
    "operators without operands": lambda: page(
        BOX + b"/Contents 4 0 R", b"Tf Tj TJ ' \" Td Tm cm re l c v y W n sh Do gs BI ID EI scn d0 d1 BX EX "
    ),
    "ends before begins": lambda: page(BOX + b"/Contents 4 0 R", b"Q Q Q ET EMC EI endstream endobj ]] >> ) } "),
    "inline picture of 2^31": lambda: page(
        BOX + b"/Contents 4 0 R", b"BI /W 2147483647 /H 2147483647 /BPC 8 /CS /RGB ID abc EI BI /W -1 /H -1 ID EI"
    ),
    "matrix of 10^30": lambda: page(
        BOX + b"/Contents 4 0 R", b"1e30 1e30 -1e30 1e30 0 0 cm 0 0 9 9 re f 0 0 0 0 0 0 cm 0 0 9 9 re S"
    ),
}


def font(facts, data=b"", text=b"<00410042> Tj (AB) Tj"):
    """A page that writes with a strange font; object 6 is its file."""
    return drawn(b"BT /F 20 Tf " + text + b" ET", "/Font<</F 5 0 R>>", b"<</Type/Font%s>>" % facts, stream(data))


def simple(kind, key, data):
    """A simple font with a file of its own."""
    about = b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/%s 6 0 R>>" % key
    return font(b"/Subtype/%s/BaseFont/X/FirstChar 0/LastChar 255/Widths[%s]" % (kind, b"1 " * 256) + about, data)


TABLES = b"cmap glyf head loca maxp hhea hmtx post name fpgm".split()
TTF = b"\0\1\0\0\0\x0a\0\x80\0\3\0\x20" + b"".join(
    table + b"\0\0\0\0" + b"\xff\xff\xff\xf0" + b"\x7f\xff\xff\xff" for table in TABLES
)
FONTS = {
    "truetype of lies": lambda: simple(b"TrueType", b"FontFile2", TTF),
    "truetype of zeros": lambda: simple(b"TrueType", b"FontFile2", b"\0\1\0\0" + b"\0" * 9000),
    "type 1 of garbage": lambda: simple(
        b"Type1", b"FontFile", b"%!PS-AdobeFont-1.0: X\n" + b"eexec " + bytes(range(256)) * 20
    ),
    "type 1 of procedures": lambda: simple(b"Type1", b"FontFile", b"%!FontType1\n" + b"{" * 100_000),
    "cff of garbage": lambda: simple(b"Type1", b"FontFile3/X", b"\1\0\4\4" + b"\xff" * 3000),
    "opentype collection": lambda: simple(b"TrueType", b"FontFile2", b"ttcf\0\1\0\0\xff\xff\xff\xff" + b"\0" * 99),
    "widths of 2^31": lambda: font(
        b"/Subtype/Type1/BaseFont/Helvetica/FirstChar -2147483648/LastChar 2147483647/Widths[1]"
    ),
    "no facts": lambda: font(b""),
    "descendants a number": lambda: font(b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[17]"),
    "unknown encoding": lambda: font(
        b"/Subtype/Type0/BaseFont/X/Encoding/No-Such-H/DescendantFonts[<</Subtype/CIDFontType0>>]"
    ),
    "encoding of garbage": lambda: font(
        b"/Subtype/Type0/BaseFont/X/Encoding 6 0 R/DescendantFonts[<</Subtype/CIDFontType2/W[0 0 1 [[[2]]]]>>]",
        b"/CMapName/X 99999 begincidrange <00> <ffffffff> 0 <zz> endcidrange "
        b"begincodespacerange <0000> <ff> endcodespacerange",
    ),
    "differences of a million": lambda: font(
        b"/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[-5/a 999999999/b %s]>>" % (b"/c" * 100_000)
    ),
    "type 3 without letters": lambda: font(b"/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[0 0 0 0 0 0]/CharProcs<<>>"),
    "packed twice": lambda: simple(b"TrueType", b"FontFile2", zlib.compress(TTF)),
    "scan with an alpha of another size": lambda: scan().replace(
        b"/DeviceGray", b"/DeviceGray/SMask 5 0 R/Decode[9 -9]"
    ),
}
