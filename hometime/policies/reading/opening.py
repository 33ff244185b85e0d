"""Opens a policy document of any kind: file in, blocks out. The file is unpacked in a child process with limits."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from hometime.kernel.bounded import Limits, Refused, Why, run
from hometime.policies.reading.forms import Block, Opened, Source
from hometime.policies.reading.unpacking import unpack

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
LIMITS = Limits(memory=768 * MEGABYTE, processor_seconds=10, wall_seconds=15.0, reply=16 * MEGABYTE)
UNKNOWN = "application/octet-stream"
TOO_BIG = "The file is larger than 15 MB, so it was not opened. Take out the pictures, or save the text alone."
STOPPED = {
    Why.TIME: "The file took too long to read, so we stopped. Save it again from the program that made it, or save the text alone.",
    Why.MEMORY: "The file unpacks to far more than a policy needs, so we stopped reading it.",
    Why.REPLY: "The file holds far more text than a policy, so we stopped reading it.",
    Why.CRASH: "The file is broken in a way that stopped the reader. Save it again from the program that made it.",
    Why.ERROR: "The file is broken, so it was not read. Save it again from the program that made it, or save the text alone.",
}


def open_file(file: str | Path | bytes, name: str | None = None) -> Opened:
    """Turns a file, given as a path or as bytes with a name, into blocks in reading order.

    Never raises for what is inside the file: what could not be read is told in `problems`, and `source.complete` is
    false. A path
    that cannot be read raises `OSError`.
    """
    if isinstance(file, bytes):
        return open_bytes(file, name or "document")
    path = Path(file)
    with path.open("rb") as handle:
        return open_bytes(handle.read(MOST_BYTES + 1), name or path.name)


def open_bytes(data: bytes, name: str) -> Opened:
    """The blocks of a document given as bytes. `name` is its file name, without folders."""
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > MOST_BYTES:
        return Opened(Source(name, UNKNOWN, digest, False), (), (TOO_BIG,))
    answer = run(unpack, data, name, limits=LIMITS)
    if isinstance(answer, Refused):
        return Opened(Source(name, UNKNOWN, digest, False), (), (STOPPED[answer.why],))
    return opened(answer, name, digest)


def opened(answer: dict[str, Any], name: str, digest: str) -> Opened:
    """The child's plain data as shapes."""
    blocks = tuple(Block(*fields) for fields in answer["blocks"])
    source = Source(name, str(answer["media_type"]), digest, bool(answer["complete"]))
    problems = tuple(str(problem) for problem in answer["problems"])
    return Opened(source, blocks, problems, tuple(answer.get("layout", ())))
