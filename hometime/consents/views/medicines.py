"""A medicine: looked at by both sides, given, seen, told, read and stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hometime.access.actions import Oneself
from hometime.access.gate import gate, viewer_of
from hometime.access.pins import Came, vouched
from hometime.access.tablets import tablet_of
from hometime.consents import rules
from hometime.consents.actions import giving as acts
from hometime.consents.forms import staff
from hometime.consents.models import Giving, Medicine
from hometime.consents.pages.medicines import adults_of, medicine_page
from hometime.consents.rules import give as may_give
from hometime.kernel.answers import Refused, taken
from hometime.people.roles import Hat
from hometime.ui.pages import page

BOTH, STAFF, PARENT = (Hat.PARENT, Hat.STAFF), (Hat.STAFF,), (Hat.PARENT,)
SIDE = {Hat.PARENT: ("family", "child"), Hat.STAFF: ("staff", "children")}
NOT_TAKEN = 422
NOT_THEIRS = "This PIN does not open this tablet for them. Nothing was written down."


@gate(hats=BOTH, opens=Medicine, sensitive="P3", cites=("F23",))
def one(request: HttpRequest, about: Medicine, typed: dict[str, Any] | None = None) -> HttpResponse:
    """One medicine and each time it was given."""
    viewer = viewer_of(request)
    side, menu = SIDE[viewer.hat]
    context = {"shown": medicine_page(viewer, about, typed)}
    status = NOT_TAKEN if typed else 200
    return page(request, f"consents/{side}/medicine.html", "children", context, menu=menu, status=status)


def _take(request: HttpRequest, about: Medicine, named: str, form: Any, does: Callable[[], object]) -> HttpResponse:
    return redirect("medicine", about.pk) if taken(form, does) else one(request, token=about.pk, typed={named: form})


@gate(hats=STAFF, opens=Medicine, does=may_give, cites=("F23",))
def give(request: HttpRequest, about: Medicine) -> HttpResponse:
    """Writes down that it was given just now, and who saw it; on the tablet of a room both with a PIN of their own."""
    viewer = viewer_of(request)
    blocked, tablet = bool(acts.why_not(about)), tablet_of(request)
    form = staff.GiveForm(
        acts.witnesses(about, viewer), request.POST,
        blocked=blocked, tablet=tablet is not None, lately=acts.lately(about) is not None,
    )  # fmt: skip

    def does() -> None:
        said = form.cleaned_data
        witness, pin = form.people[said["witness"]], said.get("pin", "")
        if tablet is not None and pin and vouched(witness, tablet, pin) != Came.RIGHT:
            raise Refused(NOT_THEIRS)
        sees = Oneself(witness.pk, setting_id=about.setting_id) if pin else None
        acts.give(
            viewer, about, said["dose"], witness, reason=said.get("reason", ""), again=said.get("again", ""), sees=sees
        )

    return _take(request, about, "give", form, does)


@gate(hats=STAFF, opens=Giving, does=rules.see, cites=("F23",))
def seen(request: HttpRequest, giving: Giving) -> HttpResponse:
    """The second person says that they saw it."""
    acts.see(viewer_of(request), giving)
    return redirect("medicine", giving.medicine_id)


@gate(hats=STAFF, opens=Giving, does=rules.tell, cites=("F23",))
def told(request: HttpRequest, giving: Giving) -> HttpResponse:
    """Writes down that an adult was told of it."""
    viewer = viewer_of(request)
    form = staff.TellForm(adults_of(viewer, giving.medicine), request.POST)

    def does() -> None:
        acts.tell(viewer, giving, form.adults[form.cleaned_data["adult"]], form.cleaned_data["route"])

    return _take(request, giving.medicine, "told", form, does)


@gate(hats=PARENT, opens=Medicine, does=rules.read, cites=("F23",))
def read(request: HttpRequest, about: Medicine) -> HttpResponse:
    """An adult has read what was given."""
    acts.read(viewer_of(request), about)
    return redirect("medicine", about.pk)


@gate(hats=STAFF, opens=Medicine, does=rules.stop)
def stop(request: HttpRequest, about: Medicine) -> HttpResponse:
    """It is not given any more."""
    acts.stop(viewer_of(request), about)
    return redirect("medicine", about.pk)


@gate(hats=STAFF, opens=Medicine, does=rules.look_into)
def looked(request: HttpRequest, about: Medicine) -> HttpResponse:
    """The manager has looked into what was given without a yes."""
    form = staff.LookForm(request.POST)
    return _take(
        request, about, "look", form,
        lambda: acts.looked_into(viewer_of(request), about, form.cleaned_data["words"]),
    )  # fmt: skip
