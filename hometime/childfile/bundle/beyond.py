"""Of a bundle: medicines, and what went beyond the door: to school, to another place the child goes to, to others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.childfile.bundle.between import by
from hometime.childfile.bundle.eyes import Eyes, dated, day
from hometime.consents.models import Giving, Medicine
from hometime.kernel import clock
from hometime.records.printing import Block, entry, facts, heading
from hometime.schools.contents import AREAS
from hometime.schools.models import MoveSummary, MoveVisit, MoveWord, Said, SchoolMove
from hometime.sharing.models import BookItem, Ground, PassedOn
from hometime.sharing.pages.passed_on import passed_on

GROUNDS = {
    Ground.PERMISSION: "With a yes from the family.",
    Ground.HARM: "We thought that a child may be at risk.",
    Ground.DEVELOPMENT: "To help with how your child grows and learns.",
}


def medicines(eyes: Eyes) -> list[Block]:
    """Each medicine, and when it was given by whom."""
    givings = eyes.rows(Giving).filter(medicine__child=eyes.child).select_related("by").order_by("at", "pk")
    given = by(givings, "medicine_id")
    blocks: list[Block] = []
    for each in eyes.rows(Medicine).filter(child=eyes.child).order_by("starts", "pk"):
        told = [(_("How much?"), each.dose), (_("When?"), each.times), (_("What for?"), each.reason)]
        told += [(_("From"), day(each.starts)), (_("Until"), day(each.ends))]
        blocks += [heading(each.name, 3), facts(told)]
        for one in given[each.pk]:
            at = one.at.astimezone(clock.LONDON)
            name = one.by.called if one.by else ""
            blocks.append(entry(f"{day(at.date())}, {at:%H:%M}", [one.dose, f"{_('Given by')} {name}" if name else ""]))
    return blocks


def school(eyes: Eyes) -> list[Block]:
    """The move to school: where to, visits, what the child and this side of the family said, what is written for the school."""
    of = {"move__child": eyes.child}
    visits = by(eyes.rows(MoveVisit).filter(**of).order_by("on", "pk"), "move_id")
    said = by(
        eyes.rows(MoveWord).filter(**of, what__in=(Said.CHILD, Said.WISH)).order_by("number", "pk"), "move_id"
    )  # fmt: skip
    summaries = by(eyes.rows(MoveSummary).filter(**of).order_by("number", "pk"), "move_id")
    blocks: list[Block] = []
    for move in eyes.rows(SchoolMove).filter(child=eyes.child).select_related("school").order_by("opened", "pk"):
        name = move.school.name if move.school else ""
        first = [(_("The school"), name), (_("First day"), day(move.starts_on)), (_("Teacher"), move.teacher)]
        blocks.append(facts(first))
        blocks += [entry(dated(each.on, each.get_how_display()), [each.words]) for each in visits[move.pk]]
        for each in said[move.pk]:
            title = _("What your child says") if each.what == Said.CHILD else _("What you say")
            blocks.append(entry(dated(each.on, title), [each.words]))
        for summary in summaries[move.pk][-1:]:
            areas = [(str(words), getattr(summary, area)) for area, words in AREAS.items()]
            rest = [(_("Languages"), summary.languages), (_("What your child needs"), summary.needs)]
            blocks += [heading(dated(summary.on, _("What we write for the school")), 3), facts([*areas, *rest])]
    return blocks


def book(eyes: Eyes) -> list[Block]:
    """The book with another place, as the family reads it."""
    rows = eyes.rows(BookItem).filter(book__child=eyes.child).gone(clock.now()).whole()
    return [
        entry(
            dated(clock.local_date(each.goes_at), each.book.setting.name if each.ours else each.book.professional),
            [each.says],
        )
        for each in rows.order_by("book", "number")
    ]


def shared(eyes: Eyes) -> list[Block]:
    """What was passed on, to whom, why, on which ground; without what a family is not told of."""
    known = set(eyes.rows(PassedOn).filter(child=eyes.child).values_list("pk", flat=True))
    blocks: list[Block] = []
    for each in passed_on(eyes.viewer, eyes.child) if known else []:
        if each.row.pk in known:
            ground = GROUNDS.get(Ground(each.ground)) if each.ground else None
            what = ", ".join(part.title for part in each.parts)
            blocks.append(entry(dated(each.on, each.row.to), [what, each.row.because, _(ground) if ground else ""]))
    return blocks
