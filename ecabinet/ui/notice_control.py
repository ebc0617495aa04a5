"""Sentences about the control chain, for the tables of `notice_rules`: hand-over, revocation, removal, admission."""

CONTROL_RULES: dict[tuple[str, ...], dict[str, str]] = {
    ("items", "not_guest"): {
        "vi": "Thành viên đọc được mọi mục. Chưa có gì thay đổi. Chỉ khách mời mới được giao từng mục.",
        "en": "This person is a member and reads all items. Nothing has changed. Only guests are given single items.",
    },
    ("writer", "controls"): {
        "vi": "Máy này đang giữ quyền quản trị danh bạ. Chưa có gì thay đổi. Hãy bàn giao quyền đó cho máy khác trước.",
        "en": "This laptop controls the directory. Nothing has changed. Please hand control over to another one first.",
    },
    ("writer", "revoked"): {
        "vi": "Máy này đã bị thu hồi quyền ghi. Chưa có gì thay đổi. Hãy chọn máy khác.",
        "en": "This laptop's right to write was revoked. Nothing has changed. Please choose another one.",
    },
    ("member", "controls"): {
        "vi": "Người này đang giữ quyền quản trị danh bạ. Chưa có gì thay đổi. Hãy bàn giao quyền đó trước.",
        "en": "This person's laptop controls the directory. Nothing has changed. Please hand control over first.",
    },
    ("member", "removed"): {
        "vi": "Người này không còn trong tổ chức. Dữ liệu được giữ nguyên, không cần làm lại.",
        "en": "This person does not belong to the organization any more. The data are kept and nothing is needed.",
    },
}
"""By (field, rule)."""

CONTROL_STATES: dict[tuple[str, ...], dict[str, str]] = {
    ("record", "contested"): {
        "vi": "Bản ghi này có hai nội dung trái nhau nên không thể chấp nhận. Cả hai được giữ làm bằng chứng. "
        "Hãy yêu cầu người ghi làm lại.",
        "en": "Two contents of this record contradict each other, so it cannot be admitted. Both are kept as evidence. "
        "Please ask its author to do it again.",
    },
}
"""By (kind, state)."""

CONTROL_FIELDS: dict[str, dict[str, str]] = {
    "wrap_key": {"vi": "Mã thiết bị", "en": "The key of the laptop"},
}

CONTROL_KINDS: dict[str, dict[str, str]] = {
    "writer": {"vi": "Máy này", "en": "This laptop"},
    "record": {"vi": "Bản ghi này", "en": "This record"},
}
