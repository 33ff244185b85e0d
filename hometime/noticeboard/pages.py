"""What the public board of one setting shows, from the adoptions in force and the checked contact cards."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Sequence
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import QuerySet
from django.utils.translation import get_language

from hometime.kernel.spelling import asked_again
from hometime.noticeboard.contacts import Contacts, contacts
from hometime.noticeboard.faces import faces
from hometime.noticeboard.plain import plain
from hometime.noticeboard.steps import Line, Steps, lines, outside
from hometime.people.models import Setting
from hometime.policies.models import AdoptedClause, Adoption, latest
from hometime.ui.words import LANGUAGES

PARENTS = "parents"  # the audience of a ladder that families climb
REMEMBERED = 64  # adopted parts whose words a process keeps, each in a language


@dataclasses.dataclass(frozen=True)
class Promise:
    """One adopted clause: its own words, and the same as a parent would say it (nothing where that cannot be known)."""

    text: str
    plain: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Section:
    """Clauses of an adopted part under one heading."""

    heading: str
    promises: Sequence[Promise]

    @property
    def plain(self) -> Sequence[str]:
        """The plain sentences of the section, each once."""
        return list(dict.fromkeys(itertools.chain.from_iterable(promise.plain for promise in self.promises)))


@dataclasses.dataclass(frozen=True)
class AdoptedPart:
    """One adopted part in full, and the versions that it took the place of, newest first."""

    adoption: Adoption
    sections: Sequence[Section]
    older: Sequence[Adoption] = ()

    @property
    def name(self) -> str:
        """Its number and title."""
        return f"{self.adoption.number} {self.adoption.title}".strip()

    @property
    def kept_by(self) -> tuple[Any, ...]:
        """What it hangs on, when it is drawn: what was adopted is never changed."""
        return self.adoption.pk, *(adoption.pk for adoption in self.older)


@dataclasses.dataclass(frozen=True)
class Face:
    """Somebody families may meet, by first name and post."""

    name: str
    role: str


@dataclasses.dataclass(frozen=True)
class Board:
    """The whole board of one setting, in the language now active."""

    setting: Setting
    for_parents: Sequence[Steps]
    for_others: Sequence[Steps]
    parts: Sequence[AdoptedPart]
    contacts: Contacts
    faces: Sequence[Face]
    ladder: Adoption | None  # the part by which families complain

    @property
    def any_time(self) -> Sequence[Line]:
        """Whom families may turn to at any time, where the steps do not say so (H9: nobody stands before that door)."""
        if any(line.external for steps in self.for_parents for line in steps):
            return ()
        return [outside(card.name) for card in self.contacts.regulators]

    @property
    def other_languages(self) -> Sequence[tuple[str, str]]:
        """What families here read though the board does not exist in it: codes, with their own names where known."""
        offered = {code.split("-")[0] for code, _ in LANGUAGES}
        codes = [code for code in self.setting.languages if code.split("-")[0] not in offered]
        return [(code, LANG_INFO.get(code, {}).get("name_local", code)) for code in codes]


def board(setting: Setting, today: dt.date) -> Board:
    """The board of `setting` on `today`."""
    adopted = list(_adopted(setting.pk, today))
    adoptions = latest(adopted)
    standing = {adoption.pk for adoption in adoptions}
    older = [adoption for adoption in reversed(adopted) if adoption.pk not in standing]
    ladders = [ladder for adoption in adoptions for ladder in adoption.terms.get("ladders", ())]
    people = faces(setting, today)
    return Board(
        setting=setting,
        for_parents=[lines(ladder["steps"], people) for ladder in ladders if ladder["audience"] == PARENTS],
        for_others=[lines(ladder["steps"], people) for ladder in ladders if ladder["audience"] != PARENTS],
        parts=[
            AdoptedPart(each, _in_plain(each.pk, get_language()), [o for o in older if o.number == each.number])
            for each in adoptions
        ],
        contacts=contacts(setting),
        faces=[Face(name, str(role.label)) for role, names in people.items() for name in names],
        ladder=next((a for a in adoptions if _climbed_by_parents(a)), None),
    )


def part(adoption: Adoption) -> AdoptedPart:
    """One adopted part, in force or not, with its own words and the plain ones."""
    return AdoptedPart(adoption, _in_plain(adoption.pk, get_language()))


def _climbed_by_parents(adoption: Adoption) -> bool:
    return any(ladder["audience"] == PARENTS for ladder in adoption.terms.get("ladders", ()))


@asked_again
def _adopted(setting: str, today: dt.date) -> QuerySet[Adoption]:
    """What was adopted up to a day, oldest first."""
    return Adoption.objects.filter(setting=setting, adopted_on__lte=today).order_by("adopted_on", "sequence")


@functools.lru_cache(maxsize=REMEMBERED)  # what was adopted is never changed
def _in_plain(adoption: str, language: str | None) -> tuple[Section, ...]:
    """The words of an adopted part, and the same in plain words of the language now active."""
    clauses = AdoptedClause.objects.filter(adoption=adoption).select_related("adoption").order_by("position")
    return tuple(
        Section(heading, [Promise(clause.text, plain(clause, clause.adoption.terms)) for clause in group])
        for heading, group in itertools.groupby(clauses, key=lambda clause: clause.heading)
    )
