"""The whole table once more, from what stands in the ledger: three adults, four states, six kinds, as pages and actions read it."""

from __future__ import annotations

from collections.abc import Sequence

from hometime.audit.actions import Actor, action, note
from hometime.consents.actions import ask
from hometime.consents.models import Answer, Consent, Route
from hometime.consents.standing import Kind, Purpose, State
from hometime.consents.tests.test_standing import THREE, plainly
from hometime.consents.verdicts import all_of, verdicts
from hometime.families.facets import Responsibility
from hometime.kernel import clock
from tests.cast import FULL, HOUSE, TODAY, Cast, adult

KINDS = {kind: Purpose.BOARD if kind == Kind.PHOTO else "" for kind in Kind}
NAMES = ("Mum Full", "Dad Full", "Gran Full")


@action
def say(viewer: Actor, consents: Sequence[Consent], states: dict[str, State]) -> None:
    """Each adult has said this and nothing else; whoever was never asked has said nothing."""
    Answer.objects.unscoped("a test says it anew").all().delete()
    Answer.objects.bulk_create(
        Answer(consent=consent, number=1, state=states[consent.adult_id], route=Route.PAPER, at=clock.now(), on=TODAY,
               power=Responsibility.YES)
        for consent in consents
        if states[consent.adult_id] != State.NEVER_ASKED
    )  # fmt: skip
    note("test.said", consents[0], chain=consents[0].child.setting_id)


def test_every_row_of_the_table_is_read_from_the_ledger_as_a_plain_reading_has_it(cast: Cast) -> None:
    ava = cast.children["Ava"]
    adults = [cast.adults["Mum Full"], *(adult(cast, name, ava, "other", **FULL) for name in NAMES[1:])]
    consents = [one for kind, purpose in KINDS.items() for one in ask(HOUSE, ava, kind, purpose=purpose)]
    assert {one.adult_id for one in consents} == {one.pk for one in adults} and len(consents) == 3 * len(Kind)
    for row, states in enumerate(THREE):
        say(HOUSE, consents, dict(zip([one.pk for one in adults], states, strict=True)))
        whole = all_of(ava, TODAY)
        right = {kind: plainly(kind, states, "no_wins") for kind in KINDS}
        assert {kind: whole[kind, purpose, ""] for kind, purpose in KINDS.items()} == right, states
        kind = list(KINDS)[row % len(KINDS)]  # in turn: each kind has its share of the rows
        assert verdicts(HOUSE, [ava], kind, purpose=KINDS[kind])[ava.pk] == right[kind], (kind, states)
