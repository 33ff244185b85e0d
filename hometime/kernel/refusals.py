"""Refusals that a family can meet: each is said once, and in the language of whoever reads it."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from hometime.kernel.answers import Refused

DONE = _("This is already done. Nothing was changed.")
TIME_OVER = _("This time is over. Choose another one.")
TIME_CHOSEN = _("You chose this time already. Nothing was changed.")
WRITE_MORE = _("Write what you want to add.")
NOTHING_TO_AGREE = _("There is nothing to agree to yet.")
SAID_ALREADY = _("You said so already. Nothing was changed.")
CHECK_FINISHED = _("This check is finished. Nothing was changed.")
PLAN_ENDED = _("This plan has ended. Nothing was changed.")
HOW_IT_WENT = _("Write down how it went.")
NO_PLAN = _("There is no plan yet.")
NO_SUMMARY = _("There is no summary yet.")
WRITE_IT = _("Write it down.")
WHAT_HELPS = _("Write what would help.")
HOW_TO_GREET = _("Write how we should greet you.")
HOW_IT_GOES = _("Write how it goes.")
BEGUN = _("It has begun, or is over. Please speak to us.")
OWN_ANSWER = _("Each adult answers for themselves.")
OUTING_OFF = _("This outing is not taking place.")
OUTING_OVER = _("This outing is over. Nothing was changed.")
A_MOMENT_AGO = _("Somebody did this a moment ago. Nothing was changed.")
NOTHING_TO_READ = _("There is nothing to read yet.")
NO_TALK = _("There is no such talk to answer now.")
CHOOSE = _("Choose an answer.")
WORDS_GONE = _("Your words are not here any more. Start again, or ring us.")


def refused(words: str) -> Refused:
    """The refusal with one of these sentences, in the language of the page that asked."""
    return Refused(gettext(words))
