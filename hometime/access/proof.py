"""What this session has proved: which second factor opened it, and how long ago its owner last showed who they are."""

from __future__ import annotations

import dataclasses
import datetime as dt
from enum import StrEnum
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hometime.access.gate import Forbidden
from hometime.access.models import Pause
from hometime.access.viewer import Viewer
from hometime.kernel import clock
from hometime.kernel.answers import No
from hometime.people.actions import the_house
from hometime.people.models import Person
from hometime.people.roles import WORK_HATS

KEY = "proof"
FRESH = dt.timedelta(minutes=10)
STRONG_TYPES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


class By(StrEnum):
    """How the second step of a sign-in was passed."""

    PASSKEY = "webauthn"
    AUTHENTICATOR = "totp"
    PRINTED = "recovery_codes"
    DAY_CODE = "day_code"
    DEVICE = "device"
    PRACTICE = "practice"
    PIN = "pin"


@dataclasses.dataclass(frozen=True)
class Proof:
    """What a session knows: `by` what, `strong` enough for a work hat, and `at` what moment it was last proved."""

    by: By
    strong: bool
    at: dt.datetime

    @property
    def fresh(self) -> bool:
        """Proved within the last ten minutes. A PIN proves nothing beyond its tablet."""
        return self.by != By.PIN and clock.now() - self.at <= FRESH


def practice_world() -> bool:
    """Whether this is the practice world: a folder made for practice that holds a practice house. Both must say so."""
    if not settings.PRACTICE:
        return False
    house = the_house()
    return house is not None and house.practice


def kinds_of(person: Person) -> set[str]:
    """The kinds of second factor that a person has."""
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def stamp(request: HttpRequest, person: Person, by: By) -> None:
    """Remembers that `person` has just passed the second step. Bound to them, so that it proves nothing of another."""
    strong = by == By.PRACTICE or (by in (*STRONG_TYPES, By.PRINTED) and not kinds_of(person).isdisjoint(STRONG_TYPES))
    request.session[KEY] = {"who": person.pk, "by": by, "strong": strong, "at": clock.now().timestamp()}


def refresh(request: HttpRequest, person: Person) -> None:
    """Remembers that `person`, who has nothing better, has just given the password again."""
    kept = request.session.get(KEY)
    if kept and kept["who"] == person.pk:
        request.session[KEY] = {**kept, "at": clock.now().timestamp()}
    else:
        stamp(request, person, By.DEVICE)


def proof_of(request: HttpRequest) -> Proof | None:
    """What the session has proved for the person who is signed in; None where it has proved nothing."""
    kept = request.session.get(KEY)
    if not kept or kept["who"] != getattr(request.user, "pk", None):
        return None
    return Proof(By(kept["by"]), kept["strong"], dt.datetime.fromtimestamp(kept["at"], dt.UTC))


def still_needed(request: HttpRequest, viewer: Viewer, *, step_up: bool) -> HttpResponse | None:
    """Where to go first: to choosing a second factor for a work hat, or to a fresh proof for what is sealed.

    A form that was being sent is kept and sent on after the proof, so that nothing typed is lost.
    """
    proof = proof_of(request)
    enough = proof is not None and (proof.strong or (bool(viewer.tablet) and proof.by == By.PIN))
    if proof is None or (viewer.hat in WORK_HATS and not enough):
        return redirect(f"/account/second-step/?{urlencode({'next': request.get_full_path()})}")
    if not step_up:
        return None
    if not proof.fresh:
        return to_fresh_proof(request)
    _not_while_paused(viewer)
    return None


def to_fresh_proof(request: HttpRequest) -> HttpResponse:
    """To the page that asks for a fresh proof; what was being sent is kept and goes on after it."""
    answer: HttpResponse = suspend_request(request, "/account/proof/")
    return answer


def own_proof_needed(request: HttpRequest) -> HttpResponse | None:
    """Where to go before one's account may be changed: to a fresh proof, unless there was one within ten minutes."""
    proof = proof_of(request)
    return None if proof is not None and proof.fresh else to_fresh_proof(request)


def _not_while_paused(viewer: Viewer) -> None:
    if Pause.objects.filter(person_id=viewer.person_id, until__gt=clock.now()).exists():
        raise Forbidden(No(_("Your e-mail address has just changed. What is sealed opens again one day after that.")))
