"""Of a bundle: support plans, round by round, with the steps and words of this adult's own side."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.childfile.bundle.between import by
from hometime.childfile.bundle.eyes import Eyes, dated, day
from hometime.plans.models import Professional, Reply, Round, SupportPlan, Try, Undertaking
from hometime.records.printing import Block, entry, facts, heading


def support(eyes: Eyes) -> list[Block]:
    """Each support plan: what it is for, who takes part from outside, and its rounds."""
    of = {"plan__child": eyes.child}
    rounds = by(eyes.rows(Round).filter(**of).order_by("number", "pk"), "plan_id")
    others = by(eyes.rows(Professional).filter(**of).order_by("starts", "name", "pk"), "plan_id")
    in_round = {"round__plan__child": eyes.child}
    steps = by(eyes.rows(Undertaking).filter(**in_round).order_by("number", "pk"), "round_id")
    replies = by(eyes.rows(Reply).filter(**in_round).order_by("number", "pk"), "round_id")
    tries = by(eyes.rows(Try).filter(step__round__plan__child=eyes.child).order_by("on", "pk"), "step_id")
    blocks: list[Block] = []
    for plan in eyes.rows(SupportPlan).filter(child=eyes.child).order_by("opened", "pk"):
        blocks += [
            heading(dated(plan.opened, _("Support plan")), 3),
            facts([(_("What this plan is for"), plan.need), (_("Ended"), _ended(plan))]),
            *(entry(_from_outside(each), [each.scope]) for each in others[plan.pk]),
        ]
        for each in rounds[plan.pk]:
            blocks += [heading(dated(each.starts, _("Round %(number)s") % {"number": each.number}), 3), _round(each)]
            for step in steps[each.pk]:
                done = [f"{day(one.on)}: {one.words}" for one in tries[step.pk]]
                blocks.append(entry(str(step.get_place_display()), [step.words, step.who, *done]))
            mine = [one for one in replies[each.pk] if one.person_id == eyes.viewer.person_id]
            blocks += [entry(dated(one.on, one.get_says_display()), [one.words]) for one in mine]
    return blocks


def _ended(plan: SupportPlan) -> str:
    return ": ".join(filter(None, [day(plan.closed), plan.ended_because])) if plan.closed else ""


def _from_outside(each: Professional) -> str:
    named = ", ".join(filter(None, [each.name, each.agency]))
    return f"{named} ({day(each.starts)} – {day(each.ends)})"


def _round(each: Round) -> Block:
    return facts(
        [
            (_("What we see"), each.seen_so_far),
            (_("What the child and the family want"), each.wishes),
            (_("What we hope for"), each.aim),
            (_("We look at it together on"), day(each.review_on)),
            (_("What came of it"), each.found),
            (_("What the family found"), each.family_found),
        ]
    )
