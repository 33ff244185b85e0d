"""How the day of a promise was counted, in words for families: made from the parts that the engine gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hometime.complaints.engine.case import Owed
from hometime.complaints.engine.counting import Closed
from hometime.complaints.engine.owing import LAW, SINCE
from hometime.ui.days import day_in_words

WORKING = ("working_days", "term_days")
BASES = {
    "statute": gettext_noop("The law sets this day."),
    "policy": gettext_noop("Our policy sets this day."),
    "proposed": gettext_noop("Our policy names no day. This one is our own promise."),
}
# What happened on the day that a count begins, for the words that the engine has for it.
HAPPENED_THEN = {
    SINCE["receipt"]: gettext_noop("That is the day you told us."),
    SINCE["writing"]: gettext_noop("That is the day you put it in writing."),
    SINCE["known"]: gettext_noop("That is the day you told us."),
    SINCE["escalation"]: gettext_noop("That is the day it came to this step."),
    SINCE["previous_answer"]: gettext_noop("That is the day of the answer before this one."),
    SINCE["acknowledgement"]: gettext_noop("That is the day we told you that we have it."),
    SINCE["nobody_free"]: gettext_noop("That is the day nobody here was free to decide it."),
    SINCE["opened_again"]: gettext_noop("That is the day we opened it again."),
}
APART = "\u2068{}\u2069"  # words of another language keep their own direction


def counted(owed: Owed, clauses: Mapping[str, str]) -> Iterator[str]:
    """From which day and why, how many, whose day it is, and what to aim for where it falls on a day without work.

    `clauses` are the words of the policy by key: what promises the day is quoted.
    """
    count = owed.count
    if owed.waits:
        yield _("The days count from the day we tell you that we have it.")
        return
    if owed.due is None or count is None:
        yield _("Our policy names no day for this.")
        return
    start = day_in_words(count.start)
    if count.unit in WORKING:
        yield ngettext(
            "We count %(n)d working day from %(day)s.", "We count %(n)d working days from %(day)s.", count.value
        ) % {"n": count.value, "day": start}  # fmt: skip
    else:
        days = (owed.due - count.start).days
        yield ngettext("We count %(n)d day from %(day)s.", "We count %(n)d days from %(day)s.", days) % {
            "n": days,
            "day": start,
        }
    if count.since in HAPPENED_THEN:
        yield _(HAPPENED_THEN[count.since])
    yield _(BASES.get(owed.basis, BASES["proposed"]))
    yield from _whose_words(owed, clauses)
    if count.unit not in WORKING:
        yield from (_closed(closed) for closed, _days in count.shut)
    if count.early is None:
        return
    if count.early > count.start:
        early = day_in_words(count.early)
        yield _("That is no working day for us. We aim for %(day)s.") % {"day": early}
    else:
        yield _("We are closed on that day. We plan before we close who answers you.")


def _whose_words(owed: Owed, clauses: Mapping[str, str]) -> Iterator[str]:
    """The clause of the policy that promises a day, or which complaints the law means."""
    if owed.basis == LAW:
        yield _("It does so for what is in writing and about a rule of the law.")
    elif owed.basis == "policy" and (words := clauses.get(owed.clause or "")):
        yield _("Our policy says: “%(words)s”") % {"words": APART.format(words)}


def _closed(closed: Closed) -> str:
    days = {"first": day_in_words(closed.first), "last": day_in_words(closed.last)}
    if closed.first == closed.last:
        return _("We are closed on %(first)s. That day counts all the same.") % days
    return _("We are closed from %(first)s to %(last)s. Those days count all the same.") % days
