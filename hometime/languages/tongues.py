"""The languages that families here use, by tag (BCP 47), with the name that staff know them by. Signed ones are marked."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

BSL = "bfi"
SIGNED = (BSL,)

# Those most used in England first; a language that is not here is typed in by name.
TONGUES: Mapping[str, object] = {
    BSL: _("British Sign Language (BSL)"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "ckb": _("Kurdish (Sorani)"),
    "en": _("English"),
    "es": _("Spanish"),
    "fa": _("Farsi"),
    "gu": _("Gujarati"),
    "pa": _("Panjabi"),
    "pl": _("Polish"),
    "ps": _("Pashto"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "so": _("Somali"),
    "ta": _("Tamil"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "zh": _("Chinese"),
}


def named(tongue: str) -> str:
    """The name of a language: from the table by its tag or the tag's first part, else as it was typed."""
    return str(TONGUES.get(tongue) or TONGUES.get(tongue.split("-", maxsplit=1)[0], tongue))
