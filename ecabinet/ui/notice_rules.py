"""Sentences for values that cannot be accepted and states that do not permit an act; plain tables for `notices`."""

from ecabinet.ui.notice_control import CONTROL_FIELDS, CONTROL_KINDS, CONTROL_RULES, CONTROL_STATES
from ecabinet.ui.notice_joining import JOINING_RULES, JOINING_STATES
from ecabinet.ui.notice_marks import MARK_FIELDS, MARK_KINDS, MARK_RULES, MARK_STATES
from ecabinet.ui.notice_setup import SETUP_FIELDS, SETUP_RULES

Words = dict[str, str]
"""One text in each language: "vi" and "en"."""

RULES: dict[tuple[str, ...], Words] = {
    **CONTROL_RULES,
    **JOINING_RULES,
    **MARK_RULES,
    **SETUP_RULES,
    ("empty",): {
        "vi": "{field} còn trống. Chưa có gì thay đổi. Hãy nhập rồi lưu lại.",
        "en": "{field} is empty. Nothing has changed. Please fill it in and save again.",
    },
    ("too_long",): {
        "vi": "{field} dài hơn 4.000 ký tự. Nội dung đã nhập còn nguyên. Hãy rút gọn rồi lưu lại.",
        "en": "{field} is longer than 4,000 characters. What you typed is kept. Please shorten it and save again.",
    },
    ("not_text",): {
        "vi": "{field} có ký tự hỏng. Nội dung đã nhập còn nguyên. Hãy gõ lại chỗ hỏng rồi lưu lại.",
        "en": "{field} has a broken character in it. What you typed is kept. Please type that place again and save.",
    },
    ("unknown",): {
        "vi": "{field} không có trong danh mục của tổ chức. Chưa có gì thay đổi. Hãy chọn lại.",
        "en": "{field} is not in the organization's list. Nothing has changed. Please choose again.",
    },
    ("exists",): {
        "vi": "{field} đã có rồi. Dữ liệu được giữ nguyên, không cần tạo lại.",
        "en": "{field} is already there. The data are kept and nothing is needed.",
    },
    ("hex",): {
        "vi": "{field} chỉ gồm chữ số và chữ cái từ a đến f. Chưa có gì thay đổi. Hãy kiểm tra lại.",
        "en": "{field} consists of digits and the letters a to f only. Nothing has changed. Please check it.",
    },
    ("writer", "not_of_key"): {
        "vi": "Mã bản cài đặt không khớp với khóa của máy này. Máy chưa được thêm, dữ liệu còn nguyên. "
        "Hãy tạo lại lời mời cho máy này.",
        "en": "The installation's number does not belong to its key. The device was not added and the data are kept. "
        "Please make a new invitation for it.",
    },
    ("missing",): {
        "vi": "{field} còn thiếu. Chưa có gì thay đổi. Hãy bổ sung rồi thử lại.",
        "en": "{field} is missing. Nothing has changed. Please add it and try again.",
    },
    ("agenda", "empty"): {
        "vi": "Chương trình chưa có mục nào nên chưa phát hành được. Chưa có gì thay đổi. Hãy thêm ít nhất một mục.",
        "en": "The agenda has no item yet, so it cannot be published. Nothing has changed. Please add an item.",
    },
    ("parent", "inside_itself"): {
        "vi": "Không thể đặt một mục vào bên trong chính nó. Chương trình được giữ nguyên. Hãy chọn vị trí khác.",
        "en": "An item cannot be placed inside itself. The agenda is unchanged. Please choose another place.",
    },
    ("secrecy", "file_forbidden"): {
        "vi": "Tài liệu mật không được đưa tệp lên hệ thống. Tệp không được lưu. "
        "Hãy chỉ ghi tên tài liệu và phát bản giấy tại phòng họp.",
        "en": "A secret paper must not be put into the system. The file was not kept. "
        "Please enter its title only and hand out printed copies in the room.",
    },
    ("version", "exists"): {
        "vi": "Tệp này giống hệt một bản đã có của tài liệu. Các bản được giữ nguyên, không cần thêm lại.",
        "en": "This file is identical to a version that is already there. Nothing has changed and nothing is needed.",
    },
    ("item", "other_meeting"): {
        "vi": "Chỉ chuyển được tài liệu giữa các mục của cùng một phiên họp. Tài liệu còn ở chỗ cũ. Hãy chọn mục khác.",
        "en": "A paper can only be moved within its meeting. It stays where it was. Please choose another item.",
    },
    ("minutes", "range"): {
        "vi": "Thời lượng phải từ 1 phút đến 24 giờ. Chưa có gì thay đổi. Hãy nhập lại số phút.",
        "en": "The length must be between 1 minute and 24 hours. Nothing has changed. Please correct the minutes.",
    },
    ("seconds", "range"): {
        "vi": "Thời gian phát biểu phải từ 1 giây đến 24 giờ. Chưa có gì thay đổi. Hãy nhập lại.",
        "en": "A speech must last between 1 second and 24 hours. Nothing has changed. Please correct it.",
    },
    ("ends_at", "before_start"): {
        "vi": "Giờ kết thúc phải sau giờ bắt đầu. Nội dung đã nhập còn nguyên. Hãy sửa giờ rồi lưu lại.",
        "en": "The end must be after the beginning. What you typed is kept. Please correct the time and save again.",
    },
    ("member", "exists"): {
        "vi": "Người này đã có trong danh sách thành viên. Danh sách được giữ nguyên, không cần thêm lại.",
        "en": "This person is already a member. The list is unchanged and nothing is needed.",
    },
    ("count", "missing"): {
        "vi": "Chưa nhập kết quả kiểm phiếu nên chưa đóng được biểu quyết. Biểu quyết vẫn mở. Hãy nhập số phiếu trước.",
        "en": "The count was not entered yet, so the vote is still open. Please enter the numbers first.",
    },
    ("count", "negative"): {
        "vi": "Số phiếu không thể nhỏ hơn 0. Các số đã nhập còn nguyên, chưa được ghi. Hãy kiểm tra lại.",
        "en": "A count cannot be below zero. Your numbers are kept but not recorded. Please check them.",
    },
    ("count", "sum"): {
        "vi": "Các số chưa khớp: tán thành + không tán thành + không biểu quyết + không hợp lệ phải bằng số phiếu thu "
        "về, và không vượt quá số phiếu phát ra. Chưa ghi gì. Hãy kiểm tra lại.",
        "en": "The numbers do not add up: for + against + abstentions + invalid must equal the papers returned, "
        "and not exceed those issued. Nothing was recorded. Please check them.",
    },
    ("method", "counted"): {
        "vi": "Biểu quyết này do thư ký đếm và nhập kết quả, không bấm nút. Chưa có gì thay đổi.",
        "en": "This vote is counted in the room and entered by the secretary. Nothing has changed.",
    },
    ("method", "electronic_open"): {
        "vi": "Biểu quyết này do từng thành viên bấm nút; không nhập số đếm. Chưa có gì thay đổi.",
        "en": "In this vote every member answers on screen; counts are not entered. Nothing has changed.",
    },
    ("length",): {
        "vi": "{field} không đúng độ dài. Chưa có gì thay đổi. Hãy kiểm tra lại.",
        "en": "{field} has the wrong length. Nothing has changed. Please check it.",
    },
    ("public_key", "length"): {
        "vi": "Mã thiết bị không đúng độ dài. Chưa có gì thay đổi. Hãy lấy lại tệp đăng ký từ máy đó.",
        "en": "The key of the laptop has the wrong length. Nothing has changed. Please fetch its request file again.",
    },
    ("public_key", "weak_key"): {
        "vi": "Mã thiết bị không an toàn nên không được nhận. Chưa có gì thay đổi. Hãy tạo lại hồ sơ trên máy đó.",
        "en": "The key of the laptop is not safe and was refused. Nothing has changed. Please make its profile anew.",
    },
    ("wrap_key", "weak_key"): {
        "vi": "Mã thiết bị không an toàn nên không được nhận. Chưa có gì thay đổi. Hãy tạo lại hồ sơ trên máy đó.",
        "en": "The key of the laptop is not safe and was refused. Nothing has changed. Please make its profile anew.",
    },
    ("url", "unknown_store"): {
        "vi": "Không hiểu địa chỉ nơi trao đổi dữ liệu. Chưa có gì thay đổi. Hãy chọn lại kho dùng chung.",
        "en": "The address of the store is not understood. Nothing has changed. Please choose the shared folder again.",
    },
    ("profile", "not_empty"): {
        "vi": "Thư mục hồ sơ đã có dữ liệu. Dữ liệu đó được giữ nguyên. Hãy chọn một thư mục trống.",
        "en": "The profile folder already holds data. They are kept as they are. Please choose an empty folder.",
    },
    ("profile", "missing"): {
        "vi": "Không thấy hồ sơ eCabinet trong thư mục này. Không có gì thay đổi. Hãy chọn lại thư mục hồ sơ.",
        "en": "There is no eCabinet profile in this folder. Nothing has changed. Please choose the folder again.",
    },
    ("profile", "outdated"): {
        "vi": "Dữ liệu của hồ sơ do phiên bản eCabinet cũ hơn ghi. Chưa có gì thay đổi. "
        "Hãy mở hồ sơ bằng phiên bản này một lần rồi thử lại.",
        "en": "An older eCabinet wrote the data of this profile. Nothing has changed. "
        "Please open the profile once with this version and try again.",
    },
    ("records", "too_large"): {
        "vi": "Nội dung quá lớn để ghi một lần. Nội dung đã nhập còn nguyên. Hãy rút gọn hoặc chia nhỏ.",
        "en": "This is too large to be recorded at once. What you typed is kept. Please shorten or divide it.",
    },
}
"""By (field, rule), then by (rule,)."""

_VOTE_OVER = "Ý kiến đã ghi nhận trước đó (nếu có) được giữ nguyên."

STATES: dict[tuple[str, ...], Words] = {
    **CONTROL_STATES,
    **JOINING_STATES,
    **MARK_STATES,
    ("meeting", "draft"): {
        "vi": "Phiên họp còn là dự thảo. Chưa có gì thay đổi. Việc này làm được khi phiên họp {needs}.",
        "en": "The meeting is still a draft. Nothing has changed. This can be done once the meeting {needs}.",
    },
    ("meeting", "published"): {
        "vi": "Phiên họp đã phát hành, chưa khai mạc. Chưa có gì thay đổi. Việc này làm được khi phiên họp {needs}.",
        "en": "The meeting is published but not open. Nothing has changed. This can be done when the meeting {needs}.",
    },
    ("meeting", "opened"): {
        "vi": "Phiên họp đang họp. Chưa có gì thay đổi. Việc này chỉ làm được khi phiên họp {needs}.",
        "en": "The meeting is in session. Nothing has changed. This can only be done when the meeting {needs}.",
    },
    ("meeting", "adjourned"): {
        "vi": "Phiên họp đang tạm nghỉ. Chưa có gì thay đổi. Việc này làm được khi phiên họp {needs}.",
        "en": "The meeting is adjourned. Nothing has changed. This can be done when the meeting {needs}.",
    },
    ("meeting", "closed"): {
        "vi": "Phiên họp đã bế mạc nên không thay đổi được nữa. Mọi nội dung được giữ nguyên để tra cứu.",
        "en": "The meeting is closed and cannot be changed any more. Everything is kept for reference.",
    },
    ("vote", "open"): {
        "vi": "Một cuộc biểu quyết đang mở. Chưa có gì thay đổi. Hãy đóng hoặc hủy cuộc biểu quyết đó trước.",
        "en": "A vote is open. Nothing has changed. Please close or annul that vote first.",
    },
    ("vote", "closed"): {
        "vi": "Biểu quyết đã đóng. " + _VOTE_OVER,
        "en": "The vote is closed. An answer recorded before (if any) stands.",
    },
    ("vote", "annulled"): {
        "vi": "Biểu quyết đã bị hủy, không ghi thêm ý kiến. Mọi nội dung được giữ nguyên để tra cứu.",
        "en": "The vote was annulled and takes no more answers. Everything is kept for reference.",
    },
    ("ballot", "cast"): {
        "vi": "Cuộc biểu quyết này mỗi người chỉ biểu quyết một lần. Ý kiến đã ghi nhận được giữ nguyên.",
        "en": "In this vote each member answers once only. The answer already recorded stands.",
    },
    ("speech", "requested"): {
        "vi": "Đã có đăng ký phát biểu cho mục này và đang chờ. Đăng ký đó được giữ nguyên, không cần đăng ký lại.",
        "en": "There is already a request to speak on this item. It is kept; there is no need to ask again.",
    },
    ("speech", "requested", "running"): {
        "vi": "Lượt phát biểu này chưa bắt đầu. Đăng ký được giữ nguyên. Hãy mời phát biểu trước.",
        "en": "This speech has not begun. The request is kept. Please give the floor first.",
    },
    ("speech", "running"): {
        "vi": "Lượt phát biểu này đã bắt đầu nên không rút hay mời lại được. Thời gian vẫn đang tính.",
        "en": "This speech has begun and cannot be withdrawn or granted again. The time is running.",
    },
    ("speech", "ended"): {
        "vi": "Lượt phát biểu này đã kết thúc và được giữ nguyên. Nếu cần, hãy đăng ký lượt mới.",
        "en": "This speech is over and is kept. If needed, please ask for the floor again.",
    },
    ("speech", "withdrawn"): {
        "vi": "Đăng ký phát biểu này đã được rút. Nếu cần, hãy đăng ký lượt mới.",
        "en": "This request to speak was withdrawn. If needed, please ask for the floor again.",
    },
    ("organization", "founded"): {
        "vi": "Tổ chức đã được thành lập trên máy này. Dữ liệu được giữ nguyên, không cần làm lại.",
        "en": "The organization already exists on this laptop. Its data are kept and nothing is needed.",
    },
}
"""By (kind, state, needed states …), then by (kind, state)."""

WHO: dict[str, Words] = {
    "chair": {"vi": "chủ tọa", "en": "the chair"},
    "secretary": {"vi": "thư ký", "en": "the secretary"},
    "delegate": {"vi": "đại biểu", "en": "a delegate"},
    "guest": {"vi": "khách mời", "en": "a guest"},
    "teller": {"vi": "ban kiểm phiếu", "en": "a teller"},
    "administrator": {"vi": "quản trị", "en": "the administrator"},
    "own": {"vi": "chính người đó", "en": "the person concerned"},
    "controller": {"vi": "máy quản trị của tổ chức", "en": "the organization's controlling laptop"},
    "member": {"vi": "thành viên đã được kết nạp vào tổ chức", "en": "a member admitted to the organization"},
}

KINDS: dict[str, Words] = {
    **CONTROL_KINDS,
    **MARK_KINDS,
    "meeting": {"vi": "Phiên họp này", "en": "This meeting"},
    "item": {"vi": "Mục này", "en": "This item"},
    "paper": {"vi": "Tài liệu này", "en": "This paper"},
    "version": {"vi": "Bản tài liệu này", "en": "This version"},
    "speech": {"vi": "Lượt phát biểu này", "en": "This request to speak"},
    "vote": {"vi": "Cuộc biểu quyết này", "en": "This vote"},
    "invitation": {"vi": "Thư mời này", "en": "This invitation"},
    "member": {"vi": "Người này", "en": "This person"},
    "space": {"vi": "Không gian dữ liệu này", "en": "This space"},
    "key": {"vi": "Khóa để đọc và ghi ở đây", "en": "The key to read and write here"},
}

STATE_NAMES: dict[str, Words] = {
    "draft": {"vi": "còn là dự thảo", "en": "is a draft"},
    "published": {"vi": "đã phát hành", "en": "is published"},
    "opened": {"vi": "đang họp", "en": "is in session"},
    "adjourned": {"vi": "đang tạm nghỉ", "en": "is adjourned"},
    "closed": {"vi": "đã bế mạc", "en": "is closed"},
}

ANY_FIELD: Words = {"vi": "Giá trị này", "en": "This value"}

FIELDS: dict[str, Words] = {
    **CONTROL_FIELDS,
    **MARK_FIELDS,
    **SETUP_FIELDS,
    "root_key": {"vi": "Khóa gốc của tổ chức", "en": "The organization's root key"},
    "chair": {"vi": "Chủ tọa", "en": "The chair"},
    "secretary": {"vi": "Thư ký", "en": "The secretary"},
    "starts_at": {"vi": "Giờ bắt đầu", "en": "The beginning"},
    "ends_at": {"vi": "Giờ kết thúc", "en": "The end"},
    "venue": {"vi": "Địa điểm", "en": "The place"},
    "minutes": {"vi": "Thời lượng", "en": "The length"},
    "member": {"vi": "Người", "en": "The person"},
    "about": {"vi": "Mã phiên họp", "en": "The meeting's identifier"},
    "agenda": {"vi": "Chương trình", "en": "The agenda"},
    "count": {"vi": "Số phiếu", "en": "The count"},
    "secrecy": {"vi": "Độ mật", "en": "The secrecy"},
    "method": {"vi": "Hình thức biểu quyết", "en": "The method"},
    "title": {"vi": "Tên", "en": "The title"},
    "name": {"vi": "Tên", "en": "The name"},
    "short_name": {"vi": "Tên viết tắt", "en": "The short name"},
    "question": {"vi": "Nội dung biểu quyết", "en": "The question"},
    "text": {"vi": "Nội dung kết luận", "en": "The conclusion"},
    "reason": {"vi": "Lý do", "en": "The reason"},
    "kind": {"vi": "Loại", "en": "The kind"},
    "motion_kind": {"vi": "Loại biểu quyết", "en": "The kind of motion"},
    "digits": {"vi": "Sáu chữ số", "en": "The six digits"},
    "days": {"vi": "Thời hạn", "en": "The time"},
    "rule_profile": {"vi": "Quy chế biểu quyết", "en": "The rule profile"},
    "out": {"vi": "Tệp kết quả", "en": "The output file"},
}
