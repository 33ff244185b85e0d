"""A procedure of the library as a document to adopt, where a setting does not hold its own (H19)."""

from __future__ import annotations

import dataclasses
import functools

from hometime.policies.library.terms import SCHEME, SHIPPED, open_terms
from hometime.policies.reading.forms import Reading, Source


def library_document(number: str) -> bytes:
    """The text of a procedure of the library, such as 10.2, as Markdown in UTF-8. Raises `Unknown` for any other."""
    return open_terms(SCHEME + number).alone().encode()


@functools.cache
def library_reading(number: str) -> Reading:
    """What a procedure of the library says, read like any other document; its source is called `library:10.2`."""
    from hometime.policies.reading import read_bytes

    said = read_bytes(library_document(number), f"{number}.md")
    return dataclasses.replace(said, source=dataclasses.replace(said.source, file=SCHEME + number))


def is_ours(source: Source) -> bool:
    """Whether a source is a procedure of the library, and not a file that bears its name."""
    number = source.file.removeprefix(SCHEME)
    ours = source.file.startswith(SCHEME) and number in SHIPPED
    return ours and source.sha256 == library_reading(number).source.sha256
