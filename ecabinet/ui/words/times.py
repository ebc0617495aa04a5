"""Times and dates as screens show them: always Vietnam's zone (UTC+7, no summer time), 24 hours."""

from datetime import UTC, datetime

from ecabinet.core.ids import Instant
from ecabinet.ui.words import tr
from ecabinet.ui.zone import ZONE

VIETNAM = ZONE
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def local(instant: Instant) -> datetime:
    """Return the instant in Vietnam's zone."""
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(VIETNAM)


def instant(moment: datetime) -> Instant:
    """Return the instant of an aware moment."""
    return Instant(int(moment.timestamp() * 1000))


def clock(at: Instant | None) -> str:
    """Return "09:05", empty for None."""
    return f"{local(at):%H:%M}" if at is not None else ""


def clock_seconds(at: Instant | None) -> str:
    """Return "09:05:07", empty for None."""
    return f"{local(at):%H:%M:%S}" if at is not None else ""


def day(at: Instant) -> str:
    """Return "Thứ Ba, 28/7/2026"."""
    moment = local(at)
    return f"{tr(_DAYS[moment.weekday()])}, {date(at)}"


def date(at: Instant) -> str:
    """Return "28/7/2026"."""
    moment = local(at)
    return f"{moment.day}/{moment.month}/{moment.year}"


def span(starts_at: Instant, ends_at: Instant) -> str:
    """Return "08:00 – 11:35"."""
    return f"{clock(starts_at)} – {clock(ends_at)}"


def length(seconds: int) -> str:
    """Return "6:42" for 402 seconds."""
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes}:{rest:02d}"


def left_until(at: Instant, now: Instant) -> str:
    """Return how long until a moment, in the largest fitting unit."""
    minutes = (at - now) // 60_000
    if minutes < 0:
        return tr("đã bắt đầu")
    if minutes < 60:
        return tr("còn {count} phút", count=minutes)
    if minutes < 48 * 60:
        return tr("còn {hours} giờ {minutes} phút", hours=minutes // 60, minutes=minutes % 60)
    return tr("còn {count} ngày", count=minutes // (24 * 60))
