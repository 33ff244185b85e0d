"""Translating what families are given to read: written down section by section, and checked by somebody else (F1, F5, F19)."""

from __future__ import annotations

from collections.abc import Mapping

from hometime.audit.actions import Actor, action, note, person_of
from hometime.families.tongues import SIGNED, TONGUES
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.folding import folded
from hometime.kernel.holding import hold
from hometime.welcome.contents import SECTIONS
from hometime.welcome.models import PackTranslation, WelcomePack


@action
def translate(viewer: Actor, pack: WelcomePack, language: str, sections: Mapping[str, str], by: str) -> PackTranslation:
    """Keeps a version in another language. Whatever is changed in it has to be checked anew."""
    if language not in TONGUES or language in ("en", *SIGNED):
        raise Refused("Choose one of the languages.")
    if not by.strip():
        raise Refused("Say who translated it.")
    said = {name: words.strip() for name, words in sections.items() if name in SECTIONS[pack.kind] and words.strip()}
    missing = [str(SECTIONS[pack.kind][name]) for name, words in pack.sections.items() if words and name not in said]
    if missing:
        raise Refused(f"These parts are not translated yet: {', '.join(missing)}.")
    rows = PackTranslation.objects.unscoped("a version has one translation in a language")
    made = rows.filter(pack=pack, language=language).first() or PackTranslation(pack=pack, language=language)
    made.sections, made.done_by, made.done_on = said, by.strip(), clock.today()
    made.written_by_id, made.checked_by, made.checked_on = person_of(viewer), "", None
    made.alone_because = ""
    made.save()
    note("pack.translated", made, chain=pack.setting_id, pack=pack.pk, language=language)
    return made


@action
def check(viewer: Actor, made: PackTranslation, by: str, alone_because: str = "") -> None:
    """Somebody else has read the translation against the original: from now on families read it.

    Whoever wrote it in leaves this to another person here, or says in `alone_because` why nobody else could do it.
    """
    if hold(made).checked_on is not None:
        raise Refused("This is already done. Nothing was changed.")
    if not by.strip():
        raise Refused("Say who checked it.")
    if folded(by.strip()) == folded(made.done_by):
        raise Refused("Somebody else has to check it than whoever translated it.")
    themselves = made.written_by_id is not None and person_of(viewer) == made.written_by_id
    if themselves and not alone_because.strip():
        raise Refused("You wrote this translation in. Ask another person here, or say why nobody else could check it.")
    made.checked_by, made.checked_on = by.strip(), clock.today()
    made.alone_because = alone_because.strip() if themselves else ""
    made.save(update_fields=["checked_by", "checked_on", "alone_because"])
    note(
        "pack.translation_checked", made, chain=made.pack.setting_id, pack=made.pack_id, language=made.language,
        alone=themselves,
    )  # fmt: skip
