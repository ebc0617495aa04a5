"""Two versions of a demonstration paper, marks on the first, and where each mark's words truly went."""

import random
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher

from pypdfium2 import raw

from ecabinet import resources
from ecabinet.app.carrying.edition import Edition, plain
from ecabinet.app.carrying.plan import Fate
from ecabinet.app.read import MarkLine, ToCarry
from ecabinet.app.text.anchors import quote_of
from ecabinet.app.text.folding import STRICT
from ecabinet.app.text.frame import Box
from ecabinet.app.text.page import page_text
from ecabinet.app.text.selection import quads_of, select_rectangle, shape_of
from ecabinet.core.annotations import NO_QUOTE, ON_TEXT, MarkKind, bounds, path
from ecabinet.demo.paper_content import material
from ecabinet.demo.paper_content.skeleton import Block, chosen
from ecabinet.demo.papers import _facts
from ecabinet.demo.sample import load
from ecabinet.pdf.limits import Limits
from ecabinet.pdf.paper import close_document, close_page, open_document, open_page
from ecabinet.pdf.text import page_text as told_text
from ecabinet.records import typeset

OLD, NEW, PAPER = "v1", "v2", "paper-1"
INSERTED = (
    "Ban cán sự đảng Ủy ban nhân dân tỉnh đã cho ý kiến bằng văn bản về việc bổ sung danh mục dự án khởi công mới; "
    "đề nghị các xã, phường rà soát mặt bằng, hoàn thành đền bù trước khi trình Hội đồng nhân dân tỉnh quyết định. "
) * 3
SCAN = """#set page(width: 595pt, height: 842pt)
#for n in range({pages}) [#rect(width: 80%, height: 60%)#pagebreak(weak: true)]
"""


@dataclass(frozen=True)
class Pair:
    """Pages of both versions."""

    old: tuple
    new: tuple

    def editions(self):
        """Both versions as carrying sees them."""
        return tuple(Edition(len(pages), pages.__getitem__) for pages in (self.old, self.new))


class Typeset:
    """A demonstration paper in whatever version is wanted."""

    def __init__(self, folder, name="p04"):
        self.folder = folder
        self.sample = load()
        self.paper = next(one for one in self.sample.papers if one.id == name)
        self.count = material.stored_fit(name)
        self.blocks = material.blocks_of(self.sample, self.paper)

    def paragraphs(self):
        """Numbers of the blocks that are running text."""
        return [at for at, one in enumerate(self.blocks) if len(one.text) > 230 and one.text[0].isalpha()]

    def pages(self, blocks=None, layout=lambda source: source):
        """The pages of a version, from its PDF."""
        source = layout(material.layout()) + chosen(blocks or self.blocks, self.count)
        return self.read(source, _facts(self.sample, self.paper))

    def read(self, source, facts=None):
        """The pages of any source."""
        made = typeset.pdf(
            source, inputs=facts or {}, fonts=resources.path("fonts"), created=datetime(2026, 7, 28, tzinfo=UTC)
        )
        file = self.folder / f"{len(list(self.folder.iterdir()))}.pdf"
        file.write_bytes(made)
        document = open_document(str(file), b"", Limits())
        try:
            return tuple(_page(document, number) for number in range(raw.FPDF_GetPageCount(document.handle)))
        finally:
            close_document(document)


def _page(document, number):
    page = open_page(document, number)
    packed = told_text(page)
    close_page(page)
    return page_text(packed)


def pairs(folder):
    """Every pair by name."""
    made = Typeset(folder)
    old = made.pages()
    blocks, where = made.blocks, made.paragraphs()
    early, late = where[1], where[5]
    words = blocks[early].text.split()
    middle = len(words) // 2
    reworded = " ".join([*words[:middle], "theo đúng quy định hiện hành, kịp thời,", *words[middle + 3 :]])
    numbered = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), blocks[early].text)

    def small(source):
        return source.replace("size: 14pt, flipped", "size: 11.5pt, flipped")

    def columns(source):
        return source.replace("flipped: flipped,\n", "flipped: flipped, columns: 2,\n", 1)

    title = Block("#pagebreak(weak: true)\nTờ bìa này được thêm vào đầu bản thứ hai của tài liệu.\n#pagebreak()")
    prose = [one for one in blocks if not one.text.startswith("#") or one.text.startswith("#show")]
    scan = made.read(SCAN.format(pages=4))
    versions = {
        "same": made.pages(),
        "paragraph inserted": made.pages([*blocks[:early], Block(INSERTED), *blocks[early:]]),
        "paragraph left out": made.pages([*blocks[:early], *blocks[early + 1 :]]),
        "paragraph moved": made.pages([*blocks[:early], *blocks[early + 1 : late], blocks[early], *blocks[late:]]),
        "pages renumbered": made.pages([title, *blocks]),
        "smaller letters": made.pages(layout=small),
        "sentence reworded": made.pages([*blocks[:early], replace(blocks[early], text=reworded), *blocks[early + 1 :]]),
        "numbers changed": made.pages([*blocks[:early], replace(blocks[early], text=numbered), *blocks[early + 1 :]]),
    }
    return (
        {name: Pair(old, new) for name, new in versions.items()}
        | {
            "scan": Pair(scan, made.read(SCAN.format(pages=4))),
            "scan with a page more": Pair(scan, made.read(SCAN.format(pages=5))),
            "two columns": Pair(made.pages(prose), made.pages(prose, layout=columns)),
        }
        | _tables(folder)
    )


def _tables(folder):
    """Tables of figures, of which some were put right; and nothing but these in place of another paper."""
    tables = Typeset(folder, "p03")
    old = tables.pages()
    blocks = [
        replace(one, text=one.text.replace("[110,4]", "[111,6]").replace("[%]", "[phần trăm]", 3))
        for one in tables.blocks
    ]
    return {"figures changed": Pair(old, tables.pages(blocks))}


def marks(pages, count=60, seed=1):
    """Marks all over the pages: words of every length, and drawings."""
    chance, made = random.Random(seed), []
    while len(made) < count:
        number = chance.randrange(len(pages))
        page, key = pages[number], f"annotation-{len(made)}"
        kind = chance.choice([*ON_TEXT_KINDS, *ON_TEXT_KINDS, *DRAWN])
        if kind in ON_TEXT and page.text:
            found = [match.span() for match in re.finditer(r"\S+", page.text)]
            first = chance.randrange(len(found))
            last = min(len(found) - 1, first + chance.choice([0, 1, 3, 8, 25]))
            made.append(text_mark(page, number, found[first][0], found[last][1], key, kind))
        elif kind in DRAWN:
            at = chance.uniform(60, page.width - 160), chance.uniform(60, page.height - 120)
            made.append(drawn(number, kind, at, key))
        elif not page.text:
            made.append(drawn(number, MarkKind.INK, (100, 100), key))
    return made


ON_TEXT_KINDS = sorted(ON_TEXT)
DRAWN = (
    MarkKind.INK,
    MarkKind.NOTE,
    MarkKind.RECTANGLE,
    MarkKind.TEXT,
    MarkKind.ARROW,
    MarkKind.BOOKMARK,
    MarkKind.STAMP,
)


def text_mark(page, number, start, end, key, kind=MarkKind.HIGHLIGHT):
    """A mark on letters of a page."""
    return line(number, kind, shape_of(quads_of(page, start, end)), key, quote=quote_of(page, start, end))


def drawn(number, kind, at, key, size=(80.0, 24.0)):
    """A drawing with its lower left corner there."""
    x, y = at
    values = {
        MarkKind.NOTE: (x, y),
        MarkKind.BOOKMARK: (x, y),
        MarkKind.INK: (x, y, 0.5, x + size[0], y + size[1], 0.7),
    }
    return line(number, kind, (path(values.get(kind, (x, y, x + size[0], y + size[1]))),), key)


def line(number, kind, shape, key, **more):
    """One's own mark."""
    about = {"share": None, "member": "m02", "name": "Ngọc", "color": "yellow", "width": 0, "text": "", "at": 0}
    return MarkLine(annotation=key, page=number, kind=kind, shape=shape, **({"quote": NO_QUOTE} | about | more))


def wanted(lines):
    """What is to be carried."""
    return ToCarry(PAPER, NEW, tuple((OLD, one) for one in lines))


def words_under(page, kind, shape):
    """The words whose middle lies under the quads of a mark, as they are compared."""
    found = [select_rectangle(page, Box(*bounds(kind, (one,)))).text for one in shape]
    return plain(" ".join(found), STRICT)


class Truth:
    """Which word of the new version each word of the old one became, by the longest runs both have."""

    def __init__(self, pair):
        self.old, self.new = _Words(pair.old), _Words(pair.new)
        blocks = SequenceMatcher(None, self.old.words, self.new.words, autojunk=False).get_matching_blocks()
        self.to = {one.a + at: one.b + at for one in blocks for at in range(one.size)}

    def is_right(self, proposal):
        """Whether a carried mark begins at the word that its first word became; True too if nobody can tell."""
        place = proposal.candidates[0]
        before = self.old.number(proposal.mark.page, proposal.mark.quote.start)
        after = self.new.number(place.page, place.quote.start)
        return self.to.get(before, after) == after


class _Words:
    def __init__(self, pages):
        self.starts = [[match.start() for match in re.finditer(r"\S+", page.text)] for page in pages]
        self.words = [plain(word, STRICT) for page in pages for word in page.text.split()]

    def number(self, page, start):
        return sum(map(len, self.starts[:page])) + bisect_right(self.starts[page], start) - 1


def judged(pair, plan, truth=None):
    """How many of each fate, and how many were carried to wrong words, or to the same words in a wrong place."""
    told = {str(fate): count for fate, count in plan.counts().items()}
    carried = [one for one in plan.of(Fate.CARRIED) if one.mark.kind in ON_TEXT]
    wrong = [
        one
        for one in carried
        if words_under(pair.new[one.candidates[0].page], one.mark.kind, one.candidates[0].shape)
        != words_under(pair.old[one.mark.page], one.mark.kind, one.mark.shape)
    ]
    astray = [one for one in carried if truth and not truth.is_right(one)]
    return told | {"wrong words": len(wrong), "wrong place": len(astray)}
