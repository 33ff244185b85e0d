"""What those who work here type of a translation of the guide, and of whoever checked it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.ui.forms import area
from hometime.welcome.contents import SECTIONS
from hometime.welcome.forms.family import LONGEST
from hometime.welcome.models import PackTranslation, WelcomePack


class TranslationForm(forms.Form):
    """Each part of a version that says something, in another language; and who translated it."""

    by = forms.CharField(
        label=_("Who translated it?"), max_length=120, error_messages={"required": _("Say who translated it")}
    )

    def __init__(self, pack: WelcomePack, data: Any = None, *, before: PackTranslation | None = None) -> None:
        super().__init__(data, initial={**before.sections, "by": before.done_by} if before else None)
        for name, title in SECTIONS[pack.kind].items():
            if pack.sections.get(name):
                self.fields[name] = forms.CharField(
                    label=title,  # type: ignore[arg-type]  # words that are said when they are read
                    help_text=pack.sections[name],
                    widget=area(4),
                    max_length=LONGEST,
                )
        self.order_fields([*SECTIONS[pack.kind], "by"])

    @property
    def sections(self) -> dict[str, str]:
        """What was typed of each part."""
        return {name: words for name, words in self.cleaned_data.items() if name != "by"}


class CheckedForm(forms.Form):
    """Who read a translation against the original; and why nobody else could, where whoever wrote it in says so."""

    by = forms.CharField(
        label=_("Who checked it? Somebody else than whoever translated it."), max_length=120,
        error_messages={"required": _("Say who checked it")},
    )  # fmt: skip
    alone_because = forms.CharField(
        label=_("Did you write the translation in yourself? Then why could nobody else check it?"), max_length=300,
        required=False,
    )  # fmt: skip
