"""Three long papers for `benchmarks.reader`, made here: typeset text with an outline, a scan, and both mixed.

They are kept in the system's folder for temporary files, in a folder named by what they are made from, and made again
when they are not there. A page of the scan is one JPEG of some 364 kB, 200 and 300 dpi in turn, each third in colour;
the dictionary of a page lies between the images, as scanners write them. Only twelve images differ: each page has an
object of its own, so a reader cannot know.
"""

import os
import random
import shutil
import tempfile
from pathlib import Path

import pypdfium2 as pdfium
import typst
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter

from benchmarks.render import assembled

FORM = 2  # another number for other papers, so that none of before is taken
KINDS = ("text", "scan", "mixed")
IMAGE_BYTES = 364_000
DIFFERENT = 12
QUALITIES = (80, 60, 45, 30, 15, 1)
FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
WORDS = (
    "Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh xem xét, biểu quyết thông qua nghị quyết về phân bổ vốn đầu tư "
    "công, điều chỉnh quy hoạch sử dụng đất và kế hoạch giải ngân của năm; giao Sở Tài chính chủ trì, phối hợp với các "
    "sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức thực hiện, báo cáo kết quả trước ngày 30 tháng 9."
)
SOURCE = """
#set page(width: 210mm, height: 297mm, margin: 25mm, numbering: "1")
#set text(lang: "vi", size: 12pt, font: "Tinos")
#for page in range({pages}) [
  = Phần #(page + 1)
  #for n in range(9) [#par[Điều #(page * 9 + n). {words}]]
  #if page == {pages} - 1 [Dấu hiệu duy nhất trong hồ sơ.]
  #pagebreak(weak: true)
]
"""


def papers(pages):
    """Return the three papers by kind, of so many pages each."""
    folder = Path(tempfile.gettempdir(), f"ecabinet-reader-papers-{FORM}-{pages}")
    if not folder.is_dir():
        part = folder.with_name(f"{folder.name}.{os.getpid()}")
        part.mkdir()
        try:
            _make(part, pages)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return {kind: folder / f"{kind}.pdf" for kind in KINDS}


def _make(folder, pages):
    text, scan = folder / "text.pdf", folder / "scan.pdf"
    source = SOURCE.format(pages=pages, words=WORDS)
    text.write_bytes(typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True))
    scan.write_bytes(_scan(pages))
    _mix(text, scan, folder / "mixed.pdf", pages)


def _scan(pages):
    application = QGuiApplication.instance() or QGuiApplication(["papers", "-platform", "offscreen"])
    for font in FONTS.glob("Tinos*.ttf"):
        QFontDatabase.addApplicationFont(str(font))
    images = [_image(number) for number in range(min(pages, DIFFERENT))]
    del application
    kids = " ".join(f"{3 + 3 * page} 0 R" for page in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()]
    for page in range(pages):
        (width, height), space, jpeg = images[page % len(images)]
        at = 3 + 3 * page
        inside = f"/MediaBox[0 0 595 842]/Contents {at + 1} 0 R/Resources<</XObject<</I {at + 2} 0 R>>>>"
        head = f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/{space}"
        objects.append(f"<</Type/Page/Parent 2 0 R{inside}>>".encode())
        objects.append(b"<</Length 23>>stream\n595 0 0 842 0 0 cm /I Do\nendstream")
        objects.append(f"{head}/Filter/DCTDecode/Length {len(jpeg)}>>stream\n".encode() + jpeg + b"\nendstream")
    return assembled(objects)


def _image(number):
    """Size in pixels, colour space and JPEG of one page, of the best quality that fits, filled up."""
    dpi, colour = (200, 300)[number % 2], number % 3 == 0
    image = _drawn(dpi, number, colour)
    image.convertTo(QImage.Format.Format_RGB32 if colour else QImage.Format.Format_Grayscale8)
    best = next(jpeg for quality in QUALITIES if len(jpeg := _jpeg(image, quality)) <= IMAGE_BYTES)
    return (image.width(), image.height()), "DeviceRGB" if colour else "DeviceGray", best.ljust(IMAGE_BYTES, b"\0")


def _drawn(dpi, number, colour):
    """A page of words, a little speckled as paper on glass is."""
    image = QImage(round(8.27 * dpi), round(11.69 * dpi), QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1e8" if colour else "white"))
    chance, font = random.Random(number), QFont("Tinos")
    font.setPixelSize(dpi * 13 // 72)
    painter = QPainter(image)
    for _speck in range(4_000):
        grey = chance.randrange(120, 230)
        painter.fillRect(
            chance.randrange(image.width()), chance.randrange(image.height()), 2, 2, QColor(grey, grey, 200)
        )
    painter.setFont(font)
    room = image.rect().adjusted(dpi, dpi, -dpi, -dpi)
    painter.drawText(room, Qt.TextFlag.TextWordWrap, f"Trang {number}. " + f"{WORDS} " * 8)
    if colour:
        painter.fillRect(dpi * 5, dpi * 9, dpi, dpi, QColor("#c02030"))
    painter.end()
    return image


def _jpeg(image, quality):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", quality)
    return bytes(buffer.data())


def _mix(text, scan, target, pages):
    """Write seven pages of text, three of the scan, and so on."""
    sources = [pdfium.PdfDocument(path) for path in (text, scan)]
    mixed = pdfium.PdfDocument.new()
    for first in range(0, pages, 10):
        numbers = range(first, min(first + 10, pages))
        for source, wanted in zip(sources, (numbers[:7], numbers[7:]), strict=True):
            if wanted:
                mixed.import_pages(source, list(wanted))
    mixed.save(target)
    for document in (mixed, *sources):
        document.close()
