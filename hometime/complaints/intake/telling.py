"""The way through a door, page by page: which pages there are, what was typed so far, and what becomes of it in the end.

What was typed waits with us and not in the browser: its address tells nothing, going back finds every word, it works
with scripts off, and whoever leaves the page leaves nothing behind (TRUST 5).
"""

from __future__ import annotations

import dataclasses
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from hometime.access.actions import digest_of
from hometime.audit.actions import House
from hometime.complaints.actions import Said
from hometime.complaints.intake.actions import Came, forget_telling
from hometime.complaints.intake.codes import code_from
from hometime.complaints.intake.forms import About, Happened, PutRight, Reach
from hometime.complaints.models import AtRisk, Channel, Classed, Source, Subject, Telling
from hometime.families.models import Adult, Child
from hometime.kernel import clock
from hometime.people.models import Person, Post, Setting, current
from hometime.people.roles import HAT_OF, Hat, Role

COOKIE = "telling"
LEFT_BEHIND = ((COOKIE, "/"), ("following", "/follow/"))  # what a browser holds of a complaint, by name and path
WORKERS = [role for role, hat in HAT_OF.items() if hat in (Hat.STAFF, Hat.OWNER) and role != Role.TABLET]


@dataclasses.dataclass(frozen=True)
class Page:
    """One page of the way from the poster: its word in the address, and its form."""

    key: str
    form: Callable[..., forms.Form]


POSTER = (Page("happened", Happened), Page("about", About), Page("right", PutRight), Page("reach", Reach))
KEYS = tuple(page.key for page in POSTER)


def secret_of(request: HttpRequest) -> str:
    """The secret that this browser holds; empty where it has none."""
    return request.COOKIES.get(COOKIE, "")


def telling_of(request: HttpRequest, setting: Setting | None, door: str) -> Telling | None:
    """What this browser has typed at this door. A parent's words are found by that parent only."""
    secret = secret_of(request)
    if not secret:
        return None
    rows = Telling.objects.unscoped("unsent words belong to the browser that holds their secret")
    row = rows.filter(digest=digest_of(secret), door=door).select_related("setting", "complaint").first()
    if row is None or (setting is not None and row.setting_id != setting.pk):
        return None
    return row if row.person_id in (None, getattr(request.user, "pk", None)) else None


def new_secret() -> str:
    """A secret for a browser that begins to type."""
    return secrets.token_urlsafe(24)


def remember(response: HttpResponse, secret: str) -> HttpResponse:
    """Gives the browser its secret, until it is closed or the page is left."""
    response.set_cookie(COOKIE, secret, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def forget(request: HttpRequest) -> None:
    """Erases what this browser has typed and not sent: its owner leaves the page in a hurry."""
    secret = secret_of(request)
    if secret:
        forget_telling(House("leaving"), digest_of(secret))


def said_of(
    answers: Mapping[str, Any], source: str, *, child: Child | None = None, who: Person | None = None,
    complainant: str = "", others: tuple[Person, ...] = (),
) -> Said:  # fmt: skip
    """What was typed, as a complaint in writing that came in today.

    Whether it touches a requirement of the EYFS nobody can say yet; so the stricter reading is taken, and the law's
    clock runs until whoever has it in hand says otherwise.
    """
    classed = str(answers.get("classed", ""))
    return Said(
        received_on=clock.today(),
        what_happened=str(answers["what_happened"]),
        channel=Channel.WRITTEN,
        source=source,
        complainant=complainant,
        about=str(answers.get("about") or Subject.CARE),
        who=who,
        child=child,
        put_right=str(answers.get("put_right", "")),
        classed=classed,
        eyfs_requirement=source != Source.AGENCY and classed != Classed.CONCERN,
        others=others,
        at_risk=str(answers.get("at_risk") or AtRisk.NO),
        personal_data=bool(answers.get("personal_data")),
    )


def came_of(answers: Mapping[str, Any], door: str, secret: str, adult: Adult | None = None) -> Came:
    """How it came in."""
    text = ("called", "child_called", "organisation", "whom", "way", "reach", "hours", "companion", "authority")
    return Came(
        door=door,
        once=digest_of(secret),
        code=code_from(secret),
        adult=adult,
        shared=bool(answers.get("shared")),
        language=get_language() or "",
        **{name: str(answers.get(name) or "") for name in text},
    )


def named_in(setting: Setting, words: str) -> list[Person]:
    """Those who work at a setting whose name a sender typed, whole or the first of it: they are kept out of it.

    Too many are kept out rather than too few: whom it is about is made sure of later, by a person.
    """
    typed = set(folded(words).split())
    if not typed:
        return []
    today = clock.today()
    here = Q(posts__setting=setting) | Q(posts__setting__isnull=True, posts__provider=setting.provider_id)
    people = Person.objects.filter(here, current(today, "posts__"), posts__role__in=WORKERS).distinct()
    return [person for person in people.order_by("pk") if _named(person, typed)]


def _named(person: Person, typed: set[str]) -> bool:
    names = folded(person.name).split()
    called = set(folded(person.name_to_use).split())
    return bool(names) and (set(names) <= typed or names[0] in typed or names[-1] in typed or bool(called & typed))


def folded(words: str) -> str:
    """Words without marks, capitals and signs: `Élodie` and `elodie` are one (TRUST 44)."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain.casefold())


def whom(setting: Setting, answers: Mapping[str, Any]) -> tuple[str, Person | None, tuple[Person, ...]]:
    """About whom it is, by the choice and by the name that was typed: the subject, one person, and those besides.

    A typed name that is the manager's counts as a complaint about the manager, whatever was chosen.
    """
    about = str(answers.get("about") or Subject.CARE)
    found = named_in(setting, str(answers.get("whom") or "")) if about != Subject.CARE else []
    above = {Role.MANAGER: Subject.MANAGER, Role.LINE_MANAGER: Subject.LINE_MANAGER}
    held = set(Post.objects.on(clock.today()).filter(person__in=found).values_list("role", flat=True))
    for role, subject in above.items():
        if role in held and about in (Subject.OTHER_STAFF, Subject.KEY_PERSON):
            about = subject
    if len(found) == 1 and about in (Subject.OTHER_STAFF, Subject.KEY_PERSON, Subject.OWNER):
        return about, found[0], ()
    return about, None, tuple(found)
