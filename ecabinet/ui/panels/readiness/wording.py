"""The words of the check-list, one row for each key of `read.Check`."""

from ecabinet.app.read import Check
from ecabinet.ui.words import tr

_WORDS = {
    "venue": ("Địa điểm", "", "Sửa", "địa điểm"),
    "items": ("Các mục của chương trình", "{count} mục", "Thêm", "mục chương trình"),
    "rapporteurs": ("Người báo cáo từng mục", "{count}/{of} mục đã có", "Chọn", "người báo cáo"),
    "papers": ("Tài liệu từng mục", "{count}/{of} mục đã có", "Thêm", "tài liệu của một số mục"),
    "files": ("Tệp của tài liệu", "{count}/{of} tài liệu đã có tệp", "Xem", "tệp của một số tài liệu"),
    "people": ("Mời thành viên", "{count}/{of} thành viên", "Mời", "giấy mời cho một số thành viên"),
    "guests": ("Mục cho khách mời", "{count}/{of} khách mời được giao mục", "Giao", "mục cho một số khách mời"),
}
"""Name, counts, the way to it, and the name inside “Còn thiếu: …”."""


def name(check: Check) -> str:
    """What is checked."""
    return tr(_WORDS[check.key][0]) if check.key in _WORDS else check.key


def detail(check: Check) -> str:
    """How much of it is there."""
    text = _WORDS[check.key][1] if check.key in _WORDS else ""
    return tr(text, count=check.count, of=check.of) if text else ""


def way(check: Check) -> str:
    """The word that leads to what is missing, empty when nothing is."""
    return "" if check.done or check.key not in _WORDS else tr(_WORDS[check.key][2])


def doubtful(_checks: tuple[Check, ...]) -> str:
    """What should be looked at before publishing, as one sentence."""
    return tr("Đã đủ để phát hành, nhưng có khách mời chưa được giao mục nào nên sẽ không đọc được mục nào.")


def missing(checks: tuple[Check, ...]) -> str:
    """What is missing, as one sentence."""
    parts = [tr(_WORDS[check.key][3]) if check.key in _WORDS else check.key for check in checks]
    return tr("Chưa phát hành được. Còn thiếu: {parts}.", parts=", ".join(parts))
