"""The languages that families here use most, by tag (BCP 47), with the names that staff know them by; signed ones are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

SIGNED = ("bfi",)

TONGUES: Mapping[str, object] = {
    "en": _("English"),
    "ar": _("Arabic"),
    "bfi": _("British Sign Language (BSL)"),
    "bn": _("Bengali"),
    "bg": _("Bulgarian"),
    "zh": _("Chinese"),
    "fa": _("Farsi"),
    "fr": _("French"),
    "gu": _("Gujarati"),
    "hi": _("Hindi"),
    "it": _("Italian"),
    "ckb": _("Kurdish (Sorani)"),
    "lt": _("Lithuanian"),
    "pa": _("Panjabi"),
    "ps": _("Pashto"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "ta": _("Tamil"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
}


def named(tag: str) -> str:
    """The name of a language by its tag or the tag's first part; as it was written where it is not in the table."""
    return str(TONGUES.get(tag) or TONGUES.get(tag.split("-", maxsplit=1)[0], tag))


def all_named(tags: Iterable[str]) -> str:
    """Several languages by name, with commas between."""
    return ", ".join(named(tag) for tag in tags)


def choices(*, empty: object = "") -> list[tuple[str, object]]:
    """The languages to choose from, by name, after an empty choice."""
    return [("", empty), *sorted(TONGUES.items(), key=lambda pair: str(pair[1]))]
