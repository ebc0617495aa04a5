"""The sentences people read when something was refused, is out of reach or is damaged; no Qt here.

Errors carry data; this module alone turns them into words. Each sentence says what happened, what was kept and what
to do. The tables by rule, state and fault stand in `notice_rules` and `notice_faults`.
"""

from collections.abc import Callable, Iterable, Mapping

from ecabinet.core import errors
from ecabinet.core.errors import EcabinetError
from ecabinet.ui.notice_faults import PAPER_FAULTS, PROFILE_PARTS, SEGMENT_FAULTS, STORE_REASONS
from ecabinet.ui.notice_rules import ANY_FIELD, FIELDS, KINDS, RULES, STATE_NAMES, STATES, WHO, Words

TEMPLATES: dict[type[EcabinetError], Words] = {
    errors.NotAllowed: {
        "vi": "Việc này dành cho {needs}. Chưa có gì thay đổi. Hãy nhờ người có quyền thực hiện.",
        "en": "This is reserved for {needs}. Nothing has changed. Please ask someone entitled to do it.",
    },
    errors.NoSuchThing: {
        "vi": "{kind} không còn trên máy này hoặc đã bị gỡ. Chưa có gì thay đổi. Hãy xem lại danh sách.",
        "en": "{kind} is not on this laptop or was removed. Nothing has changed. Please look at the list again.",
    },
    errors.WrongState: {
        "vi": "Lúc này chưa làm được việc này. Chưa có gì thay đổi. Hãy xem lại trạng thái rồi thử lại.",
        "en": "This cannot be done at the moment. Nothing has changed. Please check the state and try again.",
    },
    errors.MeetingNotHere: {
        "vi": "Phiên họp này đã lâu và chưa tải về máy nên chưa ghi thêm được. Chưa có gì thay đổi. "
        "Hãy mở phiên họp, chờ tải xong rồi làm lại.",
        "en": "This meeting was long ago and is not on this laptop yet, so nothing can be added. Nothing has changed. "
        "Please open it, wait until it has arrived, and do this again.",
    },
    errors.NoQuorum: {
        "vi": "Chưa đủ thành viên: có mặt {present}/{total}, cần {needed}. Chưa có gì thay đổi. "
        "Hãy kiểm tra điểm danh rồi thử lại.",
        "en": "No quorum: {present} of {total} are present, {needed} are needed. Nothing has changed. "
        "Please check the attendance and try again.",
    },
    errors.NotEntitled: {
        "vi": "Danh sách biểu quyết đã chốt khi mở biểu quyết và không có tên người này. Không có ý kiến nào được ghi. "
        "Nếu thấy chưa đúng, hãy báo thư ký.",
        "en": "The list of voters was fixed when the vote opened and does not contain this member. "
        "Nothing was recorded. If this seems wrong, please tell the secretary.",
    },
    errors.Revoked: {
        "vi": "Máy này đã bị thu hồi quyền ghi ({reason}). Việc vừa làm không được ghi; những gì đã lưu vẫn đọc được. "
        "Hãy liên hệ quản trị để cấp lại máy.",
        "en": "This laptop's right to write was revoked ({reason}). Nothing was recorded; what is here can still be "
        "read. Please ask the administrator to admit a laptop anew.",
    },
    errors.Contested: {
        "vi": "Nhật ký của máy này bị trùng với một bản sao hoặc bản khôi phục nên không ghi tiếp được. "
        "Dữ liệu cũ được giữ nguyên. Hãy nhờ quản trị cấp bản cài đặt mới cho máy.",
        "en": "This laptop's log contradicts a copy or a restored backup of it, so nothing more can be recorded with "
        "it. What is here is kept. Please ask the administrator for a new installation.",
    },
    errors.BadValue: {
        "vi": "{field} không dùng được. Nội dung đã nhập còn nguyên. Hãy sửa rồi lưu lại.",
        "en": "{field} cannot be used. Nothing has changed and what you typed is kept. "
        "Please correct it and save again.",
    },
    errors.WrongPassphrase: {
        "vi": "Mật khẩu chưa đúng. Không có gì thay đổi. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại.",
        "en": "This is not the passphrase. Nothing has changed. Please check the keyboard and Caps Lock and try again.",
    },
    errors.PassphraseWait: {
        "vi": "Đã nhập sai nhiều lần. Dữ liệu được giữ nguyên. Hãy đợi {wait} giây rồi nhập lại.",
        "en": "Too many wrong passphrases. The data are kept. Please wait {wait} seconds and try again.",
    },
    errors.ReadOnlyJournal: {
        "vi": "Dữ liệu trên máy này do phiên bản eCabinet mới hơn ghi ({found}, máy này hiểu đến {supported}). "
        "Mọi dữ liệu được giữ nguyên và chỉ mở để đọc. Hãy cập nhật eCabinet.",
        "en": "A newer eCabinet wrote the data on this laptop ({found}; this one understands {supported}). "
        "Everything is kept and open for reading only. Please update eCabinet.",
    },
    errors.NotThisPaper: {
        "vi": "Ghi chú trong tệp {file} không thuộc bản tài liệu này. Tệp được giữ nguyên, chưa lấy ghi chú nào. "
        "Hãy mở đúng tài liệu, đúng bản rồi làm lại.",
        "en": "The marks in {file} do not belong to this version of the paper. The file is untouched and nothing was "
        "taken. Please open the right paper and version and try again.",
    },
    errors.NothingToImport: {
        "vi": "Tệp {file} không có ghi chú nào lấy được (loại khác: {others}). Tệp được giữ nguyên. Hãy chọn tệp khác.",
        "en": "The file {file} has no marks that can be taken (other kinds: {others}). The file is untouched. "
        "Please choose another one.",
    },
    errors.DestinationUnwritable: {
        "vi": "Không ghi được tệp tại {place}. Không có gì bị thay đổi. Hãy chọn nơi khác hoặc giải phóng dung lượng.",
        "en": "Nothing can be written at {place}. Nothing has changed. Please choose another place or free some space.",
    },
    errors.MarksDamaged: {
        "vi": "Không đọc được danh sách ghi chú trong tệp {file}. Tệp được giữ nguyên, chưa lấy ghi chú nào. "
        "Hãy xuất lại tệp từ chương trình đã tạo ra nó.",
        "en": "The list of marks in {file} cannot be read. The file is untouched and nothing was taken. "
        "Please export it again from the program that made it.",
    },
    errors.StoreUnreachable: {
        "vi": "Không kết nối được kho dùng chung. Mọi việc vẫn làm được và được giữ trên máy này. Máy sẽ tự thử lại.",
        "en": "The shared folder is out of reach. You can go on working; everything is kept on this laptop. "
        "It will try again by itself.",
    },
    errors.StoreReadOnly: {
        "vi": "Kho dùng chung {place} không cho ghi. Những gì đã làm được giữ trên máy này và sẽ tự gửi khi ghi được. "
        "Hãy báo bộ phận kỹ thuật.",
        "en": "The shared folder {place} cannot be written. What you did is kept on this laptop and sent as soon as "
        "possible. Please tell technical support.",
    },
    errors.KeyringSilent: {
        "vi": "Kho khóa của hệ điều hành không trả lời hoặc không có khóa của hồ sơ này. Dữ liệu được giữ nguyên. "
        "Hãy mở khóa kho khóa, đăng nhập đúng tài khoản máy rồi thử lại.",
        "en": "The system's keyring does not answer or has no key for this profile. The data are kept. "
        "Please unlock the keyring, sign in as the right user and try again.",
    },
    errors.ProfileLocked: {
        "vi": "Hồ sơ này đang mở trong một cửa sổ eCabinet khác. Không có gì bị thay đổi. "
        "Hãy dùng cửa sổ đó hoặc đóng nó rồi mở lại.",
        "en": "This profile is already open in another eCabinet window. Nothing has changed. "
        "Please use that window, or close it and start again.",
    },
    errors.SegmentDamaged: {
        "vi": "Dữ liệu nhận được không qua kiểm tra. Không có gì trong đó được áp dụng; bản gốc được giữ làm bằng "
        "chứng. Hãy báo bộ phận kỹ thuật.",
        "en": "Received data failed a check. Nothing in it was applied; the original is kept as evidence. "
        "Please tell technical support.",
    },
    errors.BlobDamaged: {
        "vi": "Một tệp tài liệu nhận được bị sai nội dung nên không mở. Các tài liệu khác không bị ảnh hưởng. "
        "Máy sẽ tự tải lại; nếu vẫn lỗi, hãy báo thư ký.",
        "en": "A received file does not have the contents it should have and is not opened. Other papers are not "
        "affected. It is fetched again by itself; if this stays, please tell the secretary.",
    },
    errors.ForkFound: {
        "vi": "Một máy đã ghi hai nội dung khác nhau cùng số {seq}. Cả hai được giữ làm bằng chứng, không áp dụng "
        "thêm. Hãy báo quản trị để xử lý.",
        "en": "One laptop wrote two different records with number {seq}. Both are kept as evidence and nothing more of "
        "it is applied. Please tell the administrator.",
    },
    errors.PaperUnreadable: {
        "vi": "Không hiển thị được {paper}. Tệp được giữ nguyên. Hãy dùng bản giấy và báo thư ký.",
        "en": "{paper} cannot be shown. The file is kept as it is. Please use the printed copy and tell the secretary.",
    },
    errors.ProfileDamaged: {
        "vi": "Không mở được hồ sơ trên máy này. Các tệp được giữ nguyên. Hãy báo bộ phận kỹ thuật.",
        "en": "The profile on this laptop cannot be opened. Its files are kept. Please tell technical support.",
    },
    errors.Refused: {
        "vi": "Việc này chưa được thực hiện. Chưa có gì thay đổi.",
        "en": "This was not done. Nothing has changed.",
    },
    errors.Unreachable: {
        "vi": "Chưa kết nối được. Mọi việc được giữ trên máy này và sẽ tự gửi khi có kết nối.",
        "en": "There is no connection. Everything is kept on this laptop and sent when there is one.",
    },
    errors.Damaged: {
        "vi": "Dữ liệu bị hỏng nên không dùng. Bản gốc được giữ làm bằng chứng. Hãy báo bộ phận kỹ thuật.",
        "en": "Data are damaged and are not used. The original is kept as evidence. Please tell technical support.",
    },
    EcabinetError: {
        "vi": "Việc này chưa thực hiện được. Dữ liệu được giữ nguyên.",
        "en": "This could not be done. Your data are kept.",
    },
}
"""One entry for each kind of error; a kind without one speaks as its nearest ancestor."""

APOLOGY: Words = {
    "vi": "Xin lỗi, chương trình vừa gặp lỗi. Mọi việc đã ghi nhận được giữ nguyên; "
    "ông, bà có thể tiếp tục. Lỗi đã được ghi lại để khắc phục.",
    "en": "Sorry, something went wrong in the program. Everything recorded is kept and you can go on. "
    "The fault was logged so that it can be mended.",
}
"""What the last-chance handler says, once."""


def sentence(error: EcabinetError, language: str = "vi") -> str:
    """Say what happened, what was kept and what to do; `language` is "vi" or "en"."""
    return template(error)[language].format(**_values(error, language))


def template(error: EcabinetError) -> Words:
    """Return the most exact words there are for this error, with named placeholders."""
    exact = _EXACT.get(type(error))
    found = exact(error) if exact else None
    return found or next(TEMPLATES[kind] for kind in type(error).__mro__ if kind in TEMPLATES)


def _first(table: Mapping[tuple[str, ...], Words], keys: Iterable[tuple[str, ...]]) -> Words | None:
    return next((table[key] for key in keys if key in table), None)


def _wrong_state(error: errors.WrongState) -> Words | None:
    return _first(STATES, ((error.kind, error.state, *error.needs), (error.kind, error.state)))


def _bad_value(error: errors.BadValue) -> Words | None:
    return _first(RULES, ((error.field, error.rule), (error.rule,)))


_EXACT: dict[type[EcabinetError], Callable[..., Words | None]] = {
    errors.WrongState: _wrong_state,
    errors.BadValue: _bad_value,
    errors.StoreUnreachable: lambda error: STORE_REASONS.get(error.reason),
    errors.SegmentDamaged: lambda error: SEGMENT_FAULTS.get(error.fault),
    errors.PaperUnreadable: lambda error: PAPER_FAULTS.get(error.reason),
    errors.ProfileDamaged: lambda error: PROFILE_PARTS.get(error.part),
}

_NAMES: dict[tuple[type[EcabinetError], str], Mapping[str, Words]] = {
    (errors.NotAllowed, "needs"): WHO,
    (errors.NoSuchThing, "kind"): KINDS,
    (errors.WrongState, "needs"): STATE_NAMES,
    (errors.BadValue, "field"): FIELDS,
}
"""Fields whose values have words of their own."""


def _values(error: EcabinetError, language: str) -> dict[str, object]:
    found = dict(vars(error))
    if isinstance(error, errors.PaperUnreadable) and error.page is not None:
        found["page"] = error.page + 1
    for (kind, name), words in _NAMES.items():
        if isinstance(error, kind):
            found[name] = _named(found[name], words, language)
    if isinstance(error, errors.BadValue) and error.field not in FIELDS:
        found["field"] = ANY_FIELD[language]
    return found


def _named(value: object, words: Mapping[str, Words], language: str) -> str:
    values = value if isinstance(value, tuple) else (value,)
    joint = {"vi": " hoặc ", "en": " or "}[language]
    return joint.join(words[str(part)][language] if str(part) in words else str(part) for part in values)
