"""What guards this laptop, in sentences; no Qt here."""

from ecabinet.ui.machine import Guarded
from ecabinet.ui.words import tr


def guarded_by(guarded: Guarded) -> tuple[str, str]:
    """Return an icon and what guards the keys."""
    if guarded is Guarded.PASSPHRASE:
        return "lock", tr("Mở bằng mật khẩu riêng của eCabinet.")
    if guarded is Guarded.KEYRING:
        return "key-round", tr(
            "Mở bằng kho khóa của hệ điều hành: ai đăng nhập được máy tính này thì cũng mở được eCabinet."
        )
    return "lock-open", tr("Chưa có gì giữ khóa của máy này: ai mở được tệp trên máy thì đọc được. Hãy đặt mật khẩu.")


def locked_by(guarded: Guarded, minutes: int) -> str:
    """Return what locks the screen, and what does not."""
    if guarded is not Guarded.PASSPHRASE:
        return tr(
            "eCabinet không khóa màn hình, vì không có mật khẩu để mở lại. Khi rời chỗ, hãy khóa máy tính "
            "(Windows + L)."
        )
    by_hand = tr("Khóa màn hình: Ctrl+L hoặc hình ổ khóa ở góc trên bên phải.")
    if not minutes:
        return by_hand
    itself = tr("Không dùng {count} phút thì tự khóa, trừ khi đang xem phiên họp đang diễn ra.", count=minutes)
    return f"{by_hand} {itself}"


def changed_to(guarded: Guarded) -> str:
    """Return what is true from now on."""
    if guarded is Guarded.KEYRING:
        return tr("Đã chuyển sang kho khóa của hệ điều hành. Mật khẩu cũ không còn tác dụng.")
    return tr("Đã đặt mật khẩu mới. Từ lần mở sau, chỉ mật khẩu này mở được eCabinet trên máy này.")
