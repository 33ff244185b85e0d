"""Runs one function in a child process of its own, with hard limits, for work on files that strangers made.

The child is a fresh Python with an empty environment: no database key, no secret, no open connection. Only plain data
crosses in either direction (as JSON, bytes included), so a child that a hostile file took over can at worst give a
wrong answer. The limits are the operating system's own; a decoder that ignores them is killed by them (TRUST 29).
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import enum
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

MEGABYTE = 1024 * 1024


class Why(enum.StrEnum):
    """What stopped a child."""

    TIME = "time"
    MEMORY = "memory"
    REPLY = "reply"
    CRASH = "crash"
    ERROR = "error"


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: memory and reply in bytes, processor and wall time in seconds. It may write no file."""

    memory: int = 1024 * MEGABYTE
    processor_seconds: int = 12
    wall_seconds: float = 15.0
    reply: int = 64 * MEGABYTE


USUAL = Limits()


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """The work did not come to an answer. `detail` names an exception's type and never holds words from the file."""

    why: Why
    detail: str = ""


def run(function: Callable[..., Any] | str, *given: Any, limits: Limits = USUAL) -> Any | Refused:
    """Gives `function(*given)` from a limited child, or `Refused`.

    `function` stands at the top of a module, or is named as "module:function" so that only the child imports it. It
    needs no Django, and takes and gives plain data: None, bool, int, float, str, bytes, lists and dicts with str keys
    (tuples arrive as lists).
    """
    named = function if isinstance(function, str) else f"{function.__module__}:{function.__qualname__}"
    request = _pack([named, dataclasses.asdict(limits), list(given)])
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-P", "-B", "-s", "-m", __name__],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(root)}, cwd=root.anchor, start_new_session=True,
    ) as child:  # fmt: skip
        late = threading.Event()
        timer = threading.Timer(limits.wall_seconds, _stop, (child, late))
        feeder = threading.Thread(target=_feed, args=(child.stdin, request), daemon=True)
        timer.start()
        feeder.start()
        assert child.stdout is not None
        reply = child.stdout.read(limits.reply + 1)
        if len(reply) > limits.reply:
            _stop(child)
        child.wait()
        timer.cancel()
        feeder.join()
    if len(reply) > limits.reply:
        return Refused(Why.REPLY)
    if late.is_set() or child.returncode == -signal.SIGXCPU:
        return Refused(Why.TIME)
    return _answer(reply, child.returncode)


def _answer(reply: bytes, code: int) -> Any | Refused:
    """The child's reply turned back into plain data; whatever is not a whole, well-formed reply counts as a crash."""
    if code != 0:
        return Refused(Why.CRASH)
    try:
        answer = _unpack(reply)
        if "value" in answer:
            return answer["value"]
        return Refused(Why(answer["why"]), str(answer["detail"])[:80])
    except (ValueError, KeyError, TypeError, RecursionError):
        return Refused(Why.CRASH)


def _stop(child: subprocess.Popen[bytes], late: threading.Event | None = None) -> None:
    """Ends the child and anything it started."""
    if late is not None:
        late.set()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _feed(stdin: IO[bytes] | None, request: bytes) -> None:
    """Writes the request from a thread of its own, so that a child that never reads cannot block us."""
    with contextlib.suppress(OSError, ValueError):
        assert stdin is not None
        stdin.write(request)
        stdin.close()


def _pack(value: Any) -> bytes:
    return json.dumps(value, default=lambda blob: {"base64": base64.b64encode(blob).decode()}).encode()


def _unpack(packed: bytes) -> Any:
    return json.loads(packed, object_hook=lambda it: base64.b64decode(it["base64"]) if set(it) == {"base64"} else it)


def _limit(limits: Limits) -> None:
    """Lays the limits on this process. Files of zero bytes: whatever a decoder wants to write, it cannot."""
    soft = limits.processor_seconds
    for what, most in (
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, (0, 0)),
        (resource.RLIMIT_NOFILE, (64, 64)),
        (resource.RLIMIT_CPU, (soft, soft + 1)),
        (resource.RLIMIT_AS, (limits.memory, limits.memory)),
    ):
        resource.setrlimit(what, most)


def _child() -> None:
    """The child's whole life: read the request, take the limits, work, reply."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not spoil the reply
    named, limits, given = _unpack(sys.stdin.buffer.read())
    module, name = named.split(":")
    _limit(Limits(**limits))
    try:
        reply = _pack({"value": getattr(importlib.import_module(module), name)(*given)})
    except MemoryError:
        reply = _pack({"why": Why.MEMORY, "detail": ""})
    except Exception as error:  # noqa: BLE001 - whatever a decoder throws becomes a refusal, never a traceback
        reply = _pack({"why": Why.ERROR, "detail": type(error).__name__})
    replies.write(reply)
    replies.close()


if __name__ == "__main__":
    _child()
