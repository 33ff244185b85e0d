"""The empty complaint form on paper: the questions of the form on the screen, with lines to write on and a short code.

The code says where a filled form belongs: the reference of a case, or NEW. Whoever gets the paper back types it in beside
a photograph of the form; no picture is read by a machine here.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hometime.complaints.printing.always import always
from hometime.people.models import Setting
from hometime.records.printing import (
    LARGE,
    Block,
    Paper,
    code,
    heading,
    line,
    printed_on,
    quiet,
    rules,
    ticks,
)

NEW = "NEW"
FORM = 13.0  # points: with these the form is one sheet, on both sides
ROOM, WIDER = 9.0, 14.0  # millimetres between the lines


def blank(setting: Setting, today: dt.date, *, reference: str = NEW, large: bool = False) -> Paper:
    """The form in the language that is active; `reference` is that of a case to which a filled form is to be added."""
    high = WIDER if large else ROOM

    def room(count: int) -> Block:
        return rules(count, high)

    asked = [
        heading(_("Tell us what you are not happy about"), 1),
        line(setting.name, strong=True),
        line(_("You can write here, draw, or ask somebody to write for you. Any language is fine.")),
        line(_("Telling us will never change how we care for your child.")),
        code(_("For the person who takes this form. Code:"), reference),
        line(_("Could a child be in danger now? Do not write. Tell us at once, or ring 999."), strong=True),
        heading(_("1. What happened?")),
        quiet(_("When, where, and who was there. Tell us what you know.")),
        room(7),
        heading(_("2. What or who is it about?")),
        ticks(
            (
                _("Something that happened"),
                _("My child's key person"),
                _("Somebody else who works here"),
                _("The manager"),
                _("The manager's own manager, or an owner"),
                _("How you keep or share information about us"),
            )
        ),
        room(1),
        quiet(_("The person it is about does not get to see this form.")),
        heading(_("3. What would put it right for you?")),
        room(3),
        heading(_("4. How can we reach you safely?")),
        quiet(_("You need not give your name. Then we cannot tell you what we found.")),
        line(_("Your name")),
        room(1),
        line(_("Telephone, e-mail or address, and when it is safe")),
        room(2),
        line(_("Which language do you want to talk and read in? Do you want an interpreter?")),
        room(1),
        line(_("Is somebody helping you? Their name, and how to reach them")),
        room(1),
        line(_("Today's date")),
        room(1),
        heading(_("What happens next")),
        line(_("Give this to anyone who works here, or post it. We tell you that we have it, and who looks into it.")),
        *always(setting).outside(),
    ]
    return Paper("form", asked, today, (setting.name, printed_on(today)), LARGE if large else FORM)
