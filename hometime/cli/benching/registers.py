"""A national register of fifty thousand schools, timed from the file to the last school: brought for the first time, and again.

`python -m hometime.cli.benching.registers` over an empty practice folder prints what was found as JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from hometime.cli.benching.stepping import Steps
from hometime.cli.place import open_django

SCHOOLS = 50_000
WRONG = 50  # lines with no number
CHANGED, CLOSED, GONE = SCHOOLS // 10, SCHOOLS // 100, SCHOOLS // 100  # when it is brought again
AUTHORITIES = 150
HEADINGS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "EstablishmentStatus (code)", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge", "Street", "Town",
    "Postcode", "TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName",
)  # fmt: skip


def main() -> dict[str, Any]:
    """Brings the same register twice, the second time with changes; seconds by the clock of each step."""
    from hometime.access.viewer import hats_of, viewer_for
    from hometime.audit.actions import House, action
    from hometime.kernel import clock
    from hometime.people import actions as people
    from hometime.people.models import Person, Provider
    from hometime.people.roles import Role

    @action
    def found(house: House) -> tuple[Provider, Person]:
        provider = people.found_provider(house, "Measured", Provider.Form.COMPANY)
        setting = people.open_setting(house, provider, "Measured", "measured")
        manager = people.add_person(house, "A Manager", email="manager@measured.example")
        people.appoint(house, manager, Role.MANAGER, setting, clock.today())
        return provider, manager

    provider, manager = found(House("measuring"))
    viewer = viewer_for(manager, hats_of(manager)[0].key)
    assert viewer is not None  # a manager has a hat
    return {
        "schools": SCHOOLS,
        "places": AUTHORITIES,
        "wrong": WRONG,
        "times": {
            "for the first time": _brought(viewer, provider, _file(again=False)),
            "again, with changes": _brought(viewer, provider, _file(again=True)),
        },
    }


def _file(*, again: bool) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADINGS, *_rows(again)])
    return out.getvalue().encode("cp1252")


def _rows(again: bool) -> Iterator[list[Any]]:
    """Schools that take young children, of many places. Again, the first ones have another number, the next have closed, and
    the last are left out."""
    for number in range(SCHOOLS - (GONE if again else 0)):
        place, phone, status = number % AUTHORITIES, f"01632 {number % 1_000_000:06}", 1
        if again and number < CHANGED:
            phone = "01632 000000"
        elif again and number < CHANGED + CLOSED:
            status = 2
        urn = "none" if number % (SCHOOLS // WRONG) == 0 else 100_000 + number
        yield [
            urn, 801 + place, f"Place {place}", 2000 + number % 7999, f"School {number}", 1, status, 2, 4, 11,
            f"{number} Mill Lane", "Otterton", "ZZ1 1ZZ", phone, "Ms", "Una", "Nobody",
        ]  # fmt: skip


def _brought(viewer: Any, provider: Any, content: bytes) -> dict[str, Any]:
    """One file through every step from the page and back to it, with the background work between."""
    from hometime.schools.actions import registers, taking_in
    from hometime.schools.models import Register
    from hometime.schools.pages.schools import register_page

    step = Steps()
    asked = [str(801 + place) for place in range(AUTHORITIES)]
    handed = step("hand it in", lambda: registers.hand_in(viewer, provider, content, asked))
    step("read it", lambda: taking_in.see_to_registers(viewer))
    register = Register.objects.visible_to(viewer).get(pk=handed.pk)
    shown = step("look at it", lambda: register_page(viewer, register, "", 1))
    taking_in.begin(viewer, register)
    step("take it in", lambda: taking_in.see_to_registers(viewer))
    # Else the times would be of something else.
    ended = Register.objects.visible_to(viewer).get(pk=handed.pk)
    assert ended.taken_in_on is not None and shown.counts["wrong"] > 0 and ended.done == shown.to_write > 0
    counts = {name: shown.counts[name] for name in ("new", "changed", "closing", "gone", "same", "wrong")}
    return {**step.told(content), "counts": counts}


if __name__ == "__main__":
    open_django()
    print(json.dumps(main()))
