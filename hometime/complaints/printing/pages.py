"""What the page of a case's papers shows, and the panel that leads there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms

from hometime.access.viewer import Viewer
from hometime.complaints.handling.assembling import addressee
from hometime.complaints.models import Complaint, Printout
from hometime.complaints.printing import rules
from hometime.complaints.printing.forms import BundleForm, LetterForm, RecordForm
from hometime.kernel.answers import No
from hometime.ui.words import LANGUAGES

What = Printout.What
FORMS: dict[str, type[forms.Form]] = {
    What.ACKNOWLEDGEMENT: LetterForm,
    What.DELAY: LetterForm,
    What.OUTCOME: LetterForm,
    What.TIMELINE: LetterForm,
    What.RECORD: RecordForm,
    What.BUNDLE: BundleForm,
}


@dataclasses.dataclass(frozen=True)
class Makes:
    """A paper that can be made: its name in the address, what it is, and what is asked first."""

    what: str
    title: Any
    form: forms.Form
    open: bool


@dataclasses.dataclass(frozen=True)
class OnPaper:
    """A case on paper: what can be made, and what was made already."""

    case: Complaint
    makes: Sequence[Makes]
    why_not: No | None
    made: Sequence[Printout]


def on_paper(viewer: Viewer, case: Complaint, typed: tuple[str, forms.Form] | None = None) -> OnPaper:
    """The papers of a case; `typed` is the form of a kind that has something to put right."""
    why_not = rules.make(viewer, case)
    given = dict([typed]) if typed else {}
    reads = addressee(case).language
    first = {"language": reads} if reads in dict(LANGUAGES) else None  # a letter goes out in the language they read
    made = Printout.objects.visible_to(viewer).filter(complaint=case).select_related("by").order_by("-written_at", "pk")
    return OnPaper(
        case=case,
        makes=[
            Makes(
                what, What(what).label, given.get(what) or form(auto_id=f"id_{what}_%s", initial=first), what in given
            )
            for what, form in FORMS.items()
            if why_not is None
        ],
        why_not=why_not,
        made=list(made[:25]),
    )
