"""What stands for one child, for those who work with them; and to the office and the key person, what each adult said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import Any

from hometime.access.viewer import Viewer
from hometime.consents import rules
from hometime.consents.forms import staff
from hometime.consents.labels import STATES, VERDICTS
from hometime.consents.models import Answer, Consent, Medicine, Ruling
from hometime.consents.standing import POWER, Kind, State, Verdict
from hometime.consents.verdicts import What, all_of
from hometime.consents.words import called
from hometime.families.facets import Responsibility
from hometime.families.models import Bond, Child
from hometime.kernel.answers import No

SHOWN = 60  # characters of what was put to a family that stand in a heading


@dataclasses.dataclass(frozen=True)
class Adult:
    """What one adult said to one thing, each time; and whether their word counts today."""

    name: str
    says: str
    counts: bool
    asked_on: Any
    answers: Sequence[Answer]

    @property
    def latest(self) -> Answer | None:
        """What they said last."""
        return self.answers[-1] if self.answers else None


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing that is asked: what holds, and what each adult said."""

    called: str
    words: str
    verdict: Verdict
    says: str
    adults: Sequence[Adult]

    @property
    def titled(self) -> str:
        """What is asked, with the first line of what was put to them: several things are asked alike."""
        return ": ".join(
            (self.called, *(shorten(line, SHOWN, placeholder=" …") for line in self.words.splitlines()[:1]))
        )

    @property
    def tone(self) -> str:
        """How it stands out: a no is an answer like a yes, and stands out no more than that."""
        return {Verdict.YES: "leaf", Verdict.NO: "", Verdict.ASK: "sun"}[self.verdict]


@dataclasses.dataclass(frozen=True)
class Ledger:
    """The page of a child's consents."""

    child: Child
    lines: Sequence[Line]
    medicines: Sequence[Medicine]
    rulings: Sequence[Ruling]
    nobody: bool
    forms: dict[str, Any]


def ledger(viewer: Viewer, child: Child, typed: dict[str, Any] | None = None) -> Ledger:
    """What stands for a child and what each adult said. `typed` is a form that has something to put right, by its name."""
    rows = Consent.objects.visible_to(viewer).filter(child=child, closed_on__isnull=True)
    consents = list(rows.select_related("adult__person").order_by("asked_on", "pk"))
    bonds = list(Bond.objects.visible_to(viewer).filter(child=child).order_by("starts", "pk"))
    lead = rules.rule(viewer, child) is None
    forms = {"ask": staff.AskForm(auto_id="id_ask_%s"), "told": staff.ToldForm(consents) if consents else None}
    return Ledger(
        child=child,
        lines=_lines(viewer, child, consents, bonds),
        medicines=list(Medicine.objects.visible_to(viewer).filter(child=child).order_by("closed", "-opened", "pk")),
        rulings=list(Ruling.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk")) if lead else (),
        nobody=not any(bond.value("consent_power", viewer.today) for bond in bonds),
        forms={**forms, **({"ruling": staff.RulingForm()} if lead else {}), **(typed or {})},
    )


def _lines(viewer: Viewer, child: Child, consents: Sequence[Consent], bonds: Sequence[Bond]) -> list[Line]:
    answers: dict[str, list[Answer]] = {}
    for answer in (
        Answer.objects.visible_to(viewer)
        .filter(consent__in=[each.pk for each in consents])
        .select_related("by")
        .order_by("number")
    ):
        answers.setdefault(answer.consent_id, []).append(answer)
    power = {bond.adult_id: bond for bond in bonds}
    asked: dict[What, list[Consent]] = {}
    for each in consents:
        asked.setdefault((Kind(each.kind), each.purpose, each.about_id or ""), []).append(each)
    return [
        Line(
            called=called(kind, purpose),
            words=next(filter(None, (each.words or each.where for each in asked.get((kind, purpose, about), ()))), ""),
            verdict=verdict,
            says=str(VERDICTS[verdict]),
            adults=[
                _adult(each, answers.get(each.pk, []), power.get(each.adult_id), viewer)
                for each in asked.get((kind, purpose, about), ())
            ],
        )
        for (kind, purpose, about), verdict in all_of(child, viewer.today).items()
    ]


def _adult(consent: Consent, answers: Sequence[Answer], bond: Bond | None, viewer: Viewer) -> Adult:
    state = State(answers[-1].state) if answers else State.NEVER_ASKED
    return Adult(
        name=consent.adult.person.called,
        says=str(STATES[state]) if answers else "",
        counts=bond is not None and bond.may_consent(POWER[Kind(consent.kind)], viewer.today),
        asked_on=consent.asked_on,
        answers=answers,
    )


def open_consents(viewer: Viewer, child: Child) -> list[Consent]:
    """What the adults of a child are asked, to be answered for them by whoever they told."""
    rows = Consent.objects.visible_to(viewer).filter(child=child, closed_on__isnull=True)
    return list(rows.select_related("adult__person", "child__setting").order_by("asked_on", "pk"))


@dataclasses.dataclass(frozen=True)
class InFile:
    """What stands of a child's consents in the file: to everybody who works with the child, verdicts and nothing else."""

    child: Child
    lines: Sequence[tuple[str, str, Verdict]]
    medicines: Sequence[Medicine]
    why_not: No | None


def in_file(viewer: Viewer, child: Child) -> InFile:
    """What stands, for the file of a child."""
    standing = all_of(child, viewer.today).items()
    return InFile(
        child=child,
        lines=list(_named(standing)),
        medicines=open_medicines(viewer, child),
        why_not=rules.ask(viewer, child),
    )


def _named(standing: Iterable[tuple[What, Verdict]]) -> Iterable[tuple[str, str, Verdict]]:
    """What is asked of every family; what is about one outing or medicine stands on its own page."""
    for (kind, purpose, about), verdict in standing:
        if not about:
            yield called(kind, purpose), str(VERDICTS[verdict]), verdict


def open_medicines(viewer: Viewer, child: Child) -> list[Medicine]:
    """The medicines of a child that are given now."""
    rows = Medicine.objects.visible_to(viewer).filter(child=child, closed__isnull=True)
    return list(rows.order_by("starts", "pk"))


def power_of(answer: Answer) -> str:
    """On what power somebody answered, as it stood that day."""
    return str(Responsibility(answer.power).label)
