"""What a family is asked on its front page: rooms give such lines, and the front page draws them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Ask:
    """Something that a family is asked: whom it is about, in what words, and where it is answered.

    `detail` are words that somebody wrote, in whichever language, which tell this question from others of its kind; a place
    and times only for whoever may know them. `answers` are those that can be given on the front page
    itself: the words and the address of each. `said` is what they answered before, where they may still change it.
    """

    who: str
    what: str
    verb: str
    href: str
    detail: str = ""
    answers: Sequence[tuple[str, str]] = ()
    said: str = ""
