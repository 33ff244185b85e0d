"""What the public board of one setting shows, from the adoptions in force and the checked contact cards."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.people.models import Cover, Post, Setting
from hometime.people.roles import Role
from hometime.policies.models import AdoptedClause, Adoption, ContactCard, in_force

# Who a step of the ladder goes to, in words for the board. The names of today's holders are added where there are any.
HANDLERS: Mapping[str, str] = {
    "key_person": gettext_noop("your child's key person"),
    "setting_manager": gettext_noop("the manager"),
    "deputy": gettext_noop("the deputy manager"),
    "line_manager": gettext_noop("the manager's own manager"),
    "chair": gettext_noop("the chair"),
    "committee": gettext_noop("the committee"),
    "owners_directors_trustees": gettext_noop("the owners, directors or trustees"),
    "director": gettext_noop("the director"),
    "room_leader": gettext_noop("the room leader"),
    "any_staff": gettext_noop("any member of staff"),
    "childminder": gettext_noop("the childminder"),
    "head_teacher": gettext_noop("the head teacher"),
    "governors": gettext_noop("the governors"),
    "mediator": gettext_noop("a mediator"),
    "designated_safeguarding_lead": gettext_noop("the safeguarding lead"),
    "regulator": gettext_noop("the regulator"),
    "other": gettext_noop("somebody else named in the procedure"),
}
NAMED = frozenset({Role.MANAGER, Role.DEPUTY, Role.LINE_MANAGER, Role.DSL, Role.SENCO})


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the ladder on the board."""

    words: str
    limits: str


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
    ladders: Sequence[tuple[str, Sequence[Line]]]
    parts: Sequence[AdoptedPart]
    cards: Sequence[ContactCard]
    faces: Sequence[Face]


def board(setting: Setting, today: dt.date) -> Board:
    """The board of `setting` on `today`."""
    adoptions = in_force(setting, today)
    faces = _faces(setting, today)
    clauses: dict[str, list[AdoptedClause]] = {}
    for clause in AdoptedClause.objects.filter(adoption__in=adoptions).order_by("position"):
        clauses.setdefault(clause.adoption_id, []).append(clause)
    return Board(
        setting=setting,
        ladders=[
            (ladder["audience"], [_line(step, faces) for step in ladder["steps"]])
            for adoption in adoptions
            for ladder in adoption.terms.get("ladders", ())
        ],
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


def _line(step: Mapping[str, Any], faces: Mapping[Role, list[str]]) -> Line:
    who = _(HANDLERS[step["handler"]])
    names = faces.get(Role(step["handler"]), []) if step["handler"] in Role.values else []
    talk = _("You can tell %(who)s at any time") if step["external"] else _("Talk to %(who)s")
    named = f"{who} ({', '.join(names)})" if names else who
    if step["handler"] == "regulator" and step["name"]:
        named = step["name"]
    return Line(talk % {"who": named}, "; ".join(_limit(limit) for limit in step["limits"]))


ACTIONS: Mapping[str, str] = {
    "acknowledge": gettext_noop("we say that we have it"),
    "feedback": gettext_noop("we tell you what we found"),
    "investigate": gettext_noop("we look into it"),
    "meet": gettext_noop("we meet you"),
    "report": gettext_noop("we report to you"),
    "respond": gettext_noop("we answer"),
    "escalate": gettext_noop("it can go one step up"),
    "other": gettext_noop("the next thing happens"),
}
_UNITS = {"working_days": gettext_noop("working days"), "term_days": gettext_noop("days of term")}


def _limit(limit: Mapping[str, Any]) -> str:
    value, unit = limit["value"], limit["unit"]
    if unit == "hours":
        length = ngettext("%(n)d hour", "%(n)d hours", value) % {"n": value}
    elif unit == "months":
        length = ngettext("%(n)d month", "%(n)d months", value) % {"n": value}
    elif unit in _UNITS:
        length = f"{value} {_(_UNITS[unit])}"
    else:
        length = ngettext("%(n)d day", "%(n)d days", value) % {"n": value}
    return _("%(what)s within %(length)s") % {"what": _(ACTIONS[limit["action"]]), "length": length}


def _sections(clauses: Sequence[AdoptedClause]) -> list[Section]:
    sections: list[Section] = []
    for clause in clauses:
        if not sections or sections[-1].heading != clause.heading:
            sections.append(Section(clause.heading, []))
        sections[-1].clauses.append(clause)  # type: ignore[attr-defined]
    return sections
