"""A version of what families read in the language of whoever reads it, and what there is of it in others."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from hometime.access.viewer import Viewer
from hometime.families.tongues import SIGNED, TONGUES
from hometime.people.roles import Hat
from hometime.welcome import rules
from hometime.welcome.contents import SECTIONS
from hometime.welcome.forms.translating import CheckedForm
from hometime.welcome.models import PackTranslation, WelcomePack


@dataclasses.dataclass(frozen=True)
class Told:
    """A version as it is read: its parts with their titles, and the language they are in."""

    sections: Sequence[tuple[str, str]]
    language: str


@dataclasses.dataclass(frozen=True)
class Tongues:
    """In which languages there is a version: those that were checked or wait for it, and what can still be begun."""

    there: Sequence[tuple[PackTranslation, CheckedForm | None]]
    more: Sequence[tuple[str, str]]


def to_choose() -> list[tuple[str, str]]:
    """The written languages other than English."""
    return [(tag, str(name)) for tag, name in TONGUES.items() if tag not in ("en", *SIGNED)]


def translation_of(viewer: Viewer, pack: WelcomePack, language: str) -> PackTranslation | None:
    """The translation into a language, as far as this viewer may see it."""
    return PackTranslation.objects.visible_to(viewer).filter(pack=pack, language=language).first()


def told(viewer: Viewer, pack: WelcomePack, language: str) -> Told:
    """A version in a language where there is a translation that somebody checked; else in English."""
    short = language.split("-", maxsplit=1)[0]
    found = translation_of(viewer, pack, short) if short != "en" else None
    words, tag = (found.sections, short) if found is not None and found.checked_on else (pack.sections, "en")
    return Told([(str(title), words[name]) for name, title in SECTIONS[pack.kind].items() if words.get(name)], tag)


def tongues(viewer: Viewer, pack: WelcomePack) -> Tongues | None:
    """For those who work here."""
    if viewer.hat != Hat.STAFF:
        return None
    writes = rules.translate(viewer, pack) is None
    rows = list(PackTranslation.objects.visible_to(viewer).filter(pack=pack).order_by("language"))
    there = [
        (each, CheckedForm(auto_id=f"id_{each.language}_%s") if writes and not each.checked_on else None)
        for each in rows
    ]
    begun = {each.language for each in rows}
    return Tongues(there, [each for each in to_choose() if each[0] not in begun] if writes else [])
