"""A decision as those who make it see it; what could leave about a child; and what of it stands in a child's file."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.agencies.models import Professional, Question
from hometime.consents.standing import Kind, Verdict
from hometime.consents.verdicts import verdicts
from hometime.families.models import Child, key_children, told_apart
from hometime.families.sides import sides
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.models import Person
from hometime.people.roles import OFFICE, Hat, Role
from hometime.sharing import book_rules, rules
from hometime.sharing.bases import Basis, proposed
from hometime.sharing.forms.sharing import DecideForm, GotForm, ReviewForm, SendForm
from hometime.sharing.items import offers, ticked
from hometime.sharing.models import BookItem, Decision, Ground, Item, Sending, SharedBook, Told, ToldUs, Way
from hometime.sharing.pages.books import in_file as books_of
from hometime.sharing.pages.passed_on import ShownPassedOn, passed_on
from hometime.sharing.shapes import Offer

SHOWN = 5  # decisions and rows in a child's file, the newest first


def known_to(viewer: Viewer) -> Sequence[Professional]:
    """Who is on the register and still there, by service and name."""
    rows = Professional.objects.visible_to(viewer).current().select_related("organisation")
    return list(rows.order_by("organisation__name", "name", "pk"))


def adults_who_may(child: Child, day: dt.date) -> Sequence[Person]:
    """The adults who may permit that something about the child is shared."""
    persons = [adult.person for side in sides(child, day) for adult in side]
    return [person for person in persons if rules.may_permit(child, person.pk, day)]


@dataclasses.dataclass(frozen=True)
class ShownSending:
    """A sending with where it stands now, its local day and hours, and what may be done with it."""

    sending: Sending
    state: str
    on: dt.date
    at: dt.time
    until: dt.date | None
    takes_code: bool


@dataclasses.dataclass(frozen=True)
class SharePage:
    """A decision: what exactly it is about, where it stands, and what this viewer may do now."""

    decision: Decision
    items: Sequence[Item]
    basis: Basis | None
    sendings: Sequence[ShownSending]
    family: str
    may_ask: bool
    may_agree: bool
    why_not_send: No | None
    asked: Question | None
    forms: dict[str, Any]


def share_page(viewer: Viewer, decision: Decision, typed: dict[str, Any] | None = None) -> SharePage:
    """A decision. `typed` is a form that has something to put right, by its name."""
    assert decision.child is not None  # a decision is about a child
    sendings = [
        _shown(one) for one in Sending.objects.visible_to(viewer).filter(decision=decision).order_by("-at", "pk")
    ]
    under_way = any(one.state != "stopped" for one in sendings)
    said = verdicts(viewer, [decision.child], Kind.SHARING, about=decision).get(decision.child.pk, Verdict.ASK)
    may = rules.decide_on(viewer, decision) is None
    forms = {
        name: make(viewer, decision) for name, (wanted, make) in FORMS.items() if may and wanted(decision, sendings)
    }
    return SharePage(
        decision=decision,
        items=list(
            Item.objects.visible_to(viewer).filter(decision=decision).select_related("paper").order_by("number")
        ),
        basis=decision.lawful,
        sendings=sendings,
        family=said.value,
        may_ask=may and decision.shares is None,
        may_agree=rules.agree(viewer, decision) is None,
        asked=Question.objects.visible_to(viewer).filter(pk=decision.asked_id).first() if decision.asked_id else None,
        why_not_send=None if under_way or not decision.shares else rules.send(viewer, decision),
        forms={**forms, **(typed or {})},
    )


def _shown(one: Sending) -> ShownSending:
    state, goes = one.state(clock.now()), one.goes_at.astimezone(clock.LONDON)
    return ShownSending(
        one, state, goes.date(), goes.time(), clock.local_date(one.ends_at) if one.ends_at else None,
        one.way == Way.LINK and state in ("held", "gone"),
    )  # fmt: skip


def _decide_form(viewer: Viewer, decision: Decision) -> DecideForm:
    assert decision.child is not None  # a decision is about a child
    worried = decision.from_worry.ground if decision.from_worry is not None else ""
    first = {"ground": worried, "advice": _advised(decision)}
    return DecideForm(adults_who_may(decision.child, viewer.today), viewer.today, initial=first)


def _advised(decision: Decision) -> str:
    """What a service advised before it knew about whom, where the decision began from that."""
    rows = Question.objects.unscoped("a decision keeps the advice that it began from").filter(pk=decision.asked_id)
    return "\n".join(f"{one.agency.name}: {one.answer}" for one in rows.select_related("agency"))


@dataclasses.dataclass(frozen=True)
class ReferPage:
    """What came of a question whose answer was to refer, as far as this viewer may see it; and the children to choose from."""

    question: Question
    begun: Sequence[Decision]
    children: Sequence[tuple[str, str]]


def refer_page(viewer: Viewer, question: Question) -> ReferPage:
    """A question that leads to a child with a name: only here, never where the question stands."""
    begun = Decision.objects.visible_to(viewer).filter(asked=question).whole().order_by("-opened", "pk")
    children = Child.objects.visible_to(viewer).here(viewer.today).order_by("name", "pk")
    if not viewer.holds(*OFFICE, Role.SENCO):
        children = children.filter(key_children(viewer, "pk"))
    return ReferPage(question, list(begun), list(told_apart(list(children)).items()))


def _waits(_decision: Decision, sendings: Sequence[ShownSending]) -> bool:
    return any(one.state in ("gone", "opened", "over") for one in sendings)


def _can_go(decision: Decision, sendings: Sequence[ShownSending]) -> bool:
    return (
        bool(decision.shares)
        and not rules.needs_agreement(decision)
        and not rules.is_of_a_book(decision)
        and all(one.state in ("stopped", "over") for one in sendings)
    )


# Each form of the page: when it stands there, and how it is made.
FORMS: dict[str, tuple[Callable[[Decision, Sequence[ShownSending]], bool], Callable[[Viewer, Decision], Any]]] = {
    "decide": (lambda decision, _sendings: decision.shares is None, _decide_form),
    "send": (_can_go, lambda _viewer, _decision: SendForm()),
    "got": (_waits, lambda _viewer, _decision: GotForm()),
    "review": (
        lambda decision, _sendings: bool(decision.shares) and decision.overrides and decision.reviewed_on is None,
        lambda _viewer, _decision: ReviewForm(),
    ),
    "told": (
        lambda decision, sendings: (
            decision.told == Told.AFTER and decision.told_on is None and _waits(decision, sendings)
        ),
        lambda _viewer, _decision: True,
    ),
}


def as_they_stand(viewer: Viewer, decision: Decision) -> list[Offer]:
    """The items of a decision as the child's records have them now, in the order in which they were written down."""
    assert decision.child is not None  # a decision is about a child
    kept = Item.objects.visible_to(viewer).filter(decision=decision).order_by("number")
    return ticked(offers(viewer, decision.child, decision.to_name), [f"{one.source}:{one.about}" for one in kept])


def proposed_basis(decision: Decision, ground: str) -> str:
    """The basis that is proposed for a ground."""
    return proposed(ground, decision.opened) if ground in Ground.values else ""


@dataclasses.dataclass(frozen=True)
class InFile:
    """What of sharing stands in a child's file for this viewer."""

    child: Child
    staff: bool
    decisions: Sequence[Decision]
    told: Sequence[ToldUs]
    passed_on: Sequence[ShownPassedOn]
    books: Sequence[SharedBook]
    may_begin: bool = False


def in_file(viewer: Viewer, child: Child) -> InFile | None:
    """For those who decide, the decisions, what agencies told us, and the books; for a family, what was passed on, and the
    books it may read. Else nothing."""
    books = books_of(viewer, child)
    if viewer.hat == Hat.PARENT:
        rows = passed_on(viewer, child)
        return InFile(child, False, (), (), rows, books) if rows or books else None
    if rules.decide(viewer, child) is not None:
        return None
    decisions = Decision.objects.visible_to(viewer).filter(child=child).order_by("-opened", "pk")[:SHOWN]
    theirs = BookItem.objects.visible_to(viewer).filter(told__isnull=False).values("told")
    told = ToldUs.objects.visible_to(viewer).filter(child=child).exclude(pk__in=theirs).order_by("-told_on", "pk")
    may_begin = book_rules.keep_books(viewer, child) is None
    return InFile(child, True, list(decisions), list(told[:SHOWN]), (), books, may_begin)
