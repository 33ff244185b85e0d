"""What could leave about a child: a literal table of sources in the house's lower rooms, each read as the viewer sees it.

What stands in rooms above (a check, a settling plan) is handed in by whoever calls, as more offers. Nothing is ever
offered that the person who decides may not see, and nothing of a complaint or a private word is on the table at all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometime.access.viewer import Viewer
from hometime.families.models import Child, KeyFacts
from hometime.plans.models import Round, SupportPlan, Undertaking
from hometime.records.models import Paper
from hometime.sharing.locks import TOLD, Theirs, released
from hometime.sharing.models import ToldUs, Worry
from hometime.sharing.shapes import Offer


@dataclasses.dataclass(frozen=True)
class Source:
    """A line of the table: what it is called, and what it offers of a child to a viewer who may send it to somebody."""

    key: str
    called: str | Promise
    gives: Callable[[Viewer, Child, str], Iterator[Offer]]


def offers(viewer: Viewer, child: Child, to: str, more: Sequence[Offer] = ()) -> list[Offer]:
    """Everything that could be ticked for the recipient called `to`, in the order of the table; then what is handed in."""
    found = [offer for source in SOURCES for offer in source.gives(viewer, child, to)]
    theirs = Theirs.of(ToldUs.objects.visible_to(viewer).filter(child=child), to)
    return [_locked_with(theirs, offer) for offer in found] + list(more)


def _locked_with(theirs: Theirs, offer: Offer) -> Offer:
    """An offer, locked where an agency's words stand in it."""
    whose = theirs.in_words(offer.words) if offer.source != TOLD else None
    return offer if whose is None else dataclasses.replace(offer, originator=whose.originator, locked=True)


def standing_elsewhere(viewer: Viewer, told: ToldUs) -> list[str]:
    """The paragraphs of what could leave about a child that repeat what an agency told us, and wait for a person to look."""
    assert told.child is not None  # what an agency told us is about a child
    theirs = Theirs.of(ToldUs.objects.visible_to(viewer).filter(pk=told.pk), "")
    return [
        part
        for source in SOURCES
        for offer in source.gives(viewer, told.child, "")
        if offer.source != TOLD
        for one in theirs.told
        for part in theirs.of_one(one, offer.words)
    ]


def ticked(found: Sequence[Offer], keys: Sequence[str]) -> list[Offer]:
    """Those of the offers whose keys were ticked, in the order in which they were offered. An unknown key is nothing."""
    wanted = set(keys)
    return [offer for offer in found if offer.key in wanted]


def _who(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    words = _("%(name)s, born on %(day)s") % {"name": child.name, "day": child.born.strftime("%d/%m/%Y")}
    yield Offer("who", child.pk, _("Full name and date of birth"), words)


def _facts(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    known = KeyFacts.objects.visible_to(viewer).filter(child=child).first()
    if known is None:
        return
    for number, fact in enumerate(known.facts, 1):
        yield Offer("fact", f"{known.pk}-{number}", _("What everybody here must know"), _worded(fact))
    if known.languages:
        yield Offer("languages", known.pk, _("Languages"), ", ".join(_worded(one) for one in known.languages))


def _worded(fact: object) -> str:
    return " · ".join(str(part) for part in fact.values() if part) if isinstance(fact, dict) else str(fact)


def _plans(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    for plan in SupportPlan.objects.visible_to(viewer).filter(child=child).order_by("opened", "pk"):
        last = Round.objects.visible_to(viewer).filter(plan=plan).order_by("-number").first()
        if last is None:
            continue
        parts = [plan.need, last.seen_so_far, last.aim, last.found]
        # What is agreed with one home alone is not passed on: the other home would read of it.
        steps = Undertaking.objects.visible_to(viewer).filter(round=last, person__isnull=True).order_by("number")
        parts += [step.words for step in steps]
        yield Offer("plan", last.pk, _("Support plan, the round of now"), "\n\n".join(part for part in parts if part))


def _papers(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    rows = Paper.objects.visible_to(viewer).filter(record__child=child, record__kind__in=PAPERS_OF)
    for paper in rows.order_by("added_at", "pk"):
        yield Offer("paper", paper.pk, paper.title or _("A paper"), paper=paper)


def _told(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    rows = list(ToldUs.objects.visible_to(viewer).filter(child=child).order_by("told_on", "pk"))
    free = released([one.pk for one in rows], to)
    for one in rows:
        title = _("What %(agency)s told us") % {"agency": one.originator}
        paper = Paper.objects.visible_to(viewer).filter(record=one).order_by("added_at", "pk").first()
        if paper is not None and paper.title:
            title = f"{title}: {paper.title}"
        yield Offer(TOLD, one.pk, title[:LONGEST_TITLE], one.words, paper, one.originator, locked=one.pk not in free)


def _worries(viewer: Viewer, child: Child, to: str) -> Iterator[Offer]:
    for worry in Worry.objects.visible_to(viewer).filter(child=child).order_by("written_at", "pk"):
        yield Offer("worry", worry.pk, _("What was seen or heard"), worry.words)


LONGEST_TITLE = 200
FILE_PAPER = "file_paper"  # the kind of record of a paper that stands in a child's file by itself
PAPERS_OF = ("plan", FILE_PAPER)  # the kinds of record whose papers may leave; those of complaints and talks never do
SOURCES = (
    Source("who", gettext_lazy("Who the child is"), _who),
    Source("fact", gettext_lazy("What everybody here must know"), _facts),
    Source("plan", gettext_lazy("Support plans"), _plans),
    Source("paper", gettext_lazy("Papers"), _papers),
    Source(TOLD, gettext_lazy("What other agencies told us"), _told),
    Source("worry", gettext_lazy("Worries"), _worries),
)
