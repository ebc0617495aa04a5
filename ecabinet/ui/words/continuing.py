"""What a person is told whose laptop was restored from a backup, or whose profile was copied: no cause for alarm."""

from ecabinet.ui.words import tr


def continued(left: int) -> str:
    """Return the sentence; `left` counts what could not be sent any more, and is kept."""
    said = tr("Máy này được khôi phục từ bản sao; ông, bà tiếp tục làm việc bình thường.")
    if not left:
        return said
    kept = tr(
        "{count} nội dung đã ghi không còn gửi được (ví dụ cuộc biểu quyết đã kết thúc); vẫn được giữ.", count=left
    )
    return f"{said} {kept}"
