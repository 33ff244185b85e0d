"""A form whose text names nobody of a family, unless whoever writes it says that a word is nobody's name there (A9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hometime.agencies.names import names_of
from hometime.people.models import Setting

NO_NAME = "no_name"


class NamelessForm(forms.Form):
    """Asks about each word of its `texts` that somebody of a family is called by: a name has to go, a word is ticked."""

    texts: ClassVar[tuple[str, ...]]
    found: Sequence[str] = ()

    def look(self, setting: Setting) -> Self:
        """Looks through what was typed; a word that is a name gets a box of its own."""
        typed = "\n".join(self.data.get(self.add_prefix(name), "") for name in self.texts) if self.is_bound else ""
        self.found = names_of(setting).within(typed) if typed.strip() else []
        if self.found:
            self.fields[NO_NAME] = forms.MultipleChoiceField(
                label=_("Only a word, and nobody's name here"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(word, word) for word in self.found],
                help_text=_("Tick what is not about a child or a family. It is kept that you said so."),
            )  # fmt: skip
        return self

    def clean(self) -> dict[str, Any]:
        """A name of which nobody said that it is none has to go."""
        given = super().clean() or {}
        if named := [word for word in self.found if word not in given.get(NO_NAME, ())]:
            words = gettext(
                "This names somebody of a family: %(names)s. Take it out. Is it only a word here? Then tick it."
            )
            self.add_error(NO_NAME, words % {"names": ", ".join(named)})
        return given

    @property
    def no_names(self) -> tuple[str, ...]:
        """The words that are no names, as whoever wrote the text says."""
        return tuple(self.cleaned_data.get(NO_NAME, ()))

    def said(self) -> dict[str, Any]:
        """What was typed, with the words that are no names as `no_names`."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != NO_NAME}
        return {**typed, "no_names": self.no_names}
