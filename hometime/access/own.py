"""Looking after one's own account: what must be proved first."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import suspend_request
from django.http import HttpRequest, HttpResponse

from hometime.access.proof import proof_of


def own_proof_needed(request: HttpRequest) -> HttpResponse | None:
    """Where to go before one's own account may be changed: to a fresh proof, unless there was one within ten minutes."""
    proof = proof_of(request)
    return None if proof is not None and proof.fresh else suspend_request(request, "/account/proof/")
