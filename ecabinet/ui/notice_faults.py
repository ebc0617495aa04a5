"""Sentences for damaged data and stores out of reach, one for each fault; plain tables for `notices`."""

from ecabinet.core.errors import PaperFault, SegmentFault

_KEPT_VI = "Nội dung không được áp dụng; bản gốc được giữ làm bằng chứng."
_KEPT_EN = "Nothing in it was applied; the original is kept as evidence."
_TELL_VI = "Hãy báo bộ phận kỹ thuật."
_TELL_EN = "Please tell technical support."


def _segment(happened_vi: str, happened_en: str) -> dict[str, str]:
    return {"vi": f"{happened_vi} {_KEPT_VI} {_TELL_VI}", "en": f"{happened_en} {_KEPT_EN} {_TELL_EN}"}


SEGMENT_FAULTS: dict[str, dict[str, str]] = {
    SegmentFault.NAME: _segment("Một gói dữ liệu có tên không hợp lệ.", "A data packet has a bad name."),
    SegmentFault.SIZE: _segment("Một gói dữ liệu có kích thước không hợp lệ.", "A data packet has a bad size."),
    SegmentFault.PARTIAL: {
        "vi": "Một gói dữ liệu mới về một phần. Chưa áp dụng gì. Máy sẽ tự tải lại khi gói đầy đủ.",
        "en": "A data packet has arrived in part. Nothing was applied. It is fetched again once it is complete.",
    },
    SegmentFault.FORMAT: _segment("Một gói dữ liệu sai định dạng.", "A data packet is malformed."),
    SegmentFault.SPACE: _segment("Một gói dữ liệu thuộc nơi khác.", "A data packet belongs somewhere else."),
    SegmentFault.UNKNOWN_WRITER: _segment(
        "Một gói dữ liệu đến từ thiết bị chưa được công nhận.",
        "A data packet comes from a laptop that is not certified.",
    ),
    SegmentFault.SIGNATURE: _segment(
        "Chữ ký của một gói dữ liệu không đúng: nội dung có thể đã bị sửa.",
        "The signature of a data packet does not hold: it may have been altered.",
    ),
    SegmentFault.ENCRYPTED: _segment(
        "Không giải mã được một gói dữ liệu.",
        "A data packet cannot be decrypted.",
    ),
    SegmentFault.CLEAR: _segment(
        "Một gói dữ liệu không được mã hóa, trong khi tổ chức này chỉ nhận dữ liệu đã mã hóa.",
        "A data packet is not encrypted, and this organization takes nothing in the clear.",
    ),
    SegmentFault.BODY: _segment("Nội dung một gói dữ liệu bị hỏng.", "The contents of a data packet are damaged."),
    SegmentFault.CHAIN: _segment(
        "Một gói dữ liệu không nối đúng với gói trước.",
        "A data packet does not continue the one before it.",
    ),
}

PAPER_FAULTS: dict[str, dict[str, str]] = {
    PaperFault.EMPTY: {
        "vi": "Tệp {paper} không có nội dung (0 byte). Tệp được giữ nguyên. Hãy xin lại tệp từ đơn vị gửi.",
        "en": "{paper} is empty (0 bytes). The file is untouched. Please ask the sender for it again.",
    },
    PaperFault.NOT_A_PDF: {
        "vi": "Tệp {paper} không phải PDF nên không đưa vào được. Tệp được giữ nguyên. Hãy lưu thành PDF rồi thêm lại.",
        "en": "{paper} is not a PDF and cannot be taken in. The file is untouched. "
        "Please save it as PDF and add it again.",
    },
    PaperFault.TRUNCATED: {
        "vi": "Tệp {paper} bị thiếu phần cuối. Tệp được giữ nguyên. Hãy chép hoặc tải lại tệp.",
        "en": "The end of {paper} is missing. The file is untouched. Please copy or download it again.",
    },
    PaperFault.ENCRYPTED: {
        "vi": "Tệp {paper} có mật khẩu nên không mở được. Tệp được giữ nguyên. Hãy dùng bản không đặt mật khẩu.",
        "en": "{paper} is protected by a password. The file is untouched. Please use a copy without one.",
    },
    PaperFault.NO_PAGES: {
        "vi": "Tệp {paper} không có trang nào. Tệp được giữ nguyên. Hãy kiểm tra lại với đơn vị gửi.",
        "en": "{paper} has no pages. The file is untouched. Please check with the sender.",
    },
    PaperFault.TOO_LARGE: {
        "vi": "Tệp {paper} lớn hơn 2 GB hoặc có quá nhiều trang. Tệp được giữ nguyên. "
        "Hãy chia nhỏ hoặc quét lại với độ phân giải thấp hơn.",
        "en": "{paper} is larger than 2 GB or has too many pages. The file is untouched. "
        "Please divide it or scan it again more coarsely.",
    },
    PaperFault.TIMEOUT: {
        "vi": "Mở {paper} quá lâu nên đã dừng. Tệp được giữ nguyên. Hãy thử lại; nếu vẫn vậy, hãy báo thư ký.",
        "en": "Opening {paper} took too long and was stopped. The file is untouched. "
        "Please try again; if this stays, tell the secretary.",
    },
    PaperFault.CRASHED: {
        "vi": "Bộ đọc đã dừng khi mở {paper} và được khởi động lại. Tệp được giữ nguyên. "
        "Hãy thử lại; nếu vẫn vậy, hãy dùng bản giấy.",
        "en": "The reader stopped while opening {paper} and was started again. The file is untouched. "
        "Please try again; if this stays, use the printed copy.",
    },
    PaperFault.PAGE: {
        "vi": "Trang {page} của {paper} không hiển thị được; các trang khác vẫn đọc được. Tệp được giữ nguyên. "
        "Hãy xem bản giấy của trang này.",
        "en": "Page {page} of {paper} cannot be shown; the other pages can. The file is untouched. "
        "Please use the printed copy of this page.",
    },
    PaperFault.MISSING: {
        "vi": "Tệp {paper} chưa có trên máy này hoặc không đọc được. Không có gì thay đổi. "
        "Máy sẽ tự tải khi có kết nối; hoặc hãy chọn lại tệp.",
        "en": "{paper} is not on this laptop or cannot be read. Nothing has changed. "
        "It is fetched when there is a connection; or please choose the file again.",
    },
    PaperFault.DAMAGED: {
        "vi": "Bản lưu của {paper} trên máy này bị hỏng nên không đọc được. Bản trên các máy khác không bị ảnh hưởng. "
        "Hãy dùng bản giấy và báo bộ phận kỹ thuật.",
        "en": "The copy of {paper} on this laptop is damaged and cannot be read. Copies on other laptops are not "
        "affected. Please use the printed copy and tell technical support.",
    },
}

STORE_REASONS: dict[str, dict[str, str]] = {
    "missing": {
        "vi": "Không thấy kho dùng chung {place}. Mọi việc vẫn làm được và được giữ trên máy này. "
        "Máy sẽ tự thử lại; hãy kiểm tra cáp mạng hoặc Wi-Fi.",
        "en": "The shared folder {place} cannot be found. You can go on; everything is kept on this laptop. "
        "It will try again; please check cable or Wi-Fi.",
    },
    "not_a_store": {
        "vi": "{place} chưa phải kho dùng chung của eCabinet. Không ghi gì vào đó. Hãy chọn lại kho dùng chung.",
        "en": "{place} is not an eCabinet store. Nothing was written there. Please choose the shared folder again.",
    },
    "other_organization": {
        "vi": "Kho {place} thuộc tổ chức khác. Không ghi gì vào đó. Hãy chọn lại kho dùng chung.",
        "en": "{place} belongs to another organization. Nothing was written there. Please choose the folder again.",
    },
    "timeout": {
        "vi": "Kho dùng chung {place} trả lời quá chậm. Mọi việc được giữ trên máy này. Máy sẽ tự thử lại.",
        "en": "The shared folder {place} answers too slowly. Everything is kept on this laptop. It will try again.",
    },
    "busy": {
        "vi": "Máy chủ {place} đang đủ số máy nối vào. Mọi việc được giữ trên máy này. Máy sẽ tự thử lại; "
        "nếu kéo dài, hãy báo quản trị tăng số kết nối của máy chủ.",
        "en": "{place} has no connection left. Everything is kept on this laptop. It will try again; "
        "if this lasts, please ask the administrator to allow the server more connections.",
    },
    "refused": {
        "vi": "Nơi trao đổi {place} không cho máy này vào. Mọi việc được giữ trên máy này. "
        "Hãy báo quản trị kiểm tra tài khoản, mật khẩu và quyền.",
        "en": "{place} does not let this laptop in. Everything is kept on this laptop. "
        "Please ask the administrator to check account, password and rights.",
    },
    "untrusted": {
        "vi": "Máy chủ {place} không chứng minh được đó là máy chủ của cơ quan. Không gửi gì tới đó. "
        "Hãy báo quản trị kiểm tra chứng thư của máy chủ.",
        "en": "{place} cannot prove that it is your server. Nothing was sent there. "
        "Please ask the administrator to check the server's certificate.",
    },
    "io": {
        "vi": "Đọc hoặc ghi kho dùng chung {place} không thành. Mọi việc được giữ trên máy này. Máy sẽ tự thử lại.",
        "en": "The shared folder {place} could not be read or written. Everything is kept on this laptop. "
        "It will try again.",
    },
}

PROFILE_PARTS: dict[str, dict[str, str]] = {
    "keys": {
        "vi": "Không mở được khóa của hồ sơ {path}: mật khẩu sai hoặc tệp khóa hỏng. Các tệp được giữ nguyên. "
        "Hãy nhập lại mật khẩu hoặc báo bộ phận kỹ thuật.",
        "en": "The keys of {path} cannot be opened: wrong passphrase or damaged file. The files are kept. "
        "Please type the passphrase again or tell technical support.",
    },
    "replica": {
        "vi": "Không mở được dữ liệu của hồ sơ {path}. Các tệp được giữ nguyên. Hãy báo bộ phận kỹ thuật.",
        "en": "The data of {path} cannot be opened. The files are kept. Please tell technical support.",
    },
    "joining": {
        "vi": "Không đọc được phần ghi nhớ việc tham gia ở {path}. Tệp được giữ nguyên. Hãy xin một thư mời mới.",
        "en": "What was kept of a joining in {path} cannot be read. The file is kept. Please use a new invitation.",
    },
    "settings": {
        "vi": "Không đọc được thiết lập của hồ sơ {path}. Các tệp được giữ nguyên. Hãy báo bộ phận kỹ thuật.",
        "en": "The settings of {path} cannot be read. The files are kept. Please tell technical support.",
    },
}
