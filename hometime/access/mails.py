"""The mails about an account that signing in asks for: a fixed set, nothing about a family, links that work once.

The outbox stands a storey above. So a mail is only asked for here, in the transaction of what it is about, and waits
until the background work passes it on (hometime.today.chores), which makes its link at that moment.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from hometime.access import links
from hometime.access.leaving import is_here
from hometime.access.models import AccountMail
from hometime.audit.actions import Actor, action, note
from hometime.kernel import clock

STALE = dt.timedelta(hours=24)
KINDS = frozenset(
    {"new_password", "confirm_email", "email_changed", "password_changed", "factor_changed", "day_code", "new_device"}
)
# For the kinds with a link: the address it opens, and what the link is for.
LINKS = {"new_password": ("/sign-in/new-password/", "password"), "confirm_email": ("/account/email/confirm/", "email")}


def waiting() -> list[AccountMail]:
    """Mails that were asked for in the last day and not yet passed on; those of people who have left never are."""
    asked = AccountMail.objects.filter(sent=None, asked__gt=clock.now() - STALE).select_related("person")
    return [mail for mail in asked.order_by("asked", "pk")[:100] if is_here(mail.person)]


def link_of(mail: AccountMail) -> str:
    """The single-use link of a mail, made now; empty for a kind without one."""
    if mail.kind not in LINKS:
        return ""
    address, purpose = LINKS[mail.kind]
    return f"{settings.PUBLIC_URL}{address}{links.make(purpose, mail.person, mail.to)}/"


@action
def passed_on(viewer: Actor, mail: AccountMail) -> None:
    """Marks a mail as passed on to the outbox."""
    mail.sent = clock.now()
    mail.save(update_fields=["sent"])
    note("account_mail.passed_on", mail, kind=mail.kind)
