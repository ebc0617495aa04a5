"""Two laptops around one store: the chair's, who also prepares the meeting, and a delegate's; and their meeting."""

from ecabinet.app import commands
from ecabinet.boot import founding
from ecabinet.boot import profile as profiles
from ecabinet.boot.program import open_program
from ecabinet.core.ids import Instant, MemberId
from ecabinet.core.people import Capacity, Presence, Role
from ecabinet.core.voting import Choice
from ecabinet.sync.audit.verify import verify_store
from ecabinet.sync.crypto.keyring import public_key
from ecabinet.sync.stores import open_store, prepare_place
from tests.network import questions
from tests.network.laptop import Laptop
from tests.road.kit import CHARTER, edit_settings

CHAIR, DELEGATE = "m1", "m2"
ROLES = {CHAIR: (Role.CHAIR, Role.SECRETARY, Role.DELEGATE), DELEGATE: (Role.DELEGATE,)}


def found(folder, url):
    """Found an organization of two in a new store and make their profiles; return the seed of its root key."""
    prepare_place(url)
    office, root_seed = founding.found(CHARTER, folder / "admin", url)
    others = [_admit(office, folder, name, rank) for rank, name in enumerate(ROLES, start=1)]
    for program in (office, *others, office):
        while not program.exchange.round().quiet:
            pass
    for program in (office, *others):
        program.close()
        getattr(program.exchange.store, "close", lambda: None)()
    return root_seed


def _admit(office, folder, name, rank):
    member = MemberId(name)
    office.workspace.do(commands.AdmitMember(f"Đại biểu {name}", "Ủy viên", "", rank, True, ROLES[name], member))
    made = profiles.create(folder / name, office.profile.store, office.profile.genesis, profiles.new_seed())
    program = open_program(made)
    founding.certify(office, member, program.sealer.public_key, "máy", program.wrap_key)
    return program


class Pair:
    """Both laptops, and what is known of their meeting."""

    def __init__(self, folder, before=((), ()), longest=1.0, modules=()):
        self.chair, self.delegate = (
            Laptop(folder / name, prefix, longest, modules) for name, prefix in zip(ROLES, before, strict=True)
        )
        self.meeting, self.items, self.votes = None, [], []

    @property
    def both(self):
        return self.chair, self.delegate

    def sit(self):
        """Draft, publish, register, open, and call the first item; both have heard of it."""
        chair, now = self.chair, Instant(1_800_000_000_000)
        draft = commands.DraftMeeting("Phiên họp", "regular_session", now, Instant(now + 1), "Phòng 2", CHAIR, CHAIR)
        chair.do(draft)
        self.meeting = chair.ask(questions.meeting)
        for number in (1, 2):
            chair.do(commands.AddItem(self.meeting, f"Nội dung {number}"))
        for name in ROLES:
            chair.do(commands.Invite(self.meeting, MemberId(name), Capacity.MEMBER))
        chair.do(commands.PublishMeeting(self.meeting))
        self.items = self.delegate.until(questions.items, 2)
        for laptop, name in zip(self.both, ROLES, strict=True):
            laptop.do(commands.RecordAttendance(self.meeting, MemberId(name), Presence.PRESENT))
        chair.until(questions.present, 2)
        chair.do(commands.OpenMeeting(self.meeting))
        chair.do(commands.CallItem(self.items[0]))

    def speak(self):
        """The delegate asks for the floor and is granted it; both have heard of it."""
        self.delegate.until(questions.is_open)
        self.delegate.do(commands.RequestFloor(self.items[0]))
        self.chair.do(commands.GrantFloor(self.chair.until(questions.waiting, 1)[0]))
        return self.delegate.until(questions.running_speech)

    def open_vote(self):
        """The chair opens a vote; the delegate has heard of it."""
        self.chair.do(commands.OpenVote(self.items[0], f"Câu hỏi {len(self.votes) + 1}"))
        self.votes.append(self.delegate.until(questions.running_vote, tuple(self.votes)))
        return self.votes[-1]

    def cast(self):
        """Both answer the running vote; return the seconds each had to wait for her or his own program."""
        wishes = zip(self.both, (Choice.APPROVE, Choice.DISAPPROVE), strict=True)
        seconds = [laptop.do(commands.CastBallot(self.votes[-1], choice)) for laptop, choice in wishes]
        assert [one.ask(questions.my_choice, self.votes[-1]) for one in self.both] == ["approve", "disapprove"]
        return seconds

    def close_vote(self):
        """The chair closes the vote once both ballots are here."""
        self.chair.until(questions.answered, self.votes[-1], 2)
        self.chair.do(commands.CloseVote(self.votes[-1]))

    def converge(self):
        """Wait until both show the same and have sent everything; return the moment and what is shown."""
        for laptop in self.both:
            laptop.until(questions.all_sent)
        shown = self.chair.shown()[0]
        self.delegate.tell("until", questions.shows, shown)
        moment = self.delegate.hear()[1]
        assert self.chair.shown() == (shown, 0)
        return moment, shown

    def close(self):
        """Let both programs end; return their exit statuses."""
        return [laptop.close() for laptop in self.both]

    def kill(self):
        """End what still runs."""
        for laptop in self.both:
            laptop.kill()


def edited(folder, url):
    """Let a profile name the store by another URL."""
    edit_settings(folder, store=url)


def audited(url, root_seed):
    """What an outsider finds in the store alone."""
    store = open_store(url)
    try:
        return verify_store(store, public_key(root_seed))
    finally:
        store.close()
