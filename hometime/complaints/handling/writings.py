"""What can be written into a case: for each the form, the button, what it belongs to, and the action that takes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from hometime.complaints.handling import fields, forms, letter_forms, meeting_forms
from hometime.complaints.handling.actions import agreeing, answering, asking, ending, looking, meeting
from hometime.complaints.handling.actions.writing import CORRECTABLE, correct
from hometime.complaints.models import Entry, Kind

Does = Callable[[Any], Any]  # takes the form, which knows the viewer, the case and what it belongs to


@dataclasses.dataclass(frozen=True)
class Writing:
    """One thing to write: heading, button, form, and `of`, the kind of entry it belongs to (empty for none)."""

    title: str
    verb: str
    form: type[fields.Working]
    does: Does
    of: tuple[str, ...] = ()
    alone: bool = True  # whether it can be written without an entry it belongs to


def _once(form: Any) -> dict[str, Any]:
    return {"once": form.cleaned_data["once"]}


def _given(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in (*names, "once")}


def _attach(form: Any) -> Any:
    upload, said = form.cleaned_data["paper"], form.cleaned_data
    return looking.attach(
        form.viewer, form.case, upload.read(), upload.name, said["words"], on=said["on"], once=said["once"]
    )


def _tell(form: Any) -> Any:
    said = form.cleaned_data
    put = [point.entry for point in form.points if point.entry.pk in said["put"]]
    return asking.tell(form.viewer, form.case, said["person"], put, **_given(form, "teller", "companion", "on"))


def _say(form: Any) -> Any:
    agrees = form.cleaned_data["agrees"] == "yes"
    return looking.say(form.viewer, form.case, agrees=agrees, of=form.of, **_given(form, "how", "words", "on"))


def _offer(form: Any) -> Any:
    times = form.cleaned_data["times"].splitlines()
    return meeting.offer(
        form.viewer, form.case, times, **_given(form, "form", "language", "interpreter", "words", "on")
    )


WRITINGS: Mapping[str, Writing] = {
    "points": Writing(
        _("The points to look into"), _("Write the points down"), forms.PointsForm,
        lambda form: looking.set_points(form.viewer, form.case, form.lines(), **_once(form)),
    ),
    "plan": Writing(
        _("Whom to ask, and what to read"), _("Add it to the plan"), forms.PlanForm,
        lambda form: looking.plan(form.viewer, form.case, **_given(form, "way", "words")),
    ),
    "done": Writing(
        _("It was asked, or read"), _("It is done"), fields.WordsForm,
        lambda form: looking.tick(form.viewer, form.of, **_given(form, "words", "on")),
        (Kind.PLAN,), alone=False,
    ),
    "ask": Writing(
        _("Ask for a statement"), _("Ask them"), forms.AskForm,
        lambda form: asking.ask(form.viewer, form.case, **_given(form, "witness", "question")),
    ),
    "outside": Writing(
        _("What somebody outside said"), _("Write it down"), forms.OutsideForm,
        lambda form: looking.hear(form.viewer, form.case, **_given(form, "name", "words", "how", "companion", "on")
        ),
    ),
    "evidence": Writing(_("Add evidence"), _("Add it"), forms.EvidenceForm, _attach),
    "finding": Writing(
        _("What was found on this point"), _("Write it down"), forms.FindingForm,
        lambda form: looking.find(form.viewer, form.of, **_given(form, "finding", "explanation")),
        (Kind.POINT,), alone=False,
    ),
    "say": Writing(
        _("What the person who complained says to it"), _("Write it down"), forms.SayForm, _say, (Kind.MINUTES,)
    ),
    "tell": Writing(_("They were told"), _("Write it down"), forms.TellForm, _tell),
    "show": Writing(
        _("Tell them what was found"), _("Put it on their page"), forms.OnForm,
        lambda form: asking.show_findings(form.viewer, form.of, **_given(form, "on")), (Kind.TOLD,), alone=False,
    ),
    "meeting": Writing(_("Offer a meeting"), _("Write it down"), meeting_forms.MeetingForm, _offer),
    "when": Writing(
        _("They said when they can meet"), _("Write it down"), meeting_forms.WhenForm,
        lambda form: meeting.say_when(form.viewer, form.of, form.said(), **_given(form, "how")),
        (Kind.MEETING,), alone=False,
    ),
    "met": Writing(
        _("We met"), _("Write it down"), meeting_forms.MetForm,
        lambda form: meeting.met(form.viewer, form.case, of=form.of, **_given(form, "who", "form", "words", "on")),
        (Kind.MEETING,),
    ),
    "refused": Writing(
        _("They did not want to meet"), _("Write it down"), meeting_forms.RefusedForm,
        lambda form: meeting.refuse(form.viewer, form.case, of=form.of, **_given(form, "words", "on")),
        (Kind.MEETING,),
    ),
    "minutes": Writing(
        _("Notes of the meeting"), _("Write them down"), meeting_forms.MinutesForm,
        lambda form: meeting.take_minutes(form.viewer, form.of, **_given(form, "words", "on")),
        (Kind.HELD,), alone=False,
    ),
    "terms": Writing(
        _("What was agreed"), _("Write it down"), meeting_forms.TermsForm,
        lambda form: agreeing.agree(form.viewer, form.case, form.terms(), **_once(form)),
    ),
    "sign": Writing(
        _("A signature"), _("It is signed"), meeting_forms.SignForm,
        lambda form: agreeing.sign(form.viewer, form.of, **_given(form, "side", "name", "how", "on")),
        (Kind.TERMS,), alone=False,
    ),
    "arrived": Writing(
        _("They have the letter"), _("They have it"), letter_forms.ArrivedForm,
        lambda form: answering.arrive(form.viewer, form.of, **_given(form, "words", "on")),
        (Kind.LETTER,), alone=False,
    ),
    "again": Writing(
        _("The letter was lost"), _("Send it again"), letter_forms.AgainForm,
        lambda form: answering.send_again(form.viewer, form.of, **_given(form, "how", "words", "on")),
        (Kind.LETTER,), alone=False,
    ),
    "correct": Writing(
        _("Put it right"), _("Write it beside it"), forms.CorrectForm,
        lambda form: correct(form.viewer, form.of, **_given(form, "words")),
        tuple(CORRECTABLE), alone=False,
    ),
    "withdraw": Writing(
        _("They took it back"), _("Write it down"), forms.WithdrawForm,
        lambda form: ending.withdraw(form.viewer, form.case, **_given(form, "whose", "words", "on")),
    ),
    "close": Writing(
        _("Close it, and say why"), _("Close it"), forms.ReasonForm,
        lambda form: ending.close(form.viewer, form.case, **_given(form, "words", "on")),
    ),
    "reopen": Writing(
        _("Open it again, and say why"), _("Open it again"), forms.ReasonForm,
        lambda form: ending.reopen(form.viewer, form.case, **_given(form, "words", "on")),
    ),
}  # fmt: skip


def fits(what: Writing, of: Entry | None) -> bool:
    """Whether something can be written beside this entry, or beside none."""
    return what.alone if of is None else str(of.kind) in map(str, what.of)
