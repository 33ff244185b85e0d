"""Doing what is owed, with a photograph where one was taken."""

from __future__ import annotations

import datetime as dt

from hometime.audit.actions import Actor
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.kernel.answers import Refused
from hometime.records.papers.attaching import erase, take_in
from hometime.records.papers.shapes import Refused as Unfit


class UnfitPhoto(Refused):
    """The photograph was not taken in; the words say why, and nothing was saved."""


def do(
    viewer: Actor, duty: Duty, words: str, *, on: dt.date | None = None, photo: tuple[bytes, str] | None = None
) -> Duty:
    """Keeps a duty with words and perhaps a photograph (its bytes and file name), which becomes a paper on the record.

    The photograph is looked at before anything is written. Raises `Refused`, and then neither is kept.
    """
    if photo is None:
        return keep(viewer, duty, words, on=on)
    paper = take_in(viewer, duty.record, *photo)
    if isinstance(paper, Unfit):
        raise UnfitPhoto(paper.say)
    try:
        return keep(viewer, duty, words, on=on, photo=paper)
    except Refused:
        erase(viewer, paper)
        raise
