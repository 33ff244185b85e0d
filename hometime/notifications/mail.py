"""Builds a mail out of a fixed sentence and hands it to a mail server, and reads what the server answered."""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Callable
from email.utils import formataddr, parseaddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

from hometime.notifications.states import Outcome

NEUTRAL = "Hometime"
LONGEST_NAME = 40


def message_id(token: str, sender: str) -> str:
    """The Message-ID of a message for good: a repeat carries the same one, so that mail programs can see it is one."""
    return f"<{token}@{domain_of(sender)}>"


def domain_of(sender: str) -> str:
    """The part of the sender's address after the @."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def build(to: str, words: str, token: str, sender: str, called: str = NEUTRAL) -> EmailMessage:
    """The mail with one fixed sentence. `called` is the neutral name shown as sender and subject for this person.

    Raises ValueError where the name or the address could bring in a header line of its own.
    """
    if not called.isprintable() or not 0 < len(called) <= LONGEST_NAME:
        raise ValueError("the neutral name must be short and on one line")
    try:
        validate_email(to)
    except ValidationError as wrong:
        raise ValueError("that is not one address") from wrong
    return EmailMessage(
        subject=called,
        body=words,
        from_email=formataddr((called, parseaddr(sender)[1])),
        to=[to],
        headers={
            "Message-ID": message_id(token, sender),
            # Out-of-office programs then keep quiet, and bounces stay bounces.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )


class _Watched(smtplib.SMTP):
    """An SMTP conversation that remembers whether the text had begun to go when the line broke."""

    text_began = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.text_began = True
        answer = super().data(msg)
        self.text_began = False
        return answer


class _WatchedFromTheStart(_Watched, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class Line(EmailBackend):
    """A line to the mail server of Django's settings (or of the options given). Opens when first needed, and again."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The conversation that is watched."""
        return _WatchedFromTheStart if self.use_ssl else _Watched

    def attempt(self, mail: EmailMessage) -> Outcome:
        """Tries once to hand over `mail` and says what came of it; never raises for anything a server can do."""
        try:
            self.open()
            self._speak(mail)
        except (smtplib.SMTPException, OSError) as error:
            outcome = self._read(error)
            self.hang_up()
            return outcome
        return Outcome.SENT

    def hang_up(self) -> None:
        """Ends the conversation, however it stands."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.close()
        self.connection = None

    def _speak(self, mail: EmailMessage) -> None:
        """One sendmail, without Django's wrapper: the wrapper would swallow which step went wrong."""
        conversation: smtplib.SMTP = self.connection  # type: ignore[assignment]
        to = [sanitize_address(address, "utf-8") for address in mail.to]
        text = re.sub(rb"\r?\n", b"\r\n", mail.message().as_bytes())
        conversation.sendmail(parseaddr(mail.from_email)[1], to, text)

    def _read(self, error: Exception) -> Outcome:
        if getattr(self.connection, "text_began", False) and not isinstance(error, smtplib.SMTPResponseException):
            return Outcome.UNSURE
        return next(reads(error) for kind, reads in READINGS if isinstance(error, kind))


WHO_ARE_YOU = frozenset({530, 534, 535, 538})


def _by_code(code: int) -> Outcome:
    """Fives are for good, but for those that ask who we are. 421 and the other fours are for now."""
    if code in WHO_ARE_YOU:
        return Outcome.OURS
    return Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER


def _of_recipients(error: Any) -> Outcome:
    return _by_code(next(iter(error.recipients.values()))[0])


def _of_text(error: Any) -> Outcome:
    return _by_code(error.smtp_code)


def _of_ourselves(error: Any) -> Outcome:
    """A greeting, a sign-in or a sender that is refused for good is our own trouble; for now, it is only later."""
    return Outcome.OURS if 500 <= error.smtp_code < 600 else Outcome.LATER


def _always(outcome: Outcome) -> Callable[[Any], Outcome]:
    return lambda _error: outcome


# The first that fits decides, so the more particular stand first.
READINGS: tuple[tuple[type[Exception], Callable[[Any], Outcome]], ...] = (
    (smtplib.SMTPRecipientsRefused, _of_recipients),
    (smtplib.SMTPDataError, _of_text),
    (smtplib.SMTPResponseException, _of_ourselves),
    (smtplib.SMTPNotSupportedError, _always(Outcome.OURS)),
    (smtplib.SMTPException, _always(Outcome.LATER)),
    (OSError, _always(Outcome.LATER)),
)
