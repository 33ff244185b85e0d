"""One adult: how they are reached, where they live and who is to be kept from it, and with whom they share a home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.gate import gate, viewer_of
from hometime.families import actions, rules
from hometime.families.forms.bonding import AddressForm, HouseholdForm
from hometime.families.forms.registering import ContactForm
from hometime.families.models import Adult
from hometime.families.pages.adult import adult_page, others_of
from hometime.families.views.children import NOT_TAKEN, STAFF
from hometime.kernel.answers import Refused
from hometime.people.models import Setting
from hometime.ui.pages import page


@gate(hats=STAFF, opens=Adult, asks=rules.see_adult, sensitive="P3", cites=("F4", "F18"))
def adult(request: HttpRequest, adult: Adult) -> HttpResponse:
    """How an adult is reached, what they need, and the children here who are theirs."""
    context = {"shown": adult_page(viewer_of(request), adult)}
    return page(request, "families/adult.html", "people", context, menu="children")


@gate(hats=STAFF, opens=Adult, asks=rules.write_address, sensitive="P3", cites=("F4", "F18"))
def contact(request: HttpRequest, adult: Adult) -> HttpResponse:
    """Changes how an adult is reached and what they need."""
    kept = {name: getattr(adult, name) for name in ContactForm.CONTACT}
    kept["never_write"] = not adult.safe_to_write
    form = ContactForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        actions.describe_adult(viewer_of(request), adult, _here(request), **form.contact())
        return redirect("adult", adult.pk)
    status = NOT_TAKEN if form.errors else 200
    return page(
        request, "families/contact.html", "people", {"form": form, "adult": adult}, menu="children", status=status
    )


@gate(hats=STAFF, opens=Adult, asks=rules.write_address, sensitive="P4", step_up=True)
def address(request: HttpRequest, adult: Adult) -> HttpResponse:
    """A new address. Whether anyone is to be kept from it is asked first, every time (TRUST 7)."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write_address(
            viewer_of(request), adult, _here(request), form.cleaned_data["address"], hidden=form.hidden
        )
        return redirect("adult", adult.pk)
    status = NOT_TAKEN if form.errors else 200
    return page(
        request, "families/address.html", "people", {"form": form, "adult": adult}, menu="children", status=status
    )


@gate(hats=STAFF, opens=Adult, asks=rules.write_address, sensitive="P3")
def household(request: HttpRequest, adult: Adult) -> HttpResponse:
    """Adults who each chose to be shown to one another as one home."""
    viewer = viewer_of(request)
    others = others_of(viewer, adult)
    form = HouseholdForm(others, request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = [each for each in others if each.pk in form.cleaned_data["adults"]]
        try:
            actions.form_household(viewer, _here(request), [adult, *chosen])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("adult", adult.pk)
    context = {"form": form, "adult": adult, "others": others}
    return page(
        request, "families/household.html", "people", context, menu="children", status=NOT_TAKEN if form.errors else 200
    )


def _here(request: HttpRequest) -> Setting:
    return Setting.objects.get(pk=viewer_of(request).setting_id)
