"""One world of complaints to be measured: `python -m hometime.cli.benching.cases ROWS TO_STEP`, over the folder of the
environment.

Fills the practice world that lies there with ROWS complaints, and prints who signs in, what is opened, and how many
statements each page asks of the database, as JSON.
"""

from __future__ import annotations

import functools
import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from hometime.cli.benching.complaints import NEW
from hometime.cli.benching.worlds import SLUG, statements
from hometime.cli.place import open_django

TIMES = 5
T = TypeVar("T")


def main(rows: int, to_step: int) -> dict[str, Any]:
    """Fills, and tells."""
    from hometime.access.viewer import Viewer, hats_of, viewer_for
    from hometime.complaints.actions import Said, write_down
    from hometime.kernel import clock
    from hometime.people.models import Person, Setting, holders
    from hometime.people.roles import Role
    from hometime.practice.bulk_cases import fill_cases

    def as_viewer(person: Person) -> Viewer:
        found = viewer_for(person, hats_of(person)[0].key)
        assert found is not None  # whoever holds a post today has a hat
        return found

    setting = Setting.objects.get(slug=SLUG)
    manager, deputy = (holders(setting, role, clock.today())[0] for role in (Role.MANAGER, Role.DEPUTY))
    filled = fill_cases(as_viewer(manager), setting, rows, to_step)
    for _ in range(2):
        write_down(as_viewer(deputy), setting, Said(clock.today(), "They were told at the door.", channel="written"))
    told: dict[str, Any] = {
        "manager": manager.pk,
        "deputy": deputy.pk,
        "long": filled.long,
        "step": list(filled.to_step[1:]),
    }
    acknowledged = {"words": "Rang and said that we have it."}
    told["statements"] = {
        "list": statements(manager, "/complaints/"),
        "list, closed ones": statements(manager, "/complaints/?which=closed"),
        "list of somebody with few": statements(deputy, "/complaints/"),
        "one case": statements(manager, f"/complaints/{filled.long}/"),
        "next step": statements(manager, f"/complaints/{filled.to_step[0]}/acknowledged/", acknowledged),
        "new complaint": statements(manager, "/complaints/new/", NEW),
    }
    told["papers"] = _papers(as_viewer(manager), filled.long)
    return told


def _papers(viewer: Any, case: str) -> dict[str, Any]:
    """How long each paper of the long case takes to make, in milliseconds of work, and how heavy it is."""
    from hometime.complaints.models import Complaint
    from hometime.complaints.printing.actions import make

    long = Complaint.objects.visible_to(viewer).whole().get(pk=case)
    summed_up, took = _timed(lambda: _summary(long))
    told = {"summary record, drafted and checked for names": [took, len(summed_up)]}
    asked = {"for_whom": "Ofsted", "why": "Asked for at an inspection"}
    for name, what, more in (
        ("record", "record", {"level": "names"}),
        ("bundle, with names", "bundle", {"level": "names", **asked}),
        ("bundle, with letters", "bundle", {"level": "letters", **asked}),
    ):
        made, took = _timed(functools.partial(make, viewer, long, what, **more))
        told[name] = [took, len(made)]
    return told


def _summary(case: Any) -> bytes:
    """The summary of a case for the regulator, as it stands, looked through for names."""
    from hometime.complaints.keeping.actions import flagged
    from hometime.complaints.keeping.drafting import standing

    words = standing(case).words
    flagged(case, words)
    return "\n".join(text for _part, text in words.items()).encode()


def _timed(does: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and how many milliseconds of work it takes, once it has been done before."""
    does()
    began = time.process_time()
    for _ in range(TIMES):
        made = does()
    return made, (time.process_time() - began) * 1000 / TIMES


if __name__ == "__main__":
    open_django()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
