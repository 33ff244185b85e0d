"""Whether a text repeats what only some may know: a worry, an agreed task, or what another agency told us.

It is held only against what whoever writes may read anyway, so that being stopped tells them nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

from hometime.access.viewer import Viewer
from hometime.families.models import Child
from hometime.plans.models import SafetyTask
from hometime.sharing.locks import released
from hometime.sharing.models import ToldUs, Worry
from hometime.sharing.repeating import repeats
from hometime.sharing.shapes import Recipient


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
