"""Every text that is not public carries a mark of its own; each mark is found only where the table allows it (TRUST C).

Pages, headers and addresses are searched as every persona reaches them, and everything that was logged meanwhile.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest
from django.db import models

from hometime.access.models import AccountMail, DayCode, Device
from hometime.agencies.models import Advice, Incident, Involvement, Letter, Offer, Visit
from hometime.agencies.models import Asked as VisitAsked
from hometime.audit.actions import House, action, note
from hometime.childfile.bundle.making import bundle
from hometime.childfile.models import Opening
from hometime.childfile.pages import eyes_of
from hometime.cli.drawing.data import holdings
from hometime.complaints.models import (
    Answer,
    Arrival,
    Change,
    Complaint,
    Disclosure,
    Effect,
    Entry,
    Given,
    LetterDraft,
    Looked,
    NoName,
    Printout,
    Signature,
    Step,
    Strand,
    Summary,
    Telling,
    Word,
)
from hometime.consents.models import Answer as Consented
from hometime.consents.models import Consent, Giving, Medicine, Photograph, Ruling
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.models import Bond, Decision, Order, SealedAddress, Sheet
from hometime.kernel import clock
from hometime.kernel.guard import Guarded
from hometime.keypersons.models import (
    AboutLine,
    Asked,
    Citation,
    Contribution,
    Happening,
    Idea,
    Meeting,
    Opened,
    Part,
    PrivateWord,
    ProgressCheck,
    Slot,
)
from hometime.languages.models import Booking, Translation
from hometime.notifications.actions import queue_account_mail
from hometime.notifications.sentences import Key
from hometime.people.roles import Hat, Role
from hometime.plans.models import (
    Doing,
    Professional,
    Reply,
    Report,
    Round,
    SafetyPlan,
    SafetyTask,
    SafetyWorker,
    SupportPlan,
    Try,
    Undertaking,
)
from hometime.records.actions import name_party, open_record
from hometime.records.audiences import Audience
from hometime.records.models import Paper, Party, Record
from hometime.schools.models import (
    MoveSummary,
    MoveVisit,
    MoveWord,
    PackPart,
    Parcel,
    SchoolMove,
    SealedFile,
)
from hometime.sharing.models import (
    Asking,
    BookItem,
    BookPage,
    FoundOurs,
    Item,
    PassedOn,
    Release,
    Sending,
    SharedBook,
    Slip,
    ToldUs,
    Worry,
)
from hometime.sharing.models import Decision as Shared
from hometime.together.models import Invited, Outing
from hometime.welcome.models import (
    ArrivalNote,
    Joining,
    JoiningStep,
    Settling,
    SettlingPlan,
    SettlingVisit,
    SettlingWord,
)
from tests.cast import HOUSE, TODAY
from tests.trust.crawl import Seen, crawl
from tests.trust.world import NOBODY, PERSONAS, World, world

__all__ = ["world"]
A_DAY = dt.timedelta(days=1)

# Who may come upon the mark of a field on a page that exists. A field that is not listed is seen by nobody.
FAMILY = {"full", "key", "back-up", "manager", "deputy"}
ON_THE_PLAN = FAMILY | {"senco"}  # and a professional, but for what one home alone says and does
OF_A_COMPLAINT = (  # for whoever wrote it down, and who has it in hand
    "complaints.Complaint.complainant",
    "complaints.Complaint.what_happened",
    "complaints.Complaint.put_right",
    "complaints.Step.words",
    "complaints.Step.apology",
    *(
        f"complaints.Arrival.{name}"
        for name in (
            "called",
            "child_called",
            "organisation",
            "whom",
            "reach",
            "hours",
            "ofsted_number",
            "companion",
            "authority",
            "confirmed_words",
        )
    ),
    "complaints.Word.words",
    "complaints.Word.interpreter",
)
WORKS_WITH_AVA = {"key", "back-up", "bank", "worker", "senco", "manager", "deputy", "lead"}
OFFICE = {"manager", "deputy", "lead"}  # who decide about families
REACHES_MUM = {"full", "key", "back-up"} | OFFICE
# For the adult, the office and the child's key persons: never for another adult.
OF_AN_ADULT = ("phone", "address", "safe_to_ring", "reads", "speaks", "interpreter", "formats", "access_needs")
ON_THE_VISIT = (FAMILY | {"lead"}) - {"full"}  # the host is the key person; the leads see every visit
SHARERS = {"key", "back-up", "manager", "deputy", "lead"}  # who decide whether something of Ava's leaves
OF_A_SHARE = (
    *(
        f"Decision.{name}"
        for name in (
            "purpose",
            "what",
            "to_name",
            "to_role",
            "to_body",
            "need",
            "why_not_told",
            "advice",
            "reasons",
            "why_not_asked",
            "names_because",
        )
    ),
    *("Item.title", "Item.words", "ToldUs.originator", "ToldUs.reach", "ToldUs.words"),
    *("Asking.to", "Asking.purpose", "Asking.words", "Release.to", "Release.reasons"),
)
ALLOWED: dict[str, set[str]] = {
    # Whoever offered it, those who work with the child, the office: never a parent, whose telephone others may see.
    "agencies.Offer.why": {"key", "back-up", "manager", "deputy", "lead"},
    **{f"agencies.Visit.{field}": ON_THE_VISIT for field in ("name", "agency", "space", "purpose", "called_off")},
    "agencies.Letter.to": ON_THE_VISIT,
    "agencies.Involvement.words": ON_THE_PLAN | {"lead"},
    **{f"agencies.Advice.{field}": ON_THE_PLAN | {"lead"} for field in ("role", "words")},
    "agencies.Incident.words": {"lead", "manager"},
    "agencies.Incident.settled": {"lead", "manager"},
    "agencies.Asked.words": ON_THE_VISIT,
    **{f"families.Adult.{field}": REACHES_MUM for field in OF_AN_ADULT},
    "families.Adult.organisation": REACHES_MUM - {"full"},
    # Whom to ring stands on the emergency card, for everybody who may be alone with the child.
    "families.Adult.phone": REACHES_MUM | {"bank", "senco", "worker"},
    "families.Bond.relation": WORKS_WITH_AVA,
    "families.Child.pronunciation": WORKS_WITH_AVA | {"full", "limited"},
    "families.Decision.evidence": OFFICE,
    "families.KeyFacts.facts": WORKS_WITH_AVA | {"full", "other-room"},  # who takes her out must know
    "families.KeyFacts.languages": WORKS_WITH_AVA | {"full"},
    "families.Order.kind": {"lead"},
    "families.SealedAddress.address": OFFICE,
    "families.Sheet.headings": {"manager"},
    "families.Sheet.rows": {"manager"},
    "families.Sheet.seen": set(),  # of a long one alone
    "families.Child.name": FAMILY | {"limited", "bank", "worker", "senco", "lead"},
    # A professional on the plan learns by which name the child is called, and no more.
    "families.Child.name_to_use": FAMILY | {"limited", "bank", "worker", "senco", "lead", "agency", "other-room"},
    "people.Person.email": {"full"} | OFFICE,
    "people.Person.pronunciation": set(),
    "duties.Duty.about": FAMILY | {"bank", "worker"},
    "duties.Duty.evidence": FAMILY | {"bank", "worker"},
    **{field: {"key", "manager"} for field in OF_A_COMPLAINT},
    # The timeline of whoever complained: their own words.
    **{
        f"complaints.{field}": {"key", "manager", "full"}
        for field in ("Complaint.what_happened", "Complaint.put_right")
    },
    "complaints.Word.words": {"key", "manager", "full"},
    "complaints.Entry.words": {"key", "manager"},
    **{f"complaints.LetterDraft.{field}": {"key", "manager"} for field in ("remedy", "changes")},  # on the record
    # What is kept beside a complaint: for whoever wrote it down and who has it in hand; its summary for the latter alone.
    **{
        field: {"key", "manager"}
        for field in (
            "complaints.Answer.words",
            "complaints.Printout.for_whom",
            "complaints.Printout.why",
            "complaints.Strand.number",
            "languages.Translation.what",
            "languages.Translation.not_needed",
        )
    },
    **{f"complaints.Summary.{field}": {"manager"} for field in ("nature", "handled", "action")},
    "complaints.NoName.words": {"manager"},
    # The owners' review tells of no case: it is for those who govern, the line manager of this one not among them.
    **{
        f"complaints.{field}": {"owner", "trustee"}
        for field in ("Looked.lesson", "Looked.outside", "Change.words", "Effect.words")
    },
    **{
        f"languages.Booking.{field}": {"key", "manager"}
        for field in ("at", "what_for", "name", "organisation", "phone", "close_because", "said")
    },
    **{f"childfile.Opening.{field}": {"lead"} for field in ("words", "hidden_because")},
    "records.Record.title": FAMILY | {"bank", "worker"},
    # What those who work with the child and the one adult see of each other's words.
    **{
        f"keypersons.{field}": FAMILY
        for field in (
            "Happening.words",
            "Part.likes",
            "Part.can_do",
            "Part.wonders",
            "Contribution.words",
            "Citation.words",
            "Idea.words",
            "Idea.tied_to",
            "AboutLine.words",
            "ProgressCheck.done_elsewhere",
        )
    },
    **{f"keypersons.ProgressCheck.{area}": FAMILY - {"full"} for area in ProgressCheck.AREAS},  # a draft
    **{f"welcome.SettlingPlan.{part}": FAMILY for part in (*SettlingPlan.PARTS, "because")},
    "welcome.SettlingWord.words": FAMILY,
    "welcome.JoiningStep.words": FAMILY,
    "welcome.JoiningStep.language": FAMILY,
    "welcome.ArrivalNote.words": FAMILY | {"bank", "worker"},  # who says hello in the child's room
    "keypersons.Asked.words": FAMILY - {"full"},
    "keypersons.PrivateWord.words": {"full", "manager"},
    "keypersons.PrivateWord.answer": {"full", "manager"},
    "keypersons.Opened.because": {"full", "manager"},
    "sharing.Worry.words": {"lead"},
    **{f"sharing.{field}": SHARERS for field in OF_A_SHARE},
    **{
        f"sharing.PassedOn.{field}": SHARERS | {"full"} for field in ("to", "titles", "why")
    },  # staff in a family's copy
    # A book with another place: the family reads all of it, but for why it was decided.
    **{
        f"sharing.{field}": FAMILY
        for field in ("SharedBook.scope", "SharedBook.purpose", "BookItem.words", "BookItem.got_by")
    },
    # What was asked of her mother: for her, and for those who write down what she says; places for her alone.
    "consents.Consent.words": FAMILY | {"lead"},
    "consents.Consent.where": {"full"},
    "consents.Answer.words": FAMILY - {"full"} | {"lead"},
    "consents.Ruling.evidence": {"lead"},
    **{f"consents.Medicine.{field}": FAMILY | {"bank", "worker"} for field in ("dose", "times", "reason")},
    "consents.Medicine.name": FAMILY | {"bank", "worker"},
    "consents.Giving.dose": FAMILY | {"bank", "worker"},
    "consents.Giving.reason": FAMILY - {"full"} | {"bank", "worker"},
    "consents.Giving.again": FAMILY - {"full"} | {"bank", "worker"},
    "consents.Photograph.caption": FAMILY,
    **{
        f"plans.{field}": ON_THE_PLAN | {"agency"}
        for field in (
            "SupportPlan.need",
            "SupportPlan.ended_because",
            "Round.seen_so_far",
            "Round.wishes",
            "Round.aim",
            "Round.found",
            "Round.family_found",
            "Professional.name",
            "Professional.agency",
            "Professional.scope",
        )
    },
    **{f"plans.{field}": ON_THE_PLAN for field in ("Undertaking.words", "Undertaking.who", "Try.words", "Reply.words")},
    **{
        f"plans.{field}": {"lead"}
        for field in ("SafetyPlan.worker", "SafetyPlan.ended_because", "Report.to", "Report.words")
    },
    **{f"plans.SafetyWorker.{field}": {"lead"} for field in ("name", "agency", "reach", "scope")},
    "plans.SafetyTask.words": {"lead", "full"},
    # A move to school: for the family that may know all, the key person and the office; the other facts only at work.
    **{
        f"schools.{field}": FAMILY
        for field in (
            "SchoolMove.teacher",
            "SchoolMove.ended_because",
            "MoveVisit.words",
            "MoveWord.words",
            *(f"MoveSummary.{area}" for area in (*MoveSummary.AREAS, *MoveSummary.OTHERS)),
            "PackPart.lines",
        )
    },
    **{
        f"schools.{field}": FAMILY - {"full"}
        for field in (
            *(
                f"SchoolMove.{name}"
                for name in ("teacher_email", "teacher_phone", "checked_how", "forename", "surname", "lead")
            ),
            "MoveWord.how",
            "Parcel.to_name",
            "Parcel.received_from",
            "PackPart.fields",
        )
    },
    **{
        f"schools.SealedFile.{field}": {"lead"}
        for field in ("to_name", "to_email", "to_phone", "checked_how", "contents", "received_from", "nothing_because")
    },
    "plans.SafetyTask.why_not": {"lead"},
    "plans.Doing.words": {"lead", "full"},
    "together.Outing.place": {"full", "manager", "deputy", "other-room"},  # who goes along is of another room
}
# Texts that a machine made, choices from closed lists, and what another mark already stands for.
UNMARKED = {
    "agencies.Offer.language",
    "people.Person.password", "people.Person.language", "families.Adult.mode", "families.Bond.pr", "families.Bond.collect",
    "families.Bond.info", "families.Bond.consent_power", "families.Bond.contact", "families.Bond.hidden_from",
    "families.Bond.runs_out", "families.Child.folded",
    "families.Decision.facet", "families.Decision.value", "families.Decision.basis",
    "families.KeyPersonship.part", "records.Party.part", "records.Party.hat", "records.Party.role",
    "keypersons.Slot.way", "keypersons.Happening.what", "keypersons.Happening.way", "keypersons.Part.timing",
    "keypersons.Part.health_visitor", "keypersons.Asked.way", "keypersons.PrivateWord.role", "keypersons.AboutLine.section",
    "keypersons.ProgressCheck.level",
    "welcome.SettlingVisit.went", "welcome.SettlingWord.what",
    "consents.Consent.kind", "consents.Consent.purpose", "consents.Consent.opens", "consents.Answer.state",
    "consents.Ruling.of_kind", "consents.Ruling.purpose", "consents.Medicine.form", "consents.Giving.permission",
    "consents.Use.purpose",
    "plans.SafetyPlan.basis",
    "schools.SchoolMove.sex", "schools.SchoolMove.support", "schools.MoveVisit.how", "schools.MoveWord.what",
    "schools.PackPart.what", "schools.SchoolMove.upn",  # a number with a check letter has no room for a mark
    "sharing.Decision.basis", "sharing.Sending.message", "sharing.BookPage.message",
    "complaints.Complaint.received_by", "complaints.Complaint.channel", "complaints.Complaint.source",
    "complaints.Complaint.about", "complaints.Complaint.classed", "complaints.Complaint.staff_view",
    "complaints.Arrival.door", "complaints.Arrival.medium", "complaints.Arrival.way", "complaints.Arrival.language",
    "complaints.Arrival.confirmed_how", "complaints.Word.kind", "complaints.Word.how", "complaints.Word.answer",
    "complaints.Given.language", "complaints.Given.how", "complaints.Telling.door",
    "complaints.Complaint.held_by", "complaints.Step.event", "complaints.Step.finding",
    "complaints.Complaint.also_about", "complaints.Step.says", "complaints.Entry.facts", "languages.Booking.language",
    "languages.Translation.language", "complaints.Disclosure.shown",
}  # fmt: skip
# JSON that a page reads by its shape: the mark stands where words stand.
SHAPED: dict[str, Callable[[str], object]] = {
    "families.Sheet.rows": lambda word: [[2, [word, "4/5/2024"], []]],
    "families.Sheet.seen": lambda word: [[2, "wrong", [word]]],
    "families.Sheet.headings": lambda word: [word, "Date of birth"],
    "schools.PackPart.lines": lambda word: [["Words", word]],
    "schools.PackPart.fields": lambda word: {"Surname": word},
}
# What somebody could get in with is no secret of a family's, and is searched for all the same.
KEYS = {"access.Device.digest", "access.DayCode.digest"}


@dataclasses.dataclass
class Marked:
    """The world with its marks: field by mark."""

    world: World
    marks: dict[str, str]


def fields() -> Iterator[tuple[type[models.Model], models.Field]]:  # type: ignore[type-arg]
    """Every text of class P2, P3 or P4 in the house, and the marks of what people sign in with."""
    for model, held in holdings():
        for field in model._meta.local_concrete_fields:
            text = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.is_relation
            text = text and not field.choices  # a word of a closed list holds nobody's secret
            close = held is not None and held.classes.get(field.name, "P0") in ("P2", "P3", "P4")
            if text and (close or f"{model._meta.label}.{field.name}" in KEYS):
                yield model, field


@action
def mark(actor: House, rows: dict[type[models.Model], models.Model], marks: dict[str, str]) -> None:
    """Writes a mark into every field of the rows."""
    for model, field in fields():
        name = f"{model._meta.label}.{field.name}"
        if name in UNMARKED:
            continue
        room = (getattr(field, "max_length", None) or 60) - 16
        assert room >= 0, f"{name} is too short for a mark; list it"
        word = f"MARK{len(marks):03d}qzxjkvwyb"[:16].ljust(16, "x")
        marks[word] = name
        value: object = word if not isinstance(field, models.JSONField) else [word]
        value = SHAPED[name](word) if name in SHAPED else value
        if isinstance(field, models.EmailField):
            value = f"{word.lower()}@town.example"
        setattr(rows[model], field.name, value)
    for row in rows.values():
        row.save()
    note("test.marked", next(iter(rows.values())), chain="test")


def _between(world: World) -> list[models.Model]:
    """What passes between Ava's home and her key person, and what her mother says for the check."""
    check = ProgressCheck.objects.unscoped("test").get(pk=world.tokens["check"])
    sent = Contribution.objects.unscoped("test").get(pk=world.tokens["sent"])
    talk = Meeting.objects.unscoped("test").get(pk=world.tokens["talk"])
    word = PrivateWord.objects.unscoped("test").get(pk=world.tokens["word"])
    mum = world.cast.people["Mum Full"]
    return [
        check, sent, talk, word,
        Slot.objects.unscoped("test").get(pk=world.tokens["slot"]),
        Worry.objects.unscoped("test").get(pk=world.tokens["worry"]),
        Idea.objects.unscoped("test").get(pk=world.tokens["idea"]),
        AboutLine.objects.unscoped("test").get(pk=world.tokens["line"]),
        Happening.objects.unscoped("test").get(meeting=talk, what="offered"),
        Part(check_of=check, person=mum, on=TODAY, timing="now"),
        Asked.objects.unscoped("test").get(check_of=check),
        Citation(contribution=sent, used_in_id=check.pk, on=TODAY, words="It shows"),
        Opened(word=word, by=world.cast.people["Sal Lead"], on=TODAY, because="A reason"),
    ]  # fmt: skip


def _kept(world: World) -> list[models.Model]:
    """What is written and kept beside a complaint: its record, its summary, its parts, its papers and its letter."""
    case, now = world.tokens["complaint"], clock.now()
    when: dict[str, Any] = {"on": TODAY, "written_at": now}
    return [
        Strand(complaint_id=case, kind="ofsted", opened_on=TODAY),
        Answer(complaint_id=case, number=90, box="actions", **when),
        Summary(complaint_id=case, number=90, steps=1, **when),
        NoName(complaint_id=case, **when),
        Printout(complaint_id=case, what="record", code="ABCD-EFGH-IJKL", **when),
        LetterDraft.objects.unscoped("test").get(complaint=case),
        Translation.objects.unscoped("test").get(pk=world.tokens["translation"]),
        Disclosure(
            provider=world.cast.provider, place=world.cast.setting.pk, hat="staff", by=world.cast.people["Mo Manager"],
            first=TODAY, last=TODAY, **when,
        ),
    ]  # fmt: skip


def _reviewed(world: World) -> list[models.Model]:
    """What the owners wrote about a complaint that was upheld, with a change that is the manager's to see to."""
    review, now = world.tokens["review"], clock.now()
    when: dict[str, Any] = {"record_id": review, "on": TODAY, "written_at": now}
    ola, mo = world.cast.people["Ola Owner"], world.cast.people["Mo Manager"]
    task = open_record(HOUSE, world.cast.setting, "complaint_change", "A change", Audience.NAMED)
    name_party(HOUSE, task, mo, Party.Part.HANDLER, role=Role.MANAGER)
    return [
        Looked(number=90, again="no", elsewhere="no", **when),
        Signature(number=90, person=ola, **when),
        Change(task=task, person=mo, role=Role.MANAGER, due=TODAY, **when),
        Effect(helped="yes", **when),
    ]  # fmt: skip


def _welcome(world: World) -> list[models.Model]:
    """How Ava settles in, with what her mother said of a visit; and how her mother joined."""
    found = Settling.objects.unscoped("test").get(pk=world.tokens["settling"])
    return [
        found,
        SettlingPlan.objects.unscoped("test").get(settling=found),
        SettlingVisit.objects.unscoped("test").get(settling=found),
        SettlingWord.objects.unscoped("test").get(settling=found, what="theirs"),
        Joining.objects.unscoped("test").get(pk=world.tokens["joining"]),
        JoiningStep.objects.unscoped("test").get(joining=world.tokens["joining"], what="given"),
        ArrivalNote.objects.unscoped("test").get(pk=world.tokens["arrival note"]),
    ]


def _consented(world: World) -> list[models.Model]:
    """What Ava's mother was asked and said, her medicine, a picture of her, and what a court has ruled."""
    asked = Consent.objects.unscoped("test").get(pk=world.tokens["consent"])
    return [
        asked,
        Consented.objects.unscoped("test").get(consent=asked),
        Ruling.objects.unscoped("test").get(pk=world.tokens["ruling"]),
        Medicine.objects.unscoped("test").get(pk=world.tokens["medicine"]),
        Giving.objects.unscoped("test").get(pk=world.tokens["given"]),
        Photograph.objects.unscoped("test").get(pk=world.tokens["photograph"]),
    ]


def _planned(world: World) -> list[models.Model]:
    """Ava's support plan with what her mother alone says and does, and the agreed task that her mother is shown."""
    plan = SupportPlan.objects.unscoped("test").get(pk=world.tokens["plan"])
    running = Round.objects.unscoped("test").get(plan=plan)
    step = Undertaking.objects.unscoped("test").get(round=running, place="home")
    safety = SafetyPlan.objects.unscoped("test").get(pk=world.tokens["safety"])
    task = SafetyTask.objects.unscoped("test").get(pk=world.tokens["agreed"])
    mum = world.cast.people["Mum Full"]
    return [
        plan, running, step, safety, task,
        Professional.objects.unscoped("test").get(plan=plan),
        Try(step=step, on=TODAY, by=mum, person=mum),
        Reply(round=running, number=1, person=mum, on=TODAY, by=mum, says="agrees"),
        Doing(task=task, on=TODAY, by=mum, family=True),
        Report(plan=safety, on=TODAY),
        SafetyWorker(plan=safety, starts=TODAY, ends=TODAY),
    ]  # fmt: skip


def _shared(world: World) -> list[models.Model]:
    """What went to a health visitor with the yes of Ava's mother, and what the health visitor told us of her."""
    share, theirs, now = world.tokens["share"], world.tokens["told us"], clock.now()
    return [
        Shared.objects.unscoped("test").get(pk=share),
        Item.objects.unscoped("test").get(decision=share),
        Sending.objects.unscoped("test").get(pk=world.tokens["sending"]),
        PassedOn.objects.unscoped("test").get(decision=share),
        ToldUs.objects.unscoped("test").get(pk=theirs),
        Asking.objects.unscoped("test").get(told=theirs),
        Release.objects.unscoped("test").get(told=theirs),
        FoundOurs(told=ToldUs.objects.unscoped("test").get(pk=theirs), digest="of our own words", on=TODAY),
        Slip(setting=world.cast.setting, person=world.cast.people["Kay Person"], written_at=now),
        SharedBook.objects.unscoped("test").get(pk=world.tokens["shared book"]),
        BookItem.objects.unscoped("test").get(pk=world.tokens["book item"]),
        BookPage.objects.unscoped("test").get(pk=world.tokens["book page"]),
    ]


def _visited(world: World) -> list[models.Model]:
    """The therapist who is with Ava, her letter, what went wrong, and the question to the one before her."""
    visit = Visit.objects.unscoped("test").get(pk=world.tokens["visit"])
    return [
        visit,
        Letter(visit=visit, on=TODAY, route="hand"),
        Incident.objects.unscoped("test").get(pk=world.tokens["went wrong"]),
        VisitAsked.objects.unscoped("test").get(pk=world.tokens["question"]),
        Involvement.objects.unscoped("test").get(pk=world.tokens["involved"]),
        Advice.objects.unscoped("test").get(involvement=world.tokens["involved"]),
    ]


def _to_school(world: World) -> list[models.Model]:
    """Ava's move to school, what would go with her, what went, and the file from lead to lead."""
    move = SchoolMove.objects.unscoped("test").get(pk=world.tokens["move"])
    parcel = Parcel.objects.unscoped("test").get(pk=world.tokens["parcel"])
    return [
        move,
        parcel,
        MoveVisit(move=move, number=90, on=TODAY - A_DAY, how="us"),
        MoveSummary.objects.unscoped("test").get(move=move),
        MoveWord.objects.unscoped("test").get(move=move, what="child"),
        PackPart.objects.unscoped("test").get(pk=world.tokens["part"]),
        SealedFile.objects.unscoped("test").get(pk=world.tokens["onward"]),
    ]


@pytest.fixture
def marked(world: World) -> Marked:
    """The world, with a mark in every text about Ava, her mother and the work on a record of hers."""
    cast = world.cast
    bond = Bond.objects.unscoped("test").get(adult=cast.adults["Mum Full"], child=cast.children["Ava"])
    families.decide(HOUSE, bond, "contact", "free", evidence="seen")
    families.write_down_order(HOUSE, bond, "order", TODAY)
    sealed = SealedAddress(adult=cast.adults["Ex Barred"], address="elsewhere")  # Mum's own address is an open one
    duty = Duty.objects.unscoped("test").get(pk=world.tokens["for-room"])
    rows: list[models.Model] = [
        cast.children["Ava"],
        cast.adults["Mum Full"],
        cast.people["Mum Full"],
        bond,
        Decision.objects.unscoped("test").get(bond=bond, in_force=True, facet="contact"),
        Order.objects.unscoped("test").get(bond=bond),
        families.write_key_facts(HOUSE, cast.children["Ava"], ["en"], ["no eggs"]),
        sealed,
        Sheet.objects.unscoped("test").get(pk=world.tokens["sheet"]),
        queue_account_mail(HOUSE, Key("email_changed"), address="before@town.example"),
        AccountMail(person=cast.people["Mum Full"], kind="day_code", asked=clock.now()),
        Device(person=cast.people["Mum Full"], since=clock.now()),
        DayCode(
            person=cast.people["Mum Full"],
            by=cast.people["Mo Manager"].pk,
            given=clock.now(),
            until=clock.now() + A_DAY,
        ),
        Paper(
            record_id=duty.record_id,
            media_type="image/jpeg",
            size=1,
            sha256="0" * 64,
            original="o",
            thumbnail="t",
            added_at=clock.now(),
        ),
        duty,
        Record.objects.unscoped("test").get(pk=duty.record_id),
        Complaint.objects.unscoped("test").get(pk=world.tokens["complaint"]),
        Step(
            complaint_id=world.tokens["complaint"],
            number=9,
            event="acknowledged",
            on=TODAY,
            written_at=clock.now(),
        ),
        Entry(
            complaint_id=world.tokens["complaint"],
            number=90,
            stage=1,
            kind="evidence",
            on=TODAY,
            written_at=clock.now(),
        ),
        Booking(record_id=world.tokens["complaint"], language="ur", asked_at=clock.now()),
        Arrival.objects.unscoped("test").get(pk=world.tokens["arrival"]),
        Word(record_id=world.tokens["complaint"], kind="added", on=TODAY, written_at=clock.now()),
        Given(
            setting=cast.setting,
            complaint_id=world.tokens["complaint"],
            language="ur",
            how="paper",
            on=TODAY,
            written_at=clock.now(),
        ),
        Telling(setting=cast.setting, door="poster", began=clock.now()),
        *_between(world),
        *_kept(world),
        *_reviewed(world),
        *_welcome(world),
        *_planned(world),
        *_to_school(world),
        *_shared(world),
        Offer.objects.unscoped("test").get(pk=world.tokens["offer made"]),
        *_visited(world),
        Opening.objects.unscoped("test").get(pk=world.tokens["opening"]),
        Outing.objects.unscoped("test").get(pk=world.tokens["outing"]),
        Invited.objects.unscoped("test").get(outing=world.tokens["outing"]),
        *_consented(world),
        Party.objects.unscoped("test").filter(record__kind="complaint").first(),  # type: ignore[list-item]
    ]
    marks: dict[str, str] = {}
    mark(HOUSE, {type(row): row for row in rows}, marks)
    return Marked(world, marks)


def test_every_text_that_is_not_public_is_marked_or_listed(marked: Marked) -> None:
    """A new field of a class that is not public gets a mark, or says here why it has none."""
    named = {f"{model._meta.label}.{field.name}" for model, field in fields()}
    assert named - set(marked.marks.values()) == UNMARKED & named
    assert {name for name in ALLOWED if name not in named} == set()
    assert all(issubclass(model, Guarded) or model._meta.app_label in ("people", "access") for model, _ in fields())


PERSONAS_WALKED = (NOBODY, *PERSONAS)


def printed(seen: Seen) -> bytes:
    """The words of an answer that is a paper, whose bytes are packed; nothing of another."""
    if dict(seen.headers).get("Content-Type") != "application/pdf":
        return b""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(seen.body)).pages).encode()


def test_a_mark_shows_only_to_those_who_may_know_and_never_in_a_log(
    marked: Marked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    leaks, shown, on_paper = [], set(), False
    for persona in PERSONAS_WALKED:
        for path, seen in crawl(marked.world, persona).items():
            paper = printed(seen)
            said = (path + " " + " ".join(map(str, seen.headers))).encode() + (paper or seen.body)
            for word, field in marked.marks.items():
                if word.encode().lower() not in said.lower():
                    continue
                shown.add(field)
                on_paper |= bool(paper)
                if persona not in ALLOWED.get(field, set()):
                    leaks.append(f"{field} shows to {persona} at {path}")
                if word.lower() in (path + " " + " ".join(map(str, seen.headers))).lower():
                    leaks.append(f"{field} stands in the address or headers of {path}")
    logged = "\n".join(record.getMessage() + str(record.exc_info or "") for record in caplog.records).lower()
    leaks += [f"{field} stands in a log" for word, field in marked.marks.items() if word.lower() in logged]
    assert not leaks, "\n".join(sorted(set(leaks)))
    assert shown and on_paper, "no page, or no paper, shows anything of what was marked, so nothing was proved"


def test_a_familys_paper_bears_no_mark_that_its_reader_or_its_maker_may_not_know(marked: Marked) -> None:
    cast, leaks, shown = marked.world.cast, [], set()
    mothers = Bond.objects.unscoped("test").whole().get(adult=cast.adults["Mum Full"], child=cast.children["Ava"])
    staff = [
        (name, cast.viewer(PERSONAS[name][0], Hat.STAFF)) for name in ("key", "back-up", "manager", "deputy", "lead")
    ]
    papers: list[tuple[tuple[str, ...], Any]] = [
        ((name,), bundle(cast.viewer(PERSONAS[name][0], Hat.PARENT), cast.children["Ava"]))
        for name in ("full", "limited")
    ]
    papers += [
        (("full", name), bundle(eyes_of(viewer, mothers), cast.children["Ava"], viewer)) for name, viewer in staff
    ]
    for who, paper in papers:
        said = json.dumps(paper.data(), ensure_ascii=False).lower()
        for word, field in marked.marks.items():
            if word.lower() in said:
                shown.add(field)
                leaks += [f"{field} is on the paper of {who}" for each in who if each not in ALLOWED.get(field, set())]
    assert not leaks, "\n".join(sorted(set(leaks)))
    assert {"plans.SupportPlan.need", "keypersons.Contribution.words", "families.Adult.phone"} <= shown
