"""What people type into a case. Each form says its own words; `work.writing` says which action takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hometime.access.viewer import Viewer
from hometime.complaints.forms import LONGEST, WORKERS, Called
from hometime.complaints.handling.actions.agreeing import Term
from hometime.complaints.handling.actions.ending import Word
from hometime.complaints.handling.facts import Form as Meet
from hometime.complaints.handling.facts import Given, How, Side, Way
from hometime.complaints.handling.interpreters import language_known
from hometime.complaints.handling.points import Point
from hometime.complaints.models import Complaint, Entry, Finding, LetterDraft
from hometime.kernel import clock, ids
from hometime.people.models import Person, current
from hometime.records.models import Party
from hometime.ui.forms import DayField
from hometime.ui.words import LANGUAGES

LONG = 2000  # signs of a short answer


def area(label: Any, rows: int = 4, *, required: Any = "", most: int = LONGEST, hint: Any = "") -> forms.CharField:
    """A box for words; `required` is what is said where it is left empty, and nothing where it may be."""
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=bool(required), widget=forms.Textarea({"rows": rows, "dir": "auto"}),
        error_messages={"required": required} if required else {},
    )  # fmt: skip


def choice(label: Any, choices: Any, initial: str = "") -> forms.ChoiceField:
    """One of a few, as dots."""
    return forms.ChoiceField(label=label, choices=choices, initial=initial, widget=forms.RadioSelect)


def day(label: Any) -> DayField:
    """A day, today where it is left empty."""
    return DayField(label=label, required=False, help_text=_("Leave it empty for today."))


class Working(forms.Form):
    """A form of the work: it knows the case, what it belongs to, and the key by which it is written down once."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=22)
    LAST: ClassVar[tuple[str, ...]] = ("on",)  # fields with an answer ready stand below the others

    def __init__(
        self, viewer: Viewer, case: Complaint, of: Entry | None, points: Sequence[Point] = (), data: Any = None,
        files: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"once": ids.token()})
        self.viewer, self.case, self.of, self.points = viewer, case, of, points
        self.prepare()
        self.order_fields([name for name in self.fields if name not in self.LAST] + list(self.LAST))

    def prepare(self) -> None:
        """Fills in what hangs on the case."""

    def clean_on(self) -> object:
        """Never a day to come."""
        on = self.cleaned_data["on"]
        if on and on > clock.today():
            raise forms.ValidationError(_("The day it happened must be today or earlier"))
        return on

    def first(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [field for field in self.visible_fields() if field.name not in self.LAST]

    def last(self) -> list[forms.BoundField]:
        """What has an answer ready."""
        return [field for field in self.visible_fields() if field.name in self.LAST]

    def last_is_open(self) -> bool:
        """Whether something to put right stands among the answers that were ready."""
        return any(field.errors for field in self.last())


class PointsForm(Working):
    """The points to look into, one on each line."""

    points_said = area(
        _("What are the points to look into?"), 6, required=_("Write one point on each line"),
        hint=_("One on each line, in their own words as near as you can. They can read and correct them."),
    )  # fmt: skip

    def lines(self) -> list[str]:
        """One point each."""
        return [line for line in self.cleaned_data["points_said"].splitlines() if line.strip()]


class PlanForm(Working):
    """Somebody to ask, or something to read."""

    way = choice(_("What is it?"), Way, Way.ASK)
    words = area(_("Whom do you ask, or what do you read?"), 2, required=_("Write whom you ask, or what you read"))


class WordsForm(Working):
    """A few words and the day."""

    words = area(_("What came of it?"), required=_("Write a line about what came of it"))
    on = day(_("Which day was it?"))


class MinutesForm(WordsForm):
    """The notes of a meeting."""

    words = area(_("What was said, and what was decided?"), 8, required=_("Write the notes of the meeting"))


class RefusedForm(WordsForm):
    """That they did not want to meet."""

    words = area(_("What did they say?"), 2, required=_("Write what they said"))


class ArrivedForm(WordsForm):
    """That the letter arrived."""

    words = area(_("How do you know?"), 2, most=LONG, hint=_("They rang, they wrote back, the post says so."))
    on = day(_("Which day did they have it?"))


class AgainForm(WordsForm):
    """That a letter was lost, and how it is given once more."""

    words = area(_("What happened to the first one?"), 2, required=_("Say what happened to the first one"), most=LONG)
    how = choice(_("How do you give it to them now?"), Given, Given.POST)
    on = day(_("Which day was it sent again?"))


class AskForm(Working):
    """A witness who works here, and the question."""

    witness = Called(label=_("Whom do you ask?"), queryset=Person.objects.none(), empty_label=None)
    question = area(
        _("What do you want them to tell you about?"), required=_("Write what you want them to tell you about"),
        hint=_("They see this question and nothing else. Leave out who complained."),
    )  # fmt: skip

    def prepare(self) -> None:
        """Whoever works here and is not looking into it."""
        here = Q(posts__setting=self.case.setting_id) | Q(
            posts__setting__isnull=True, posts__provider=self.case.setting.provider_id
        )
        staff = Person.objects.filter(here, current(self.viewer.today, "posts__"), posts__role__in=WORKERS)
        people = staff.exclude(pk=self.viewer.person_id).distinct().order_by("name")
        self.fields["witness"].queryset = people  # type: ignore[attr-defined]


class OutsideForm(Working):
    """A statement of somebody outside, written down for them."""

    name = forms.CharField(label=_("Who said it?"), max_length=120)
    words = area(_("What did they say?"), 6, required=_("Write what they said"), hint=_("In their own words."))
    how = choice(_("How did they say it?"), How, How.SPOKEN)
    companion = forms.CharField(label=_("Who was with them?"), max_length=120, required=False)
    on = day(_("Which day was it?"))
    LAST: ClassVar[tuple[str, ...]] = ("companion", "on")


class EvidenceForm(Working):
    """A file and what it is."""

    paper = forms.FileField(
        label=_("Choose a photo or a PDF"), help_text=_("JPG, PNG, WebP, HEIC or PDF, up to 15 MB. A case holds 30."),
        widget=forms.ClearableFileInput({"accept": "image/*,application/pdf"}),
        error_messages={"required": _("Choose a photo (JPG, PNG, WebP) or a PDF")},
    )  # fmt: skip
    words = area(_("What is it?"), 2, required=_("Write what it is"), most=LONG)
    on = day(_("Which day is it from?"))


class FindingForm(Working):
    """What was found on a point, and why."""

    finding = choice(_("What was found?"), Finding)
    explanation = area(_("Why?"), 5, required=_("Say why"), hint=_("The person who complained reads this."))


class SayForm(Working):
    """Whether the person who complained agrees."""

    agrees = choice(_("Do they agree?"), (("yes", _("Yes, it is right")), ("no", _("No, something is wrong"))))
    how = choice(_("How did they say it?"), How, How.SPOKEN)
    words = area(_("What did they say?"), 2)
    on = day(_("Which day was it?"))


class TellForm(Working):
    """That the person complained about was told."""

    person = Called(label=_("Who was told?"), queryset=Person.objects.none(), empty_label=None)
    put = forms.MultipleChoiceField(
        label=_("Which points do you put to them?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("They read these words, and nothing else of the case."),
        error_messages={"required": _("Choose the points that were put to them")},
    )  # fmt: skip
    teller = forms.CharField(label=_("Who told them?"), max_length=120)
    companion = forms.CharField(
        label=_("Who was with them?"),
        max_length=120,
        help_text=_("Offer them somebody at their side. Write what they chose."),
    )
    on = day(_("Which day were they told?"))

    def prepare(self) -> None:
        """Whom it is about, and the points."""
        concerned = Party.objects.visible_to(self.viewer).filter(record=self.case, part=Party.Part.CONCERNS)
        people = Person.objects.filter(pk__in=list(concerned.values_list("person_id", flat=True))).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["put"].choices = [(p.entry.pk, f"{p.number}. {p.words}") for p in self.points]  # type: ignore[attr-defined]
        self.fields["teller"].initial = self.viewer.name


class OnForm(Working):
    """A day alone."""

    on = day(_("Which day was it?"))


class MeetingForm(Working):
    """The meeting that is offered."""

    times = area(_("Which times do you offer?"), 3, required=_("Write the times, one on each line"), most=LONG,
                 hint=_("One on each line. Ask which days they can come."))  # fmt: skip
    form = choice(_("How do you meet?"), Meet, Meet.PERSON)
    language = forms.CharField(
        label=_("In which language?"), max_length=40, required=False,
        help_text=_("With an interpreter, leave it empty for the language that is written down for them."),
    )  # fmt: skip
    interpreter = forms.BooleanField(
        label=_("They wish for an interpreter"), required=False, help_text=_("One is asked for at once, and owed.")
    )
    words = area(_("Anything else they need?"), 2, most=LONG)
    on = day(_("Which day was it offered?"))

    def clean(self) -> dict[str, Any]:
        """An interpreter needs a language: theirs, where one is written down, or the one that is given here."""
        given = super().clean() or {}
        if given.get("interpreter") and not given.get("language") and not language_known(self.case):
            self.add_error("language", _("Say which language"))
        return given


class MetForm(Working):
    """That the meeting was held."""

    who = forms.CharField(label=_("Who was there?"), max_length=300)
    form = choice(_("How did you meet?"), Meet, Meet.PERSON)
    words = area(_("What was it about?"), 2)
    on = day(_("Which day was it?"))


class TermsForm(Working):
    """Up to four things that were agreed, each with who and by when."""

    MOST: ClassVar[int] = 4
    LAST: ClassVar[tuple[str, ...]] = ()

    def prepare(self) -> None:
        """Four lines of what, who and by when; the first must be filled in."""
        for n in range(1, self.MOST + 1):
            first = n == 1
            self.fields[f"what{n}"] = area(
                _("What was agreed?"), 2, required=_("Write what was agreed") if first else "", most=LONG
            )
            self.fields[f"who{n}"] = forms.CharField(label=_("Who does it?"), max_length=120, required=first)
            self.fields[f"by{n}"] = DayField(label=_("By which day?"), required=first)

    def clean(self) -> dict[str, Any]:
        """A line is whole or empty."""
        given = super().clean() or {}
        for n in range(2, self.MOST + 1):
            parts = [given.get(f"{part}{n}") for part in ("what", "who", "by")]
            if any(parts) and not all(parts):
                self.add_error(f"what{n}", _("Write what, who and by when, or leave all three empty"))
        return given

    def first(self) -> list[forms.BoundField]:
        """The first thing that was agreed."""
        return [self[f"{part}1"] for part in ("what", "who", "by")]

    def last(self) -> list[forms.BoundField]:
        """The others."""
        return [self[f"{part}{n}"] for n in range(2, self.MOST + 1) for part in ("what", "who", "by")]

    def terms(self) -> list[Term]:
        """What was agreed."""
        given = self.cleaned_data
        lines = [(given[f"what{n}"], given[f"who{n}"], given[f"by{n}"]) for n in range(1, self.MOST + 1)]
        return [Term(*line) for line in lines if all(line)]


class SignForm(Working):
    """One signature."""

    side = choice(_("Whose signature is it?"), Side)
    name = forms.CharField(label=_("Who signed?"), max_length=120, help_text=_("The name, as they wrote or typed it."))
    how = choice(_("How did they sign?"), ((How.PAPER, How.PAPER.label), (How.SCREEN, How.SCREEN.label)), How.PAPER)
    on = day(_("Which day was it?"))


class CorrectForm(Working):
    """What an entry should say."""

    words = area(_("What should it say?"), 5, required=_("Write what it should say"))

    def prepare(self) -> None:
        """The words as they are now, to be put right."""
        self.fields["words"].initial = self.of.words if self.of else ""


class WithdrawForm(Working):
    """That they took it back, and in whose word."""

    whose = choice(_("Whose word is it?"), Word)
    words = area(_("What did they say?"), 2, required=_("Write what they said"))
    on = day(_("Which day was it?"))


class ReasonForm(Working):
    """Why it is closed, or opened again."""

    words = area(_("Why?"), 3, required=_("Say why"))
    on = day(_("Which day was it?"))


class StateForm(forms.Form):
    """A statement of one's own."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=22)
    words = area(_("What do you know about it?"), 8, required=_("Write what you know, in your own words"))
    companion = forms.CharField(
        label=_("Is somebody with you?"),
        max_length=120,
        required=False,
        help_text=_("You may have somebody at your side."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"once": ids.token()})


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
    on = day(_("Which day was it?"))

    def __init__(self, version: int, reads: str = "", data: Any = None) -> None:
        known = {value for value, _label in self.base_fields["language"].choices}  # type: ignore[attr-defined]
        short = reads.split("-", maxsplit=1)[0].lower() or "en"
        language = short if short in known else "other"
        super().__init__(data, initial={"version": version, "once": ids.token(), "language": language})

    clean_on = Working.clean_on
