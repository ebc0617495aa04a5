"""What mouse, pen, fingers and wheel do over the pages: a tool's business first, then scrolling and zooming."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QEventPoint,
    QMouseEvent,
    QNativeGestureEvent,
    QPointerEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from ecabinet.app.override import override
from ecabinet.ui.reader.moves import scroll, step_row, zoom_by
from ecabinet.ui.reader.tools import PagePoint, Tool

if TYPE_CHECKING:
    from ecabinet.ui.reader.page_view import PageView

_NOTCH = 120
_PEN_AWAY = 700
"""Milliseconds after its last word for which a pen is taken to be near; it speaks all the time while it is."""
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_Kind = QEvent.Type
_TOUCHES = (_Kind.TouchBegin, _Kind.TouchUpdate, _Kind.TouchEnd, _Kind.TouchCancel)
_PENS = (_Kind.TabletPress, _Kind.TabletMove, _Kind.TabletRelease)


class Pointer(QObject):
    """Sees the events of one view's viewport before Qt does with them what is usual."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self.tool: Tool | None = None
        self._dragging = False
        self._pan: QPointF | None = None
        self._fingers = 0
        self.pen = QTimer(self)
        self.pen.setSingleShot(True)
        self.pen.setInterval(_PEN_AWAY)
        self._doings: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            _Kind.Leave: self._leave,
            _Kind.Wheel: self._wheel,
            _Kind.NativeGesture: self._native,
            _Kind.Gesture: self._gesture,
            _Kind.MouseMove: self._move,
            _Kind.MouseButtonRelease: self._release,
            **dict.fromkeys((_Kind.MouseButtonPress, _Kind.MouseButtonDblClick), self._press),
            **dict.fromkeys(_TOUCHES, self._touch),
            **dict.fromkeys(_PENS, self._tablet),
        }
        viewport = view.viewport()
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        viewport.ungrabGesture(Qt.GestureType.PanGesture)  # Qt's own two fingers would scroll the same way once more
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        viewport.installEventFilter(self)

    def set_tool(self, tool: Tool | None) -> None:
        """Give the pointer to another tool."""
        self.cancel()
        self.tool = tool
        self._dress()

    def cancel(self) -> None:
        """Drop what is going on."""
        self._dragging, self._pan = False, None
        if self.tool is not None:
            self.tool.cancel()

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Do what an event asks for; False leaves it to Qt."""
        doing = self._doings.get(event.type())
        return doing(event) if doing else False

    def _press(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if mouse.button() == _MIDDLE:
            self._pan = mouse.position()
            self._dress()
            return True
        at = self._view.point_at(mouse.position())
        if mouse.button() != _LEFT or at is None or self.tool is None:
            return False
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        double = mouse.type() == _Kind.MouseButtonDblClick
        self._dragging = self.tool.double_click(at, mouse) if double else self.tool.press(at, mouse)
        return self._dragging

    def _move(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if self._pan is not None:
            self._pan_to(mouse.position())
            return True
        if self.tool is None:
            return False
        if self._dragging:
            return self._tell(self.tool.move, mouse, mouse.position())
        self.tool.hover(self._view.point_at(mouse.position()))
        self._dress()
        return False

    def _release(self, event: QEvent) -> bool:
        mouse = cast("QMouseEvent", event)
        if self._pan is not None and mouse.button() == _MIDDLE:
            self._pan = None
            self._dress()
            return True
        if self._dragging and mouse.button() == _LEFT and self.tool is not None:
            self._dragging = False
            return self._tell(self.tool.release, mouse, mouse.position())
        return False

    def _leave(self, _event: QEvent) -> bool:
        if self.tool is not None and not self._dragging:
            self.tool.hover(None)
        return False

    def _place(self, point: QEventPoint) -> QPointF:
        return self._view.viewport().mapFromGlobal(point.globalPosition())

    def _wheel(self, event: QEvent) -> bool:
        wheel, view = cast("QWheelEvent", event), self._view
        notches = wheel.angleDelta().y() / _NOTCH
        if wheel.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if notches:
                zoom_by(view, 1.1**notches, wheel.position())
            return True
        bar = view.verticalScrollBar()
        if view.stage.plan.paged and notches and bar.value() == (bar.minimum() if notches > 0 else bar.maximum()):
            step_row(view, -1 if notches > 0 else 1, to_end=notches > 0)
            return True
        return False

    def _native(self, event: QEvent) -> bool:
        gesture = cast("QNativeGestureEvent", event)
        if gesture.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        zoom_by(self._view, 1 + gesture.value(), gesture.position())
        return True

    def _gesture(self, event: QEvent) -> bool:
        pinch = cast("QGestureEvent", event).gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture) or self.pen.isActive():
            return False
        centre = QPointF(self._view.viewport().mapFromGlobal(pinch.centerPoint()))
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            zoom_by(self._view, pinch.scaleFactor(), centre)
        return True

    def _touch(self, event: QEvent) -> bool:
        """One finger is the tool's or scrolls, two scroll; none counts while a pen is near."""
        touch = cast("QTouchEvent", event)
        points = [point for point in touch.points() if point.state() != point.State.Released]
        ended = touch.type() in (_Kind.TouchEnd, _Kind.TouchCancel)
        if self.pen.isActive() or touch.type() == _Kind.TouchCancel:
            self._drop_touch()
        elif len(points) == 1 and self._fingers <= 1 and not ended:
            self._one_finger(touch, self._place(points[0]))
        elif ended and self._dragging and self.tool is not None:
            self._dragging = False
            self._tell(self.tool.release, touch, self._place(touch.points()[0]))
        elif points:
            self._many_fingers([self._place(point) for point in points])
        self._fingers = 0 if ended else len(points)
        self._pan = None if ended else self._pan
        return True

    def _one_finger(self, touch: QTouchEvent, position: QPointF) -> None:
        if self._dragging and self.tool is not None:
            self._tell(self.tool.move, touch, position)
        elif self._pan is not None:
            self._pan_to(position)
        else:
            at = self._view.point_at(position)
            self._dragging = at is not None and self.tool is not None and self.tool.press(at, touch)
            self._pan = None if self._dragging else position

    def _many_fingers(self, positions: list[QPointF]) -> None:
        middle = sum(positions, QPointF()) / len(positions)
        if len(positions) != self._fingers:
            self._drop_touch()
            self._pan = middle
        self._pan_to(middle)

    def _drop_touch(self) -> None:
        self._pan = None
        if self._dragging and not self.pen.isActive():
            self.cancel()

    def _tablet(self, event: QEvent) -> bool:
        pen = cast("QTabletEvent", event)
        self.pen.start()
        at = self._view.point_at(pen.position(), near=True)
        if self.tool is None or at is None:
            return False
        taken = self.tool.tablet(pen, replace(at, pressure=pen.pressure()))
        pen.setAccepted(taken)
        self._dress()
        return taken

    def _tell(self, heard: Callable[[PagePoint, QPointerEvent], bool], event: QPointerEvent, position: QPointF) -> bool:
        at = self._view.point_at(position, near=True)
        return at is not None and heard(at, event)

    def _pan_to(self, position: QPointF) -> None:
        if self._pan is None:
            return
        ratio, moved = self._view.stage.room.ratio, self._pan - position
        across = self._view.horizontalScrollBar()
        across.setValue(across.value() + round(moved.x() * ratio))
        if round(moved.y() * ratio):
            scroll(self._view, round(moved.y() * ratio))
        self._pan = position

    def _dress(self) -> None:
        shape = self.tool.cursor() if self.tool is not None else None
        if self._pan is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        viewport = self._view.viewport()
        if shape is None:
            viewport.unsetCursor()
        else:
            viewport.setCursor(shape)
