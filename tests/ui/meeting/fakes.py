"""A page port without processes: answers when told to, or at once; pages are flat colours."""

from ecabinet.app.pages import Answer, PageSize, PaperShape, Ticket, Tile
from ecabinet.core.errors import PaperUnreadable

A4 = PageSize(595.2, 841.9)


class FakePages:
    """Keeps wishes in the order of asking; `serve` answers them."""

    def __init__(self, shape=None, broken=(), error=None):
        self.shape = shape or PaperShape((A4,) * 12)
        self.broken = dict(broken)
        self.error = error
        self.wishes = {}
        self.answers = []
        self.asked = []
        self.cancelled = []
        self._last = 0

    def open(self, _path):
        return self.shape

    def ask_shape(self, path, urgency=None):
        return self._ask(path, None, urgency)

    def ask_tile(self, path, request, urgency=None):
        return self._ask(path, request, urgency)

    def _ask(self, path, request, urgency):
        self.asked.append((request, urgency))
        for ticket, (place, same, former) in self.wishes.items():
            if (place, same, former.view) == (path, request, urgency.view):
                self.wishes[ticket] = (path, request, urgency)
                return ticket
        self._last += 1
        self.wishes[Ticket(self._last)] = (path, request, urgency)
        return Ticket(self._last)

    def cancel(self, ticket):
        self.wishes.pop(ticket, None)

    def cancel_older(self, view, generation):
        for ticket, (_path, request, urgency) in list(self.wishes.items()):
            if urgency.view == view and urgency.generation < generation:
                self.cancelled.append(request)
                del self.wishes[ticket]

    def serve(self, count=None):
        """Answer the most urgent wishes."""
        ordered = sorted(self.wishes, key=lambda ticket: (self.wishes[ticket][2].priority, ticket))
        for ticket in ordered[:count]:
            path, request, _urgency = self.wishes.pop(ticket)
            self.answers.append(Answer(ticket, path, request, self._value(path, request)))

    def _value(self, path, request):
        if request is None:
            return self.error or self.shape
        if request.page in self.broken:
            return PaperUnreadable(self.broken[request.page], str(path), request.page)
        row = bytes((40 + request.page, 80, 160, 255)) * request.width
        turned = self.shape.pages[request.page].rotation
        return Tile(request, request.width, request.height, 4 * request.width, row * request.height, turned)

    def poll(self):
        answers, self.answers = self.answers, []
        return answers

    def waiting(self):
        return len(self.wishes) + len(self.answers)

    def fileno(self):
        return None


class PromptPages(FakePages):
    """Answers everything at the next look."""

    def poll(self):
        self.serve()
        return super().poll()
