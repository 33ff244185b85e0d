"""The owners' review: who looks and who stands aside, what is set in train, and what others are told of it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from hometime.complaints.actions import Said, review_of, take_step
from hometime.complaints.intake.actions import Came, take_in
from hometime.complaints.keeping.actions import approve
from hometime.complaints.keeping.drafting import standing
from hometime.complaints.keeping.figures import figures
from hometime.complaints.keeping.tests.test_keeping import answered, case_of
from hometime.complaints.models import Complaint, Door, Effect
from hometime.complaints.reviewing import changes
from hometime.complaints.reviewing.actions import (
    Answered,
    Decided,
    answer,
    ask_families,
    see_effect,
    sign,
    stand_aside,
)
from hometime.complaints.reviewing.clauses import likely
from hometime.complaints.reviewing.forms import LookForm
from hometime.complaints.reviewing.pages import review_page
from hometime.complaints.reviewing.taking_part import may_do, part
from hometime.complaints.reviewing.told import FAMILIES_ASKED, checked, concluded
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.notifications.models import Message
from hometime.notifications.sentences import Key
from hometime.people.roles import Hat, Role
from hometime.records.models import Record
from tests.cast import HOUSE, TODAY, Cast
from tests.stories.village import with_both_ladders

LOOKED = Answered("yes", "no", "We ring at once.")
LATER = TODAY + dt.timedelta(days=30)


def bell(cast: Cast) -> Decided:
    return Decided("A bell on the side door.", cast.people["Mo Manager"], Role.MANAGER, LATER)


def record_of(case: Complaint) -> Record:
    found = review_of(case)
    assert found is not None
    return found


def test_the_page_names_nobody_and_waits_for_the_summary_where_it_still_does(cast: Cast) -> None:
    case, ola = answered(cast, what="Ava was left in Gillingham."), cast.viewer("Ola Owner")
    record = record_of(case)
    assert review_page(ola, record).words is None
    approve(cast.viewer("Mo Manager"), case, standing(answered(cast)).words)
    shown = review_page(ola, record)
    assert shown.words is not None and "Ava" not in shown.words.nature and shown.finding == "Upheld"


def test_every_owner_signs_and_the_last_signature_ends_it_and_lets_the_complainant_know(cast: Cast) -> None:
    case, ola, tru = answered(cast), cast.viewer("Ola Owner"), cast.viewer("Tru Parent", Hat.OWNER)
    record = record_of(case)
    answer(ola, record, LOOKED, bell(cast))
    assert not concluded(record) and changes(case) == ()
    with pytest.raises(Refused, match="signed this"):
        sign(ola, record)
    sign(tru, record)
    assert concluded(record)
    assert [(one.words, one.due, one.done_on) for one in changes(case)] == [("A bell on the side door.", LATER, None)]
    task = Duty.objects.unscoped("a test looks").get(record__kind="complaint_change")
    mo = cast.viewer("Mo Manager")
    assert list(Duty.objects.visible_to(mo).owed_by(mo).filter(pk=task.pk)) == [task]
    assert not Record.objects.visible_to(mo).filter(pk=record.pk).exists(), "who sees to it sees their task alone"
    keep(mo, task, "It rings.")
    assert changes(case)[0].done_on == TODAY
    assert figures(ola, 2026, [cast.setting], quiet=False).lines[4].all == 1


def test_families_are_asked_about_the_words_that_change_by_somebody_and_a_day_and_the_complainant_reads_it(
    cast: Cast,
) -> None:
    with_both_ladders(cast)
    case, ola, tru = answered(cast), cast.viewer("Ola Owner"), cast.viewer("Tru Parent", Hat.OWNER)
    record = record_of(case)
    with pytest.raises(Refused, match="Choose first which words"):
        ask_families(ola, record)
    clause = likely(record)[0]
    answer(ola, record, dataclasses.replace(LOOKED, clause=clause))
    assert review_page(ola, record).can_ask
    ask_families(ola, record)
    assert not review_page(ola, record).can_ask
    with pytest.raises(Refused, match="already"):
        ask_families(ola, record)
    sign(tru, record)
    [told] = changes(case)
    assert (told.words, told.due, told.done_on) == (FAMILIES_ASKED, TODAY + dt.timedelta(days=14), None)
    duty = Duty.objects.unscoped("a test looks").get(clause="F27", record__kind="complaint_change")
    mo = cast.viewer("Mo Manager")
    assert list(Duty.objects.visible_to(mo).owed_by(mo).filter(pk=duty.pk)) == [duty], "it stands on their Today"
    assert duty.about == " ".join(clause.text.split())[:80] and case.reference not in str(duty.why)
    with pytest.raises(Refused, match="what you saw"):
        keep(mo, duty, " ")
    keep(mo, duty, "By a letter home on 9 March, and at the gate.")
    assert changes(case)[0].done_on == TODAY
    assert figures(ola, 2026, [cast.setting], quiet=False).lines[4].all == 0, "to ask is no change yet"


def test_the_form_asks_families_about_some_words_and_not_about_none(cast: Cast) -> None:
    with_both_ladders(cast)
    record = record_of(answered(cast))
    typed = {"again": "yes", "elsewhere": "no", "families": "on"}
    form = LookForm(record, typed)
    assert not form.is_valid() and "families" in form.errors
    form = LookForm(record, {**typed, "clause": likely(record)[0].pk})
    assert form.is_valid() and form.said.ask_families
    answer(cast.viewer("Ola Owner"), record, form.said)
    assert Duty.objects.unscoped("a test looks").open().filter(clause="F27", record__kind="complaint_change").exists()


def test_whoever_decided_stands_aside_by_themselves_and_is_counted_without_a_name(cast: Cast) -> None:
    case = case_of(cast)
    for name, finding in (("Mo Manager", "not_upheld"), ("Lin Manager", "not_upheld"), ("Ola Owner", "upheld")):
        said = {"words": "We looked.", "apology": "No.", "finding": finding}
        take_step(cast.viewer(name), case, "answered", **said)  # type: ignore[arg-type]
        if name != "Ola Owner":
            take_step(cast.viewer(name), case, "not_satisfied", words="More.")
    record = record_of(case)
    taking = part(record)
    assert [person.name for person in taking.decided] == ["Ola Owner"]
    assert [person.name for person in taking.free] == ["Tru Parent"]
    minutes = review_page(cast.viewer("Tru Parent", Hat.OWNER), record).minutes
    assert minutes == ["1 owner stood aside: they decided the complaint."]
    answer(cast.viewer("Tru Parent", Hat.OWNER), record, LOOKED)
    assert concluded(record)


def test_an_owner_whom_it_concerns_or_whose_child_it_is_never_sees_it(cast: Cast) -> None:
    record = record_of(answered(cast, child=cast.children["Ben"]))
    assert [person.name for person in part(record).there] == ["Ola Owner"]
    assert not Record.objects.visible_to(cast.viewer("Tru Parent", Hat.OWNER)).filter(pk=record.pk).exists()
    assert review_page(cast.viewer("Ola Owner"), record).minutes == [
        "1 owner stood aside: it concerns them, or their family."
    ]


def test_an_owner_may_stand_aside_with_why_and_somebody_else_signs(cast: Cast) -> None:
    record = record_of(answered(cast))
    stand_aside(cast.viewer("Tru Parent", Hat.OWNER), record, "I know the family.")
    with pytest.raises(Refused, match="before"):
        stand_aside(cast.viewer("Tru Parent", Hat.OWNER), record, "Again.")
    answer(cast.viewer("Ola Owner"), record, LOOKED)
    assert concluded(record)


def test_nobody_free_asks_for_a_person_from_outside(cast: Cast) -> None:
    case = case_of(cast, child=cast.children["Ben"])
    for name in ("Mo Manager", "Lin Manager"):
        take_step(cast.viewer(name), case, "answered", words="No.", apology="No.", finding="not_upheld")
        take_step(cast.viewer(name), case, "not_satisfied", words="More.")
    ola = cast.viewer("Ola Owner")
    take_step(ola, case, "answered", words="Yes.", apology="Sorry.", finding="upheld")
    record = record_of(case)
    assert part(record).free == []
    with pytest.raises(Refused, match="Name the person from outside"):
        answer(ola, record, LOOKED)
    answer(ola, record, Answered("no", "no", outside="A trustee of Meadow"))
    assert concluded(record)


def test_words_that_name_somebody_are_refused_since_others_will_read_them(cast: Cast) -> None:
    record, ola = record_of(answered(cast)), cast.viewer("Ola Owner")
    with pytest.raises(Refused, match=r"without “Ava.s”"):
        answer(ola, record, Answered("yes", "no", "Ring Ava's mother."))
    with pytest.raises(Refused, match="names nobody"):
        answer(ola, record, LOOKED, Decided("Kay rings.", cast.people["Mo Manager"], Role.MANAGER, LATER))
    with pytest.raises(Refused, match="from the list"):
        answer(ola, record, LOOKED, Decided("A bell.", cast.people["Vi Volunteer"], Role.MANAGER, LATER))


def test_whoever_it_concerns_is_asked_to_do_nothing_about_it(cast: Cast) -> None:
    case = answered(cast, about="other_staff", who=cast.people["Dee Deputy"])
    assert cast.people["Dee Deputy"] not in [person for person, _role in may_do(record_of(case))]


def test_the_effect_is_looked_at_once_after_the_review(cast: Cast) -> None:
    case, ola = answered(cast), cast.viewer("Ola Owner")
    record = record_of(case)
    with pytest.raises(Refused):
        see_effect(ola, record, "yes", "No more calls missed.")
    answer(ola, record, LOOKED)
    sign(cast.viewer("Tru Parent", Hat.OWNER), record)
    with clock.fixed(TODAY + dt.timedelta(days=80)):
        later = cast.viewer("Ola Owner")
        see_effect(later, record, "yes", "No more calls missed.")
        with pytest.raises(Refused):
            see_effect(later, record, "yes", "Twice.")
    assert checked(record) and Effect.objects.unscoped("a test looks").count() == 1


def upheld(cast: Cast) -> Complaint:
    """An upheld complaint of Ava's mother, who told us signed in and reads mail."""
    said = Said(TODAY, "The gate stood open.", channel="written", child=cast.children["Ava"], classed="complaint")
    case = take_in(HOUSE, cast.setting, said, Came(door=Door.SIGNED_IN, adult=cast.adults["Mum Full"]))
    take_step(cast.viewer("Mo Manager"), case, "answered", words="We looked.", apology="Sorry.", finding="upheld")
    return case


def test_whoever_complained_hears_when_the_review_is_over(cast: Cast) -> None:
    case = upheld(cast)
    sent = Message.objects.unscoped("a test looks").filter(person=cast.people["Mum Full"], sentence=Key.SOMETHING)
    record, before = record_of(case), sent.count()
    answer(cast.viewer("Ola Owner"), record, LOOKED, bell(cast))
    assert sent.count() == before, "nothing stands on their page before everybody has signed"
    sign(cast.viewer("Tru Parent", Hat.OWNER), record)
    assert sent.count() == before + 1


def test_a_review_without_a_change_sends_nobody_to_an_unchanged_page(cast: Cast) -> None:
    case = upheld(cast)
    before = Message.objects.unscoped("a test looks").count()
    record = record_of(case)
    answer(cast.viewer("Ola Owner"), record, LOOKED)
    sign(cast.viewer("Tru Parent", Hat.OWNER), record)
    assert concluded(record) and Message.objects.unscoped("a test looks").count() == before
