"""What those who work here type of the guide, and of how an adult had it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.ui.forms import area
from hometime.welcome.contents import SECTIONS
from hometime.welcome.forms.family import LONGEST
from hometime.welcome.models import How, Pack, WelcomePack


class PackForm(forms.Form):
    """The sections of a guide, or of what each side asks. Any may stay empty in a draft."""

    def __init__(self, kind: Pack, data: Any = None, *, before: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=before)
        for name, title in SECTIONS[kind].items():
            self.fields[name] = forms.CharField(
                label=title,  # type: ignore[arg-type]  # words that are said when they are read
                widget=area(4),
                max_length=LONGEST,
                required=False,
            )


class HadForm(forms.Form):
    """How an adult had it, and whether they confirmed it."""

    SAYS = (("given", _("I gave it to them")), ("confirmed", _("They confirmed it")))
    pack = forms.ChoiceField(label=_("What?"), error_messages={"required": _("Choose what it was")})
    says = forms.ChoiceField(label=_("What happened?"), choices=SAYS, widget=forms.RadioSelect, initial="given")
    how = forms.ChoiceField(label=_("How did they have it?"), choices=How, widget=forms.RadioSelect, initial=How.PAPER)
    language = forms.CharField(label=_("In which language?"), max_length=40, required=False)
    words = forms.CharField(
        label=_("What did they say?"), widget=area(2), max_length=LONGEST, required=False,
        help_text=_("With which interpreter, and what they asked."),
    )  # fmt: skip

    def __init__(self, packs: Sequence[WelcomePack], data: Any = None) -> None:
        super().__init__(data)
        self.packs = {pack.pk: pack for pack in packs}
        names = [(pack.pk, Pack(pack.kind).label) for pack in packs]
        self.fields["pack"].choices = names  # type: ignore[attr-defined]

    @property
    def chosen(self) -> WelcomePack:
        """The paper that was chosen."""
        return self.packs[self.cleaned_data["pack"]]
