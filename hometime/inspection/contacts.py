"""Contact cards: who to reach, where that is known from, and who compared it with its source (P17, C22)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.access.gate import gate, viewer_of
from hometime.complaints.actions import see_to_cards_of
from hometime.inspection import rules
from hometime.inspection.cards import Shown, shown
from hometime.inspection.forms import CardForm, ComparedForm, compared_form, facts_of
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.people.roles import Hat
from hometime.policies.actions import change_card, check_card
from hometime.policies.models import ContactCard, in_force
from hometime.ui.pages import page

WHO = (Hat.STAFF, Hat.OWNER)
NOT_TAKEN = 422
KINDS = ContactCard.Kind
TITLES = {
    KINDS.REGULATOR: gettext_noop("The regulator"),
    KINDS.CARE: gettext_noop("Children's social care"),
    KINDS.OFFICER: gettext_noop("The designated officer"),
    KINDS.SETTING: gettext_noop("Our own details"),
    KINDS.PRIVACY: gettext_noop("The regulator for personal information"),
    KINDS.FUNDING: gettext_noop("The council, about funded hours"),
    KINDS.CONSUMER: gettext_noop("Advice about fees"),
    KINDS.EQUALITY: gettext_noop("Advice about being treated unfairly"),
    KINDS.STAFF: gettext_noop("Advice for people at work"),
    KINDS.OTHER: gettext_noop("Another body"),
}


@gate(hats=WHO, cites=("P17", "C22"))
def cards(request: HttpRequest, slug: str, wrong: ComparedForm | None = None, of: str = "") -> HttpResponse:
    """The cards of a setting: each with its source, who compared it when, and what to know about it."""
    viewer = viewer_of(request)
    setting = rules.reach(viewer).filter(slug=slug).first()
    if setting is None:
        raise Http404
    found = shown(setting, in_force(setting, viewer.today))
    there = {each.card.kind for each in found}
    context = {
        "setting": setting,
        "cards": [(each, wrong if wrong and each.card.pk == of else compared_form(each)) for each in found],
        "missing": [kind for kind in TITLES if kind != KINDS.OTHER and kind not in there],
        "why_not": rules.keep_cards(viewer, setting),
    }
    return page(
        request, "inspection/contacts.html", "policy", context, menu="policy", status=NOT_TAKEN if wrong else 200
    )


@gate(hats=WHO, asks=rules.keep_cards)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Writes a new card: of the regulator, of the setting itself (with what its pages show already), or of another body."""
    setting = rules.reach(viewer_of(request)).filter(slug=slug).first()
    if setting is None:
        raise Http404
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS.values else KINDS.OTHER
    if kind != KINDS.OTHER and ContactCard.objects.filter(setting=setting, kind=kind).exists():
        return redirect("contacts", setting.slug)  # there is one of these; the page leads to changing it
    card = ContactCard(setting=setting, kind=kind)
    initial = {}
    if kind == KINDS.SETTING:
        initial = {
            "name": setting.name, "phone": setting.phone, "email": setting.email, "address": setting.address,
        }  # fmt: skip
    return _written(request, card, CardForm(request.POST or None, initial=initial), _(TITLES[KINDS(kind)]))


@gate(hats=WHO, asks=rules.keep_cards)
def change(request: HttpRequest, card: str) -> HttpResponse:
    """Changes a card; what was changed is not compared any more."""
    known = _card(request, card)
    initial = facts_of(known, Shown(known, ()).source)
    return _written(request, known, CardForm(request.POST or None, initial=initial), known.name)


@gate(hats=WHO, does=rules.keep_cards, cites=("P17", "C22"))
def compared(request: HttpRequest, card: str) -> HttpResponse:
    """Says that somebody compared one card with its source today."""
    known = _card(request, card)
    form = compared_form(Shown(known, ()), request.POST)
    if not form.is_valid():
        return cards(request, slug=known.setting.slug, wrong=form, of=known.pk)
    check_card(viewer_of(request), known, form.cleaned_data["source"])
    return redirect("contacts", known.setting.slug)


def _card(request: HttpRequest, card: str) -> ContactCard:
    """The card of that id at a setting in reach; not found otherwise."""
    reached: list[Setting] = list(rules.reach(viewer_of(request)))
    known = ContactCard.objects.filter(pk=card, setting__in=reached).select_related("setting").first()
    if known is None:
        raise Http404
    return known


def _written(request: HttpRequest, card: ContactCard, form: CardForm, title: str) -> HttpResponse:
    """Keeps what was typed on a card, or shows its form under `title`."""
    ours = card.kind == KINDS.SETTING
    if request.method == "POST" and form.is_valid():
        try:
            change_card(viewer_of(request), card, **form.cleaned_data)
            see_to_cards_of(viewer_of(request), card.setting)
        except Refused as no:
            form.add_error("name", str(no))
        else:
            return redirect("contacts", card.setting.slug)
    context = {"form": form, "setting": card.setting, "title": title, "ours": ours}
    return page(
        request, "inspection/contact.html", "policy", context, menu="policy", status=NOT_TAKEN if form.errors else 200
    )
