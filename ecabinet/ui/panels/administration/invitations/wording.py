"""How far an invitation is, in words; no Qt widgets here."""

from ecabinet.ui.admissions import Request
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import clock, day, local

_PHASES: dict[str, tuple[str, ChipKind, str]] = {
    "invited": ("Chờ máy hỏi", ChipKind.NEUTRAL, "hourglass"),
    "asked": ("Đang kết nối", ChipKind.PRIMARY, "refresh-cw"),
    "compare": ("So sáu chữ số", ChipKind.ABSTAIN, "users"),
    "approved": ("Đã chấp nhận", ChipKind.AGREE, "check"),
    "refused": ("Đã từ chối", ChipKind.DISAGREE, "x"),
    "expired": ("Hết hạn", ChipKind.NEUTRAL, "clock"),
}
"""Word, kind and icon of each phase."""
_LEAKED = ("Cần xem lại", ChipKind.DISAGREE, "triangle-alert")

_REASONS = {
    "expired": "Máy hỏi sau khi thư mời đã hết hạn, nên không được nhận.",
    "used": "Có hai máy cùng dùng một thư mời, nên không máy nào được nhận: có thể thư mời đã lọt vào tay người khác.",
    "member": "Người được mời không còn là thành viên, nên máy không được nhận.",
    "mismatch": "Sáu chữ số không khớp, nên máy không được nhận: có thể có người chen vào giữa.",
}
CANCELLED = "Thư mời đã được hủy."
"""Told to the laptop when an invitation is called off."""


def state(request: Request) -> tuple[str, ChipKind, str]:
    """Return word, kind and icon of how far it is; what somebody else may have got hold of is marked."""
    word, kind, icon = _LEAKED if request.contested and request.phase == "approved" else _PHASES[request.phase]
    return tr(word), kind, icon


def until(request: Request) -> str:
    """Return until when an invitation holds, or held."""
    about = {"time": clock(request.expires), "day": day(request.expires)}
    if request.phase == "expired":
        return tr("Hết hạn lúc {time}, {day}", **about)
    return tr("Dùng được đến {time}, {day}", **about)


def line(request: Request) -> str:
    """Return what stands under the name in the list."""
    if request.label:
        return tr("Máy “{label}”", label=request.label)
    last = local(request.expires)
    return tr("Đến {day}/{month}, {time}", day=last.day, month=last.month, time=clock(request.expires))


def title(request: Request) -> str:
    """Return what the page is about."""
    if request.label:
        return tr("Máy “{label}” của {name}", label=request.label, name=request.name)
    return tr("Thư mời cho {name}", name=request.name)


def explained(request: Request) -> tuple[str, ...]:
    """Return in sentences what the state means and what to do."""
    return tuple(_EXPLANATIONS[request.phase](request))


def read_aloud(request: Request) -> tuple[str, ...]:
    """Return what to do before one of the two buttons is pressed."""
    return (
        tr("Gọi điện hoặc gặp {name}, bằng số quen biết, không dùng số ghi trong thư.", name=request.name),
        tr("Nói: “Đề nghị đồng chí đọc sáu chữ số trên màn hình máy của mình.”"),
        tr("Chỉ bấm Khớp khi cả sáu chữ số đúng như trên. Khác dù một chữ số là có người chen vào giữa."),
    )


def _invited(request: Request) -> list[str]:
    return [
        tr(
            "Trao tận tay hoặc gửi qua kênh tin cậy: ai có thư mời đều xin vào được với tên {name}.",
            name=request.name,
        ),
        tr("Dùng được một lần, cho một máy. Khi máy ấy hỏi, sáu chữ số để so sánh hiện ở đây."),
    ]


def _asked(_request: Request) -> list[str]:
    return [tr("Máy này đã hỏi. Đang trao đổi khóa; sáu chữ số sẽ hiện ở đây khi máy ấy trả lời.")]


def _approved(request: Request) -> list[str]:
    said = [tr("Máy này đã là máy của {name} và ghi được cho người ấy.", name=request.name)]
    if request.contested:
        said.append(
            tr(
                "Cảnh báo: sau đó có thêm một máy hỏi bằng cùng thư mời. Máy đó không được nhận, nhưng ai đó đã có nội "
                "dung thư. Hãy hỏi {name} và xem lại cách gửi thư mời.",
                name=request.name,
            )
        )
    return said


def _refused(request: Request) -> list[str]:
    known = _REASONS.get(request.reason)
    why = tr(known) if known else tr("Lý do: {reason}", reason=request.reason)
    again = tr("Thư mời này không dùng lại được. Nếu vẫn cần, hãy tạo thư mời mới và trao tận tay.")
    return [why if known or request.reason else tr("Thư mời đã bị từ chối."), again]


def _expired(_request: Request) -> list[str]:
    return [
        tr("Không máy nào hỏi trước khi thư mời hết hạn. Chưa có gì được cấp."),
        tr("Nếu vẫn cần, hãy tạo thư mời mới."),
    ]


_EXPLANATIONS = {
    "invited": _invited,
    "asked": _asked,
    "compare": read_aloud,
    "approved": _approved,
    "refused": _refused,
    "expired": _expired,
}
