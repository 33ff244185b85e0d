"""What the pages of the living policy show, worked out from what was adopted and from the duties under it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.duties.models import Duty
from hometime.inspection.proofs import OPEN, Proofs, combined, counted, proofs, proven_by
from hometime.inspection.states import STATED, VOICED, Proof, State, state
from hometime.people.models import Setting
from hometime.policies import catalogue
from hometime.policies.models import AdoptedClause, Adoption, ContactCard, latest

SETTINGS, CLAUSES, KEPT, VERSIONS = 10, 50, 10, 10  # rows to a page of each
ASKED = frozenset({"F2"})  # what families are asked month by month (hometime.welcome)
NO_NUMBER = "0"  # stands in the address for a part that has none

# How each state is said and drawn: its words, its sign, the colour of a duty's badge. Only one of them is green.
SAID = {
    State.LATE: (_("Late"), "late", "overdue"),
    State.DUE_SOON: (_("Due soon"), "soon", "due_soon"),
    State.NO_EVIDENCE: (_("No evidence yet"), "open", "lifted"),
    State.PEOPLE: (_("Done by people, not by us"), "people", "lifted"),
    State.STATEMENT: (_("Not measured"), "paper", "lifted"),
    State.ON_TRACK: (_("On track"), "tick", "kept"),
}


@dataclasses.dataclass(frozen=True)
class Badge:
    """A state ready to draw, with how many clauses are in it where they are counted."""

    words: Any
    sign: str
    standing: str
    count: int = 0


def badge(of: State, count: int = 0) -> Badge:
    """How a state is drawn."""
    return Badge(*SAID[of], count)


@dataclasses.dataclass(frozen=True)
class Promise:
    """One thing that a clause asks for, in plain words, and how we know where it stands."""

    id: str
    plain: str
    says: str
    state: State
    proof: Proof
    evidence: str

    @property
    def badge(self) -> Badge:
        """How its state is drawn."""
        return badge(self.state)

    @property
    def stated(self) -> bool:
        """A statement: it is shown, and never measured."""
        return self.evidence == STATED

    @property
    def voiced(self) -> bool:
        """Only families can say whether it is so."""
        return self.evidence == VOICED

    @property
    def asked(self) -> bool:
        """Families are asked whether it is so, and their answers are counted."""
        return self.id in ASKED


@dataclasses.dataclass(frozen=True)
class Line:
    """One adopted clause: what it asks for. One that asks for nothing we know stands in its own words."""

    clause: AdoptedClause
    promises: Sequence[Promise]

    @property
    def can_be_shown(self) -> bool:
        """Whether anything that was done could show it: a statement is only made."""
        return any(not promise.stated for promise in self.promises)


@dataclasses.dataclass(frozen=True)
class Section:
    """Adopted clauses under one heading."""

    heading: str
    lines: list[Line]


@dataclasses.dataclass(frozen=True)
class Part:
    """One adopted part: its clauses in document order, and how many promises in them stand where."""

    setting: Setting
    adoption: Adoption
    counts: Sequence[Badge]
    sections: Sequence[Section]
    page: Page[AdoptedClause]


def part(viewer: Viewer, setting: Setting, adoption: Adoption, number: Any) -> Part:
    """The page `number` of an adopted part, and the counts of all its clauses."""
    clauses = list(AdoptedClause.objects.filter(adoption=adoption).order_by("position"))
    told = proofs(viewer, [setting.pk], _ids(clauses), [adoption])
    listed = Paginator(clauses, CLAUSES, orphans=CLAUSES // 2).get_page(number)
    sections: list[Section] = []
    for clause in listed:
        if not sections or sections[-1].heading != clause.heading:
            sections.append(Section(clause.heading, []))
        sections[-1].lines.append(_line(clause, setting.pk, told, viewer.today))
    counts = _counts(clauses, setting.pk, told, viewer.today)
    return Part(setting, adoption, counts, sections, listed)


@dataclasses.dataclass(frozen=True)
class Version:
    """How a clause stood in one version of its part; `words` are empty where they were the same as now."""

    adoption: Adoption
    words: str


@dataclasses.dataclass(frozen=True)
class Story:
    """One clause with its whole story: what is owed under it, what was done, and how it was worded before."""

    setting: Setting
    clause: AdoptedClause
    line: Line
    owed: Sequence[Duty]
    kept: Page[Duty]
    versions: Sequence[Version]

    @property
    def given(self) -> int:
        """How often it was given to an adult and written down, where the clause asks for that (C2)."""
        return sum(promise.proof.given for promise in self.line.promises)


def story(viewer: Viewer, clause: AdoptedClause, number: Any) -> Story:
    """The story of one clause, page `number` of what was done for it. The duties are those the viewer may see."""
    adoption, setting = clause.adoption, clause.adoption.setting
    ids = _ids([clause])
    single = counted(viewer, [setting.pk], ids)
    told = combined(single, [setting.pk], ids, [adoption])
    under = Duty.objects.visible_to(viewer).filter(setting=setting, clause__in=proven_by(ids))
    kept = under.filter(kept_on__isnull=False).select_related("kept_by").order_by("-kept_on", "-pk")
    pages = Paginator(kept, KEPT)
    pages.count = sum(proof.kept - proof.given for proof in single.values())  # counted already
    return Story(
        setting=setting,
        clause=clause,
        line=_line(clause, setting.pk, told, viewer.today),
        owed=list(under.filter(OPEN).by_urgency()[:KEPT]),
        kept=pages.get_page(number),
        versions=_versions(clause),
    )


def _versions(clause: AdoptedClause) -> list[Version]:
    """The versions of the clause's part, newest first, each with the words it had where they differ."""
    adoption = clause.adoption
    others = (
        AdoptedClause.objects.filter(adoption__setting=adoption.setting_id, adoption__number=adoption.number)
        .filter(adoption__sequence__gt=adoption.sequence - VERSIONS)
        .select_related("adoption")
        .defer("adoption__terms")
        .order_by("-adoption__sequence", "position")
    )
    found: dict[str, Version] = {}
    for other in others:
        if set(other.covers) & set(clause.covers) or (other.key == clause.key and not clause.covers):
            words = "" if other.text == clause.text else other.text
            found.setdefault(other.adoption_id, Version(other.adoption, words))
    return list(found.values())


@dataclasses.dataclass(frozen=True)
class Place:
    """A setting with what it has adopted, how many clauses stand where, and its contact cards nobody has checked."""

    setting: Setting
    parts: Sequence[Adoption]
    counts: Sequence[Badge]
    cards: int
    unchecked: int


def places(viewer: Viewer, settings: Sequence[Setting]) -> list[Place]:
    """Each of `settings` with its policy, in the same few statements for one and for all of them."""
    ids = [setting.pk for setting in settings]
    adopted: dict[str, list[Adoption]] = {pk: [] for pk in ids}
    rows = Adoption.objects.filter(setting__in=ids, adopted_on__lte=viewer.today).select_related("adopted_by")
    for adoption in rows.order_by("adopted_on", "sequence"):
        adopted[adoption.setting_id].append(adoption)
    standing = {pk: latest(each) for pk, each in adopted.items()}
    clauses: dict[str, list[AdoptedClause]] = {pk: [] for pk in ids}
    in_force = {adoption.pk: adoption for each in standing.values() for adoption in each}
    for clause in AdoptedClause.objects.filter(adoption__in=in_force).only("adoption_id", "covers"):
        clauses[in_force[clause.adoption_id].setting_id].append(clause)
    told = proofs(viewer, ids, _ids(clause for each in clauses.values() for clause in each), in_force.values())
    cards = list(ContactCard.objects.filter(setting__in=ids).values_list("setting_id", "checked_on"))
    return [
        Place(
            setting=setting,
            parts=standing[setting.pk],
            counts=_counts(clauses[setting.pk], setting.pk, told, viewer.today),
            cards=sum(place == setting.pk for place, _day in cards),
            unchecked=sum(place == setting.pk and day is None for place, day in cards),
        )
        for setting in settings
    ]


def _ids(clauses: Iterable[AdoptedClause]) -> set[str]:
    return {id_ for clause in clauses for id_ in clause.covers}


def _line(clause: AdoptedClause, setting: str, told: Proofs, today: dt.date) -> Line:
    known = catalogue.load()
    promises = []
    for id_ in clause.covers:
        entry, proof = known[id_], told[setting, id_]
        where = state(entry.evidence, proof, today)
        promises.append(Promise(id_, entry.plain, entry.says, where, proof, entry.evidence))
    return Line(clause, promises)


def _counts(clauses: Iterable[AdoptedClause], setting: str, told: Proofs, today: dt.date) -> list[Badge]:
    """How many promises stand where, those that need somebody first; a state that none is in is left out."""
    found = Counter(promise.state for clause in clauses for promise in _line(clause, setting, told, today).promises)
    return [badge(each, found[each]) for each in State if found[each]]
