"""Sentences about joining, for the tables of `notice_rules`."""

JOINING_RULES: dict[tuple[str, ...], dict[str, str]] = {
    ("invitation", "not_approved"): {
        "vi": "Quản trị chưa chấp nhận máy này. Mọi thứ được giữ nguyên. Hãy so sáu chữ số với quản trị trước.",
        "en": "The administrator has not approved this laptop. Everything is kept. Please compare the digits first.",
    },
    ("invitation", "unwritable"): {
        "vi": "Không ghi được tệp ở đó. Thư mời vẫn còn và dùng được. Hãy chọn nơi khác, chẳng hạn một USB.",
        "en": "The file cannot be written there. The invitation is kept and can be used. Please choose another place.",
    },
    ("digits", "differ"): {
        "vi": "Sáu chữ số không khớp: có thể có người đứng giữa. Máy đó chưa được chấp nhận. "
        "Hãy so lại; nếu vẫn khác, hãy từ chối và tạo thư mời mới.",
        "en": "The six digits differ: somebody may stand in between. The laptop was not approved. "
        "Please compare again; if they still differ, refuse and make a new invitation.",
    },
    ("member", "several"): {
        "vi": "Có nhiều người cùng tên. Chưa có gì thay đổi. Hãy dùng mã của người đó.",
        "en": "Several people have this name. Nothing has changed. Please use the person's identifier.",
    },
    ("root_key", "other_organization"): {
        "vi": "Khóa gốc này thuộc tổ chức khác. Chưa có gì thay đổi. Hãy lấy đúng khóa gốc của tổ chức.",
        "en": "This root key belongs to another organization. Nothing has changed. Please fetch the right one.",
    },
    ("days", "range"): {
        "vi": "Thời hạn phải từ 1 đến 60 ngày. Chưa có gì thay đổi. Hãy nhập lại.",
        "en": "The time must be 1 to 60 days. Nothing has changed. Please enter it again.",
    },
}
"""By (field, rule)."""

JOINING_STATES: dict[tuple[str, ...], dict[str, str]] = {
    ("joining", "invited"): {
        "vi": "Chưa có máy nào dùng thư mời này. Chưa có gì thay đổi. Hãy chờ máy đó gửi yêu cầu.",
        "en": "No laptop has used this invitation yet. Nothing has changed. Please wait until it asks.",
    },
    ("joining", "asked"): {
        "vi": "Chưa có sáu chữ số để so. Chưa có gì thay đổi. Hãy chờ máy đó trả lời rồi so số trước khi chấp nhận.",
        "en": "There are no six digits to compare yet. Nothing has changed. Please wait for it and compare first.",
    },
    ("joining", "compare"): {
        "vi": "Hai bên đang so sáu chữ số. Chưa có gì thay đổi. Hãy chấp nhận hoặc từ chối.",
        "en": "Both sides are comparing the six digits. Nothing has changed. Please approve or refuse.",
    },
    ("joining", "approved"): {
        "vi": "Máy này đã được chấp nhận trước đó. Không có gì thay đổi. Nếu nhầm, hãy thu hồi máy.",
        "en": "This laptop was approved before. Nothing has changed. If that was wrong, please revoke it.",
    },
    ("joining", "refused"): {
        "vi": "Thư mời này đã bị từ chối và không dùng được nữa. Không có gì thay đổi. Hãy tạo thư mời mới.",
        "en": "This invitation was refused and cannot be used any more. Nothing has changed. Please make a new one.",
    },
    ("joining", "expired"): {
        "vi": "Thư mời này đã hết hạn. Không có gì thay đổi. Hãy tạo thư mời mới.",
        "en": "This invitation has run out. Nothing has changed. Please make a new one.",
    },
}
"""By (kind, state)."""
