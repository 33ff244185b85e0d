"""What the crash tests do in processes of their own: `python -m tests.trust.deeds WORD`, as in `main`.

They run on a data folder of their own with the real settings, so a process may be killed and a disk may be full.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import threading
from collections.abc import Callable

import django
from django.db import DatabaseError, connection

LONG_NAME = "x" * 60


def say(*words: object) -> None:
    """One line, written in one piece: several processes share the pipe."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def save_two(label: str, number: int) -> None:
    """One save: two rows and their events, all or nothing."""
    from hometime.audit.actions import House, action, note
    from hometime.people.models import Room, Setting

    @action
    def open_two(actor: House) -> None:
        setting = Setting.objects.get()
        for half in "ab":
            room = Room(setting=setting, name=f"{label} {number} {half} {LONG_NAME[: 20 if label != 'fill' else 60]}")
            room.save()
            note("room.opened", room, chain=setting.pk, number=number)

    open_two(House("deeds"))


def prepare() -> None:
    """Makes the folder and the database, with one setting."""
    from hometime.config.environment import home
    from hometime.config.folder import make_folder

    if not (home("own") / "folder.json").exists():
        make_folder(home("own"), "own")
    django.setup()
    from django.conf import settings

    from hometime.audit.actions import House
    from hometime.config.upgrade import upgrade
    from hometime.people import actions as people

    upgrade(settings.FOLDER, "test")
    works = House("deeds")
    people.open_setting(works, people.found_provider(works, "Provider", "company"), "Setting", "setting")


def saves() -> None:
    """For each line on standard input: a child that saves and says so after each commit, until it is killed."""
    for label in sys.stdin:
        child = os.fork()
        if child == 0:
            for number in itertools.count(1):
                save_two(label.strip(), number)
                say("saved", label.strip(), number)
        say("pid", child)
        os.waitpid(child, 0)
        say("gone", child)


def write(label: str, times: int) -> None:
    """One writer; says every error."""
    try:
        for number in range(times):
            save_two(label, number)
    except Exception as error:  # noqa: BLE001 - the test wants to hear of every one
        say("error", type(error).__name__, error)
    finally:
        connection.close()


def writers(processes: int, threads: int, times: int) -> None:
    """Many at once, in several processes with several threads each."""
    children = []
    for process in range(processes):
        child = os.fork()
        if child == 0:
            crew = [threading.Thread(target=write, args=(f"w{process}-{n}", times)) for n in range(threads)]
            for thread in crew:
                thread.start()
            for thread in crew:
                thread.join()
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def fill(refusals: int) -> None:
    """Saves until the disk is full, and goes on trying; says what was saved and what was refused."""
    refused = 0
    if spare := int(os.environ.get("DEEDS_PAGES", "0")):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + spare}")
    for number in itertools.count(1):
        try:
            save_two("fill", number)
        except DatabaseError as error:
            refused += 1
            say("refused", number, type(error).__name__, error)
        else:
            say("saved", "fill", number)
        if refused == refusals:
            return


def look() -> None:
    """What is in the database now, as one line of JSON."""
    from hometime.audit import proof
    from hometime.audit.models import Event
    from hometime.people.models import Room

    halves: dict[str, list[str]] = {}
    for name in Room.objects.values_list("name", flat=True):
        label, number, half, _ = name.split(" ")
        halves.setdefault(f"{label} {number}", []).append(half)
    integrity = "ok"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            integrity = cursor.fetchone()[0]
    found = {
        "saved": sorted(name for name, there in halves.items() if sorted(there) == ["a", "b"]),
        "half": sorted(name for name, there in halves.items() if sorted(there) != ["a", "b"]),
        "events": Event.objects.filter(verb="room.opened").count(),
        "faults": proof.verify().faults,
        "integrity": integrity,
    }
    say(json.dumps(found))


def main(words: list[str]) -> None:
    """Runs one deed."""
    if words[0] != "prepare":
        django.setup()
    known: dict[str, Callable[..., object]] = {
        "prepare": prepare, "saves": saves, "writers": writers, "fill": fill, "look": look,
    }  # fmt: skip
    known[words[0]](*map(int, words[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
