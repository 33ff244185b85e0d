"""A spreadsheet of ten thousand children, timed from the file to the last bond, as a workbook and as plain text.

`python -m hometime.cli.benching.sheets` over an empty practice folder prints what was found as JSON.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from hometime.cli.benching.stepping import Steps
from hometime.cli.place import open_django

CHILDREN = 10_000
WRONG = 100  # lines whose date of birth nobody can read
HEADINGS = ("First name", "Family name", "Date of birth", "Parent 1 Name", "Parent 1 E-mail", "Parent 2 Name")
Rows = Sequence[Sequence[Any]]


def main() -> dict[str, Any]:
    """Brings the same children as XLSX and as CSV, each to a setting of its own; seconds by the clock of each step."""
    rows = list(_rows(dt.date(2026, 1, 5)))
    return {
        "children": CHILDREN,
        "wrong": WRONG,
        "forms": {
            form: _brought(number, form, write(rows))
            for number, (form, write) in enumerate((("xlsx", _workbook), ("csv", _plain)))
        },
    }


def _rows(day: dt.date) -> Iterator[list[Any]]:
    """Children with one or two adults; every sibling's mother is the same person."""
    for number in range(CHILDREN):
        born = "soon" if number % (CHILDREN // WRONG) == 0 else day - dt.timedelta(days=100 + number % 1400)
        family = number % (CHILDREN * 7 // 10)
        mother = (f"Mother Family{family}", f"family{family}@measured.example")
        yield [f"Child{number}", f"Family{family}", born, *mother, f"Father{number}" if number % 3 else ""]


def _workbook(rows: Rows) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADINGS, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADINGS, *rows])
    return out.getvalue().encode()


def _brought(number: int, form: str, content: bytes) -> dict[str, Any]:
    """One file through every step that somebody at work goes through."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from hometime.access.viewer import hats_of, viewer_for
    from hometime.audit.actions import House, action
    from hometime.families import actions as families
    from hometime.families import taking
    from hometime.families.forms.sheets import BringForm
    from hometime.families.models import Sheet
    from hometime.families.pages.sheets import mistakes, sheet_page
    from hometime.kernel import clock
    from hometime.people import actions as people
    from hometime.people.models import Person, Provider, Setting
    from hometime.people.roles import Role

    @action
    def found(house: House) -> tuple[Setting, Person]:
        provider = people.found_provider(house, f"Measured {form}", Provider.Form.COMPANY)
        setting = people.open_setting(house, provider, f"Measured {form}", f"measured-{form}")
        manager = people.add_person(house, "A Manager", email=f"manager{number}@measured.example")
        people.appoint(house, manager, Role.MANAGER, setting, clock.today() - dt.timedelta(days=1))
        return setting, manager

    setting, manager = found(House("measuring"))
    viewer = viewer_for(manager, hats_of(manager)[0].key)
    assert viewer is not None  # a manager has a hat
    step = Steps()

    given = BringForm({}, {"file": SimpleUploadedFile(f"children.{form}", content)})
    if not step("read the file", given.is_valid):
        raise SystemExit(f"The spreadsheet was refused: {given.errors.as_json()}")
    sheet = step(
        "keep it for a day",
        lambda: families.bring_sheet(viewer, setting, given.found["rows"], given.found["faults"]),
    )
    # The background work's two turns, and what the page shows between them.
    step("look through it, line by line", taking.take_up)
    sheet = Sheet.objects.visible_to(viewer).get(pk=sheet.pk)
    page = step("show the wrong lines first", lambda: sheet_page(viewer, sheet, 1))
    told = step("tell every mistake", lambda: mistakes(viewer, sheet))
    families.ask_to_take_in(viewer, sheet, without_wrong=True)
    step("take it in", taking.take_up)
    sheet = Sheet.objects.visible_to(viewer).get(pk=sheet.pk)
    # Else the times would be of something else.
    assert page.counts["wrong"] == len({line for line, _fault in told}) == WRONG
    assert sheet.counts["new"] == CHILDREN - WRONG and not sheet.trouble
    return step.told(content)


if __name__ == "__main__":
    open_django()
    print(json.dumps(main()))
