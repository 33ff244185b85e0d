"""Who may prepare a policy, and who may adopt it."""

from __future__ import annotations

from typing import Any

from hometime.access.viewer import Viewer
from hometime.adoption.models import PolicyDraft
from hometime.kernel.answers import No
from hometime.people.roles import Hat, Role


def prepare(viewer: Viewer, thing: Any) -> No | None:
    """Handing in a document and answering what it leaves open: the owners, and the managers."""
    if viewer.hat == Hat.OWNER or viewer.holds(Role.MANAGER):
        return None
    return No("The manager and the owners see to the policy.")


def work_on(viewer: Viewer, draft: PolicyDraft) -> No | None:
    """Changing a draft: while it is on the way."""
    if draft.outcome == PolicyDraft.Outcome.ADOPTED:
        return No("This was adopted already. To change the policy, choose the new document and adopt that.")
    if draft.outcome == PolicyDraft.Outcome.ASIDE:
        return No("This was set aside. Take it up again to work on it.")
    return prepare(viewer, draft)


def take_up(viewer: Viewer, draft: PolicyDraft) -> No | None:
    """Beginning anew with a document that was set aside."""
    if draft.outcome != PolicyDraft.Outcome.ASIDE:
        return No("This was not set aside.")
    return prepare(viewer, draft)


def send(viewer: Viewer, draft: PolicyDraft) -> No | None:
    """Asking the owners to decide: whoever prepares and does not decide, once."""
    if viewer.holds(Role.OWNER):
        return No("You are one of those who decide. Choose the day and adopt it.")
    if draft.record_id:
        return No("The owners have it already. It stands on their list of what to decide.")
    return work_on(viewer, draft)


def decide(viewer: Viewer, draft: PolicyDraft) -> No | None:
    """Adopting: an owner, director or trustee, while the draft is on the way."""
    if viewer.hat != Hat.OWNER or not viewer.holds(Role.OWNER):
        return No("Owners, directors or trustees adopt a policy. Send it to them.")
    return work_on(viewer, draft)
