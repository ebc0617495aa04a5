"""The page on which one waits, and on which both sides compare six digits."""

from PySide6.QtCore import Qt

from ecabinet.ui.first_run.page import Page
from ecabinet.ui.theme.theme import current
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.widgets.card import Card, Picture
from ecabinet.ui.widgets.labels import TextLabel, number
from ecabinet.ui.words import tr

_ICON = 48
_ROOM = 280
"""Pixels kept free for every state, so that nothing jumps."""

_LOOKS: dict[str, tuple[str, ColorName]] = {
    "waiting": ("hourglass", "text_faint"),
    "offline": ("wifi-off", "abstain"),
    "compare": ("users", "primary"),
    "approved": ("circle-check", "agree"),
    "done": ("circle-check", "agree"),
    "refused": ("circle-x", "disagree"),
}
_SAID = {
    "waiting": "Đã gửi yêu cầu. Đang chờ máy của quản trị trả lời.",
    "offline": "Chưa kết nối được với nơi trao đổi dữ liệu.",
    "compare": "Đọc to sáu chữ số này cho quản trị",
    "approved": "Đã được chấp nhận. Đang tạo hồ sơ trên máy này…",
    "done": "Xong. Máy này đã thuộc tổ chức.",
    "refused": "Yêu cầu không được chấp nhận.",
}
_HINTS = {
    "waiting": "Hãy báo quản trị mở eCabinet. Có thể để cửa sổ này mở và làm việc khác.",
    "offline": "Hãy kiểm tra cáp mạng, Wi-Fi hoặc USB. Máy tự thử lại; không cần làm gì thêm.",
    "compare": "Quản trị phải thấy đúng sáu chữ số ấy trên máy mình rồi mới bấm chấp nhận. "
    "Nếu khác dù một chữ số, hãy dừng lại và báo quản trị.",
    "approved": "Mất vài giây.",
    "done": "Từ nay chỉ cần mở eCabinet trên máy này.",
    "refused": "Chưa có gì được tạo trên máy này. Hãy hỏi quản trị lý do và xin thư mời mới.",
}
_REASONS = {
    "expired": "Thư mời đã hết hạn.",
    "used": "Thư mời này đã được dùng cho một máy khác.",
    "member": "Người được mời không còn trong danh sách của tổ chức.",
    "mismatch": "Sáu chữ số hai bên không khớp.",
}


def _refusal(reason: str) -> str:
    """Return a known reason as a sentence; what the administrator wrote is quoted."""
    if reason in _REASONS:
        return tr(_REASONS[reason])
    return tr("Quản trị không chấp nhận: {reason}", reason=reason) if reason else tr(_SAID["refused"])


class ComparePage(Page):
    """One state at a time, each with a sign, a sentence and what to do."""

    def __init__(self) -> None:
        super().__init__(
            tr("So sánh với quản trị"),
            tr("Bước này bảo đảm không ai chen vào giữa ông, bà và tổ chức."),
            object_name="compare",
            forward=tr("Mở eCabinet"),
        )
        self.phase = ""
        self._card = Card(object_name="join-state")
        self._sign = Picture("hourglass", "text_faint", _ICON)
        self.digits = number("", role="room_small", color="primary")
        self._said, self._hint = TextLabel("", "section"), TextLabel("", "reading", "text_muted")
        for label in (self._said, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._fill()
        self.body.addWidget(self._card)
        self.show_state("waiting", "", "")

    def show_state(self, phase: str, digits: str, reason: str) -> None:
        """Show a state, with the reason of a refusal."""
        self.phase = phase
        self.accept()
        self._sign.show_icon(*_LOOKS[phase])
        self._said.setText(_refusal(reason) if phase == "refused" else tr(_SAID[phase]))
        self._hint.setText(tr(_HINTS[phase]))
        self.digits.setText(f"{digits[:3]} {digits[3:]}")
        self.digits.setAccessibleName(" ".join(digits))
        self.digits.setVisible(phase == "compare")
        self._sign.setVisible(phase != "compare")
        self.forward_button.setVisible(phase == "done")
        self.back_button.setVisible(phase not in ("approved", "done"))
        if phase == "done":
            self.forward_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        body = self._card.body
        tokens = current().tokens
        body.setSpacing(tokens.space_3)
        body.setContentsMargins(tokens.space_5, tokens.space_3, tokens.space_5, tokens.space_3)
        body.addStretch(1)
        body.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._said)
        body.addWidget(self.digits, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._hint)
        body.addStretch(1)
        self._card.setMinimumHeight(_ROOM)
