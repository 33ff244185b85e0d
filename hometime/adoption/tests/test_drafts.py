"""A draft through its pages: handed in, read beside the document, sent, decided; and every refusal changes nothing."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hometime.access.tests.conftest import fresh_counts
from hometime.adoption import drafting
from hometime.adoption.models import PolicyDraft
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.policies.models import Adoption, Document
from tests.cast import HOUSE, TODAY
from tests.stories import village as villages
from tests.stories.village import ADOPTED, BLUEBELL, Village, day, enter, words_of

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
    assert "/board/otter-bridge/" in done and "/board/hilltop/" in done and "/today/" in done
    assert "Look at the notice board" in done


def test_every_clause_stands_on_a_sheet_beside_what_we_read_of_it(village: Village) -> None:
    client, draft = begun(village)
    pages = "".join(words_of(client, f"/adopt/{draft.pk}/?sheet={n}") for n in range(1, 8))
    clauses = [c for p in drafting.reading_of(draft).parts for s in p.sections for c in s.clauses]
    assert [c.key for c in clauses if c.text not in pages] == []
    assert {id_ for c in clauses for id_ in c.covers if f"<bdi>{id_}</bdi>" not in pages} == set()
    assert "feedback within 28 days" in pages
    assert "starts here if it is about the manager" in pages
