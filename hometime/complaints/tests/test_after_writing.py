"""What happens once a complaint was written down: whether its writer sees it, and the code that is shown to them once."""

from __future__ import annotations

import re
from typing import Any

from hometime.complaints.actions import Said, write_down
from hometime.complaints.intake.actions import sees_it
from hometime.complaints.models import Complaint
from tests.budgets.test_complaints import WRITTEN
from tests.budgets.test_pages import signed_in
from tests.cast import TODAY, Cast

CODE = re.compile(rb">[0-9A-Z]{4}-[0-9A-Z]{4}<")
WRITERS = ("Kay Person", "Mo Manager", "Dee Deputy", "Ola Owner")
SAID: tuple[dict[str, Any], ...] = (
    {}, {"about": "setting_manager"}, {"about": "line_manager"}, {"at_risk": "yes"}, {"settled": True},
    {"personal_data": True},
)  # fmt: skip


def test_whoever_wrote_it_down_sees_what_follows_from_the_parts_that_were_given_out(cast: Cast) -> None:
    found = set()
    for name in WRITERS:
        viewer = cast.viewer(name)
        for said in SAID:
            case = write_down(viewer, cast.setting, Said(TODAY, "Her hat was lost.", **{"settled": False, **said}))
            asked = Complaint.objects.visible_to(viewer).filter(pk=case.pk).exists()
            assert sees_it(viewer, case) == asked, (name, said)
            assert case.given_out  # type: ignore[attr-defined]
            found.add(asked)
    assert found == {True, False}, "all see it, or nobody, so nothing was proved"


def test_behind_https_no_browser_refuses_the_code(cast: Cast, settings: Any) -> None:
    """A cookie whose name begins with __Host- is taken for the path / alone."""
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-hometime", True
    kay = signed_in(cast.people["Kay Person"])
    kay.post("/complaints/new/", {**WRITTEN, "once": "first"}, secure=True)
    code = next(cookie for name, cookie in kay.cookies.items() if name.endswith("-code"))
    assert code["secure"] and code["path"] != "/"
    assert not [name for name, cookie in kay.cookies.items() if name.startswith("__Host-") and cookie["path"] != "/"]


def test_a_code_lies_sealed_in_one_browser_for_one_page_and_never_in_the_database(cast: Cast) -> None:
    kay, mo = (signed_in(cast.people[name]) for name in ("Kay Person", "Mo Manager"))
    first = kay.post("/complaints/new/", {**WRITTEN, "once": "first"}).headers["Location"]
    (kept,) = (name for name in kay.cookies if name.endswith("-code"))
    sealed = kay.cookies[kept].value
    assert kay.cookies[kept]["path"] == first and kay.cookies[kept]["httponly"] and "-" not in sealed
    assert not any(re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", str(value)) for value in kay.session.values())
    mo.cookies[kept] = sealed
    assert mo.get(first).status_code == 200 and not CODE.search(mo.get(first).content), "it is for who wrote it down"
    second = kay.post("/complaints/new/", {**WRITTEN, "once": "second"}).headers["Location"]
    own, kay.cookies[kept] = kay.cookies[kept].value, sealed
    assert not CODE.search(kay.get(second).content), "it is for one complaint"
    assert CODE.search(kay.get(first).content)
    assert kay.cookies[kept].value == "" and not CODE.search(kay.get(first).content), "shown once"
    for broken in (own[:-4], "nothing", own[4:]):
        kay.cookies[kept] = broken
        assert not CODE.search(kay.get(second).content)
