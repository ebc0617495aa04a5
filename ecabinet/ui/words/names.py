"""The words of the domain: one table for each enumeration, one function to look a word up."""

from collections.abc import Set

from ecabinet.core.meeting import State
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.voting import Choice, Verdict
from ecabinet.ui.words import tr

_LEADING = (Role.CHAIR, Role.SECRETARY, Role.ADMINISTRATOR, Role.TELLER, Role.DELEGATE, Role.GUEST)
_WORDS: dict[str, dict[str, str]] = {
    "state": {
        State.DRAFT: "Dự thảo",
        State.PUBLISHED: "Đã phát hành",
        State.OPENED: "Đang họp",
        State.ADJOURNED: "Tạm nghỉ",
        State.CLOSED: "Đã bế mạc",
    },
    "role": {
        Role.CHAIR: "Chủ tọa",
        Role.SECRETARY: "Thư ký",
        Role.DELEGATE: "Đại biểu",
        Role.GUEST: "Khách mời",
        Role.TELLER: "Ban kiểm phiếu",
        Role.ADMINISTRATOR: "Quản trị",
    },
    "capacity": {
        Capacity.MEMBER: "Thành viên",
        Capacity.SUBSTITUTE: "Họp thay",
        Capacity.INVITEE: "Khách mời",
        Capacity.SECRETARIAT: "Ban thư ký",
    },
    "presence": {
        Presence.EXPECTED: "Chưa đến",
        Presence.PRESENT: "Có mặt",
        Presence.PRESENT_ONLINE: "Trực tuyến",
        Presence.LEFT: "Đã về",
        Presence.EXCUSED: "Vắng có phép",
        Presence.ABSENT_UNEXCUSED: "Vắng không phép",
    },
    "choice": {
        Choice.APPROVE: "Tán thành",
        Choice.DISAPPROVE: "Không tán thành",
        Choice.ABSTAIN: "Không biểu quyết",
    },
    "verdict": {
        Verdict.PASSED: "Thông qua",
        Verdict.FAILED: "Không thông qua",
        Verdict.PASSED_BY_CHAIR: "Thông qua theo ý kiến Chủ tọa",
        Verdict.FAILED_BY_CHAIR: "Không thông qua theo ý kiến Chủ tọa",
    },
    "speech": {
        "present": "Trình bày",
        "discuss": "Thảo luận",
        "question": "Đặt câu hỏi",
        "point_of_order": "Ý kiến về thủ tục",
    },
    "meeting": {
        "regular_session": "Phiên họp thường kỳ",
        "extraordinary_session": "Phiên họp bất thường",
        "thematic_session": "Họp chuyên đề",
        "standing_board_session": "Phiên họp Ban Thường vụ",
        "council_session": "Kỳ họp HĐND",
        "thematic_council_session": "Kỳ họp chuyên đề HĐND",
        "weekly_briefing": "Giao ban tuần",
        "conference": "Hội nghị",
        "steering_committee": "Họp Ban Chỉ đạo",
    },
    "item": {
        "opening": "Khai mạc",
        "report": "Báo cáo",
        "submission": "Nội dung trình",
        "dossier": "Hồ sơ",
        "personnel": "Nhân sự, khen thưởng",
        "confidential": "Nội dung mật",
        "conclusion": "Kết luận",
    },
    "secrecy": {"none": "", "mat": "MẬT", "toi_mat": "TỐI MẬT", "tuyet_mat": "TUYỆT MẬT"},
    "motion": {"ordinary": "Quá nửa tổng số", "recall_deputy": "Bãi nhiệm đại biểu (ít nhất 2/3)"},
}


def word(kind: str, value: str) -> str:
    """Return the word for a value of a kind ("state", "role", "choice" …); an unknown value is shown as it is."""
    return tr(_WORDS[kind].get(value, value)) if value in _WORDS[kind] else value


def leading_role(roles: Set[Role]) -> str:
    """Return the word for the role that says most about a person here."""
    return next((word("role", role) for role in _LEADING if role in roles), tr("Thành viên"))


def values(kind: str) -> dict[str, str]:
    """Return every value of a kind with its word, in the usual order."""
    return {value: tr(text) for value, text in _WORDS[kind].items()}
