"""The questions of a review, on one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hometime.complaints.models import Helped, Likely
from hometime.complaints.reviewing.actions import Answered, Decided
from hometime.complaints.reviewing.clauses import likely
from hometime.complaints.reviewing.taking_part import may_do, part
from hometime.kernel import clock
from hometime.policies.models import AdoptedClause
from hometime.records.models import Record
from hometime.ui.forms import DayField

SOON = dt.timedelta(days=28)  # what we propose for a change
AS_IT_IS = ""
SHORT = 110  # letters of a clause by which it is known again


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ChangeForm(forms.Form):
    """One thing that will change."""

    change = forms.CharField(
        label=_("What will we change?"), widget=_area(3), max_length=400, required=False,
        help_text=_("Whoever complained reads this. Name nobody. Leave it empty if nothing will change."),
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who sees to it?"), widget=forms.RadioSelect, required=False)
    due = DayField(label=_("By which day?"), required=False)

    def __init__(self, record: Record, data: Any = None) -> None:
        super().__init__(data, auto_id="id_review_%s", initial={"due": clock.today() + SOON})
        self.doers = {f"{person.pk}:{role}": (person, role) for person, role in may_do(record)}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (key, f"{person.called} ({role.label})") for key, (person, role) in self.doers.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Whatever will change has somebody who sees to it by a day."""
        given = super().clean() or {}
        if given.get("change", "").strip():
            if not given.get("who"):
                self.add_error("who", _("Choose who sees to it"))
            if not given.get("due"):
                self.add_error("due", _("Give a day"))
            elif given["due"] < clock.today():
                self.add_error("due", _("The day by which it is done must be today or later"))
        return given

    @property
    def decided(self) -> Decided | None:
        """The change that was typed, if any."""
        given = self.cleaned_data
        if not given.get("change", "").strip():
            return None
        return Decided(given["change"], *self.doers[given["who"]], given["due"])


class LookForm(ChangeForm):
    """All the questions of a review."""

    again = forms.ChoiceField(
        label=_("Could it happen again?"), choices=Likely, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it could happen again")},
    )  # fmt: skip
    elsewhere = forms.ChoiceField(
        label=_("Could it happen elsewhere?"), choices=Likely, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it could happen elsewhere")},
    )  # fmt: skip
    lesson = forms.CharField(label=_("What did we learn?"), widget=_area(2), max_length=1000, required=False)
    clause = forms.ChoiceField(label=_("Does the policy need new words?"), widget=forms.RadioSelect, required=False)
    families = forms.BooleanField(
        label=_("Ask families about the new words first"), required=False,
        help_text=_("Somebody here is asked to do it by a day, and whoever complained reads that families are asked."),
    )  # fmt: skip
    outside = forms.CharField(
        label=_("Which person from outside looked at it?"), max_length=120,
        error_messages={"required": _("Name the person from outside who looked at it")},
    )  # fmt: skip
    field_order = ("again", "elsewhere", "lesson", "change", "who", "due", "clause", "families", "outside")

    def __init__(self, record: Record, data: Any = None) -> None:
        super().__init__(record, data)
        self.clauses: dict[str, AdoptedClause] = {clause.pk: clause for clause in likely(record)}
        self.fields["clause"].choices = [  # type: ignore[attr-defined]
            (AS_IT_IS, _t("No, the words are right")),
            *((pk, _shortened(clause)) for pk, clause in self.clauses.items()),
        ]
        if part(record).free:
            del self.fields["outside"]

    def clean(self) -> dict[str, Any]:
        """Families are asked about some words, and not about none."""
        given = super().clean()
        if given.get("families") and not given.get("clause") and "clause" not in self.errors:
            self.add_error("families", _("Choose which words families are asked about"))
        return given

    @property
    def said(self) -> Answered:
        """What was answered."""
        given = self.cleaned_data
        clause = self.clauses.get(given.get("clause", ""))
        return Answered(
            given["again"], given["elsewhere"], given.get("lesson", ""), clause, given.get("outside", ""),
            ask_families=given["families"],
        )  # fmt: skip


class AsideForm(forms.Form):
    """Why an owner stands aside."""

    why = forms.CharField(label=_("Why?"), max_length=200, error_messages={"required": _("Write a line about why")})


class EffectForm(forms.Form):
    """Whether a change helped."""

    helped = forms.ChoiceField(
        label=_("Did it help?"), choices=Helped, widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it helped")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("How do you know?"), widget=_area(3), max_length=1000,
        error_messages={"required": _("Write a line about how you know")},
    )  # fmt: skip


def _shortened(clause: AdoptedClause) -> str:
    text = " ".join(clause.text.split())
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
