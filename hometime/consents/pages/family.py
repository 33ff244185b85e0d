"""What one adult was asked and has said: never what another did, nor what came of it together."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from hometime.access.viewer import Viewer
from hometime.consents.models import Answer, Consent
from hometime.consents.standing import POWER, Kind, State
from hometime.consents.verdicts import latest
from hometime.consents.words import called, question
from hometime.families.models import Bond, Child
from hometime.kernel.gathering import Gathered
from hometime.kernel.spelling import asked_again
from hometime.records.models import Record
from hometime.ui.asks import Ask


@dataclasses.dataclass(frozen=True)
class Asked:
    """One question to this adult, with their own latest answer."""

    consent: Consent
    question: str
    called: str
    where: str
    answer: Answer | None

    @property
    def words(self) -> str:
        """What it is about: as somebody wrote it, or in the reader's language where it is one of our own words."""
        return gettext(self.consent.words) if self.consent.words else ""

    @property
    def says(self) -> str:
        """What they said: yes, no, stopped (a no after a yes), or nothing yet."""
        if self.answer is None:
            return ""
        return {State.GIVEN: "yes", State.REFUSED: "no", State.WITHDRAWN: "stopped"}[State(self.answer.state)]

    @property
    def detail(self) -> str:
        """What tells this question from another of its kind, on one line: what was written of it, the place and the day."""
        return " \u00b7 ".join(line for text in (self.words, self.where) for line in text.splitlines() if line)

    @property
    def open(self) -> bool:
        """Whether they may still answer, or change what they said."""
        return self.consent.closed_on is None


@dataclasses.dataclass(frozen=True)
class Mine:
    """All that this adult is asked: what waits for an answer first."""

    waiting: Sequence[Asked]
    said: Sequence[Asked]


def mine(viewer: Viewer, child: Child | None = None) -> Mine:
    """What this adult is asked, of one child or of all, while they may say it."""
    rows = _still_asked(viewer)
    found = rows.filter(child=child) if child is not None else rows
    asked = asked_of(viewer, list(found.select_related("child").order_by("child__name", "-asked_on", "kind", "pk")))
    return Mine([one for one in asked if one.consent.waits], [one for one in asked if not one.consent.waits])


def _still_asked(viewer: Viewer) -> QuerySet[Consent]:
    """What is still to be said or changed: nothing that was closed, and no outing of a day that is over."""
    over = Q(kind=Kind.OUTING, answer_by__lt=viewer.today)
    return Consent.objects.visible_to(viewer).filter(closed_on__isnull=True).exclude(over)


def asked_of(viewer: Viewer, consents: Sequence[Consent]) -> list[Asked]:
    """These questions as this adult reads them; without those that they may not answer today."""
    bonds = {bond.child_id: bond for bond in Bond.objects.visible_to(viewer).order_by("pk")}
    return _answerable(consents, bonds, latest(consents), viewer.today)


def _answerable(
    consents: Sequence[Any], bonds: Mapping[str, Bond], said: Mapping[str, Answer], today: dt.date
) -> list[Asked]:
    mine = [
        each
        for each in consents
        if each.child_id in bonds and bonds[each.child_id].may_consent(POWER[Kind(each.kind)], today)
    ]
    return [
        Asked(
            consent=each,
            question=question(each.kind, each.purpose, each.child.called),
            called=called(each.kind, each.purpose),
            where=each.where if bonds[each.child_id].value("whereabouts", today) else "",
            answer=said.get(each.pk),
        )
        for each in mine
    ]


@dataclasses.dataclass(frozen=True)
class One:
    """One question on its own page: what was said each time, and where there is more to read about it."""

    asked: Asked
    before: Sequence[Answer]
    more: str


def one(viewer: Viewer, consent: Consent) -> One | None:
    """A question; None where this adult may not answer it today."""
    found = asked_of(viewer, [consent])
    if not found:
        return None
    answers = list(Answer.objects.visible_to(viewer).filter(consent=consent).order_by("-number"))
    return One(found[0], answers[1:], _more(viewer, found[0]))


def _more(viewer: Viewer, asked: Asked) -> str:
    """The page that tells more, for whoever may open the record it is about, or may know where and when it takes place."""
    consent = asked.consent
    if not consent.opens or consent.about_id is None:
        return ""
    seen = asked.where or Record.objects.visible_to(viewer).filter(pk=consent.about_id).exists()
    return reverse(consent.opens, args=[consent.about_id]) if seen else ""


@dataclasses.dataclass(frozen=True)
class OnHome:
    """What a parent's front page shows of it: what waits, and the outings that they answered and may still change."""

    asks: Sequence[Ask]
    said: Sequence[Ask]


def on_home(viewer: Viewer) -> OnHome:
    """What a parent is asked about consents, for the front page. A yes or no to an outing is one tap there, until it leaves."""
    found = list(_at_home(viewer))
    bonds = {bond.child_id: bond for each in found for bond in each.my_bond}
    said = {each.pk: max(each.i_said, key=lambda answer: answer.number) for each in found if each.i_said}
    asked = _answerable(found, bonds, said, viewer.today)
    return OnHome(
        [_ask(one) for one in asked if one.consent.waits], [_said(one) for one in asked if not one.consent.waits]
    )


@asked_again
def _at_home(viewer: Viewer) -> QuerySet[Any, Any]:
    """The questions of a front page, each with the bond by which it is answered and what was said to it."""
    bond = Bond.objects.visible_to(viewer).filter(child=OuterRef("child"))
    said = Answer.objects.visible_to(viewer).filter(consent=OuterRef("pk"))
    rows = _still_asked(viewer).filter(Q(waits=True) | Q(kind=Kind.OUTING))
    found = rows.select_related("child").annotate(my_bond=Gathered(bond), i_said=Gathered(said))
    return found.order_by("answer_by", "asked_on", "pk")


def _ask(one: Asked) -> Ask:
    consent, page = one.consent, reverse("consent", args=[one.consent.pk])
    if consent.kind != Kind.OUTING:
        return Ask(consent.child.called, one.question, gettext("Answer"), page, one.detail)
    says = ((gettext("Yes"), "yes"), (gettext("No"), "no"))
    answers = [(words, reverse("consent-say", args=[consent.pk, say])) for words, say in says]
    return Ask(consent.child.called, one.question, gettext("More about it"), page, one.detail, answers)


def _said(one: Asked) -> Ask:
    consent = one.consent
    said = gettext("You said yes.") if one.says == "yes" else gettext("You said no.")
    page = reverse("consent", args=[consent.pk])
    return Ask(consent.child.called, one.question, gettext("Change"), page, one.detail, said=said)
