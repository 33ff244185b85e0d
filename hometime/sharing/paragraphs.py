"""Paragraphs of a child's file that could turn out to be another agency's: where each stands, and how it is taken out there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator

from hometime.access.viewer import Viewer
from hometime.families.actions import write_key_facts
from hometime.families.models import Child, KeyFacts
from hometime.plans.actions.supporting import take_out as take_out_of_round
from hometime.plans.models import Round

FIELDS = (
    "seen_so_far",
    "aim",
    "found",
)  # of a round: what was written here, and no family's or professional's own words
BETWEEN = re.compile(r"\n\s*\n")


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """A paragraph as it stands: `key` is what a form chooses it by, and `take_out` leaves nothing of it there."""

    key: str
    words: str
    take_out: Callable[[Viewer], None]


def paragraphs(viewer: Viewer, child: Child) -> list[Paragraph]:
    """Those that the viewer may see: what everybody must know of the child, and support plans in all their rounds."""
    return [*_facts(viewer, child), *_rounds(viewer, child)]


def _facts(viewer: Viewer, child: Child) -> Iterator[Paragraph]:
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    for number, fact in enumerate(known.facts if known is not None else (), 1):
        if known is not None and isinstance(fact, str):
            left = [other for other in known.facts if other != fact]
            yield Paragraph(f"fact:{number}", fact, _writes(child, known.languages, left))


def _writes(child: Child, languages: list[str], facts: list[str]) -> Callable[[Viewer], None]:
    def take_out(viewer: Viewer) -> None:
        write_key_facts(viewer, child, languages, facts)

    return take_out


def _rounds(viewer: Viewer, child: Child) -> Iterator[Paragraph]:
    rows = Round.objects.visible_to(viewer).filter(plan__child=child).select_related("plan")
    for one in rows.order_by("plan__opened", "plan", "number"):
        for field in FIELDS:
            for number, words in enumerate(BETWEEN.split(getattr(one, field).strip()), 1):
                if words.strip():
                    yield Paragraph(f"{one.pk}:{field}:{number}", words, _cuts(one, field, words))


def _cuts(one: Round, field: str, words: str) -> Callable[[Viewer], None]:
    def take_out(viewer: Viewer) -> None:
        take_out_of_round(viewer, one, field, words)

    return take_out
