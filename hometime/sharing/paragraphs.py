"""Paragraphs of a child's file that could turn out to be another agency's: where each stands, and how it is taken out there.

A paragraph is known by its words and the place where they stand, never by how many come before it: where a text is changed
meanwhile it is not found any more, and no other one is taken in its stead.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from hometime.access.viewer import Viewer
from hometime.families.actions import write_key_facts
from hometime.families.models import Child, KeyFacts
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.kernel.texts import paragraphs_of
from hometime.plans.actions.supporting import take_out as take_out_of_round
from hometime.plans.models import Round
from hometime.sharing.repeating import digest_of

FIELDS = (
    "seen_so_far",
    "aim",
    "found",
)  # of a round: what was written here, and no family's or professional's own words
CHANGED = "This was changed meanwhile. Look at it as it stands now, and choose again."


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands in `row`, in a place called `place` there; `take_out` leaves nothing of it there."""

    row: KeyFacts | Round
    place: str
    words: str
    take_out: Callable[[Viewer], None]

    @property
    def key(self) -> str:
        """What a form chooses it by: a digest of its words where they stand."""
        return digest_of(f"{self.row.pk}\n{self.place}\n{self.words}")


def paragraphs(viewer: Viewer, child: Child) -> list[Paragraph]:
    """Those that the viewer may see: what everybody must know of the child, and support plans in all their rounds."""
    found = [*_facts(viewer, child), *_rounds(viewer, child)]
    return list({one.key: one for one in found}.values())


def held(viewer: Viewer, child: Child, key: str) -> Paragraph:
    """The paragraph of a key as it stands now, with its row held until the action ends. Raises `Refused` where it stands
    there no more. Within an action."""
    before = _by_key(viewer, child, key)
    hold(before.row)
    return _by_key(viewer, child, key)


def _by_key(viewer: Viewer, child: Child, key: str) -> Paragraph:
    found = next((one for one in paragraphs(viewer, child) if one.key == key), None)
    if found is None:
        raise Refused(CHANGED)
    return found


def _facts(viewer: Viewer, child: Child) -> Iterator[Paragraph]:
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    if known is None:
        return
    for fact in known.facts:
        if isinstance(fact, str):
            left = [other for other in known.facts if other != fact]
            yield Paragraph(known, "facts", fact, _writes(child, known.languages, left))


def _writes(child: Child, languages: list[str], facts: list[str]) -> Callable[[Viewer], None]:
    def take_out(viewer: Viewer) -> None:
        write_key_facts(viewer, child, languages, facts)

    return take_out


def _rounds(viewer: Viewer, child: Child) -> Iterator[Paragraph]:
    rows = Round.objects.visible_to(viewer).filter(plan__child=child).select_related("plan")
    for one in rows.order_by("plan__opened", "plan", "number"):
        for field in FIELDS:
            for words in paragraphs_of(getattr(one, field)):
                yield Paragraph(one, field, words, _cuts(one, field, words))


def _cuts(one: Round, field: str, words: str) -> Callable[[Viewer], None]:
    def take_out(viewer: Viewer) -> None:
        take_out_of_round(viewer, one, field, words)

    return take_out
