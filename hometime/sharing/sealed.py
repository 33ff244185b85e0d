"""Whether a text repeats what only some may know: a worry, an agreed task, or what another agency told us.

It is held only against what whoever writes may read anyway, so that being stopped tells them nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.kernel.folding import folded
from hometime.plans.models import SafetyTask
from hometime.sharing.locks import released
from hometime.sharing.models import ToldUs, Worry
from hometime.sharing.shapes import Recipient

RUN = 5  # so many words in a row are no chance
WORD = re.compile(r"\w+")


def repeats(text: str, others: Iterable[str], run: int = RUN) -> bool:
    """Whether so many words in a row of one of `others` stand in `text`; of a shorter one, all of it from three words on."""
    here = _words(text)
    for other in others:
        theirs = _words(other)
        length = min(run, len(theirs))
        if length >= min(run, 3) and _runs(theirs, length) & _runs(here, length):
            return True
    return False


def stands_in_sealed(viewer: Viewer, child: Child, text: str, to: Recipient) -> bool:
    """Whether `text` repeats something of the child that may not go to this recipient, as far as the viewer knows.

    What the recipient's own service told us is no secret from them.
    """
    return repeats(text, _kept_in(viewer, child, to))


def _kept_in(viewer: Viewer, child: Child, to: Recipient) -> Iterator[str]:
    yield from Worry.objects.visible_to(viewer).filter(child=child).order_by("pk").values_list("words", flat=True)
    tasks = SafetyTask.objects.visible_to(viewer).filter(plan__child=child)
    yield from tasks.order_by("pk").values_list("words", flat=True)
    theirs = ToldUs.objects.visible_to(viewer).filter(child=child).exclude(originator=to.body)
    told = dict(theirs.order_by("pk").values_list("pk", "words"))
    free = released(list(told), to.name)
    yield from (words for pk, words in told.items() if pk not in free)


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(folded(text)))


def _runs(words: tuple[str, ...], length: int) -> set[tuple[str, ...]]:
    return {words[at : at + length] for at in range(len(words) - length + 1)}
