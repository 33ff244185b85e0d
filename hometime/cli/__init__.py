"""The `hometime` command line: one literal table of commands, each in a small module of its own.

A command's module holds EXAMPLE (one line that works), `arguments(parser)` and `run(said) -> int`. It is imported only
when it is asked for. Every command ends with 0 (done), 1 (could not: a plain sentence on standard error) or 2 (used
wrongly).
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.util import find_spec

from hometime.kernel.answers import Refused

DONE, COULD_NOT = 0, 1


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """A command's words, the module that does it, what it says of itself in a line, and the room that it needs."""

    words: str
    module: str
    says: str
    needs: str = "hometime.config"


COMMANDS = (
    Command("start", "start", "run the server on this machine"),
    Command("doctor", "doctor", "look for what is wrong, and say how to mend it"),
    Command("backup", "backup", "write one encrypted backup file"),
    Command("restore", "restore", "bring a backup back into a new data folder"),
    Command("verify", "verify", "check the database, its audit chain, or a backup file"),
    Command("jobs", "jobs", "do the background work"),
    Command("draw", "draw", "draw docs/generated/ again from the code"),
    Command("bench", "bench", "measure Hometime beside the ruler"),
    Command("policy read", "policy_read", "print what a policy document says, storing nothing"),
    Command("policy compare", "policy_compare", "print how two policy documents differ, clause by clause"),
    Command("policy adopt", "policy_adopt", "adopt a policy document for a setting", "hometime.adoption"),
    Command("complaint rehearse", "complaint_rehearse", "play a made-up complaint through a procedure"),
    Command("schools import", "schools_import", "take the national register of schools in", "hometime.schools"),
    Command("practice load", "practice_load", "fill a practice folder with a made-up world", "hometime.practice.world"),
    Command("practice list", "practice_list", "list the people of the practice world", "hometime.practice.world"),
)


def commands() -> tuple[Command, ...]:
    """The commands whose own module, and the room that they need, are there."""
    return tuple(command for command in COMMANDS if _there(f"{__name__}.{command.module}") and _there(command.needs))


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command line (`sys.argv` when none is given) and returns its exit code."""
    said = list(sys.argv[1:] if words is None else words)
    command = _named(said)
    if command is None:
        return _overview(said)
    module = importlib.import_module(f"{__name__}.{command.module}")
    parser = argparse.ArgumentParser(
        prog=f"hometime {command.words}",
        description=f"{module.__doc__}".strip(),
        epilog=f"Example: {module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(parser)
    try:
        return int(module.run(parser.parse_args(said[len(command.words.split()) :])))
    except Refused as refusal:
        return complain(str(refusal))
    except KeyboardInterrupt:
        return complain("Stopped.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except Exception as error:  # noqa: BLE001  # The last line of defence: people get a sentence, programmers ask for the rest.
        if os.environ.get("HOMETIME_LOG") == "DEBUG":
            traceback.print_exc()
        return complain(
            f"Something went wrong inside Hometime ({type(error).__name__}). Nothing half-done was kept. "
            "To see where, run it again with HOMETIME_LOG=DEBUG."
        )


def complain(sentence: str) -> int:
    """Writes a plain sentence to standard error and gives the exit code for "could not"."""
    print(sentence, file=sys.stderr)
    return COULD_NOT


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _named(said: list[str]) -> Command | None:
    for command in commands():
        words = command.words.split()
        if said[: len(words)] == words:
            return command
    return None


def _overview(said: list[str]) -> int:
    """`hometime`, `hometime --help`, `hometime policy --help`, or words that are no command."""
    asked = [word for word in said if not word.startswith("-")]
    listed = [command for command in commands() if command.words.split()[: len(asked)] == asked]
    known = bool(listed)
    out = sys.stdout if known and said and said[-1] in ("-h", "--help") else sys.stderr
    if not known:
        print(f"hometime: there is no command '{' '.join(asked)}'.", file=out)
        listed = list(commands())
    print("usage: hometime COMMAND …\n", file=out)
    for command in listed:
        print(f"  {command.words:16}  {command.says}", file=out)
    print("\nEach has --help with an example. Example: hometime start --practice", file=out)
    return DONE if out is sys.stdout else 2
