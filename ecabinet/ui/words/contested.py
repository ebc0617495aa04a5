"""What is said instead of a verdict when a vote was closed twice, by laptops that did not know of each other."""

from ecabinet.ui.words import tr

ICON = "triangle-alert"


def chip() -> str:
    """Return it in two words, for a chip."""
    return tr("Đang tranh chấp")


def headline() -> str:
    """Return it where the verdict would stand."""
    return tr("Kết quả đang tranh chấp: có hai lần kết thúc")


def reason() -> str:
    """Return why there is no verdict, and what ends that."""
    return tr(
        "Lần biểu quyết này đã được kết thúc trên hai máy chưa nhận được tin của nhau, với số phiếu khác nhau. "
        "Cả hai đều được lưu; chưa có kết quả cho đến khi chủ tọa hủy lần này và biểu quyết lại."
    )


def brief() -> str:
    """Return why there is no verdict, for the room."""
    return tr("Hai lần kết thúc có số phiếu khác nhau. Chờ chủ tọa biểu quyết lại.")
