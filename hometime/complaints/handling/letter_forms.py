"""What people type about the letter: its free parts, how it is given, and whether it arrived or was lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.complaints.handling.actions.answering import ways_to_give
from hometime.complaints.handling.facts import Given
from hometime.complaints.handling.fields import LONG, WordsForm, Working, area, choice, day
from hometime.complaints.handling.points import Point
from hometime.complaints.models import Finding, LetterDraft
from hometime.kernel import ids
from hometime.ui.words import LANGUAGES

NO_MAIL = _(
    "No e-mail is offered: they have no parent's account here that reads e-mail, or it is not safe to write to them."
)


def offer(form: forms.Form, ways: Sequence[Given]) -> None:
    """Offers the ways that would reach them, and says why an e-mail is not one of them."""
    field = form.fields["how"]
    field.choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]
    field.help_text = "" if Given.MAIL in ways else NO_MAIL


class LetterForm(forms.Form):
    """The free parts of the letter, and what was found where no points were written."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    finding = choice(_("What was found?"), Finding)
    explanation = area(_("What did you find out?"), 6, required=_("Say what you found out"))
    apology = area(
        _("Did we say sorry? If not, why not?"),
        2,
        required=_("Say what we are sorry for, or why we are not"),
        most=LONG,
    )
    remedy = area(_("What do we do to put it right for them?"), 2, most=LONG)
    changes = area(_("What changes here, so that it does not happen again?"), 2, most=LONG)

    def __init__(self, draft: LetterDraft, points: Sequence[Point], data: Any = None) -> None:
        names = ("version", "finding", *LetterDraft.FREE)
        super().__init__(data, initial={name: getattr(draft, name) for name in names})
        self.pointed = bool(points)
        if points:
            del self.fields["finding"]

    def parts(self) -> dict[str, str]:
        """The free parts as typed."""
        return {name: self.cleaned_data[name] for name in LetterDraft.FREE}


class GiveForm(forms.Form):
    """How the letter is given, on which day, and in which language they read."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=22)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    how = choice(_("How do you give it to them?"), Given)
    language = forms.ChoiceField(
        label=_("Which language do they read?"), choices=[("en", _("English")), *LANGUAGES[1:], ("other", _("Another one"))],
        help_text=_("Not English? A person translates it, and you are reminded."),
    )  # fmt: skip
    reader = forms.CharField(
        label=_("Not English: who puts it into their language, or reads it out?"), max_length=120, required=False,
        help_text=_("The name of a person. Our own sentences are there in some languages; what people wrote is not."),
    )  # fmt: skip
    on = day(_("Which day was it?"))

    def __init__(self, version: int, reads: str = "", data: Any = None, ways: Sequence[Given] = tuple(Given)) -> None:
        known = {value for value, _label in self.base_fields["language"].choices}  # type: ignore[attr-defined]
        short = reads.split("-", maxsplit=1)[0].lower() or "en"
        language = short if short in known else "other"
        super().__init__(data, initial={"version": version, "once": ids.token(), "language": language})
        offer(self, ways)

    clean_on = Working.clean_on

    def clean(self) -> dict[str, Any]:
        """Whoever reads another language is told by a person."""
        given = super().clean() or {}
        if given.get("language", "en") != "en" and not given.get("reader", "").strip():
            self.add_error("reader", _("Write who translates it, or reads it out"))
        return given


class ArrivedForm(WordsForm):
    """That the letter arrived."""

    words = area(_("How do you know?"), 2, most=LONG, hint=_("They rang, they wrote back, the post says so."))
    on = day(_("Which day did they have it?"))


class AgainForm(WordsForm):
    """That a letter was lost, and how it is given once more."""

    words = area(_("What happened to the first one?"), 2, required=_("Say what happened to the first one"), most=LONG)
    how = choice(_("How do you give it to them now?"), Given, Given.POST)
    on = day(_("Which day was it sent again?"))

    def prepare(self) -> None:
        """Only what would reach them."""
        offer(self, ways_to_give(self.case))
