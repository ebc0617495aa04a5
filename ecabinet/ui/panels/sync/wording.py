"""What the sync light says: a sign, a word or two, and the whole of it line by line."""

from ecabinet.core.ids import Instant
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.words import times, tr

_LOOKS: dict[Light, tuple[str, ColorName]] = {
    Light.SYNCED: ("cloud-check", "agree"),
    Light.SENDING: ("refresh-cw", "primary"),
    Light.OFFLINE: ("cloud-off", "text_muted"),
    Light.READ_ONLY: ("lock", "abstain"),
    Light.TROUBLE: ("triangle-alert", "disagree"),
}
_SENTENCES = {
    Light.SYNCED: lambda: tr("Đã đồng bộ với kho dùng chung."),
    Light.SENDING: lambda: tr("Đang gửi lên kho dùng chung."),
    Light.OFFLINE: lambda: tr("Đang làm việc ngoại tuyến. Mọi việc vẫn làm được và sẽ tự gửi khi có kết nối."),
    Light.READ_ONLY: lambda: tr("Kho dùng chung không cho ghi. Hãy báo bộ phận kỹ thuật."),
    Light.TROUBLE: lambda: tr("Có dữ liệu bị lỗi. Hãy báo bộ phận kỹ thuật."),
}
_WORDS = {
    Light.TROUBLE: lambda: tr("Dữ liệu lỗi"),
    Light.READ_ONLY: lambda: tr("Chưa gửi được"),
}
_MEGABYTE = 1_000_000


def look(delivery: Delivery) -> tuple[str, ColorName]:
    """Return icon and colour; what else must be known takes the place of good news, not of bad."""
    if delivery.light in (Light.SYNCED, Light.SENDING):
        if delivery.clock_offset:
            return "clock", "abstain"
        if delivery.unconfirmed:
            return "hourglass", "abstain"
        if delivery.light is Light.SYNCED and delivery.papers_share < 100:
            return "download", "primary"
    return _LOOKS[delivery.light]


def word(delivery: Delivery, now: Instant) -> str:
    """Return the word or two beside the sign."""
    if delivery.light in _WORDS:
        return _WORDS[delivery.light]()
    if delivery.clock_offset and not delivery.unsent:
        return tr("Giờ máy lệch")
    if delivery.unsent:
        waits = delivery.light is Light.OFFLINE
        words = tr("{count} chờ gửi", count=delivery.unsent)
        return words if waits else tr("Đang gửi {count}", count=delivery.unsent)
    if delivery.light is Light.OFFLINE:
        return tr("Ngoại tuyến")
    return _at_rest(delivery, now)


def lines(delivery: Delivery) -> tuple[str, ...]:
    """Return all there is to say, most important first, each a sentence or two."""
    said = [_SENTENCES[delivery.light]()]
    last = times.clock_seconds(delivery.last_round)
    if last and delivery.light is not Light.SYNCED:
        said.append(tr("Lần trao đổi gần nhất: {time}.", time=last))
    if delivery.unsent:
        said.append(tr("{count} nội dung chờ gửi, được giữ trên máy này.", count=delivery.unsent))
    if delivery.damaged:
        said.append(tr("{count} tệp nhận được bị lỗi và không được áp dụng.", count=delivery.damaged))
    return *said, *_hubs(delivery), *_papers(delivery), *_clock(delivery.clock_offset)


def short_age(milliseconds: int) -> str:
    """Return "Đã đồng bộ", "5 phút trước" or "3 giờ trước"."""
    seconds = max(0, milliseconds // 1000)
    if seconds < 60:
        return tr("Đã đồng bộ")
    if seconds < 3600:
        return tr("{count} phút trước", count=seconds // 60)
    return tr("{count} giờ trước", count=seconds // 3600)


def _at_rest(delivery: Delivery, now: Instant) -> str:
    """Nothing waits here, and the store answers."""
    if delivery.unconfirmed:
        return tr("{count} chờ nhận", count=delivery.unconfirmed)
    if delivery.papers_share < 100:
        return tr("Tài liệu {percent} %", percent=delivery.papers_share)
    return tr("Đang nối") if delivery.last_round is None else short_age(now - delivery.last_round)


def _hubs(delivery: Delivery) -> tuple[str, ...]:
    """Say what is known of the laptops of chair and secretaries, nothing while all is well."""
    if delivery.unconfirmed:
        said = tr("{count} nội dung đã lên kho, máy Chủ tọa và Thư ký chưa báo đã nhận.", count=delivery.unconfirmed)
        return said, tr("Không mất gì: các máy tự tìm thấy trong kho, chỉ chậm hơn.")
    if delivery.hub_silent:
        return (tr("Không thấy máy Chủ tọa, Thư ký hoạt động; máy này tự tìm tin mới, có thể chậm hơn vài giây."),)
    return ()


def _papers(delivery: Delivery) -> tuple[str, ...]:
    """Say how much of the papers is here, nothing when all of them are."""
    if delivery.papers_share == 100:
        return ()
    here, named = _megabytes(delivery.papers_here), _megabytes(delivery.papers_named)
    return (tr("Tài liệu: {here}/{named} MB đã về máy; phiên đang họp được tải trước.", here=here, named=named),)


def _megabytes(size: int) -> str:
    """Return "12,4", and "0,1" for anything smaller."""
    tenths = max(size * 10 // _MEGABYTE, 1 if size else 0)
    return f"{tenths // 10},{tenths % 10}"


def _clock(offset: int) -> tuple[str, ...]:
    """Say by how much this laptop's clock differs from the others', nothing if it does not."""
    minutes = round(abs(offset) / 60_000)
    if not minutes:
        return ()
    if offset < 0:
        said = tr("Đồng hồ máy này có vẻ chậm {count} phút so với các máy khác.", count=minutes)
    else:
        said = tr("Đồng hồ máy này có vẻ nhanh {count} phút so với các máy khác.", count=minutes)
    return said, tr("Kết quả không bị ảnh hưởng; hãy chỉnh lại giờ của máy.")
