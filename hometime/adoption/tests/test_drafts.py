"""A draft through its pages: handed in, read beside the document, sent, decided; and every refusal changes nothing."""

from __future__ import annotations

import datetime as dt
import gzip
import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hometime.access.tests.conftest import fresh_counts
from hometime.adoption import drafting
from hometime.adoption.answering import name_of
from hometime.adoption.forms import DecideForm
from hometime.adoption.models import PolicyDraft
from hometime.adoption.pages.reading import sheets
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people import actions as people
from hometime.people.roles import Role
from hometime.policies import catalogue
from hometime.policies.library.wording import our_version
from hometime.policies.models import Adoption, Document
from hometime.policies.reading import read_bytes
from hometime.policies.reading.opening import MOST_BYTES
from hometime.policies.reading.tests.test_unreadable import BODY, locked_pdf, paper, zipped
from hometime.policies.settling import OpenPoint, open_points
from tests.budgets.test_pages import NEXT_PAGE
from tests.cast import HOUSE, TODAY
from tests.stories import village as villages
from tests.stories.village import ADOPTED, ASH, BLUEBELL, Village, day, enter, words_of

__all__ = ["fresh_counts"]
BOTH = ("otter-bridge", "hilltop")


@pytest.fixture
def village(fresh_counts: None, settings: LazySettings) -> Iterator[Village]:
    """Two providers that have adopted nothing yet, in a practice house, where a password is enough."""
    settings.PRACTICE = True
    people.open_house(HOUSE, practice=True)
    with clock.fixed(TODAY):
        yield villages.found()


def file(content: bytes, name: str = "policy.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hand_in(client: Client, content: bytes, name: str = "policy.md") -> Any:
    return client.post("/adopt/new/", {"file": file(content, name)})


def begun(village: Village, book: str = BLUEBELL, who: str = "bluebell owner") -> tuple[Client, PolicyDraft]:
    """Somebody hands in a library document: their browser, and the draft."""
    client = enter(village.people[who])
    answer = hand_in(client, villages.document(book), book)
    assert answer.get("Location", "").startswith("/adopt/"), (answer.get("Location"), told(answer))
    return client, draft_at(answer["Location"])


def draft_at(address: str) -> PolicyDraft:
    return PolicyDraft.objects.unscoped("a test looks at a draft").get(pk=address.split("/")[2])


def decided(client: Client, draft: PolicyDraft, village: Village, *slugs: str, on: dt.date = ADOPTED) -> Any:
    """Somebody takes every proposal, and adopts."""
    client.post(f"/adopt/{draft.pk}/questions/", {"take": "all"})
    chosen = [village.settings[slug].pk for slug in slugs]
    return client.post(f"/adopt/{draft.pk}/decide/", {"settings": chosen, **day("day", on)})


def nothing_adopted() -> bool:
    return not (Adoption.objects.exists() or Document.objects.exists())


def told(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_an_owner_hands_in_a_document_and_adopts_it_for_both_settings(village: Village) -> None:
    client, draft = begun(village)
    assert nothing_adopted()
    answer = decided(client, draft, village, *BOTH)
    assert answer["Location"] == f"/adopt/{draft.pk}/adopted/", told(answer)
    for slug in BOTH:
        held = village.settings[slug].adoptions.order_by("number")
        assert [(a.number, a.adopted_on) for a in held] == [(n, ADOPTED) for n in ("10", "10.1", "10.2")]
    done = words_of(client, answer["Location"])
    assert "/board/otter-bridge/posters/" in done and "/policy/hilltop/contacts/" in done
    assert "/board/otter-bridge/" in done and "/board/hilltop/" in done and "/today/" in done
    assert "Look at the notice board" in done


def test_every_clause_stands_on_a_sheet_beside_what_we_read_of_it(village: Village) -> None:
    client, draft = begun(village)
    pages = "".join(words_of(client, f"/adopt/{draft.pk}/?sheet={n}") for n in range(1, 8))
    clauses = [c for p in drafting.reading_of(draft).parts for s in p.sections for c in s.clauses]
    assert [c.key for c in clauses if c.text not in pages] == []
    assert {id_ for c in clauses for id_ in c.covers if f"<bdi>{id_}</bdi>" not in pages} == set()
    assert "within 28 days" in pages
    assert "starts here if it is about the manager" in pages


def test_text_that_is_pasted_is_read_like_a_file(village: Village) -> None:
    client = enter(village.people["bluebell owner"])
    answer = client.post("/adopt/new/", {"text": villages.document(BLUEBELL).decode()})
    reading = drafting.reading_of(draft_at(answer["Location"]))
    assert [part.number for part in reading.parts] == ["10", "10.1", "10.2"]
    assert len(reading.ladders) == 2


def test_the_same_document_is_one_draft_and_not_two(village: Village) -> None:
    client, draft = begun(village)
    again = hand_in(client, villages.document(BLUEBELL), "the same under another name.md")
    assert again["Location"] == f"/adopt/{draft.pk}/"


def test_what_was_read_comes_back_from_the_draft_as_it_was(village: Village) -> None:
    for book, who in ((BLUEBELL, "bluebell owner"), (ASH, "ash owner")):
        _, draft = begun(village, book, who)
        assert drafting.reading_of(draft) == read_bytes(villages.document(book), book)


WELSH = """# Polisi partneriaeth gyda rhieni

- Mae'r rhieni yn cael gwybodaeth ysgrifenedig am y lleoliad a'r plant, ac rydym yn gwrando ar eu barn bob tymor.
- Bydd y gweithiwr allweddol yn cyfarfod â'r rhieni i drafod sut mae'r plentyn yn dysgu ac yn datblygu gyda ni.
- Os nad yw rhiant yn hapus gyda'r gofal, gall siarad â'r rheolwr ac mae'r rheolwr yn ateb o fewn amser.
"""
HOLIDAYS = """# Annual leave procedure

- Members of staff ask for annual leave in writing, and their supervisor agrees the dates with the payroll office.
- Unused days lapse at the end of March unless the director of finance has agreed that they are carried forward.
- Overtime is paid at the usual rate and is recorded on the form that the payroll office hands out every month.
- Company vehicles are kept clean, and fuel is bought with the card that belongs to the vehicle and to no other.
"""


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.docx": (lambda: b"", "The file is empty"),
    "blank.txt": (lambda: b" \r\n", "The file is empty"),
    "locked.docx": (lambda: OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "locked.pdf": (locked_pdf, "password"),
    "cut.pdf": (lambda: paper(3, "Families are greeted by name")[:900], "cut short"),
    "bomb.docx": (lambda: zipped({"word/document.xml": BODY.format("a" * 60_000_000)}), "far more"),
    "scanned.pdf": (lambda: paper(2), "picture of a document"),
    "list.xlsx": (lambda: zipped({"xl/workbook.xml": "<w/>", "[Content_Types].xml": "<T/>"}), "spreadsheet"),
    "photo.docx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "picture"),
    "large.txt": (lambda: b"a" * (MOST_BYTES + 1), "larger than 15 MB"),
}


def test_a_file_without_a_policy_in_it_is_told_beside_the_field(village: Village) -> None:
    client = enter(village.people["bluebell owner"])
    for name, (content, words) in FILES.items():
        answer = hand_in(client, content(), name)
        assert answer.status_code == 422, name
        beside_the_field = told(answer).split('id="id_file_error"')[1].split("</div>")[0]
        assert words in beside_the_field, name
    assert not PolicyDraft.objects.unscoped("a test looks whether there is a draft").exists()
    assert nothing_adopted()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("welsh.md", lambda: WELSH.encode(), "Welsh"),
        ("leave.md", lambda: HOLIDAYS.encode(), "right one"),
        ("long.pdf", lambda: paper(210, "Families are greeted by name"), "210 pages"),
    ],
)
def test_what_can_only_partly_be_read_or_is_something_else_shows_and_cannot_be_adopted(
    village: Village, name: str, content: Callable[[], bytes], words: str
) -> None:
    client = enter(village.people["bluebell owner"])
    answer = hand_in(client, content(), name)
    assert answer.status_code == 302, told(answer)
    draft = draft_at(answer["Location"])
    assert words in words_of(client, answer["Location"])
    refused = decided(client, draft, village, *BOTH)
    assert refused.status_code == 422 and 'role="alert"' in told(refused)
    assert nothing_adopted()
    assert draft_at(answer["Location"]).outcome == PolicyDraft.Outcome.OPEN


def test_nothing_chosen_is_told_beside_the_field(village: Village) -> None:
    answer = enter(village.people["bluebell owner"]).post("/adopt/new/", {"text": "  "})
    assert answer.status_code == 422 and "Choose the file of your policy" in told(answer)


def test_a_day_in_the_future_or_before_an_older_version_is_told_beside_the_day(village: Village) -> None:
    client, draft = begun(village)
    answer = decided(client, draft, village, *BOTH, on=TODAY + dt.timedelta(days=1))
    assert answer.status_code == 422 and nothing_adopted()
    assert "today or earlier" in told(answer).split('id="id_day_error"')[1].split("</div>")[0]
    assert decided(client, draft, village, *BOTH).status_code == 302
    _, newer = drafted(client, villages.document(BLUEBELL).replace(b"28 days", b"21 days"))
    answer = decided(client, newer, village, *BOTH, on=ADOPTED - dt.timedelta(days=1))
    assert answer.status_code == 422
    assert "cannot be older than that" in told(answer).split('id="id_day_error"')[1].split("</div>")[0]
    assert Adoption.objects.filter(sequence=2).count() == 0


def drafted(client: Client, content: bytes, name: str = "changed.md") -> tuple[Client, PolicyDraft]:
    return client, draft_at(hand_in(client, content, name)["Location"])


def test_a_setting_without_an_owner_is_told_beside_the_settings(village: Village) -> None:
    """An owner reaches only settings that have one, so this is what somebody sees whose colleague has just left."""
    setting = village.settings["hilltop"]
    people.let_go(HOUSE, village.people["bluebell owner"], TODAY, village.bluebell)
    form = DecideForm([setting], ["10"], {"settings": [setting.pk], **day("day", TODAY)})
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        assert not form.is_valid()
    assert "has no owner, director or trustee yet" in str(form.errors["settings"])


def test_no_setting_chosen_keeps_the_day_that_was_typed(village: Village) -> None:
    client, draft = begun(village)
    answer = decided(client, draft, village)
    assert answer.status_code == 422 and "Choose at least one setting" in told(answer)
    assert f'value="{ADOPTED.year}"' in told(answer)
    assert f'value="{ADOPTED.year}"' in words_of(client, f"/adopt/{draft.pk}/decide/"), "on another day too"


def test_a_draft_that_somebody_adopted_a_moment_ago_is_not_adopted_again(village: Village) -> None:
    client, draft = begun(village)
    assert decided(client, draft, village, "otter-bridge").status_code == 302
    again = decided(client, draft, village, "hilltop")
    assert again.status_code == 403 and "This was adopted already" in told(again)
    owner = village.owner_of(village.bluebell)
    with pytest.raises(Refused, match="a moment ago"):
        drafting.decide(owner, draft, [village.settings["hilltop"]], ADOPTED)
    assert not village.settings["hilltop"].adoptions.exists()


def test_a_manager_prepares_and_the_owners_decide(village: Village) -> None:
    manager, draft = begun(village, BLUEBELL, "otter-bridge manager")
    assert "Send it to them" in words_of(manager, f"/adopt/{draft.pk}/decide/")
    assert decided(manager, draft, village, "otter-bridge").status_code == 403
    assert manager.post(f"/adopt/{draft.pk}/send/").status_code == 302
    assert manager.post(f"/adopt/{draft.pk}/send/").status_code == 403, "the owners have it already"
    owner = enter(village.people["bluebell owner"])
    owed = Duty.objects.unscoped("a test looks at what is owed").open().get(owed_role=Role.OWNER)
    assert owed.what in words_of(owner, "/today/")
    assert f"/adopt/{draft.pk}/" in words_of(owner, f"/duty/{owed.pk}/")
    assert decided(owner, draft, village, *BOTH).status_code == 302
    assert Duty.objects.unscoped("a test looks at what is owed").get(pk=owed.pk).kept_on == TODAY


def test_setting_a_draft_aside_changes_nothing_and_frees_the_owners(village: Village) -> None:
    manager, draft = begun(village, BLUEBELL, "hilltop manager")
    manager.post(f"/adopt/{draft.pk}/send/")
    assert manager.post(f"/adopt/{draft.pk}/aside/").status_code == 302
    assert nothing_adopted()
    assert not Duty.objects.unscoped("a test looks at what is owed").open().exists()
    assert "Set aside" in words_of(manager, f"/adopt/{draft.pk}/")
    assert decided(enter(village.people["bluebell owner"]), draft, village, *BOTH).status_code == 403


def test_a_draft_that_was_set_aside_is_taken_up_again_once_with_what_was_answered(village: Village) -> None:
    manager, draft = begun(village, BLUEBELL, "hilltop manager")
    drafting.answer(HOUSE, draft, {"kept": "so"})
    assert manager.post(f"/adopt/{draft.pk}/again/").status_code == 403, "it is on the way"
    manager.post(f"/adopt/{draft.pk}/aside/")
    assert "Take it up again" in words_of(manager, f"/adopt/{draft.pk}/")
    places = {manager.post(f"/adopt/{draft.pk}/again/").headers["location"] for _ in range(2)}
    again = PolicyDraft.objects.unscoped("a test looks at the drafts").open().get()
    assert places == {f"/adopt/{again.pk}/"}, "a second press gives the same draft"
    assert (again.answers, again.reading, bytes(again.content)) == ({"kept": "so"}, draft.reading, bytes(draft.content))
    assert manager.get(f"/adopt/{again.pk}/").status_code == 200
    assert "Set aside" in words_of(manager, f"/adopt/{draft.pk}/"), "the first stands as it was"


def test_only_the_owners_and_managers_of_the_provider_find_a_draft(village: Village) -> None:
    _, draft = begun(village)
    for who, status in (
        ("otter-bridge manager", 200), ("hilltop manager", 200), ("otter-bridge deputy", 404), ("otter-bridge key", 404),
        ("otter-bridge parent", 404), ("ash owner", 404), ("ash-and-alder manager", 404),
    ):  # fmt: skip
        assert enter(village.people[who]).get(f"/adopt/{draft.pk}/").status_code == status, who


def test_a_changed_number_is_shown_against_the_version_in_force(village: Village) -> None:
    client, draft = begun(village)
    decided(client, draft, village, *BOTH)
    _, newer = drafted(client, villages.document(BLUEBELL).replace(b"within 28 days, makes", b"within 21 days, makes"))
    page = words_of(client, f"/adopt/{newer.pk}/changes/")
    assert '<del data-kind="number">28</del>' in page and '<ins data-kind="number">21</ins>' in page
    assert "Limit: <bdi>28 days</bdi> before, <bdi>21 days</bdi> from now on" in page
    assert page.count("<li>\n      <div>") == 1, "nothing else changes"


def test_a_new_10_2_alone_leaves_the_other_parts_as_they_are(village: Village) -> None:
    client, draft = begun(village)
    decided(client, draft, village, *BOTH)
    _, alone = drafted(client, our_version("Bluebell Pre-Schools Ltd", [], ["10.2"]).encode())
    page = words_of(client, f"/adopt/{alone.pk}/changes/")
    assert "Goes on beside it" in page and "Not in the new text any more" not in page


def test_where_the_complaints_procedure_is_missing_ours_is_a_proposal_that_can_be_adopted(village: Village) -> None:
    client, draft = begun(village, ASH, "ash owner")
    shown = words_of(client, f"/adopt/{draft.pk}/")
    assert "Use our version as a proposal" in shown
    assert decided(client, draft, village, "ash-and-alder").status_code == 302
    assert "Where is your complaints procedure?" in words_of(client, "/adopt/")
    ours = draft_at(client.post("/adopt/ours/10.2/")["Location"])
    assert "A proposal, in our wording" in words_of(client, f"/adopt/{ours.pk}/")
    assert decided(client, ours, village, "ash-and-alder", on=TODAY).status_code == 302
    assert "Where is your complaints procedure?" not in words_of(client, "/adopt/")
    assert "within 28 days" in words_of(Client(), "/board/ash-and-alder/")


def test_our_whole_version_bears_the_names_of_the_provider_and_nobody_elses(village: Village) -> None:
    client = enter(village.people["ash owner"])
    draft = draft_at(client.post("/adopt/ours/all/")["Location"])
    reading = drafting.reading_of(draft)
    assert reading.adopter == "Ash and Alder Preschool" and reading.adopted_on is None
    text = bytes(PolicyDraft.objects.unscoped("a test reads the text").get(pk=draft.pk).content).decode()
    assert not [name for name in ("Bluebell", "Otter Bridge", "Hilltop") if name in text]
    assert {id_ for p in reading.parts for s in p.sections for c in s.clauses for id_ in c.covers} == set(
        catalogue.load()
    )


def answer(client: Client, draft: PolicyDraft, **said: str) -> Any:
    return client.post(f"/adopt/{draft.pk}/questions/", said)


def answers_of(draft: PolicyDraft) -> dict[str, str]:
    return dict(PolicyDraft.objects.unscoped("a test looks at the answers").get(pk=draft.pk).answers)


def point(draft: PolicyDraft, code: str, at: str = "") -> OpenPoint:
    found = open_points(drafting.reading_of(draft))
    return next(p for p in found if p.question.code == code and at in p.key)


def test_answers_are_kept_one_by_one_and_the_rest_can_be_taken_as_proposed(village: Village) -> None:
    client, draft = begun(village)
    gate, forum = point(draft, "manager_holds_the_gate"), point(draft, "regularly_without_number", "P15")
    assert answer(client, draft, **{name_of(gate): "manager"}).status_code == 302
    assert answers_of(draft) == {gate.key: "manager"}
    assert decided_without_answers(client, draft, village).status_code == 422, "the others are still open"
    assert nothing_adopted()
    assert answer(client, draft, take="all").status_code == 302
    kept = answers_of(draft)
    assert kept[gate.key] == "manager", "what was answered stays"
    assert kept[forum.key] == forum.proposal
    assert len(kept) == len(open_points(drafting.reading_of(draft)))
    shown = words_of(client, f"/adopt/{draft.pk}/questions/")
    assert "Every question has an answer" not in shown and "(our proposal)" in shown


def decided_without_answers(client: Client, draft: PolicyDraft, village: Village) -> Any:
    chosen = [village.settings[slug].pk for slug in BOTH]
    return client.post(f"/adopt/{draft.pk}/decide/", {"settings": chosen, **day("day", ADOPTED)})


def test_an_answer_that_cannot_be_is_told_beside_its_field_and_the_others_are_kept(village: Village) -> None:
    client, draft = begun(village)
    gate, wait = point(draft, "manager_holds_the_gate"), point(draft, "no_acknowledgement")
    nothing = answer(client, draft, **{name_of(wait): "own"})
    assert nothing.status_code == 422 and "Write your answer here" in told(nothing)
    said = {name_of(gate): "parent", name_of(wait): "own", f"{name_of(wait)}-own": "soon"}
    answered = answer(client, draft, **said)
    assert answered.status_code == 422
    beside_the_field = told(answered).split(f'id="id_{name_of(wait)}-own_error"')[1].split("</div>")[0]
    assert "“soon” cannot be taken" in beside_the_field
    assert 'value="soon"' in told(answered), "what was typed stays"
    assert answers_of(draft) == {gate.key: "parent"}
    assert answer(client, draft, **(said | {f"{name_of(wait)}-own": "3 working days"})).status_code == 302
    assert answers_of(draft)[wait.key] == "3 working days"
    assert 'value="3 working days"' in words_of(client, f"/adopt/{draft.pk}/questions/")


def test_what_the_owners_answered_is_frozen_with_the_policy(village: Village) -> None:
    client, draft = begun(village)
    gate = point(draft, "manager_holds_the_gate")
    answer(client, draft, **{name_of(gate): "manager"})
    assert decided(client, draft, village, "hilltop").status_code == 302
    terms = village.settings["hilltop"].adoptions.get(number="10.2").terms
    kept = {one["key"]: (one["value"], one["whose"]) for one in terms["answers"]}
    assert kept[gate.key] == ("manager", "owners")


def test_a_missing_procedure_can_be_answered_with_ours_and_is_adopted_as_our_proposal(village: Village) -> None:
    client, draft = begun(village, ASH, "ash owner")
    missing = point(draft, "dangling_reference")
    assert answer(client, draft, **{name_of(missing): "library"}).status_code == 302
    assert decided(client, draft, village, "ash-and-alder").status_code == 302
    held = {adoption.number: adoption.from_library for adoption in village.settings["ash-and-alder"].adoptions.all()}
    assert held == {"10.1": False, "10.2": True}
    assert "Our wording" in words_of(client, "/adopt/")


def test_no_page_about_the_longest_policy_is_heavier_than_a_poor_line_carries(village: Village) -> None:
    client, draft = begun(village)
    pages = [f"?sheet={n}" for n in range(1, len(sheets(drafting.reading_of(draft))) + 1)]
    for page in (*pages, "questions/", "changes/", "decide/"):
        assert len(gzip.compress(client.get(f"/adopt/{draft.pk}/{page}").content)) <= NEXT_PAGE, page


def test_a_line_manager_prepares_like_a_manager_and_cannot_adopt(village: Village) -> None:
    villages.appoint(village, "bluebell line", Role.LINE_MANAGER, village.bluebell)
    line, draft = begun(village, BLUEBELL, "bluebell line")
    assert decided(line, draft, village, *BOTH).status_code == 403
    assert line.post(f"/adopt/{draft.pk}/send/").status_code == 302
    assert Duty.objects.unscoped("a test looks at what is owed").open().filter(owed_role=Role.OWNER).exists()
