"""The pages of set-up in their order, as one table: what each is called, who does it, and what is owed when it waits."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, gettext_noop

from hometime.duties.models import Kind
from hometime.people.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclasses.dataclass(frozen=True)
class Step:
    """One page. `owed` is what stands on Today for `owed_by` while the page waits; empty for a page that cannot wait."""

    key: str
    title: _StrPromise
    owed: str = ""
    owed_by: Role = Role.OWNER
    kind: Kind = Kind.EVENT

    @property
    def url(self) -> str:
        """The name of its address."""
        return f"setup-{self.key}"


STEPS = (
    Step("you", gettext_lazy("Who are you?")),
    Step("places", gettext_lazy("Who runs it, and where")),
    Step("policy", gettext_lazy("Your policy"), gettext_noop("Bring your policy, and adopt it")),
    Step("people", gettext_lazy("Who is who"), gettext_noop("Say who the manager is, and who else answers for what")),
    Step("days", gettext_lazy("Days and clocks"), gettext_noop("Look at the days that your policy promises")),
    Step("keys", gettext_lazy("Recovery keys"), gettext_noop("Make and print the two recovery keys")),
    Step("devices", gettext_lazy("Signing in, and devices"), gettext_noop("See that everybody at work can sign in safely")),
    Step("safe", gettext_lazy("Safe messages"), gettext_noop("Agree what you do about suspicious messages"), kind=Kind.ATTESTATION),
    Step("mail", gettext_lazy("Mail"), gettext_noop("See that mail from Hometime arrives")),
    Step("rooms", gettext_lazy("Rooms and key persons"), gettext_noop("Write down the rooms, and who works in them"), Role.MANAGER),
    Step("children", gettext_lazy("Children"), gettext_noop("Write down the children, and who belongs to them"), Role.MANAGER),
    Step("finish", gettext_lazy("Poster and first backup"), gettext_noop("Print the poster, and see a backup come back")),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}


def number_of(key: str) -> int:
    """Which page it is, counting from one."""
    return STEPS.index(BY_KEY[key]) + 1


def after(key: str) -> Step:
    """The page that follows; the last one follows itself."""
    return STEPS[min(number_of(key), len(STEPS) - 1)]


def before(key: str) -> Step:
    """The page before; the first one comes before itself."""
    return STEPS[max(number_of(key) - 2, 0)]
