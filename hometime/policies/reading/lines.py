"""What the readers of each format hand over: one `Line` for each paragraph, with the hints that the format gives."""

from __future__ import annotations

import dataclasses


class Unreadable(Exception):
    """A file that cannot be read at all; its words say why, and what to do about it."""


@dataclasses.dataclass(slots=True)
class Line:
    """A paragraph as its format holds it, not yet cleaned.

    `heading` is the level that a style or tag gives (0: none); `depth` the nesting in a list (0: not in a list);
    `ordered` whether that
    list is numbered; `label` what automatic numbering would print before it; `bold` the bold text at its start; `cells`
    the cells of a
    table row; `apart` whether white space or a new block stands before it (None where the format cannot tell); `hangs`
    whether it stands, at the head of a page, where the rows of a list's item go on.
    """

    text: str
    heading: int = 0
    depth: int = 0
    ordered: bool = False
    label: str = ""
    bold: str = ""
    cells: tuple[str, ...] = ()
    page: int | None = None
    apart: bool | None = None
    hangs: bool = False


@dataclasses.dataclass(slots=True)
class Pages:
    """All lines of a document in reading order, and plain sentences about what was left out."""

    lines: list[Line] = dataclasses.field(default_factory=list)
    problems: list[str] = dataclasses.field(default_factory=list)
    complete: bool = True

    def leave_out(self, problem: str) -> None:
        """Notes that something of the document was not read; says it once."""
        self.complete = False
        if problem not in self.problems:
            self.problems.append(problem)
