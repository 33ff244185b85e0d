"""Form parts of families: languages typed with commas, things one to a line, and choices by the name to use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometime.families.tongues import TONGUES, all_named
from hometime.kernel.folding import folded
from hometime.people.models import Person, Post, Room, Setting
from hometime.people.roles import Role
from hometime.ui.forms import area

LONGEST_LIST = 2000


class LanguagesField(forms.CharField):
    """Languages by name, with commas between: gives their tags; one that is in no list stays as it was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 200, "help_text": _("Best first, with commas between."), **options}
        )

    def prepare_value(self, value: Any) -> Any:
        """Shows tags by their names."""
        return all_named(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The tags, in the order they were typed."""
        by_name = {folded(str(name)): tag for tag, name in TONGUES.items()}
        words = [word.strip() for word in super().clean(value).split(",") if word.strip()]
        return list(dict.fromkeys(by_name.get(folded(word), word) for word in words))


class LinesField(forms.CharField):
    """Things one to a line: gives a list."""

    def __init__(self, rows: int = 2, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_LIST, "widget": area(rows), **options})

    def prepare_value(self, value: Any) -> Any:
        """Shows a list line by line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


def rooms_of(setting: Setting) -> list[tuple[str, str]]:
    """The rooms of a setting, after none."""
    return [("", str(_("None yet"))), *Room.objects.filter(setting=setting).order_by("name").values_list("pk", "name")]


def key_people_of(setting: Setting, day: Any) -> list[tuple[str, str]]:
    """Those who are key persons at a setting, by name."""
    posts = Post.objects.on(day).filter(setting=setting, role=Role.KEY_PERSON).select_related("person")
    return sorted({(post.person_id, post.person.called) for post in posts}, key=lambda pair: pair[1])


def person_of(pk: str) -> Person | None:
    """The person who was chosen; None where nobody was."""
    return Person.objects.get(pk=pk) if pk else None
