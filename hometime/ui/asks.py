"""What a family is asked on its front page: rooms give such lines, and the front page draws them."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Ask:
    """Something that a family is asked: whom it is about, in what words, and where it is answered.

    `detail` are words that somebody wrote, in whichever language, which tell this question from others of its kind.
    """

    who: str
    what: str
    verb: str
    href: str
    detail: str = ""
