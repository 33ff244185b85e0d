"""Small functions that the tests of `bounded` run in a child: good, greedy, slow and broken ones."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any


def give_back(value: Any) -> Any:
    """The same again."""
    return value


def fill_memory(size: int) -> int:
    """Takes `size` bytes."""
    return len(bytearray(size))


def spin() -> None:
    """Never ends, and uses the processor."""
    while True:
        pass


def wait_for_ever() -> None:
    """Never ends, and uses nothing."""
    left, _right = socket.socketpair()
    left.recv(1)


def write_a_file(path: str) -> None:
    """Tries to leave something on the disk."""
    Path(path).write_text("left behind")


def abort() -> None:
    """Dies as a decoder does that runs over its own feet."""
    os.abort()


def print_and_answer() -> str:
    """Prints before it answers, as some libraries do."""
    print("noise")  # noqa: T201 - the noise is the point
    os.write(1, b"more noise")
    return "answer"


def environment() -> list[str]:
    """The names in the environment."""
    return sorted(os.environ)


def raise_with_words() -> None:
    """Fails with words that must not come back."""
    raise ValueError("Ava Patel, 4 Mill Lane")
