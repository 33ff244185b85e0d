"""Who reviews, and who stands aside by themselves: whoever decided the complaint, or whom it concerns (DOMAIN 1.8)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.complaints import choosing
from hometime.complaints.actions import case_of
from hometime.complaints.actions.settling import steps_of
from hometime.complaints.models import Complaint, Looked, Signature
from hometime.kernel import clock
from hometime.people.models import Person, Post, Setting, current
from hometime.people.roles import Role
from hometime.records.models import Party, Record


@dataclasses.dataclass(frozen=True)
class Part:
    """Everybody's part in a review. `away` counts the owners whom it concerns, or whose family: they are not named."""

    there: Sequence[Person]  # who see it
    free: Sequence[Person]  # who are to sign
    decided: Sequence[Person]
    away: int
    signed: Sequence[Person]
    aside: Sequence[Signature]

    @property
    def waits_for(self) -> list[Person]:
        """Those free who have neither signed what stands there now nor stood aside."""
        done = {person.pk for person in self.signed} | {one.person_id for one in self.aside}
        return [person for person in self.free if person.pk not in done]

    @property
    def over(self) -> bool:
        """Whether everybody free has answered, and at least one has signed."""
        return bool(self.signed) and not self.waits_for


def part(record: Record) -> Part:
    """Who takes part in the review on `record`, and what each has done."""
    case, today = case_of(record), clock.today()
    parties = Party.objects.unscoped("who reviews follows from who decided and whom it concerns").filter(
        current(today), record=record, part=Party.Part.HANDLER
    )
    there = list({party.person_id: party.person for party in parties.select_related("person").order_by("pk")}.values())
    deciders = {step.by_id for step in steps_of(case) if step.event == "answered" and step.by_id}
    signatures = list(
        Signature.objects.unscoped("who reviews follows from who decided and whom it concerns")
        .filter(record=record)
        .select_related("person")
        .order_by("written_at")
    )
    last = looked(record)
    return Part(
        there=there,
        free=[person for person in there if person.pk not in deciders],
        decided=[person for person in there if person.pk in deciders],
        away=len(_owners(case.setting) - {person.pk for person in there}),
        signed=[one.person for one in signatures if last and one.number == last.number and not one.aside],
        aside=[one for one in signatures if one.aside],
    )


def looked(record: Record) -> Looked | None:
    """What the owners answered, as it stands."""
    rows = Looked.objects.unscoped("whoever sees the review sees what was answered").filter(record=record)
    return rows.select_related("clause", "by").order_by("-number").first()


def may_do(record: Record) -> list[tuple[Person, Role]]:
    """Who may be asked to see to a change: the reviewers, the manager, the deputy and the line manager, but for those
    whom the complaint concerns."""
    case = case_of(record)
    kept_out = _concerned(case)
    found = [(person, Role.OWNER) for person in part(record).there]
    for role in (Role.MANAGER, Role.DEPUTY, Role.LINE_MANAGER):
        found += [(post.person, role) for post in _posts(case.setting, role)]
    whole = {(person.pk, role): (person, role) for person, role in found if person.pk not in kept_out}
    return list(whole.values())


def _concerned(case: Complaint) -> set[str]:
    parties = Party.objects.unscoped("who reviews follows from who decided and whom it concerns").filter(
        record=case, part=Party.Part.CONCERNS
    )
    family = choosing.family(case.child) if case.child else frozenset()
    return {*parties.values_list("person_id", flat=True), *family}


def _owners(setting: Setting) -> set[str]:
    return {post.person_id for post in _posts(setting, Role.OWNER)}


def _posts(setting: Setting, role: Role) -> list[Post]:
    posts = Post.objects.on(clock.today()).filter(provider=setting.provider_id, role=role).select_related("person")
    return [post for post in posts.order_by("starts", "pk") if post.setting_id in (None, setting.pk)]
