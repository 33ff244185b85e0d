"""What each kind of consent is called, and how it is asked of a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hometime.consents.standing import Kind, Purpose

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[Kind, _StrPromise] = {
    Kind.MEDICINE: _("Medicine"),
    Kind.EMERGENCY: _("Emergency treatment"),
    Kind.OUTING: _("An outing"),
    Kind.LOCAL_WALKS: _("Walks near here"),
    Kind.PHOTO: _("Photos"),
    Kind.SHARING: _("Sharing with somebody else"),
}
PURPOSES: dict[Purpose, _StrPromise] = {
    Purpose.RECORD: _("for the child's record"),
    Purpose.OWN_FAMILY: _("for the child's own family"),
    Purpose.OTHER_FAMILIES: _("for other families here"),
    Purpose.BOARD: _("on our notice board"),
    Purpose.WEBSITE: _("on our website"),
    Purpose.PRESS: _("in the newspaper"),
    Purpose.TRAINING: _("to train our staff"),
}
QUESTIONS: dict[Kind, _StrPromise] = {
    Kind.MEDICINE: _("May we give this medicine to %(child)s?"),
    Kind.EMERGENCY: _("If %(child)s is badly hurt or very ill, may we get medical help at once?"),
    Kind.OUTING: _("Can %(child)s go?"),
    Kind.LOCAL_WALKS: _("May %(child)s come on short walks near here?"),
    Kind.SHARING: _("May we share this about %(child)s?"),
}
PHOTO_QUESTIONS: dict[Purpose, _StrPromise] = {
    Purpose.RECORD: _("May we take photos of %(child)s for the notes we keep here?"),
    Purpose.OWN_FAMILY: _("May we show photos of %(child)s to the family of %(child)s?"),
    Purpose.OTHER_FAMILIES: _("May other families here see photos of %(child)s?"),
    Purpose.BOARD: _("May we put photos of %(child)s on our notice board?"),
    Purpose.WEBSITE: _("May we put photos of %(child)s on our website?"),
    Purpose.PRESS: _("May the newspaper show photos of %(child)s?"),
    Purpose.TRAINING: _("May we use photos of %(child)s to train our staff?"),
}


def called(kind: str, purpose: str) -> str:
    """What is asked, in a few words."""
    label = str(KINDS[Kind(kind)])
    return f"{label}: {PURPOSES[Purpose(purpose)]}" if purpose else label


def question(kind: str, purpose: str, child: str) -> str:
    """The question to a family, with the name of the child."""
    asked = PHOTO_QUESTIONS[Purpose(purpose)] if kind == Kind.PHOTO else QUESTIONS[Kind(kind)]
    return str(asked) % {"child": child}
