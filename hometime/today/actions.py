"""Doing what is owed, with a photograph where one was taken: one transaction for both."""

from __future__ import annotations

import datetime as dt

from hometime.audit.actions import Actor, action
from hometime.duties.actions import keep
from hometime.duties.models import Duty
from hometime.records.actions import attach
from hometime.records.papers.shapes import Prepared


@action
def do(
    viewer: Actor, duty: Duty, words: str, *, on: dt.date | None = None, photo: tuple[bytes, Prepared] | None = None
) -> Duty:
    """Keeps a duty with words and perhaps a photograph, which becomes a paper on the duty's record."""
    paper = attach(viewer, duty.record, *photo) if photo else None
    return keep(viewer, duty, words, on=on, photo=paper)
