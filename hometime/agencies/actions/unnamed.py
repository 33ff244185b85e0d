"""A text that others read names nobody of a family, unless its writer says that a word is nobody's name there (A9).

May, Grace and Rose are children, and they are words. Whoever writes is asked, and what they say is kept with their name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import models

from hometime.access.viewer import Viewer
from hometime.agencies.models import OnlyWords
from hometime.agencies.names import names_of
from hometime.audit.actions import Actor, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Setting


def only_words(setting: Setting, texts: Iterable[str], no_names: Collection[str]) -> list[str]:
    """The words of these texts that somebody of a family is called by, and that are no names there, as the writer says.

    Raises `Refused` for a name of which nobody said so.
    """
    found = names_of(setting).within("\n".join(texts))
    if named := [word for word in found if word not in no_names]:
        raise Refused(
            f"This names somebody of a family: {', '.join(named)}. Take the name out, or decide first to share it."
        )
    return found


def keep_word(viewer: Actor, setting: Setting, about: models.Model, words: Sequence[str]) -> None:
    """Within an action: keeps that whoever acts says these words are no names in the text of `about`."""
    if not words:
        return
    made = OnlyWords(setting=setting, about=about.pk, words=list(words), by_id=person_of(viewer), at=clock.now())
    made.save()
    note("text.no_name", made, words=len(words))


def kept_words(viewer: Viewer, abouts: Collection[str]) -> Mapping[str, Sequence[OnlyWords]]:
    """What was said to be no name, by what holds the text."""
    rows = OnlyWords.objects.visible_to(viewer).filter(about__in=abouts).select_related("by").order_by("at", "pk")
    found: dict[str, list[OnlyWords]] = {}
    for row in rows:
        found.setdefault(row.about, []).append(row)
    return found
