"""The sync light: a quiet word in the corner that says whether work is being exchanged.

Being offline is no alarm: everything is kept here and sent later, so only damage is shown in red.
"""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ecabinet.app.ports import Clock
from ecabinet.ui.delivery import Delivery, Light
from ecabinet.ui.theme import icons
from ecabinet.ui.theme.tokens import ColorName
from ecabinet.ui.words import times, tr

_TICK = 1_000
_LOOKS: dict[Light, tuple[str, ColorName]] = {
    Light.SYNCED: ("cloud-check", "agree"),
    Light.SENDING: ("refresh-cw", "primary"),
    Light.OFFLINE: ("cloud-off", "text_muted"),
    Light.READ_ONLY: ("lock", "abstain"),
    Light.TROUBLE: ("triangle-alert", "disagree"),
}


def _look(delivery: Delivery) -> tuple[str, ColorName]:
    """A wrong clock takes the place of good news, not of bad."""
    if delivery.clock_offset and delivery.light in (Light.SYNCED, Light.SENDING):
        return "clock", "abstain"
    return _LOOKS[delivery.light]


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


def short_age(milliseconds: int) -> str:
    """Return "Đã đồng bộ", "5 phút trước" or "3 giờ trước"."""
    seconds = max(0, milliseconds // 1000)
    if seconds < 60:
        return tr("Đã đồng bộ")
    if seconds < 3600:
        return tr("{count} phút trước", count=seconds // 60)
    return tr("{count} giờ trước", count=seconds // 3600)


class SyncPanel(QPushButton):
    """Icon and a word or two; pressing it tells the whole sentence."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync-light")
        self.setProperty("kind", "link")
        self._clock = clock
        self._delivery = Delivery(Light.OFFLINE)
        self._wordy = True
        self._sentence = QAction(self)
        self._sentence.setEnabled(False)
        self._menu = QMenu(self)
        self._menu.setObjectName("sync-menu")
        self._menu.addAction(self._sentence)
        self.clicked.connect(self.on_clicked)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.on_tick)
        self._timer.start()
        self.show_delivery(self._delivery)

    @Slot(object)
    def show_delivery(self, delivery: Delivery) -> None:
        """Show how the connection stands."""
        self._delivery = delivery
        icons.put(self, *_look(delivery))
        self.on_tick()

    def show_words(self, wordy: bool) -> None:
        """Say a word beside the sign, or leave it to the tooltip where there is no room."""
        self._wordy = wordy
        self.on_tick()

    @Slot()
    def on_tick(self) -> None:
        """Let the age of the last round grow."""
        text = self._word() if self._wordy else ""
        if text != self.text():
            self.setText(text)
        sentence = self._whole()
        if sentence != self.toolTip():
            self.setToolTip(sentence)
            self.setAccessibleName(sentence)
            self._sentence.setText(sentence)

    @Slot()
    def on_clicked(self) -> None:
        """Say the sentence under the light."""
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _word(self) -> str:
        delivery = self._delivery
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
        age = None if delivery.last_round is None else self._clock.now() - delivery.last_round
        return tr("Đang nối") if age is None else short_age(age)

    def _whole(self) -> str:
        delivery = self._delivery
        last = times.clock_seconds(delivery.last_round)
        parts = [_SENTENCES[delivery.light]()]
        if last and delivery.light is not Light.SYNCED:
            parts.append(tr("Lần trao đổi gần nhất: {time}.", time=last))
        if delivery.unsent:
            parts.append(tr("{count} nội dung chờ gửi, được giữ trên máy này.", count=delivery.unsent))
        if delivery.damaged:
            parts.append(tr("{count} tệp nhận được bị lỗi và không được áp dụng.", count=delivery.damaged))
        parts.extend(_clock(delivery.clock_offset))
        return " ".join(parts)


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
