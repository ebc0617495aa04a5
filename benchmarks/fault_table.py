"""The table of faults: one line for each, by the row of the catalogue it belongs to."""

from benchmarks import fault_crash as crash
from benchmarks import fault_crowd as crowd
from benchmarks import fault_gone as gone
from benchmarks import fault_keys as keys
from benchmarks import fault_lane as lane
from benchmarks import fault_lies as lies
from benchmarks import fault_mailbox as mailbox
from benchmarks import fault_places as places
from benchmarks import fault_postgres as postgres
from benchmarks import fault_power as power
from benchmarks import fault_share as share
from benchmarks import fault_snapshots as snapshots
from benchmarks import fault_stalls as stalls
from benchmarks import fault_twins as twins
from benchmarks.fault_director import Fault

ANYWHERE = ("B1", "B3", "B4", "B5", "B9 bits turned on read", "C1", "C2", "C3", "E1", "E6", "E8", "E9", "E10")
"""Beginnings of the names of faults that do not ask what kind of store it is, besides those of laptops and people."""

_ANY_STORE = tuple(name for name in ANYWHERE if name[0] != "C")
NO_FOLDER = ("A1 killed at any", "A1 killed at a system", "A2 system", "F")
"""The same of faults of laptops and people that ask for no folder."""

FAULTS: dict[str, Fault] = {
    "A1 killed at any moment": crash.killed_at_any_moment,
    "A1 killed at a call": crash.killed_at_a_call,
    "A1 killed at a system call": crash.killed_at_a_system_call,
    "A2 system calls fail": crash.failing_system_calls,
    "A3 power lost": power.power_lost,
    "C6 B10 stalled": stalls.stalled,
    "A2 B6 B10 C1 C2 C7 calls fail": crash.failing_calls,
    "A6 files of a gone laptop deleted": gone.deleted,
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
    "E3 equivocation": twins.equivocation,
    "E3 unseen equivocation": twins.unseen_equivocation,
    "E4 beheaded": places.beheaded,
    "E5 ambushed": share.ambushed,
    "E6 bomb": lies.forged("bomb"),
    "E6 liar": lies.forged("liar"),
    "E7 crowd": crowd.crowd,
    "E7 crowded": share.crowded,
    "E8 hostile": lies.forged("hostile", counts=False),
    "E9 weak keys and signatures": lies.forged("weak"),
    "E10 insider": lies.forged("insider"),
    "E10 stuffer": lies.forged("stuffer", counts=False),
    "E10 usurper": lies.forged("usurper"),
    "E10 stale rights": lies.forged("stale_rights"),
    "F1 F2 revoked": lies.revoked,
    "F4 opened twice": places.opened_twice,
    "F4 cloned": twins.cloned,
    "F4 restored": twins.delegate_restored,
    "F4 controller restored": twins.controller_restored,
    "G1 split": places.split,
    "G5 doubled": places.doubled,
    "H1 newer program": lies.forged("newer"),
    "restarted": crash.restarted,
    **keys.ROWS,
    **snapshots.ROWS,
}

MAILBOX: dict[str, Fault] = {
    "G4 mailbox torn": mailbox.torn,
    "G4 mailbox cut": mailbox.cut,
    "C4 mailbox's old copy": mailbox.old_copy,
    "G4 mailbox held": mailbox.held,
    "C5 mailbox's rows deleted": mailbox.altered,
} | {name: fault for name, fault in FAULTS.items() if name[0] in "ADFHr" or name.startswith(ANYWHERE)}
"""What is played in provinces whose store is one SQLite file."""

POSTGRES: dict[str, Fault] = postgres.OWN | {
    name: FAULTS[name]
    for name in FAULTS
    if name[0] in "DHr" or (name.startswith((*_ANY_STORE, *NO_FOLDER)) and not name.startswith("E13"))
}
"""What is played in provinces that meet in a PostgreSQL database: no more than a block has rounds."""

HUB: dict[str, Fault] = {
    "E11 lane spoiled": lane.spoiled,
    "E11 lane's head goes back": lane.head_back,
    "E11 lane forged": lane.forged,
    "E11 hub omits": lane.omitting,
    "E11 hub silent": lane.silent,
} | FAULTS
"""What is played in provinces of which one laptop is the hub."""

ALONE = frozenset(name for name in HUB | MAILBOX | POSTGRES if name[0] in "CEGH" or name.startswith(("F", "B2 B9")))
"""Faults that change the whole folder or count on what another laptop sees: one of them in a round."""

SOLO = frozenset(
    {
        "E3 equivocation",
        "E3 unseen equivocation",
        "F1 F3 lost laptop",
        "F1 F3 removed member",
        "F4 cloned",
        "F4 restored",
        "F4 controller restored",
    }
)
"""Faults beside which there is no other: what a share that lies made a laptop forget cannot come back from it."""

SELDOM = {
    "E3 equivocation": 2,
    "E3 unseen equivocation": 2,
    "F4 cloned": 2,
    "F4 controller restored": 2,
    "G5 doubled": 2,
    "A6 files of a gone laptop deleted": 3,
    "E7 crowd": 12,
    "F1 F3 lost laptop": 3,
    "F1 F3 removed member": 3,
    "F6 key withheld": 2,
    "F6 key damaged on its way": 2,
    "F6 key damaged at rest": 2,
    **dict.fromkeys(snapshots.ROWS, 3),
}
"""Faults that cost more than others: played in one of so many of their turns."""

NOT_HERE: dict[str, str] = {
    "A5 a window killed with an open edit": "no laptop of the campaign has a window",
    "B8 names in which case does not count": "no such file system can be mounted here; tests/sync/samba has a share "
    "that does not tell case, and every name the program gives is lower case",
    "C6 a call that never returns": "nothing on a plain folder does that, and no thread can be freed from it; "
    "'C6 B10 stalled' shows that all but that laptop's exchange goes on meanwhile",
    "D2 a change of time zone": "a laptop knows instants in UTC only; a zone is asked for when a screen is drawn",
    "F5 two controllers, a lost one": "ends with the root key, which no laptop has: tests/boot/test_recovery.py",
    "G1 a cable pulled": "needs one network for each laptop: tests/network, benchmarks/two_laptops.py",
    "G2 a real server of files killed": "tests/sync/samba",
    "G6 WebDAV": "no such store; a mounted one is a folder",
    "G7 NFS, CIFS and FAT mounts": "this kernel has none of them; their behaviour is that of the B and C rows",
    "H2 an upgrade interrupted": "there is no older journal yet; read tables are made anew in one transaction: "
    "tests/replica/test_database.py",
}
"""Rows of the catalogue that are not injected, each with the reason and where it is shown instead."""

ONCE = {"E7 flooded": share.flooded}
"""Faults that take seconds: once in a long campaign."""
