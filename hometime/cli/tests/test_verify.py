"""Check codes from outside: an owner's, and those that stand on the papers of a complaint."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection

from hometime.audit.proof import verify
from hometime.cli.verify import kept_outside
from hometime.complaints.actions import Said, write_down
from hometime.complaints.following.timeline import check_code
from hometime.complaints.handling.actions import answering, looking
from hometime.complaints.handling.actions.writing import entries_of
from hometime.complaints.handling.points import first_written
from hometime.complaints.models import Printout, Step
from hometime.complaints.printing.actions import make_theirs
from hometime.complaints.triggers import lower_triggers
from hometime.kernel.answers import Refused
from tests.cast import HOUSE, TODAY, Cast

PARTS = {"explanation": "We asked.", "apology": "We are sorry."}


def test_each_check_code_of_a_complaint_leads_to_its_event_and_a_wrong_or_changed_one_is_said(
    cast: Cast,
) -> None:
    mo = cast.viewer("Mo Manager")
    case = write_down(mo, cast.setting, Said(TODAY, "The gate stood open.", channel="written"))
    looking.set_points(mo, case, ["The gate.", "Nobody rang."])
    make_theirs(HOUSE, case)
    paper = Printout.objects.unscoped("a test looks").get(complaint=case).code
    steps = list(Step.objects.unscoped("a test looks").filter(complaint=case).order_by("number"))
    screen = check_code(case, steps)
    for number, point in enumerate(first_written(entries_of(case), "point")):
        looking.find(mo, point, "not_upheld", f"We asked {number}.")
    answering.save_draft(mo, case, 0, PARTS)
    letter = answering.give(mo, case, "handed")
    codes = [f"{case.reference}:{code}" for code in (screen, paper, letter.facts["code"])]
    links, faults = kept_outside([*codes, codes[0].lower()])
    assert faults == [] and len(links) == 4 and verify(links).whole
    assert verify([(place, seq, "AAAA-BBBB-CCCC") for place, seq, _code in links[:1]]).faults
    wrong = f"{case.reference}:AAAA-BBBB-CCCC"
    assert kept_outside([wrong]) == ([], [
        f"Nothing that is held about {case.reference} has the code AAAA-BBBB-CCCC: it was changed, or copied wrongly."
    ])  # fmt: skip
    with pytest.raises(Refused, match="No complaint has the reference"):
        kept_outside([f"ZZZ-ZZZ:{paper}"])
    with pytest.raises(Refused, match="is not a check code"):
        kept_outside(["hello"])
    pen = SimpleNamespace(connection=connection, execute=lambda sql, params=None: connection.cursor().execute(sql))
    lower_triggers(None, pen)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_entry SET words = 'We were right.' WHERE id = %s", [letter.pk])
    _links, faults = kept_outside(codes[2:])
    assert f"{case.reference}: The letter is not what was given." in faults
