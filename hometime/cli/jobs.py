"""Do the background work: reminders, mail, backups. `hometime start` runs this beside the server.

Any number of these may run; each job is claimed under a lease, so one that a killed worker left is done by another.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from types import FrameType

from hometime.config import gate
from hometime.kernel.answers import Refused

from . import place

EXAMPLE = "hometime jobs --once"
PAUSE_SECONDS = 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime jobs` takes."""
    place.arguments(parser)
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(said: argparse.Namespace) -> int:
    """Works until told to stop; 0 then. Raises Refused for a set-up that must not run."""
    folder = place.existing(said)
    for _, sentence in gate.refused(gate.gather(folder, gate.LAST_PORT)):
        raise Refused(sentence)
    place.open_django()
    if said.once:
        print("\n".join(do_due(threading.Event())) or "Nothing was due.")
    else:
        work_on()
    return 0


def work_on(beside: int | None = None) -> None:
    """Does what falls due until told to stop by a signal; Django is open.

    `beside` is the process that began it: when that one is gone, whatever ended it, this one stops too.
    """
    from django.db import close_old_connections

    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    while not stop.is_set() and beside in (None, os.getppid()):
        do_due(stop)
        close_old_connections()
        stop.wait(PAUSE_SECONDS)


def do_due(stop: threading.Event) -> list[str]:
    """Does each job that is due and free, and says in a line what came of it."""
    from hometime.config.work import WORK
    from hometime.jobs import leases
    from hometime.kernel import clock

    lines = []
    for work in WORK:
        if stop.is_set():
            break
        if held := leases.claim(work, clock.now()):
            trouble = leases.do(held)
            leases.settle(held, clock.now(), trouble)
            lines.append(f"{work.name}: {f'could not ({trouble})' if trouble else 'done'}")
    return lines
