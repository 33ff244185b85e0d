"""What a family types about the move: what they wish the school to know, and whether they agree."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.schools.forms.schools import LONGEST
from hometime.schools.models import Said
from hometime.ui.forms import area


class WishForm(forms.Form):
    """What an adult wishes the school to know, in any language."""

    words = forms.CharField(
        label=_("What should the school know from you?"), widget=area(3), max_length=LONGEST,
        help_text=_("In any language. It goes to the school only if you say yes to it."),
        error_messages={"required": _("Write what the school should know")},
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_wish_%s", **more})


class AgreeForm(forms.Form):
    """Whether an adult agrees to what is written for the school."""

    says = forms.ChoiceField(
        label=_("Is this right?"), widget=forms.RadioSelect,
        choices=((Said.AGREES, Said.AGREES.label), (Said.TALK, Said.TALK.label)),
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Do you want to add something?"), widget=area(2), max_length=LONGEST, required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_agree_%s", **more})
