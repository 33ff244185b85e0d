"""What the adults of a child have said together: may it be done, may it not, or must somebody ask first. Pure functions.

A verdict never says whose answer it rests on, so it may be shown to whoever works with the child (TRUST 6).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable, Iterable


class Kind(enum.StrEnum):
    """What consent is asked for."""

    MEDICINE = "medicine"
    EMERGENCY = "emergency"
    OUTING = "outing"
    LOCAL_WALKS = "local_walks"
    PHOTO = "photo"
    SHARING = "sharing"


class Purpose(enum.StrEnum):
    """What a photograph may be used for. Each is asked by itself."""

    RECORD = "record"
    OWN_FAMILY = "own_family"
    OTHER_FAMILIES = "other_families"
    BOARD = "board"
    WEBSITE = "website"
    PRESS = "press"
    TRAINING = "training"


class State(enum.StrEnum):
    """What one adult has said. Asked and not answered is as never asked: nobody said yes."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NEVER_ASKED = "never_asked"


class Form(enum.StrEnum):
    """What the form of a medicine asks for: that nobody says no, one yes, or a yes of each."""

    NO_WINS = "no_wins"
    ONE_YES = "one_yes"
    EACH_YES = "each_yes"


class Verdict(enum.StrEnum):
    """What holds for the child."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


# The power of a bond (hometime.families.facets) that makes an answer to each kind count.
POWER = {
    Kind.MEDICINE: "medication",
    Kind.EMERGENCY: "emergency",
    Kind.OUTING: "outing",
    Kind.LOCAL_WALKS: "outing",
    Kind.PHOTO: "photograph",
    Kind.SHARING: "sharing",
}
NOES = frozenset({State.REFUSED, State.WITHDRAWN})


@dataclasses.dataclass(frozen=True)
class Said:
    """What one adult said last: whether their bond lets them say it today (`counts`), and the last day on which it holds."""

    state: State
    counts: bool = True
    until: dt.date | None = None

    def on(self, day: dt.date) -> State:
        """What of it holds on `day`: a yes that ran out is no yes, and a no never runs out."""
        over = self.state == State.GIVEN and self.until is not None and self.until < day
        return State.NEVER_ASKED if over else self.state


def _a_no_wins(said: list[State]) -> Verdict:
    if NOES.intersection(said):
        return Verdict.NO
    return Verdict.YES if State.GIVEN in said else Verdict.ASK


def _one_yes(said: list[State]) -> Verdict:
    if State.GIVEN in said:
        return Verdict.YES
    return Verdict.NO if said and NOES.issuperset(said) else Verdict.ASK


def _each_yes(said: list[State]) -> Verdict:
    if NOES.intersection(said):
        return Verdict.NO
    return Verdict.YES if said and {State.GIVEN}.issuperset(said) else Verdict.ASK


_RULES: dict[Form, Callable[[list[State]], Verdict]] = {
    Form.NO_WINS: _a_no_wins,
    Form.ONE_YES: _one_yes,
    Form.EACH_YES: _each_yes,
}


def form_of(kind: Kind, form: Form = Form.NO_WINS) -> Form:
    """How the answers to a kind are put together; `form` is what the form of a medicine says."""
    if kind == Kind.EMERGENCY:
        return Form.ONE_YES
    return form if kind == Kind.MEDICINE else Form.NO_WINS


def verdict(
    kind: Kind, said: Iterable[Said], on: dt.date, *, form: Form = Form.NO_WINS, ruled: bool | None = None
) -> Verdict:
    """What holds for a child on a day, from what each adult said last (F23 to F26).

    A court order (`ruled`) stands above all that adults say. Of those, only the ones count whose bond gives them the power:
    where that is not known, it is not given. Nobody's yes is never a yes.
    """
    if ruled is not None:
        return Verdict.YES if ruled else Verdict.NO
    return _RULES[form_of(kind, form)]([one.on(on) for one in said if one.counts])
