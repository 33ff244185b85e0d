"""Random legal moves over live complaints: never without somebody to act or a word about it, never seen by whom it is
about, never decided twice by one person."""

from __future__ import annotations

import random

import pytest

from hometime.access.viewer import Viewer
from hometime.complaints import rules
from hometime.complaints.actions import BY_HAND, Said, take_step, write_down
from hometime.complaints.living import replay
from hometime.complaints.models import Complaint, Step
from hometime.complaints.pages import case_page
from hometime.people.roles import Hat
from tests.cast import TODAY, Cast

MOVES, WALKS = 6, 3
HANDS = (("Kay Person", Hat.STAFF), ("Mo Manager", Hat.STAFF), ("Lin Manager", Hat.OWNER), ("Ola Owner", Hat.OWNER))
EVERYBODY = (*HANDS, ("Dee Deputy", Hat.STAFF), ("Bo Backup", Hat.STAFF), ("Tru Parent", Hat.OWNER))
BARRED = {"key_person": "Kay Person", "setting_manager": "Mo Manager", "line_manager": "Lin Manager"}


def sees(viewer: Viewer, case: Complaint) -> bool:
    return Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()


def steps_of(case: Complaint) -> list[Step]:
    return list(Step.objects.unscoped("a test looks").filter(complaint=case).order_by("number"))


@pytest.mark.parametrize("about", ["care", *BARRED])
def test_wherever_a_complaint_goes_somebody_free_has_it_and_nobody_decides_twice(cast: Cast, about: str) -> None:
    draw = random.Random(f"walks {about}")
    people = [cast.viewer(name, hat) for name, hat in EVERYBODY]
    for _ in range(WALKS):
        said = Said(
            TODAY, "It happened.", about=about, child=cast.children["Ava"],
            channel=draw.choice(["spoken", "written"]), eyfs_requirement=draw.random() < 0.5, settled=draw.choice([None, False]),
        )  # fmt: skip
        case = write_down(cast.viewer("Bo Backup"), cast.setting, said)
        for _ in range(MOVES):
            told = replay(case, steps_of(case), TODAY)
            able = [viewer for viewer in people if sees(viewer, case) and rules.take_step(viewer, case) is None]
            shut_out = BARRED.get(about)
            assert not shut_out or not sees(cast.viewer(shut_out), case)
            moves = [event for event in told.can_next if event in BY_HAND]
            if not able:
                assert told.handler is None or case_page(cast.viewer("Bo Backup"), case).nobody
                break
            if not moves:
                assert told.state != "open" or told.handler == "regulator"
                break
            take_step(draw.choice(able), case, draw.choice(moves), words="Done.", apology="None.", finding="upheld")
            case.refresh_from_db()
        deciders = [step.by_id for step in steps_of(case) if step.event == "answered"]
        assert len(deciders) == len(set(deciders))
