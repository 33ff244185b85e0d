"""Deciding whether something about a child leaves, sending it, and what came of it: four screens (F21, F22, A2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.agencies.actions.letters import letter_cards
from hometime.agencies.models import Question
from hometime.families.models import Child
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.records.papers.showing import picture
from hometime.sharing import rules
from hometime.sharing.actions import deciding, sending
from hometime.sharing.forms.sharing import ConsiderForm, DecideForm, GotForm, ReviewForm, SendForm
from hometime.sharing.items import offers
from hometime.sharing.models import Decision, Item, Sending, Way, Worry
from hometime.sharing.pages.sharing import (
    adults_who_may,
    as_they_stand,
    known_to,
    proposed_basis,
    refer_page,
    share_page,
)
from hometime.sharing.shapes import recipient_from
from hometime.ui.pages import page

STAFF, ABOVE = (Hat.STAFF,), (Hat.OWNER,)
# Above, whoever took a worry that concerns the lead sees what comes of it, and no other decision.
DECIDES = (*STAFF, *ABOVE)
NOT_TAKEN = 422


@gate(hats=STAFF, opens=Child, asks=rules.decide, cites=("F21", "A2"))
def begin(request: HttpRequest, child: Child) -> HttpResponse:
    """The first screen: to whom, what exactly, for what."""
    viewer = viewer_of(request)
    worry = Worry.objects.visible_to(viewer).filter(pk=request.GET.get("worry", ""), child=child).first()
    asked = Question.objects.visible_to(viewer).filter(pk=request.GET.get("asked", ""), refers=True).first()
    return _begun(request, child, worry, asked)


@gate(hats=ABOVE, opens=Worry, asks=rules.decide_above, cites=("F21",))
def begin_above(request: HttpRequest, worry: Worry) -> HttpResponse:
    """The same first screen for whoever took a worry that concerns the lead: they come to the child through it alone."""
    if worry.child is None:
        raise Http404
    return _begun(request, worry.child, worry, None)


def _begun(request: HttpRequest, child: Child, worry: Worry | None, asked: Question | None) -> HttpResponse:
    viewer, posted = viewer_of(request), request.method == "POST"
    first = {"items": request.GET.getlist("item")}  # where a page elsewhere leads here, what it is about stands ticked
    form = ConsiderForm(known_to(viewer), offers(viewer, child, ""), request.POST if posted else None, initial=first)
    made: list[Decision] = []

    def consider() -> None:
        to = recipient_from(form.recipient())
        said = form.cleaned_data
        items = form.of(offers(viewer, child, to.name))
        why = said["purpose"], said["what"], said["need"]
        made.append(deciding.consider(viewer, child, to, *why, items, worry=worry, asked=asked))

    if posted and taken(form, consider):
        return redirect("share", made[0].pk)
    context = {"form": form, "child": child, "worry": worry, "asked": asked}
    return page(request, "sharing/begin.html", "write", context, status=NOT_TAKEN if form.errors else 200)


@gate(hats=STAFF, opens=Question, asks=rules.refer, cites=("A10", "F21"))
def refer(request: HttpRequest, question: Question) -> HttpResponse:
    """A question without names was answered with the advice to refer: about whom is chosen here, and stays on this side."""
    context = {"shown": refer_page(viewer_of(request), question)}
    return page(request, "sharing/refer.html", "write", context)


@gate(hats=DECIDES, opens=Decision, sensitive="P4", cites=("F21", "F22", "A2"))
def share(
    request: HttpRequest, decision: Decision, typed: dict[str, Any] | None = None, code: str = ""
) -> HttpResponse:
    """One decision: the second, third and fourth screen, as it stands."""
    context = {"shown": share_page(viewer_of(request), decision, typed), "code": code}
    return page(request, "sharing/share.html", "message", context, status=NOT_TAKEN if typed else 200)


@gate(hats=DECIDES, opens=Decision, sensitive="P4", cites=("A2",))
def leaf(request: HttpRequest, decision: Decision, number: int, leaf: int) -> HttpResponse:
    """One leaf of a paper that was ticked, exactly as it goes: for the preview, and on paper."""
    rows = Item.objects.visible_to(viewer_of(request)).filter(decision=decision, number=number, paper__isnull=False)
    item = rows.select_related("paper").first()
    if item is None or item.paper is None:
        raise Http404
    return picture(item.paper, leaf)


def _take(
    request: HttpRequest, decision: Decision, name: str, form: forms.Form, does: Callable[[], Any]
) -> HttpResponse:
    """Does what a form says, and goes back to the page; what was typed stays where something is to be put right."""
    if taken(form, does):
        return redirect("share", decision.pk)
    return share(request, token=decision.pk, typed={name: form})


@gate(hats=DECIDES, opens=Decision, does=rules.decide_on, cites=("F21", "F22"))
def decide(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Decides to share, or not to."""
    viewer = viewer_of(request)
    assert decision.child is not None  # a decision is about a child
    form = DecideForm(adults_who_may(decision.child, viewer.today), viewer.today, request.POST)

    def settle() -> None:
        basis = proposed_basis(decision, form.cleaned_data["ground"])
        said = form.answers(decision.purpose, decision.what, decision.need, basis)
        deciding.settle(viewer, decision, said, as_they_stand(viewer, decision))

    return _take(request, decision, "decide", form, settle)


@gate(hats=DECIDES, opens=Decision, does=rules.decide_on, cites=("F22",))
def ask(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Asks each adult who may permit it, each on their own page."""
    return _take(
        request, decision, "decide", forms.Form({}), lambda: deciding.ask_the_family(viewer_of(request), decision)
    )


@gate(hats=STAFF, opens=Decision, does=rules.agree, cites=("F21",))
def agree(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The manager agrees to a development worry being passed on."""
    return _take(request, decision, "send", forms.Form({}), lambda: deciding.agree(viewer_of(request), decision))


@gate(hats=DECIDES, opens=Decision, does=rules.send, cites=("F22", "A2"))
def send(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Sends exactly what was decided on."""
    form = SendForm(request.POST)
    return _take(
        request, decision, "send", form,
        lambda: sending.send(viewer_of(request), decision, Way(form.cleaned_data["way"])),
    )  # fmt: skip


@gate(hats=DECIDES, opens=Sending, does=rules.stop)
def stop(request: HttpRequest, going: Sending) -> HttpResponse:
    """Takes back what has not gone yet."""
    return _take(request, going.decision, "send", forms.Form({}), lambda: sending.stop(viewer_of(request), going))


@gate(hats=DECIDES, opens=Sending, does=rules.tell_code)
def tell_code(request: HttpRequest, going: Sending) -> HttpResponse:
    """Draws the code that is told by telephone, and shows it this once."""
    try:
        code = sending.draw_code(viewer_of(request), going)
    except Refused as no:
        form = GotForm(None)
        form.cleaned_data = {}
        form.errors  # noqa: B018 - so that there is a place for the words
        form.add_error(None, str(no))
        return share(request, token=going.decision_id, typed={"got": form})
    return share(request, token=going.decision_id, code=code)


@gate(hats=DECIDES, opens=Sending, does=rules.tell_code, cites=("A2",))
def received(request: HttpRequest, going: Sending) -> HttpResponse:
    """Writes down that it arrived."""
    form = GotForm(request.POST)
    return _take(
        request, going.decision, "got", form, lambda: sending.received(viewer_of(request), going, **form.cleaned_data)
    )


@gate(hats=DECIDES, opens=Decision, does=rules.decide_on, cites=("F22",))
def told(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The family was told of something that had gone."""
    return _take(
        request, decision, "send", forms.Form({}), lambda: sending.told_the_family(viewer_of(request), decision)
    )


@gate(hats=DECIDES, opens=Decision, does=rules.review, cites=("F22",))
def review(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A lead looks again at what went without the family's yes."""
    form = ReviewForm(request.POST)
    return _take(
        request, decision, "review", form, lambda: deciding.review(viewer_of(request), decision, **form.cleaned_data)
    )


@gate(hats=DECIDES, opens=Sending, asks=rules.on_paper, sensitive="P4", cites=("A2", "P24"))
def paper(request: HttpRequest, going: Sending) -> HttpResponse:
    """What goes on paper: the items that were decided on, the contact cards, and nothing else."""
    context = {
        "decision": going.decision,
        "items": sending.items_of(going),
        "cards": letter_cards(going.decision.setting),
    }
    return page(request, "sharing/paper.html", "message", context)
