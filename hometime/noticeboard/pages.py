"""What the public board of one setting shows, from the adoptions in force and the checked contact cards."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.noticeboard.steps import Line, lines
from hometime.people.models import Cover, Post, Setting
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, Adoption, ContactCard, in_force

PARENTS = "parents"  # the audience of a ladder that families climb
NAMED = frozenset({Role.MANAGER, Role.DEPUTY, Role.LINE_MANAGER, Role.DSL, Role.SENCO})


@dataclasses.dataclass(frozen=True)
class Section:
    """Clauses of an adopted part under one heading."""

    heading: str
    clauses: Sequence[AdoptedClause]


@dataclasses.dataclass(frozen=True)
class AdoptedPart:
    """One adopted part in full."""

    adoption: Adoption
    sections: Sequence[Section]


@dataclasses.dataclass(frozen=True)
class Face:
    """Somebody families may meet, by first name and post."""

    name: str
    role: str


@dataclasses.dataclass(frozen=True)
class Board:
    """The whole board of one setting."""

    setting: Setting
    for_parents: Sequence[Sequence[Line]]
    for_others: Sequence[Sequence[Line]]
    parts: Sequence[AdoptedPart]
    cards: Sequence[ContactCard]
    faces: Sequence[Face]


def board(setting: Setting, today: dt.date) -> Board:
    """The board of `setting` on `today`."""
    adoptions = in_force(setting, today)
    ladders = [ladder for adoption in adoptions for ladder in adoption.terms.get("ladders", ())]
    faces = _faces(setting, today)
    clauses: dict[str, list[AdoptedClause]] = {}
    for clause in AdoptedClause.objects.filter(adoption__in=adoptions).order_by("position"):
        clauses.setdefault(clause.adoption_id, []).append(clause)
    return Board(
        setting=setting,
        for_parents=[lines(ladder["steps"], faces) for ladder in ladders if ladder["audience"] == PARENTS],
        for_others=[lines(ladder["steps"], faces) for ladder in ladders if ladder["audience"] != PARENTS],
        parts=[AdoptedPart(a, _sections(clauses.get(a.pk, []))) for a in adoptions],
        cards=list(ContactCard.objects.filter(setting=setting).order_by("kind", "name")),
        faces=[Face(name, str(role.label)) for role, names in faces.items() for name in names],
    )


def _faces(setting: Setting, today: dt.date) -> dict[Role, list[str]]:
    """First names of those who hold the posts that families are told about, cover included."""
    posts = list(
        Post.objects.on(today)
        .filter(provider=setting.provider_id, role__in=NAMED)
        .exclude(setting__isnull=False, role=Role.LINE_MANAGER)
        .select_related("person")
    ) + list(Post.objects.on(today).filter(setting=setting, role=Role.LINE_MANAGER).select_related("person"))
    covers = {c.post_id: c.by for c in Cover.objects.on(today).filter(post__in=posts).select_related("by")}
    found: dict[Role, list[str]] = {}
    for role in Role:
        names = [
            covers.get(post.pk, post.person).called.split()[0]
            for post in posts
            if post.role == role and post.setting_id in (setting.pk, None)
        ]
        if names:
            found[role] = sorted(set(names))
    return found


def _sections(clauses: Sequence[AdoptedClause]) -> list[Section]:
    sections: list[Section] = []
    for clause in clauses:
        if not sections or sections[-1].heading != clause.heading:
            sections.append(Section(clause.heading, []))
        sections[-1].clauses.append(clause)  # type: ignore[attr-defined]
    return sections
