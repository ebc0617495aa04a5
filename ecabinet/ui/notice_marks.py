"""Sentences about marks on papers, for the tables of `notice_rules`."""

Words = dict[str, str]

MARK_RULES: dict[tuple[str, ...], Words] = {
    ("marks", "range"): {
        "vi": "Mỗi lần chỉ ghi được từ 1 đến 5.000 ghi chú. Chưa có gì thay đổi. Hãy chia nhỏ rồi làm lại.",
        "en": "1 to 5,000 marks can be made at once. Nothing has changed. Please divide them and try again.",
    },
    ("page", "range"): {
        "vi": "Bản tài liệu này không có trang đó. Chưa có gì thay đổi. Hãy chọn trang khác.",
        "en": "This version has no such page. Nothing has changed. Please choose another page.",
    },
    ("shape", "range"): {
        "vi": "Nét ghi quá dài hoặc nằm ngoài trang. Các ghi chú khác còn nguyên. Hãy vẽ lại nét này.",
        "en": "The mark is too long or lies outside the page. Other marks are kept. Please draw it again.",
    },
    ("width", "range"): {
        "vi": "Độ dày nét không dùng được. Chưa có gì thay đổi. Hãy chọn lại.",
        "en": "The width of the line cannot be used. Nothing has changed. Please choose again.",
    },
    ("text", "too_long"): {
        "vi": "Ghi chú dài hơn 20.000 ký tự. Nội dung đã nhập còn nguyên. Hãy rút gọn rồi lưu lại.",
        "en": "The note is longer than 20,000 characters. What you typed is kept. Please shorten it and save again.",
    },
    ("circle", "range"): {
        "vi": "Hãy chọn từ 1 đến 200 người khác để chia sẻ. Ghi chú vẫn là của riêng bạn.",
        "en": "Please choose 1 to 200 other people to share with. The note is still yours alone.",
    },
    ("carried_from", "empty"): {
        "vi": "Ghi chú chuyển sang bản mới phải nêu rõ ghi chú cũ. Mọi ghi chú còn nguyên. Hãy mở lại danh sách.",
        "en": "A carried note must name the old one. All notes are kept. Please open the list again.",
    },
    ("annotations", "exists"): {
        "vi": "Một ghi chú được xử lý hai lần. Mọi ghi chú còn nguyên. Hãy mở lại danh sách.",
        "en": "One note was settled twice. All notes are kept. Please open the list again.",
    },
    ("until", "past"): {
        "vi": "Hạn góp ý phải ở sau lúc này. Chưa có gì thay đổi. Hãy chọn lại thời hạn.",
        "en": "The time for comments must lie ahead. Nothing has changed. Please choose it again.",
    },
}
"""By (field, rule)."""

MARK_STATES: dict[tuple[str, ...], Words] = {
    ("share", "withdrawn"): {
        "vi": "Ghi chú chia sẻ này đã được thu lại. Ghi chú của riêng mỗi người còn nguyên.",
        "en": "This shared note was taken back. Everybody's own notes are kept.",
    },
    ("request", "open"): {
        "vi": "Bạn đang lấy ý kiến về bản này rồi. Các góp ý đã nhận còn nguyên. Hãy kết thúc lần lấy ý kiến đó trước.",
        "en": "You are asking for comments on this version already. They are kept. Please end that request first.",
    },
    ("request", "ended"): {
        "vi": "Lần lấy ý kiến này đã kết thúc. Các góp ý đã nhận còn nguyên.",
        "en": "This request for comments has ended. The comments received are kept.",
    },
}
"""By (kind, state)."""

MARK_KINDS: dict[str, Words] = {
    "annotation": {"vi": "Ghi chú này", "en": "This note"},
    "sharedmark": {"vi": "Ghi chú chia sẻ này", "en": "This shared note"},
    "commentrequest": {"vi": "Lần lấy ý kiến này", "en": "This request for comments"},
    "participant": {"vi": "Người này (chưa được mời dự phiên họp)", "en": "This person (not invited to the meeting)"},
}

MARK_FIELDS: dict[str, Words] = {
    "author": {"vi": "Tên người ghi chú", "en": "The author's name"},
    "color": {"vi": "Màu ghi chú", "en": "The colour of the mark"},
    "annotation": {"vi": "Ghi chú này", "en": "This note"},
}
