"""The register of services, one service with its people and its cards, and one card."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from hometime.access.viewer import Viewer
from hometime.agencies import rules
from hometime.agencies.actions.visits import at_work
from hometime.agencies.forms import register as forms
from hometime.agencies.forms.nameless import NamelessForm
from hometime.agencies.models import Organisation, Professional, Protocol, Question, Sector, Training, Understood
from hometime.kernel.answers import No
from hometime.people.models import Person

# The clause that asks for work with each kind of service.
CLAUSE = {
    Sector.EARLY_YEARS: "P19",
    Sector.HUB: "P20",
    Sector.SOCIAL_CARE: "P21",
    Sector.HEALTH: "P22",
    Sector.COMMUNITY: "P23",
    Sector.PROVIDER: "P23",
    Sector.OTHER: "",
}
LISTED = 50


@dataclasses.dataclass(frozen=True)
class Shelf:
    """The services of one kind, with its clause."""

    name: str
    clause: str
    services: Sequence[Organisation]


@dataclasses.dataclass(frozen=True)
class RegisterPage:
    """The register: services by kind, the cards, and what was asked and offered."""

    shelves: Sequence[Shelf]
    cards: Sequence[Protocol]
    questions: Sequence[Question]
    offers: Sequence[Training]
    form: Any


def register_page(viewer: Viewer, typed: Any = None) -> RegisterPage:
    """What a viewer sees of the register. `typed` is a form that has something to put right."""
    there = list(Organisation.objects.visible_to(viewer).current().order_by("name", "pk"))
    shelves = [Shelf(str(kind.label), CLAUSE[kind], [one for one in there if one.sector == kind]) for kind in Sector]
    questions = Question.objects.visible_to(viewer).select_related("agency").order_by("-on", "pk")
    offers = Training.objects.visible_to(viewer).select_related("agency").order_by("topic", "pk")
    return RegisterPage(
        shelves=[shelf for shelf in shelves if shelf.services],
        cards=list(Protocol.objects.visible_to(viewer).filter(closed__isnull=True).order_by("name", "pk")),
        questions=list(questions[:LISTED]),
        offers=list(offers.filter(closed__isnull=True)),
        form=typed or (forms.FactsForm() if rules.keep_register(viewer, None) is None else None),
    )


@dataclasses.dataclass(frozen=True)
class ServicePage:
    """One service, with the people there, and what this viewer may do."""

    service: Organisation
    people: Sequence[Professional]
    gone: Sequence[Professional]
    cards: Sequence[Protocol]
    questions: Sequence[Question]
    offers: Sequence[Training]
    why_not: No | None
    forms: Mapping[str, Any]


def service_page(viewer: Viewer, service: Organisation, typed: Mapping[str, Any] | None = None) -> ServicePage:
    """One service. `typed` is a form that has something to put right, by its name."""
    why_not = rules.change(viewer, service)
    ready: dict[str, Any] = {}
    if service.closed is None and rules.work_here(viewer, service) is None:
        ready["ask"] = forms.TopicForm()
    if why_not is None:
        ready |= {name: form_of(name, service) for name in FORMS}
    people = list(Professional.objects.visible_to(viewer).filter(organisation=service).order_by("name", "pk"))
    return ServicePage(
        service=service,
        people=[one for one in people if one.ended is None],
        gone=[one for one in people if one.ended is not None],
        cards=list(Protocol.objects.visible_to(viewer).filter(agency=service, closed__isnull=True).order_by("name")),
        questions=list(Question.objects.visible_to(viewer).filter(agency=service).order_by("-on", "pk")[:LISTED]),
        offers=list(
            Training.objects.visible_to(viewer).filter(agency=service, closed__isnull=True).order_by("topic", "pk")
        ),
        why_not=why_not,
        forms={**ready, **(typed or {})},
    )


FORMS: Mapping[str, type[Any]] = {
    "know": forms.WhoForm,
    "touch": forms.TouchForm,
    "card": forms.CardForm,
    "offer": forms.OfferForm,
    "amend": forms.FactsForm,
    "end": forms.EndForm,
}


def form_of(name: str, service: Organisation, data: Any = None) -> Any:
    """The form of an act on a service; one that amends it stands filled in."""
    if name == "amend":
        ready = {field: getattr(service, field) for field in forms.FactsForm.base_fields}
        return forms.FactsForm(data, initial=ready, auto_id="id_amend_%s")
    form = FORMS[name](data)
    return form.look(service.setting) if isinstance(form, NamelessForm) else form


def who_form(professional: Professional, data: Any = None) -> forms.WhoForm:
    """The form about a professional, filled in."""
    return forms.WhoForm(data, initial={name: getattr(professional, name) for name in forms.WhoForm.base_fields})


@dataclasses.dataclass(frozen=True)
class CardPage:
    """A card, who understood this edition and who has yet to read it, and what this viewer may do."""

    card: Protocol
    mine: Understood | None
    read: Sequence[Understood]
    unread: Sequence[Person]
    form: Any


def card_page(viewer: Viewer, card: Protocol, typed: Any = None) -> CardPage:
    """One card. Who has read it is for whoever keeps the register."""
    keeps = rules.keep_register(viewer, card) is None
    rows = Understood.objects.visible_to(viewer).filter(protocol=card, edition=card.edition).select_related("person")
    read = list(rows.order_by("on", "person__name"))
    known = {one.person_id for one in read}
    ready = {name: getattr(card, name) for name in forms.CardForm.base_fields}
    return CardPage(
        card=card,
        mine=next((one for one in read if one.person_id == viewer.person_id), None),
        read=read if keeps else [],
        unread=[person for person in at_work(card.setting, viewer.today) if person.pk not in known] if keeps else [],
        form=typed or (forms.CardForm(initial=ready) if keeps else None),
    )
