"""Deciding whether something about a child goes to somebody outside: the seven answers, before anything leaves (F21, F22).

A decision not to share is a decision too, and is kept the same way.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.agencies.models import Question
from hometime.audit.actions import action, note, person_of
from hometime.consents.actions import answer, ask
from hometime.consents.models import Consent
from hometime.consents.standing import Kind, State
from hometime.duties.actions import owe
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import No, Refused
from hometime.kernel.holding import hold
from hometime.people.models import Person
from hometime.people.roles import Hat, Role
from hometime.records.actions import close_record, name_party
from hometime.records.audiences import Audience
from hometime.records.models import Party
from hometime.sharing import rules
from hometime.sharing.actions import worrying
from hometime.sharing.actions.tasks import (
    AGREE,
    REVIEW,
    close_when_done,
    done,
    in_days,
    name_heads,
    name_leads,
    opens,
    owe_taker,
)
from hometime.sharing.bases import in_force
from hometime.sharing.models import OVERRIDES, Decision, Ground, Item, Told, Worry
from hometime.sharing.naming import named_besides
from hometime.sharing.shapes import Answers, Offer, Permission, Recipient

KIND = "sharing"
WHO = "who"  # the source of the child's own name and day of birth: it names nobody else


@action
def decide(viewer: Viewer, child: Child, to: Recipient, answers: Answers, items: Sequence[Offer]) -> Decision:
    """Writes a decision down whole: to share exactly these items with this recipient, or not to. Raises `Refused`."""
    decision = consider(viewer, child, to, answers.purpose, answers.what, answers.need, items, worry=answers.worry)
    return settle(viewer, decision, answers, items)


@action
def consider(
    viewer: Viewer,
    child: Child,
    to: Recipient,
    purpose: str,
    what: str,
    need: str,
    items: Sequence[Offer],
    *,
    worry: Worry | None = None,
    asked: Question | None = None,
) -> Decision:
    """Begins a decision: for what, what, and for whom, with the items word for word. Nothing is decided yet.

    `worry` or `asked` is what it begins from: somebody's worry, or a question without names whose answer was to refer.
    """
    if not rules.takes_above(viewer, worry) and (no := rules.decide(viewer, child)):
        raise Refused(str(no))
    for words, missing in (
        (purpose, "Say what it is for."),
        (what, "Say what it is about."),
        (need, "Say why they need it."),
    ):
        if not words.strip():
            raise Refused(missing)
    if not to.name.strip():
        raise Refused("Say who it would go to.")
    decision = Decision(
        setting=child.setting, child=child, kind=KIND, title="A decision to share", opened=clock.today(),
        audience=worry.audience if worry is not None else Audience.STAFF, from_worry=worry, asked=asked,
        purpose=purpose.strip(), what=what.strip(), need=need.strip(),
        to_name=to.name.strip(), to_role=to.role, to_body=to.body, to_address=to.address, to_phone=to.phone,
        to_checked_on=to.checked_on, professional=to.professional,
    )  # fmt: skip
    decision.save()
    note("sharing.considered", decision, items=len(items))
    if worry is None:
        _name(viewer, decision)
    else:
        _as_named_on(viewer, decision, worry)
    Item.objects.bulk_create(
        Item(decision=decision, number=number, source=item.source, about=item.about, title=item.title, words=item.words,
             paper=item.paper)
        for number, item in enumerate(items, 1)
    )  # fmt: skip
    return decision


@action
def settle(viewer: Viewer, decision: Decision, answers: Answers, items: Sequence[Offer]) -> Decision:
    """Decides: to share, where the gate lets it through, or not to. `items` are those of the decision as they stand now."""
    assert decision.child is not None  # a decision is about a child
    if hold(decision).shares is not None:
        raise Refused("This is already done. Nothing was changed.")
    if answers.shares and answers.permission is not None and answers.ground == Ground.PERMISSION:
        _write_down_yes(viewer, decision, answers.permission)
    if no := _why_not(viewer, decision, answers, items):
        raise Refused(str(no))
    decision.shares, decision.reasons, decision.advice = answers.shares, answers.reasons.strip(), answers.advice.strip()
    decision.ground, decision.basis = answers.ground or "", answers.basis
    decision.told, decision.why_not_told = answers.told or "", answers.why_not_told.strip()
    decision.why_not_asked, decision.against_refusal = answers.why_not_asked.strip(), answers.against_refusal
    decision.names_because = answers.names_because.strip()
    decision.decided_by_id, decision.decided_at = person_of(viewer), clock.now()
    if answers.ground == Ground.HARM and decision.audience != Audience.NAMED:
        decision.audience = Audience.SAFEGUARDING
    decision.save()
    note(
        "sharing.decided", decision, shares=bool(answers.shares), ground=decision.ground or "none", basis=decision.basis
    )
    _owe_what_follows(viewer, decision)
    if decision.from_worry is not None:
        worrying.decided(
            viewer, decision.from_worry, "It was decided to share it." if answers.shares else "It was decided not to."
        )
    if not answers.shares:
        close_record(viewer, decision, kept="safeguarding" if decision.from_worry_id else "child_file")
    return decision


def _why_not(viewer: Viewer, decision: Decision, answers: Answers, items: Sequence[Offer]) -> No | str | None:
    """The first thing that is missing of the seven answers, or that the gate says."""
    assert decision.child is not None  # a decision is about a child
    if not answers.reasons.strip():
        return "Write down the reasons."
    if not answers.shares:
        return rules.decide_on(viewer, decision)
    if answers.ground is None:
        return "Say on which ground it goes."
    return (
        _missing(answers, viewer.today)
        or _worded_otherwise(decision, items)
        or rules.may_leave(viewer, decision.child, items, recipient_of(decision), ground=answers.ground, about=decision)
        or _names_others(decision, items, answers)
    )


def _write_down_yes(viewer: Viewer, decision: Decision, yes: Permission) -> None:
    """Puts the yes that somebody was told into the ledger, about this decision."""
    mine = [one for one in ask_the_family(viewer, decision) if one.adult.person_id == yes.of.pk]
    if not mine:
        raise Refused("This adult cannot give permission for this. Ask one who can.")
    answer(viewer, mine[0], State.GIVEN, route=yes.how)


@action
def ask_the_family(viewer: Viewer, decision: Decision) -> list[Consent]:
    """Asks each adult who may permit it, each alone, and gives what they are asked."""
    assert decision.child is not None  # a decision is about a child
    if hold(decision).shares is not None:
        raise Refused("This is already done. Nothing was changed.")
    to = recipient_of(decision)
    words = f"{decision.what} → {to.called}\n\n{decision.purpose}"
    note("sharing.asked", decision)
    return ask(viewer, decision.child, Kind.SHARING, about=decision, words=words)


def _missing(answers: Answers, day: dt.date) -> str:
    """Which of the answers about basis and family is missing."""
    override = answers.ground in OVERRIDES
    if answers.basis not in {basis.key for basis in in_force(day)}:
        return "Choose the lawful basis."
    if answers.told is None:
        return "Say whether the family knows."
    if answers.told == Told.NOT and not answers.why_not_told.strip():
        return "Say why the family is not told."
    if answers.told != Told.BEFORE and not override:
        return "A family that said yes knows of it."
    if override and not answers.against_refusal and not answers.why_not_asked.strip():
        return "Say why the family was not asked, or that they said no."
    return ""


def _names_others(decision: Decision, items: Sequence[Offer], answers: Answers) -> str:
    """Whether what goes names somebody of another family without a reason: identities are kept back (A9)."""
    if answers.names_because.strip() or rules.asked_one_by_one(items):  # a family has read those word for word
        return ""
    assert decision.child is not None  # a decision is about a child
    read = [f"{item.words}\n{item.paper.text if item.paper else ''}" for item in items if item.source != WHO]
    said = "\n".join([decision.purpose, *read])
    found = named_besides(decision.child, said)
    return (
        f"This names somebody of another family: {', '.join(found)}. Take it out, or say why it has to stand."
        if found
        else ""
    )


def _worded_otherwise(decision: Decision, items: Sequence[Offer]) -> str:
    """The items as they stand now have to be the ones that were written down: nothing slips in between."""
    kept = Item.objects.unscoped("what leaves is what was written down").filter(decision=decision)
    written = [(one.source, one.about, one.title, one.words, one.paper_id or "") for one in kept.order_by("number")]
    now = [(one.source, one.about, one.title, one.words, one.paper.pk if one.paper else "") for one in items]
    return (
        ""
        if written == now
        else "Something in the child's records was changed meanwhile. Begin again with what is there now."
    )


def _owe_what_follows(viewer: Viewer, decision: Decision) -> None:
    if not decision.shares:
        return
    day, why = clock.today(), opens("share", decision)
    if rules.needs_agreement(decision):
        alone = viewer.a_head or rules.takes_above(viewer, decision.from_worry)
        agrees = None if alone else _agrees(viewer, decision)
        if agrees is None:
            decision.agreed_by_id, decision.agreed_at = person_of(viewer), clock.now()
            decision.save(update_fields=["agreed_by", "agreed_at"])
            note("sharing.agreed", decision)
        else:
            owe(viewer, decision, dataclasses.replace(AGREE, owed_by=agrees), due=day, why=why)
    if decision.overrides:
        owe_taker(viewer, decision, REVIEW, in_days(REVIEW, day), why)


def _agrees(viewer: Viewer, decision: Decision) -> Role | None:
    """Who agrees: the manager, or the deputy. What came of a worry is sealed from them until they are named on it."""
    return Role.MANAGER if decision.from_worry is None else name_heads(viewer, decision)


def _name(viewer: Viewer, decision: Decision) -> None:
    """Whoever decides, and the leads, are named: the audience alone would leave out a SENCO and the leads."""
    name_leads(viewer, decision)
    if viewer.holds(Role.SENCO):
        name_party(viewer, decision, _person(viewer), Party.Part.NAMED, role=Role.SENCO)


def _as_named_on(viewer: Viewer, decision: Decision, worry: Worry) -> None:
    """Whoever a worry concerns never sees what comes of it either, and whoever has it in hand above the lead does."""
    rows = Party.objects.unscoped("a decision is seen by nobody whom the worry concerns").filter(
        record=worry, part__in=(Party.Part.CONCERNS, Party.Part.HANDLER), ends__isnull=True
    )
    for party in rows.select_related("person").order_by("pk"):
        role = Role(party.role) if party.role else None
        name_party(viewer, decision, party.person, party.part, hat=Hat(party.hat), role=role)


def _person(viewer: Viewer) -> Person:
    return Person.objects.get(pk=viewer.person_id)


def recipient_of(decision: Decision) -> Recipient:
    """Who a decision is about to send to, as it was checked then."""
    return Recipient(
        decision.to_name, decision.to_role, decision.to_body, decision.to_address, decision.to_phone,
        decision.to_checked_on, decision.professional,
    )  # fmt: skip


@action
def agree(viewer: Viewer, decision: Decision) -> None:
    """The manager agrees to a development worry being passed on."""
    if no := rules.agree(viewer, hold(decision)):
        raise Refused(str(no))
    decision.agreed_by_id, decision.agreed_at = person_of(viewer), clock.now()
    decision.save(update_fields=["agreed_by", "agreed_at"])
    note("sharing.agreed", decision)
    done(viewer, decision, AGREE, "Agreed.")


@action
def review(viewer: Viewer, decision: Decision, words: str) -> None:
    """A lead looks again at what went without the family's yes, and writes down what they find."""
    if not words.strip():
        raise Refused("Write down what you find.")
    if no := rules.review(viewer, hold(decision)):
        raise Refused(str(no))
    decision.reviewed_by_id, decision.reviewed_on, decision.review = person_of(viewer), clock.today(), words.strip()
    decision.save(update_fields=["reviewed_by", "reviewed_on", "review"])
    note("sharing.reviewed", decision)
    done(viewer, decision, REVIEW, words)
    close_when_done(viewer, decision)
