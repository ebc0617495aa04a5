"""What the calendar of a replica must answer, by the things of a replica in memory one by one."""

from ecabinet.app.calendar import Leaf
from ecabinet.core.meeting import SITTING
from ecabinet.core.things import Item, Meeting, Paper, Participant, Version


class PlainCalendar:
    """Implements app.calendar.Calendar on `things` and `thing` of any replica."""

    def __init__(self, reads):
        self._reads = reads

    def around(self, now, over):
        by_end = sorted(self._reads.things(Meeting), key=lambda meeting: -meeting.ends_at)
        coming = [meeting for meeting in by_end if meeting.ends_at >= now]
        sitting = [meeting for meeting in by_end if meeting.state in SITTING][:over]
        past = [meeting for meeting in by_end if meeting.ends_at < now][:over]
        return tuple(dict.fromkeys([*coming, *sitting, *past]))

    def between(self, begin, end):
        return tuple(meeting for meeting in self._reads.things(Meeting) if begin <= meeting.starts_at < end)

    def first(self):
        return min((meeting.starts_at for meeting in self._reads.things(Meeting)), default=None)

    def leaves(self, meetings):
        found = []
        for item in self._reads.things(Item, removed=False):
            if item.meeting in meetings:
                papers = self._reads.things(Paper, meeting=item.meeting, item=item.id, removed=False)
                found += [self._leaf(item, paper) for paper in papers or [None]]
        return tuple(found)

    def invitations(self, meetings, member):
        lines = (self._reads.thing(Participant, f"{meeting}/{member}") for meeting in meetings)
        return tuple(line for line in lines if line)

    def _leaf(self, item, paper):
        versions = self._reads.things(Version, meeting=item.meeting, paper=paper.id) if paper else ()
        newest = max(versions, key=lambda version: (version.at, version.id), default=None)
        version, pages = (newest.version, newest.pages) if newest else (None, 0)
        return Leaf(item.meeting, item.id, paper and paper.id, version, pages)
