"""Sentences for values of the first start: passphrases, invitations, the root key; plain tables for `notice_rules`."""

SETUP_RULES: dict[tuple[str, ...], dict[str, str]] = {
    ("passphrase", "missing"): {
        "vi": "Hồ sơ này có mật khẩu. Không có gì thay đổi. Hãy mở eCabinet bằng cửa sổ và nhập mật khẩu.",
        "en": "This profile has a passphrase. Nothing has changed. Please open eCabinet's window and type it.",
    },
    ("passphrase", "too_short"): {
        "vi": "Mật khẩu cần ít nhất 8 ký tự khác nhau. Chưa có gì được lưu. Hãy dùng một câu dễ nhớ, có dấu càng tốt.",
        "en": "A passphrase needs at least 8 characters, not all the same. Nothing was saved. "
        "A sentence that is easy to remember is best.",
    },
    ("passphrase", "too_long"): {
        "vi": "Mật khẩu dài hơn 256 ký tự. Chưa có gì được lưu. Hãy dùng câu ngắn hơn.",
        "en": "The passphrase is longer than 256 characters. Nothing was saved. Please choose a shorter one.",
    },
    ("passphrase", "not_text"): {
        "vi": "Mật khẩu có ký tự không gõ lại được. Chưa có gì được lưu. Hãy gõ bằng bàn phím thay vì dán.",
        "en": "The passphrase has a character that cannot be typed. Nothing was saved. "
        "Please type it, do not paste it.",
    },
    ("passphrase", "same"): {
        "vi": "Mật khẩu mới giống mật khẩu đang dùng. Chưa có gì thay đổi. Hãy chọn câu khác.",
        "en": "This is the passphrase in use. Nothing has changed. Please choose another.",
    },
    ("keys", "unwritable"): {
        "vi": "Không ghi được khóa vào máy này. Cách mở máy vẫn như cũ. Hãy kiểm tra đĩa còn chỗ trống rồi thử lại.",
        "en": "The keys cannot be written on this laptop. It opens as before. "
        "Please see whether the disk has room and try again.",
    },
    ("repeat", "differs"): {
        "vi": "Hai lần nhập chưa giống nhau. Chưa có gì được lưu. Hãy bấm hình con mắt để xem lại.",
        "en": "The two are not the same. Nothing was saved. Press the eye to see what you typed.",
    },
    ("recovery", "same"): {
        "vi": "Mật khẩu khóa gốc phải khác mật khẩu mở máy. Chưa có gì được lưu. Hãy chọn câu khác.",
        "en": "The root key's passphrase must differ from the one of this laptop. Nothing was saved. "
        "Please choose another.",
    },
    ("invitation", "unreadable"): {
        "vi": "Đây không phải thư mời eCabinet, hoặc tệp bị thiếu. Không có gì thay đổi. Hãy xin lại thư mời.",
        "en": "This is not an eCabinet invitation, or a part is missing. Nothing has changed. Please ask for it again.",
    },
    ("invitation", "expired"): {
        "vi": "Thư mời đã hết hạn. Không có gì thay đổi. Hãy xin quản trị một thư mời mới.",
        "en": "The invitation has expired. Nothing has changed. Please ask the administrator for a new one.",
    },
    ("root_key", "unreadable"): {
        "vi": "Tệp này không phải khóa gốc, hoặc đã hỏng. Không có gì thay đổi. Hãy chọn tệp khác hoặc dùng bản in.",
        "en": "This is not a root key, or it is damaged. Nothing has changed. Please take another file or the sheet.",
    },
    ("root_key", "exists"): {
        "vi": "Đã có tệp cùng tên ở đó. Tệp cũ được giữ nguyên. Hãy chọn tên khác.",
        "en": "There is a file of that name already. It was left alone. Please choose another name.",
    },
    ("root_key", "unwritable"): {
        "vi": "Không ghi được tệp ở đó. Khóa gốc chưa được lưu và vẫn còn ở đây. Hãy chọn nơi khác, chẳng hạn một USB.",
        "en": "The file cannot be written there. The root key is not saved and still here. "
        "Please choose another place, for instance a USB stick.",
    },
    ("sheet", "unwritable"): {
        "vi": "Không ghi được bản in ở đó. Khóa gốc không bị ảnh hưởng. Hãy chọn nơi khác.",
        "en": "The sheet cannot be written there. The root key is not affected. Please choose another place.",
    },
}
"""By (field, rule)."""

SETUP_FIELDS: dict[str, dict[str, str]] = {
    "passphrase": {"vi": "Mật khẩu", "en": "The passphrase"},
    "present": {"vi": "Mật khẩu đang dùng", "en": "The present passphrase"},
    "repeat": {"vi": "Mật khẩu nhập lại", "en": "The repeated passphrase"},
    "invitation": {"vi": "Thư mời", "en": "The invitation"},
    "label": {"vi": "Tên máy", "en": "The computer's name"},
    "store": {"vi": "Nơi trao đổi dữ liệu", "en": "The store"},
    "administrator": {"vi": "Họ tên người quản trị", "en": "The administrator's name"},
}
"""Names of fields."""
