"""What stands of a consent, in the words of those who work here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hometime.consents.standing import Form, State, Verdict

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

VERDICTS: dict[Verdict, _StrPromise] = {Verdict.YES: _("Yes"), Verdict.NO: _("No"), Verdict.ASK: _("Ask first")}
# Of emergency treatment: nobody asks first when it is needed.
TREATMENT: dict[Verdict, _StrPromise] = {Verdict.YES: _("Yes"), Verdict.NO: _("No"), Verdict.ASK: _("Not yet")}
STATES: dict[State, _StrPromise] = {
    State.GIVEN: _("Said yes"),
    State.REFUSED: _("Said no"),
    State.WITHDRAWN: _("Took the yes back"),
    State.NEVER_ASKED: _("Not asked"),
}
FORMS: dict[Form, _StrPromise] = {
    Form.NO_WINS: _("One yes is enough, and nobody says no"),
    Form.ONE_YES: _("One yes is enough"),
    Form.EACH_YES: _("Every adult who may say it says yes"),
}
