"""What a record was and why it has no effect, in plain words; no Qt widgets here."""

from ecabinet.app import read
from ecabinet.core import reasons
from ecabinet.ui.words import tr
from ecabinet.ui.words.times import clock_seconds, day

KINDS: dict[str, str] = {
    "OrganizationFounded": "Lập tổ chức",
    "MemberAdmitted": "Thêm thành viên",
    "RolesGranted": "Giao vai trò",
    "WriterCertified": "Chấp nhận máy",
    "ControllerHandedOver": "Giao quyền quản trị",
    "ControlTaken": "Nhận quyền quản trị",
    "WriterRevoked": "Thu hồi máy",
    "MemberRemoved": "Cho thôi thành viên",
    "RecordAdmitted": "Công nhận nội dung",
    "MeetingDrafted": "Soạn phiên họp",
    "MeetingChanged": "Sửa thông tin phiên họp",
    "MeetingPublished": "Phát hành phiên họp",
    "MeetingOpened": "Khai mạc",
    "MeetingAdjourned": "Tạm nghỉ",
    "MeetingResumed": "Họp tiếp",
    "MeetingClosed": "Bế mạc",
    "ItemCalled": "Chuyển sang mục",
    "ItemAdded": "Thêm mục chương trình",
    "ItemChanged": "Sửa mục chương trình",
    "ItemMoved": "Chuyển chỗ mục chương trình",
    "ItemRemoved": "Gỡ mục chương trình",
    "ItemPlaced": "Vị trí mục chương trình",
    "ParticipantInvited": "Mời dự họp",
    "AttendanceRecorded": "Điểm danh",
    "ConclusionRecorded": "Kết luận",
    "PaperAdded": "Thêm tài liệu",
    "PaperMoved": "Chuyển chỗ tài liệu",
    "PaperRemoved": "Gỡ tài liệu",
    "VersionAdded": "Thêm bản của tài liệu",
    "FloorRequested": "Xin phát biểu",
    "RequestWithdrawn": "Rút yêu cầu phát biểu",
    "SpeechStarted": "Bắt đầu phát biểu",
    "SpeechExtended": "Thêm giờ phát biểu",
    "SpeechEnded": "Kết thúc phát biểu",
    "MotionPut": "Nêu vấn đề biểu quyết",
    "VoteOpened": "Mở biểu quyết",
    "BallotCast": "Phiếu biểu quyết",
    "VoteClosed": "Đóng biểu quyết",
    "CountEntered": "Nhập kết quả kiểm phiếu",
    "VoteAnnulled": "Hủy biểu quyết",
    "AnnotationMade": "Ghi chú",
    "AnnotationReshaped": "Sửa nét ghi chú",
    "AnnotationRestyled": "Đổi màu ghi chú",
    "AnnotationReworded": "Sửa lời ghi chú",
    "AnnotationRemoved": "Xóa ghi chú",
    "AnnotationRestored": "Khôi phục ghi chú",
    "CarryingSettled": "Xử lý ghi chú ở bản mới",
    "ReadingNoted": "Chỗ đang đọc",
    "AnnotationShared": "Chia sẻ ghi chú",
    "ShareWithdrawn": "Thu lại ghi chú chia sẻ",
    "CommentsRequested": "Lấy ý kiến góp ý",
    "CommentsEnded": "Kết thúc lấy ý kiến",
}
"""What each kind of event was, by class name."""

REASONS: dict[str, tuple[str, str]] = {
    reasons.REVOKED: (
        "Sau khi thu hồi",
        "Máy này đã bị thu hồi, và nội dung này đến sau mốc thu hồi, nên không được tính. Nếu đúng là việc thật của "
        "người đó, có thể công nhận.",
    ),
    reasons.BACKDATED: (
        "Lùi mốc",
        "Máy ghi nội dung này như thể chưa biết những quyết định mà chính nó đã biết trước đó. Không thể công nhận; "
        "nếu là việc thật, hãy đề nghị người đó làm lại.",
    ),
    reasons.CONTESTED: (
        "Hai bản trái nhau",
        "Cùng một số thứ tự, máy này đã ghi hai nội dung khác nhau: có thể máy bị sao chép hoặc khôi phục từ bản sao "
        "lưu. Không ai biết bản nào đúng, nên không thể công nhận; cả hai được giữ làm bằng chứng.",
    ),
    reasons.VOID: (
        "Không còn hiệu lực",
        "Quyết định này được ghi khi quyền quản trị đã chuyển sang máy khác, nên không có hiệu lực và không thể công "
        "nhận.",
    ),
    reasons.NOT_ALLOWED: (
        "Không có quyền",
        "Vào lúc ghi, người này không có vai trò được làm việc đó. Không thể công nhận; nếu cần, hãy để người có quyền "
        "làm lại.",
    ),
    reasons.UNKNOWN_AUTHOR: (
        "Không rõ ai ghi",
        "Vào lúc ghi, máy này chưa hoặc không còn thuộc về ai trong tổ chức, nên nội dung không được tính.",
    ),
    reasons.WRONG_SPACE: (
        "Sai chỗ",
        "Nội dung này không thuộc phiên họp hay sổ mà nó được ghi vào, nên không được tính.",
    ),
    reasons.UNKNOWN_TYPE: (
        "Chưa hiểu",
        "Một bản eCabinet mới hơn đã ghi nội dung này. Hãy cập nhật eCabinet trên máy này; khi đó nó tự có hiệu lực.",
    ),
    reasons.CLEAR: (
        "Không mã hóa",
        "Nội dung này được gửi mà không mã hóa, trong khi tổ chức chỉ nhận nội dung đã mã hóa. Không thể công nhận; "
        "nếu là việc thật, hãy đề nghị người đó làm lại.",
    ),
    reasons.PENDING: (
        "Chờ quyết định",
        "Nội dung này dựa trên một quyết định quản trị mà máy này chưa nhận được. Nó tự được xét lại khi quyết định "
        "đến; không cần làm gì.",
    ),
}
"""A short word and a sentence for each reason."""

_DECISIONS = frozenset(
    {
        "MemberAdmitted",
        "RolesGranted",
        "WriterCertified",
        "ControllerHandedOver",
        "ControlTaken",
        "WriterRevoked",
        "MemberRemoved",
        "RecordAdmitted",
    }
)
_TWO_SIDES = (
    "Máy đang hoặc từng có quyền quản trị đã ghi hai quyết định khác nhau với cùng một số thứ tự; cả hai được giữ làm "
    "bằng chứng. Nếu tổ chức không thêm hay thu hồi được ai nữa, người giữ khóa gốc chọn bên đúng trên một máy khác: "
    "lệnh “ecabinet people sides” cho xem từng bên, rồi “ecabinet people recover --behind”."
)


def kind_of(line: read.QuarantineLine) -> str:
    """Return what a record was; one only a newer program knows keeps its own name."""
    return tr(KINDS[line.kind]) if line.kind in KINDS else tr("Nội dung loại “{kind}”", kind=line.kind)


def place_of(line: read.QuarantineLine) -> str:
    """Return the meeting, or where else it was written."""
    return line.title or tr("Sổ của tổ chức hoặc phiên họp chưa biết")


def who(line: read.QuarantineLine) -> str:
    """Return who wrote it; for somebody unknown the beginning of the writer's identifier."""
    return line.name or tr("Máy lạ {writer}", writer=line.writer[:6])


def claimed(line: read.QuarantineLine) -> str:
    """Return when it was written, as its laptop says."""
    return f"{clock_seconds(line.at)}, {day(line.at)}"


def short_reason(line: read.QuarantineLine) -> str:
    """Return the reason in a word or two."""
    return tr(REASONS[line.reason][0]) if line.reason in REASONS else line.reason


def reason(line: read.QuarantineLine) -> str:
    """Return the reason in a sentence, and what can be done."""
    if line.reason == reasons.CONTESTED and line.kind in _DECISIONS:
        return tr(_TWO_SIDES)
    return tr(REASONS[line.reason][1]) if line.reason in REASONS else line.reason
