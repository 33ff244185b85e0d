"""What is said to whoever chose a file that we do not take, in the language they read."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as said

from hometime.records.papers.shapes import Reason

# Said to parents as well as staff: short sentences, and always a next step.
SENTENCES = {
    Reason.EMPTY: said("There is nothing in this file. Choose another one."),
    Reason.TOO_BIG: said("This file is over 15 MB. Choose a smaller one, or bring it in and we will copy it."),
    Reason.OTHER_KIND: said("We cannot take this kind of file. Choose a photo (JPG, PNG, WebP or HEIC) or a PDF."),
    Reason.FILM: said("We cannot take films. Choose a photo, or tell us in words what the film shows."),
    Reason.SOUND: said("We cannot take sound. Write down what was said, or choose a photo or a PDF."),
    Reason.MOVING: said("This picture moves. Choose a still photo."),
    Reason.OFFICE: said("We cannot take this kind of document. Save it as a PDF, or take a photo of each page."),
    Reason.ARCHIVE: said("This file has other files packed inside. Choose those files one at a time."),
    Reason.DAMAGED: said("We could not open this file. Take the photo again, or bring it in and we will copy it."),
    Reason.TOO_MANY_PIXELS: said("This picture is too large for us to open. Choose a smaller copy of it."),
    Reason.TOO_MANY_PAGES: said("This PDF has more than 60 pages. Send it in parts, or bring it in."),
    Reason.UNPACKS_TOO_BIG: said("This PDF is too large for us to open. Take a photo of each page, or bring it in."),
    Reason.LOCKED: said("This PDF has a password. Save a copy without the password and choose that."),
    Reason.MORE_THAN_PAGES: said(
        "This PDF holds more than pages. Print it to a new PDF, or take a photo of each page."
    ),
    Reason.TOO_SLOW: said("This file took too long to open. Choose a smaller copy, or bring it in."),
    Reason.RECORD_FULL: said("There are 30 files here already. Bring any more in and we will copy them."),
    Reason.TOO_LONG: said("This voice note is too long. Record a shorter one, of ten minutes at most."),
    Reason.NO_SOUND: said("This is not a voice note that we can play. Record it again, or write it down."),
    Reason.FAMILY_FULL: said("You have sent as many files as we can keep this year. Bring any more in."),
}


def sentence(reason: Reason) -> str:
    """What is wrong with a file, and what to choose instead."""
    return gettext(SENTENCES[reason])
