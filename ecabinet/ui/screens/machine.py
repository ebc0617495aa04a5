"""Máy này: one panel about the laptop itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ecabinet.ui.context import Context
from ecabinet.ui.machine import Machine
from ecabinet.ui.panels.machine.panel import MachinePanel


class MachineScreen(QWidget):
    """What one can see and set about this laptop.

    Signals:
        lockable_changed(bool): whether there is a passphrase now to unlock a screen with.
    """

    lockable_changed = Signal(bool)

    def __init__(self, context: Context, machine: Machine) -> None:
        super().__init__()
        self.setObjectName("machine-screen")
        self.panel = MachinePanel(context, machine)
        self.panel.lockable_changed.connect(self.lockable_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
