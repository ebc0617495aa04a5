"""The table of faults: one line for each, by the row of the catalogue it belongs to."""

from benchmarks import fault_crash as crash
from benchmarks import fault_lane as lane
from benchmarks import fault_lies as lies
from benchmarks import fault_mailbox as mailbox
from benchmarks import fault_places as places
from benchmarks import fault_share as share
from benchmarks import fault_twins as twins
from benchmarks.fault_director import Fault

ANYWHERE = ("B1", "B3", "B4", "B5", "B9 bits turned on read", "C1", "C2", "C3", "E1", "E6", "E8", "E9", "E10")
"""Beginnings of the names of faults that do not ask what kind of store it is, besides those of laptops and people."""

FAULTS: dict[str, Fault] = {
    "A1 killed at any moment": crash.killed_at_any_moment,
    "A1 killed at a call": crash.killed_at_a_call,
    "A1 killed at a system call": crash.killed_at_a_system_call,
    "A2 system calls fail": crash.failing_system_calls,
    "A2 B6 B10 C1 C2 C7 calls fail": crash.failing_calls,
    "B1 torn": share.moody("torn"),
    "B2 truncated": share.truncated,
    "B2 B9 genesis damaged": places.sacred_damaged,
    "B3 hidden": share.moody("hidden"),
    "B4 stale": share.moody("stale"),
    "B5 forgetful": share.moody("forgetful"),
    "B5 cached": share.moody("cached"),
    "B7 conflicted copies": share.conflicted,
    "B8 E5 litter": share.littered,
    "B9 bits turned on read": share.moody("flipped"),
    "B9 bits turned at rest": share.rotten,
    "C1 full": places.full,
    "C2 read-only": places.read_only,
    "C3 vanished": places.vanished,
    "C3 G1 flapping": places.flapping,
    "C4 rolled back": places.rolled_back,
    "C5 files deleted": share.deleted,
    "C5 emptied": places.emptied,
    "D1 wrong clocks": crash.wrong_clocks,
    "E1 stranger": lies.forged("stranger"),
    "E1 impostor": lies.impostor,
    "E1 misplaced": lies.forged("misplaced"),
    "E2 replayed": places.replayed,
    "E4 beheaded": places.beheaded,
    "E5 ambushed": share.ambushed,
    "E6 bomb": lies.forged("bomb"),
    "E6 liar": lies.forged("liar"),
    "E7 crowded": share.crowded,
    "E8 hostile": lies.forged("hostile", counts=False),
    "E9 weak keys and signatures": lies.forged("weak"),
    "E10 insider": lies.forged("insider"),
    "E10 stuffer": lies.forged("stuffer", counts=False),
    "E10 usurper": lies.forged("usurper"),
    "E10 stale rights": lies.forged("stale_rights"),
    "F1 F2 revoked": lies.revoked,
    "F4 opened twice": places.opened_twice,
    "G1 split": places.split,
    "G5 doubled": places.doubled,
    "H1 newer program": lies.forged("newer"),
    "restarted": crash.restarted,
}

MAILBOX: dict[str, Fault] = {
    "G4 mailbox torn": mailbox.torn,
    "G4 mailbox cut": mailbox.cut,
    "C4 mailbox's old copy": mailbox.old_copy,
    "G4 mailbox held": mailbox.held,
    "C5 mailbox's rows deleted": mailbox.altered,
} | {name: fault for name, fault in FAULTS.items() if name[0] in "ADFHr" or name.startswith(ANYWHERE)}
"""What is played in provinces whose store is one SQLite file."""

HUB: dict[str, Fault] = {
    "E11 lane spoiled": lane.spoiled,
    "E11 lane's head goes back": lane.head_back,
    "E11 lane forged": lane.forged,
    "E11 hub omits": lane.omitting,
    "E11 hub silent": lane.silent,
} | FAULTS
"""What is played in provinces of which one laptop is the hub."""

ALONE = frozenset(name for name in HUB | MAILBOX if name[0] in "CEGH" or name.startswith(("F", "B2 B9")))
"""Faults that change the whole folder or count on what another laptop sees: one of them in a round."""

OPEN: dict[str, tuple[Fault, str]] = {
    "E3 equivocation": (
        twins.equivocation,
        "both sides are kept as evidence, but not everybody hears of both and comes to contest them",
    ),
    "F4 cloned": (
        twins.cloned,
        "a copy of a profile goes on in the same log, and what one of the two wrote does not reach the others",
    ),
    "F4 restored": (
        twins.restored,
        "a profile set back to an old copy goes on in the same log and cannot send what it writes then",
    ),
}
"""Faults the program does not survive yet, each with the reason: played at the end, told, not counted as failures."""

ONCE = {"E7 flooded": share.flooded}
"""Faults that take seconds: once in a long campaign."""
