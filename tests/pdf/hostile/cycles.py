"""Files whose parts refer to each other in a circle."""

from tests.pdf.build import assembled, packed, raw_pdf, stream, updated
from tests.pdf.hostile.bases import PAGE

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 200 100]"


def pages(*nodes):
    """A catalog and the nodes of a page tree, from object 2 on."""
    return assembled([CATALOG, *nodes])


def outline(*entries):
    """A page and an outline whose root is object 5."""
    return raw_pdf(b"", catalog="/Outlines 5 0 R", extra=entries)


def drawn(content, resources, *extra):
    """A page that draws something; its parts begin with object 5."""
    return raw_pdf(content, resources=resources, extra=extra)


def form(content, resources):
    """A form that draws something itself."""
    return stream(content, FORM + b"/Resources<<" + resources + b">>")


def prev_circle():
    """A cross-reference table whose predecessor is itself."""
    data = raw_pdf(b"")
    place = data.rfind(b"\nxref") + 1
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % place)


def prev_pair():
    """Two tables, each of which names the other."""
    data = updated(raw_pdf(b""), {4: stream(b"")})
    last = data.rfind(b"xref\n4 1")
    return data.replace(b"/Size 5/Root 1 0 R", b"/Size 5/Root 1 0 R/Prev %d" % last)


def stream_prev_circle():
    """A cross-reference stream whose predecessor is itself."""
    data = packed([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE], xref=b"/Prev 00000")
    place = int(data[data.rfind(b"startxref") + 9 :].split()[0])
    return data.replace(b"/Prev 00000", b"/Prev %05d" % place)


def extends_circle():
    """An object stream that extends itself."""
    return packed([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE], entries=b"/Extends 4 0 R")


def holds_itself():
    """An object stream that claims to contain itself."""
    return packed([CATALOG, b"<</Type/Pages>>", PAGE, b"<<>>"], numbers=[(1, 0), (2, 40), (3, 60), (5, 90)])


NAMED = {
    "kid is itself": lambda: pages(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "kid is parent": lambda: pages(
        b"<</Type/Pages/Kids[3 0 R]/Count 2>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 4 0 R]/Count 2>>", PAGE
    ),
    "kid is catalog": lambda: pages(b"<</Type/Pages/Kids[1 0 R 3 0 R]/Count 2>>", PAGE),
    "inherits in a circle": lambda: pages(
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>", b"<</Type/Page/Parent 2 0 R>>"
    ),
    "page is its own parent": lambda: pages(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 3 0 R>>"),
    "pages twice two to the thirty": lambda: pages(
        *(b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (n + 1, n + 1, 2**30 >> n) for n in range(2, 30)), PAGE
    ),
    "outline next is itself": lambda: outline(b"<</First 6 0 R>>", b"<</Title(a)/Parent 5 0 R/Next 6 0 R>>"),
    "outline child is itself": lambda: outline(b"<</First 6 0 R>>", b"<</Title(a)/Parent 5 0 R/First 6 0 R>>"),
    "outline child is the root": lambda: outline(b"<</First 6 0 R/Title(r)>>", b"<</Title(a)/First 5 0 R>>"),
    "outline twice two": lambda: outline(
        b"<</First 6 0 R>>",
        *(b"<</Title(a)/First %d 0 R/Next %d 0 R>>" % (n + 1, n + 1) for n in range(6, 40)),
        b"<<>>",
    ),
    "table before itself": prev_circle,
    "tables before each other": prev_pair,
    "stream before itself": stream_prev_circle,
    "object stream extends itself": extends_circle,
    "object stream in itself": holds_itself,
    "length is itself": lambda: assembled(
        [
            CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            PAGE[:-2] + b"/Contents 4 0 R>>",
            b"<</Length 4 0 R>>stream\n0 g\nendstream",
        ]
    ),
    "references in a circle": lambda: pages(b"3 0 R", b"4 0 R", b"2 0 R"),
    "root is a circle": lambda: assembled([b"2 0 R", b"1 0 R"]),
    "annotation parents": lambda: raw_pdf(
        b"",
        page="/Annots[5 0 R 6 0 R]",
        extra=[
            b"<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/Popup 6 0 R/IRT 6 0 R/Parent 6 0 R>>",
            b"<</Type/Annot/Subtype/Popup/Rect[1 1 9 9]/Parent 5 0 R/Popup 5 0 R/IRT 5 0 R>>",
        ],
    ),
    "fields in a circle": lambda: raw_pdf(
        b"",
        page="/Annots[5 0 R]",
        catalog="/AcroForm<</Fields[5 0 R 6 0 R]>>",
        extra=[
            b"<</Type/Annot/Subtype/Widget/T(a)/Rect[1 1 9 9]/Kids[6 0 R]/Parent 6 0 R>>",
            b"<</T(b)/Kids[5 0 R]/Parent 5 0 R>>",
        ],
    ),
    "form draws itself": lambda: drawn(b"/F Do", "/XObject<</F 5 0 R>>", form(b"/F Do", b"/XObject<</F 5 0 R>>")),
    "forms draw each other": lambda: drawn(
        b"/F Do",
        "/XObject<</F 5 0 R>>",
        form(b"/F Do /F Do", b"/XObject<</F 6 0 R>>"),
        form(b"/F Do /F Do", b"/XObject<</F 5 0 R>>"),
    ),
    "pattern paints itself": lambda: drawn(
        b"/Pattern cs /P scn 0 0 200 100 re f",
        "/Pattern<</P 5 0 R>>",
        stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 5 0 R>>>>",
        ),
    ),
    "mask masks itself": lambda: drawn(
        b"200 0 0 100 0 0 cm /I Do",
        "/XObject<</I 5 0 R>>",
        stream(
            b"abcd",
            b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 5 0 R",
        ),
    ),
    "soft mask draws itself": lambda: drawn(
        b"/G gs 0 0 99 99 re f",
        "/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>",
        form(b"/G gs 0 0 99 99 re f", b"/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>"),
    ),
    "letter is drawn by itself": lambda: drawn(
        b"BT /F 9 Tf (a) Tj ET",
        "/Font<</F 5 0 R>>",
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"BT /F 9 Tf (aa) Tj ET"),
    ),
    "colour of itself": lambda: drawn(
        b"/C cs 1 scn 0 0 99 99 re f",
        "/ColorSpace<</C 5 0 R>>",
        b"[/Separation/X 5 0 R<</FunctionType 2/N 1/Domain[0 1]>>]",
    ),
    "index of itself": lambda: drawn(
        b"/C cs 1 scn 0 0 99 99 re f", "/ColorSpace<</C 5 0 R>>", b"[/Indexed 5 0 R 1 <000000ffffff>]"
    ),
    "function of itself": lambda: drawn(
        b"/S sh",
        "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 5 0 R>>>>",
        b"<</FunctionType 3/Domain[0 1]/Functions[5 0 R 5 0 R]/Bounds[.5]/Encode[0 1 0 1]>>",
    ),
    "font descends from itself": lambda: drawn(
        b"BT /F 9 Tf <0041> Tj ET",
        "/Font<</F 5 0 R>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 5 0 R>>",
    ),
    "names in a circle": lambda: raw_pdf(
        b"",
        catalog="/Names<</Dests 5 0 R/EmbeddedFiles 5 0 R/JavaScript 5 0 R>>/Outlines 6 0 R",
        extra=[
            b"<</Kids[5 0 R 5 0 R]/Limits[(a)(z)]>>",
            b"<</First 7 0 R>>",
            b"<</Title(a)/Dest(m)/Parent 6 0 R>>",
        ],
    ),
    "labels in a circle": lambda: raw_pdf(b"", catalog="/PageLabels 5 0 R", extra=[b"<</Kids[5 0 R 5 0 R]>>"]),
    "structure in a circle": lambda: raw_pdf(
        b"",
        catalog="/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>",
        extra=[b"<</Type/StructTreeRoot/K 5 0 R/P 5 0 R>>"],
    ),
    "contents of contents": lambda: raw_pdf(b"", page="/Contents 5 0 R", extra=[b"[5 0 R 4 0 R 5 0 R]"]),
    "actions in a circle": lambda: raw_pdf(
        b"", catalog="/OpenAction 5 0 R", extra=[b"<</S/GoTo/D[3 0 R/Fit]/Next[5 0 R 5 0 R]>>"]
    ),
    "destination of itself": lambda: raw_pdf(
        b"",
        catalog="/Outlines 5 0 R/Dests<</m 7 0 R>>",
        extra=[b"<</First 6 0 R>>", b"<</Title(a)/Dest 7 0 R>>", b"<</D 7 0 R>>"],
    ),
}
"""What runs in a circle, and the file in which it does."""
