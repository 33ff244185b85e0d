"""What people type about things that another agency told us, and about asking it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.languages.forms import Beside
from hometime.records.models import Paper
from hometime.sharing.forms.worries import LONGEST
from hometime.sharing.models import Lawful, Reply, Rule
from hometime.sharing.paragraphs import CHANGED, Paragraph
from hometime.ui.forms import DayField, area

SHOWN = 160  # letters of a paragraph in a list


class ToldForm(forms.Form):
    """What an agency told us: whose it is, word for word, and what they want done with it."""

    originator = forms.CharField(
        label=_("Which agency told us?"), max_length=200, error_messages={"required": _("Say which agency told us")}
    )
    reach = forms.CharField(label=_("Who there, and how do you reach them?"), max_length=200, required=False)
    words = forms.CharField(
        label=_("What did they tell us?"), help_text=_("Word for word, as it came. Add nothing of your own."),
        widget=area(4), max_length=LONGEST, error_messages={"required": _("Write down what they told us")},
    )  # fmt: skip
    told_on = DayField(label=_("On which day?"), error_messages={"required": _("Give the day")})
    rule = forms.ChoiceField(
        label=_("What do they want done with it?"), widget=forms.RadioSelect, choices=Rule.choices, initial=Rule.ASK
    )
    sealed = forms.BooleanField(
        label=_("Only the safeguarding leads may read it"), required=False, help_text=_("A lead ticks this.")
    )  # fmt: skip


class PaperForm(forms.Form):
    """A paper for the child's file."""

    title = forms.CharField(
        label=_("What is it?"), max_length=80, error_messages={"required": _("Say what the paper is")}
    )
    file = forms.FileField(
        label=_("The paper"), help_text=_("A photo (JPG, PNG, WebP) or a PDF."),
        error_messages={"required": _("Choose a photo (JPG, PNG, WebP) or a PDF")},
    )  # fmt: skip
    for_family = forms.BooleanField(label=_("The family may see it"), required=False)


class MarkForm(forms.Form):
    """Something that stands in the file and is another agency's: which, whose, and what they want done with it."""

    what = forms.ChoiceField(
        label=_("What is theirs?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is theirs"), "invalid_choice": CHANGED},
    )  # fmt: skip
    originator = forms.CharField(
        label=_("Which agency told us?"), max_length=200, error_messages={"required": _("Say which agency told us")}
    )
    reach = forms.CharField(label=_("Who there, and how do you reach them?"), max_length=200, required=False)
    rule = forms.ChoiceField(
        label=_("What do they want done with it?"), widget=forms.RadioSelect, choices=Rule.choices, initial=Rule.ASK
    )

    def __init__(self, papers: Sequence[Paper], said: Sequence[Paragraph], data: Any = None) -> None:
        super().__init__(data)
        self.papers = {f"paper:{paper.pk}": paper for paper in papers}
        self.said = {one.key: one for one in said}
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            *((key, paper.title or _("A paper")) for key, paper in self.papers.items()),
            *(
                (key, one.words if len(one.words) <= SHOWN else f"{one.words[:SHOWN]}…")
                for key, one in self.said.items()
            ),
        ]


class AskForm(Beside):
    """A question to the agency."""

    to = forms.CharField(
        label=_("Who would it go to?"), help_text=_("The name, as it stands on your register."), max_length=200,
        error_messages={"required": _("Say who it would go to")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What for?"), widget=area(2), max_length=LONGEST, error_messages={"required": _("Say what it is for")}
    )


class AnsweredForm(Beside):
    """What the agency answered."""

    answer = forms.ChoiceField(
        label=_("What did they answer?"), widget=forms.RadioSelect, choices=Reply.choices,
        error_messages={"required": _("Say what they answered")},
    )  # fmt: skip
    words = forms.CharField(label=_("In their words"), widget=area(2), max_length=LONGEST, required=False)
    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty for today."))


class ReleaseForm(Beside):
    """A lawful reason for which it goes further without the agency."""

    to = forms.CharField(
        label=_("Who does it go to?"), max_length=200, error_messages={"required": _("Say who it goes to")}
    )
    lawful = forms.ChoiceField(
        label=_("For which lawful reason?"), widget=forms.RadioSelect, choices=Lawful.choices,
        error_messages={"required": _("Choose the reason")},
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Who decided, and why?"), widget=area(2), max_length=LONGEST,
        error_messages={"required": _("Write down the reasons")},
    )  # fmt: skip
