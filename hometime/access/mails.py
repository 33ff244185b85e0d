"""Every mail about an account that the house sends: a fixed set, nothing about a family, links that work once."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hometime.access import links
from hometime.access.leaving import is_here
from hometime.access.models import AccountMail
from hometime.audit.actions import House, action, note
from hometime.kernel import clock
from hometime.people.actions import the_house

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

log = logging.getLogger("hometime.access")
SUBJECT = _("About your account")
MOST_TRIES = 5
STALE = dt.timedelta(hours=24)


class Mail(NamedTuple):
    """One mail: its words, and the address its link opens with what the link is for."""

    words: _StrPromise
    link: str = ""
    purpose: str = ""


MAILS: dict[str, Mail] = {
    "new_password": Mail(
        _("You asked for a new password. Open this within one hour:\n\n%(link)s\n\nIf it was not you, do nothing."),
        "/sign-in/new-password/",
        "password",
    ),
    "confirm_email": Mail(
        _("Is this your address? Open this within one day, signed in:\n\n%(link)s\n\nIf it is not, do nothing."),
        "/account/email/confirm/",
        "email",
    ),
    "email_changed": Mail(_("The address of your account was changed. If it was not you, please ring us at once.")),
    "password_changed": Mail(_("Your password was changed. If it was not you, please ring us at once.")),
    "factor_changed": Mail(
        _("Your second step for signing in was changed. If it was not you, please ring us at once.")
    ),
    "day_code": Mail(_("You were given a code for today. If you did not ask us for one, please ring us at once.")),
    "new_device": Mail(_("You signed in on a new device. If it was not you, please ring us at once.")),
}


def send_waiting() -> int:
    """Sends the mails that wait, and gives how many went. For a job; safe to run twice.

    Nothing goes out of the practice world, out of a restored copy, or without a mail server. Mails for those who have
    left are never sent.
    """
    house = the_house()
    if not settings.MAIL_ON or (house is not None and (house.practice or not house.sending_on)):
        return 0
    waiting = AccountMail.objects.filter(sent=None, tries__lt=MOST_TRIES, asked__gt=clock.now() - STALE)
    return sum(_send(mail) for mail in waiting.select_related("person").order_by("asked")[:100])


def _send(mail: AccountMail) -> bool:
    if not is_here(mail.person):
        return False
    kind = MAILS[mail.kind]
    link = f"{settings.PUBLIC_URL}{kind.link}{links.make(kind.purpose, mail.person, mail.to)}/" if kind.link else ""
    with override(mail.person.language):
        message = EmailMessage(str(SUBJECT), str(kind.words) % {"link": link}, to=[mail.to])
    try:
        message.send()
    except OSError as trouble:
        log.warning("account mail %s was not taken: %s", mail.pk, type(trouble).__name__)
        _tried(House("mail"), mail)
        return False
    _went(House("mail"), mail)
    return True


@action
def _went(viewer: House, mail: AccountMail) -> None:
    AccountMail.objects.filter(pk=mail.pk).update(sent=clock.now())
    note("account_mail.sent", mail, kind=mail.kind)


@action
def _tried(viewer: House, mail: AccountMail) -> None:
    AccountMail.objects.filter(pk=mail.pk).update(tries=mail.tries + 1)
    note("account_mail.refused", mail, kind=mail.kind, tries=mail.tries + 1)
