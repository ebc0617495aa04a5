"""One laptop as a process of its own: a program, a desk that answers its pipe, and a line that exchanges by itself.

As in the window: commands never wait for a round under way, a round follows each own command at once, and the rest
between rounds doubles while the store is silent. It starts as `python -m tests.network.laptop FOLDER LONGEST
[MODULE]`, imports the module, which may know further stores, reads pickled questions from its input and ends with it.
"""

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path

from ecabinet.boot import profile as profiles
from ecabinet.boot.program import held, open_program
from ecabinet.core.errors import Refused, Unreachable
from ecabinet.replica.digest import digest
from ecabinet.sync.stores import waking
from ecabinet.ui.heartbeat import GLANCES, LISTENING_BUSY_MS

ROOT = Path(__file__).resolve().parents[2]
REST = 0.25
SLICE = 0.005  # seconds for which a line that listens does not see what the desk wants to send
PATIENCE = 150.0


class Broken(Exception):
    """The laptop met something it does not handle; the text is the way there."""


class Seat:
    """The worker's side.

    Attributes:
        offline: why the last round did not reach the store, None if it did.
        rounds: how many rounds have ended.
    """

    def __init__(self, folder, longest):
        self.profile = profiles.load(folder)
        self.program = open_program(self.profile)
        self.offline, self.rounds, self.longest = "never", 0, longest
        self.broken, self._failures, self._glances, self._owed, self._over = "", 0, 0, False, False
        self._news = threading.Condition(threading.RLock())
        self._line = threading.Thread(target=self._exchange)

    # ---- the desk

    def do(self, command):
        """Carry out a command; return the seconds it took, or the kind of refusal."""
        begin = time.perf_counter()
        try:
            self.program.workspace.do(command)
        except Refused as error:
            return type(error).__name__
        seconds = time.perf_counter() - begin
        with self._news:
            self._owed = True
            self._news.notify_all()
        return seconds

    def ask(self, question, *more):
        """Return what a function makes of the seat."""
        return question(self, *more)

    def until(self, question, *more):
        """Wait, one round after the other, until a function returns something true; return it and the time."""
        end = time.monotonic() + PATIENCE
        with self._news:
            while not (answer := question(self, *more)):
                if self.broken or not self._news.wait(max(0.0, end - time.monotonic())):
                    raise TimeoutError(f"{question.__name__}: {self.broken or self.offline or 'no answer'}")
            return answer, time.monotonic()

    def shown(self):
        """Return one value for all that is shown, and how much is unsent."""
        with self.program.replica.read() as reads:
            return digest(reads), self.unsent

    @property
    def unsent(self):
        """How many segments are not counted as sent."""
        replica = self.program.replica
        return sum(len(replica.unsent(genesis.space)) for genesis in replica.spaces())

    # ---- the line

    def start(self):
        self._line.start()

    def close(self):
        """End the line after its round; close the program."""
        with self._news:
            self._over = True
            self._news.notify_all()
        self._line.join()
        self.program.close()

    def _exchange(self):
        waker, hinted = waking.waker(self.program.exchange.store), False
        try:
            while not self._over:
                self._round(hinted)
                hinted = self._rest(waker)
        except Exception:  # noqa: BLE001  # the desk tells whoever asks next
            with self._news:
                self.broken = traceback.format_exc()
                self._news.notify_all()
        finally:
            for thing in (waker, self.program.exchange.store):
                getattr(thing, "close", lambda: None)()

    def _round(self, hinted):
        """Do a round: a short one after a hint or an own command, most of the time."""
        short = (hinted or self._owed) and self._glances < GLANCES
        self._owed, self._glances = False, self._glances + 1 if short else 0
        report = self.program.exchange.round(glance=self._glances > 0)
        with self._news:
            self.offline, self.rounds = report.offline, self.rounds + 1
            self._failures = min(self._failures + 1, 6) if report.offline else 0
            self._news.notify_all()

    def _rest(self, waker):
        """Wait until somebody wrote, until there is something to send, or as long as the window would; say if told."""
        if waker and not self._failures:
            end = time.monotonic() + LISTENING_BUSY_MS / 1000
            with contextlib.suppress(Unreachable):
                while not (self._over or self._owed or time.monotonic() > end):
                    if waker.wait(SLICE):
                        return True
                return False
        end = time.monotonic() + (min(self.longest, REST * 2**self._failures) if self._failures else REST)
        with self._news:
            while not self._over and (self._failures or not self._owed) and (left := end - time.monotonic()) > 0:
                self._news.wait(left)
        return False


def serve(folder, longest):
    """Answer questions until there are no more."""
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not come between
    seat = Seat(folder, longest)
    with inward, outward, held(seat.profile):
        seat.start()
        try:
            while True:
                try:
                    verb, more = pickle.load(inward)
                except EOFError:
                    return
                pickle.dump(_answer(seat, verb, more), outward)
                outward.flush()
        finally:
            seat.close()


def _answer(seat, verb, more):
    try:
        return True, getattr(seat, verb)(*more)
    except Exception:  # noqa: BLE001  # the other end raises it
        return False, traceback.format_exc()


class Laptop:
    """The other end of the pipe. `before` is put before the command, for example `ip netns exec NAME`."""

    def __init__(self, folder, before=(), longest=1.0, modules=()):
        command = [*before, sys.executable, "-m", "tests.network.laptop", str(folder), str(longest), *modules]
        self.folder = folder
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def tell(self, verb, *more):
        """Ask without waiting; `hear` is the answer."""
        pickle.dump((verb, more), self.process.stdin)
        self.process.stdin.flush()

    def hear(self):
        """Return the answer to the oldest question.

        Raises:
            Broken: there is none.
        """
        try:
            fine, answer = pickle.load(self.process.stdout)
        except EOFError:
            raise Broken(f"{self.folder.name} died: {self.process.wait(PATIENCE)}") from None
        if not fine:
            raise Broken(answer)
        return answer

    def do(self, command):
        """Carry out a command; return the seconds it took.

        Raises:
            Broken: it was refused.
        """
        self.tell("do", command)
        answer = self.hear()
        if isinstance(answer, str):
            raise Broken(f"{answer}: {command}")
        return answer

    def ask(self, question, *more):
        self.tell("ask", question, *more)
        return self.hear()

    def until(self, question, *more):
        """Wait until a function of the seat returns something true; return it."""
        self.tell("until", question, *more)
        return self.hear()[0]

    def shown(self):
        self.tell("shown")
        return self.hear()

    def close(self):
        """Let it end by itself; return its exit status."""
        self.process.stdin.close()
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        return status

    def kill(self):
        """End it, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()


if __name__ == "__main__":
    for module in sys.argv[3:]:
        importlib.import_module(module)
    serve(Path(sys.argv[1]), float(sys.argv[2]))
