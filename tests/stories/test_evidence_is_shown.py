"""What was done for a clause stands beside it: who, when, in what words; and nothing is green that no row can show."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.policies.models import AdoptedClause, ContactCard, in_force
from tests.cast import TODAY
from tests.stories.village import (
    ASH,
    BLUEBELL,
    Village,
    cards,
    document,
    done,
    enter,
    everything_owed,
    owed,
    photograph,
    words_of,
)

LATER = TODAY + dt.timedelta(days=21)
WHOLE = document(BLUEBELL)
COMPLAINTS = b"# Complaints\n\n" + WHOLE[WHOLE.index(b"## 10.2") :]
NO_SEATS = b"\n".join(line for line in WHOLE.split(b"\n") if b"somewhere to sit" not in line and b"drink" not in line)


@pytest.fixture
def adopted(village: Village) -> Village:
    """Both policies adopted for their three settings."""
    village.adopt(BLUEBELL)
    village.adopt(ASH)
    return village


def unchecked_on_the_board(slug: str) -> int:
    """How often the public board admits that nobody has checked some details."""
    return words_of(Client(), f"/board/{slug}/").count("Nobody has checked these details yet.")


def clause_page(village: Village, slug: str, id_: str) -> str:
    """The address of the page of the clause in force that covers `id_`."""
    standing = in_force(village.settings[slug], clock.today())
    found = [each for each in AdoptedClause.objects.filter(adoption__in=standing) if id_ in each.covers]
    return f"/policy/clause/{found[0].pk}/"


@pytest.mark.clause("O6", "P1")
def test_whoever_looked_at_the_board_is_named_beside_the_clause_with_their_photograph(adopted: Village) -> None:
    setting, manager = adopted.settings["otter-bridge"], enter(adopted.people["otter-bridge manager"])
    address = clause_page(adopted, "otter-bridge", "O6")
    assert "No evidence yet" in words_of(manager, address)
    duty = owed(setting, "O6")
    ready = "I looked. It is up, and easy to read."
    assert ready in words_of(manager, f"/duty/{duty.pk}/"), "the sentence stands there: the second tap sends it"
    assert done(manager, duty, evidence=ready, photo=photograph()) == 302
    kept = Duty.objects.unscoped("a story looks at what was kept").get(pk=duty.pk)
    picture = f"/paper/{kept.photo_id}/1/"
    for client in (manager, enter(adopted.people["otter-bridge key"]), enter(adopted.people["bluebell owner"])):
        page = words_of(client, address)
        assert "<bdi>Otter Bridge Manager</bdi> said so on" in page and ready in page and picture in page
        assert "Done by people, not by us" in page and "On track" not in page, "no row shows that it still hangs there"
    assert "said so on" in words_of(manager, "/policy/otter-bridge/10.2/")
    for who in ("otter-bridge parent", "hilltop manager", "ash-and-alder manager", "ash owner"):
        assert enter(adopted.people[who]).get(address).status_code == 404, who


@pytest.mark.clause("P1", "P2")
def test_the_policy_says_since_when_by_whom_and_how_many_of_its_promises_stand_where(adopted: Village) -> None:
    manager = enter(adopted.people["otter-bridge manager"])
    page = words_of(manager, "/policy/")
    assert page.count("2 March 2026") == 3 and "<bdi>Bluebell Owner</bdi>" in page
    assert "/policy/otter-bridge/10.1/" in page and "/policy/hilltop/" not in page
    assert "/policy/hilltop/10.1/" in words_of(enter(adopted.people["bluebell owner"]), "/policy/")
    part = words_of(manager, "/policy/otter-bridge/10.1/")
    standing = next(a for a in in_force(adopted.settings["otter-bridge"], TODAY) if a.number == "10.1")
    links = [part.index(f"/policy/clause/{each.pk}/") for each in standing.clauses.order_by("position")]
    assert links == sorted(links), "every clause, in the order of the document"
    assert "It is a statement. Nobody measures it." in part
    assert "Only families can say whether this is so." in part


@pytest.mark.clause("P17", "C22")
def test_a_card_is_compared_with_its_source_by_somebody_who_says_where_they_looked(adopted: Village) -> None:
    setting, manager = adopted.settings["hilltop"], enter(adopted.people["hilltop manager"])
    card = ContactCard.objects.get(setting=setting)
    page = words_of(manager, "/policy/hilltop/contacts/")
    assert "Nobody has compared this card with its source yet." in page
    assert "0300 123 4666" in page and "We have confirmed neither" in page, "two numbers are about; none is chosen"
    compared, admitted = f"/policy/contact/{card.pk}/compared/", unchecked_on_the_board("hilltop")
    assert manager.post(compared, {"source": " "}).status_code == 422
    assert enter(adopted.people["hilltop key"]).post(compared, {"source": "Their page"}).status_code == 403
    assert manager.post(compared, {"source": "Their own page, and a call"}).status_code == 302
    page = words_of(manager, "/policy/hilltop/contacts/")
    assert "Compared by <bdi>Hilltop Manager</bdi>" in page and "Their own page, and a call" in page
    assert unchecked_on_the_board("hilltop") == admitted - 1
    assert "P17" in everything_owed(setting), "one card is not the whole check"


@pytest.mark.clause("P17", "C22")
def test_a_card_that_was_changed_has_to_be_compared_anew_and_a_new_version_leaves_it_as_it_is(adopted: Village) -> None:
    setting, manager = adopted.settings["hilltop"], enter(adopted.people["hilltop manager"])
    card = ContactCard.objects.get(setting=setting)
    assert done(manager, owed(setting, "P17"), evidence="Their own page.", cards=cards(setting)) == 302
    admitted = unchecked_on_the_board("hilltop")
    card.refresh_from_db()
    assert card.source == "Their own page.", "where they looked takes the place of the policy as its source"
    said = {"name": card.name, "phone": "0300 123 4666", "address": card.address, "source": "A call on Monday"}
    for wrong in ({"phone": "ring us"}, {"phone": "", "address": ""}, {"source": ""}):
        assert manager.post(f"/policy/contact/{card.pk}/", said | wrong).status_code == 422
    card.refresh_from_db()
    assert card.checked_on == TODAY, "what was not taken in changed nothing"
    assert manager.post(f"/policy/contact/{card.pk}/", said).status_code == 302
    assert unchecked_on_the_board("hilltop") == admitted + 1
    assert "Your policy prints 0300 123 1231." in words_of(manager, "/policy/hilltop/contacts/")
    manager.post(f"/policy/contact/{card.pk}/compared/", {"source": "A call on Monday"})
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=WHOLE.replace(b"within 28 days, makes", b"within 21 days, makes"))
    card.refresh_from_db()
    assert (card.phone, card.checked_on) == ("0300 123 4666", TODAY)


@pytest.mark.clause("P16")
def test_a_review_that_was_done_late_says_so_beside_its_clause(adopted: Village) -> None:
    setting = adopted.settings["otter-bridge"]
    duty = owed(setting, "P16")
    assert duty.due is not None
    with clock.fixed(duty.due + dt.timedelta(days=3)):
        owner = enter(adopted.people["bluebell owner"])
        assert "Late" in words_of(owner, clause_page(adopted, "otter-bridge", "P16"))
        assert done(owner, duty, evidence="Eleven families at the forum; two sentences will change.") == 302
        page = words_of(owner, clause_page(adopted, "otter-bridge", "P16"))
        assert "Done late" in page and "Eleven families at the forum" in page and "On track" in page


@pytest.mark.clause("F3")
def test_a_check_that_the_new_text_leaves_out_is_owed_no_more_and_what_was_done_stays(adopted: Village) -> None:
    setting, manager = adopted.settings["otter-bridge"], enter(adopted.people["otter-bridge manager"])
    assert "F3" not in everything_owed(adopted.settings["ash-and-alder"]), "owed only where the adopted text has it"
    duty = owed(setting, "F3")
    assert done(manager, duty, evidence="Four chairs and a jug.") == 302
    with clock.fixed(LATER):
        adopted.adopt(BLUEBELL, on=LATER, content=NO_SEATS)
        assert "F3" not in everything_owed(setting) and "O6" in everything_owed(setting)
        assert "Four chairs and a jug." in words_of(enter(adopted.people["otter-bridge manager"]), f"/duty/{duty.pk}/")


@pytest.mark.clause("F17")
def test_the_missing_complaints_procedure_is_declared_in_words_or_supplied_by_adopting_it(adopted: Village) -> None:
    setting, manager = adopted.settings["ash-and-alder"], enter(adopted.people["ash-and-alder manager"])
    duty = owed(setting, "F17")
    assert done(manager, duty, evidence="") == 422, "where it lies has to be said"
    with clock.fixed(LATER):
        adopted.adopt(ASH, on=LATER, content=COMPLAINTS)
        assert "F17" not in everything_owed(setting)
        kept = Duty.objects.unscoped("a story looks at what was kept").get(pk=duty.pk)
        assert kept.kept_on == LATER and "10.2" in kept.evidence
        assert kept.kept_by == adopted.people["ash owner"]
    after = LATER + dt.timedelta(days=7)
    with clock.fixed(after):
        adopted.adopt(ASH, on=after)
        assert "F17" not in everything_owed(setting), "what it points to is adopted here"


def test_a_check_is_owed_once_in_a_setting_under_the_clause_that_asks_for_it_best(adopted: Village) -> None:
    setting = adopted.settings["ash-and-alder"]
    assert not {"P17", "C22"} & set(everything_owed(setting))
    with clock.fixed(LATER):
        adopted.adopt(ASH, on=LATER, content=COMPLAINTS)
        owed_now = everything_owed(setting)
    assert "C22" in owed_now and "P17" not in owed_now
    after = LATER + dt.timedelta(days=7)
    with clock.fixed(after):
        adopted.adopt(ASH, on=after, content=WHOLE)
        again = everything_owed(setting)
    assert "P17" in again and "C22" not in again and again["P17"] == owed_now["C22"]
    assert "P16" in again and "" not in again, "the policy asks for its review now; the house need not"
    with clock.fixed(after):
        adopted.adopt(ASH, on=after, content=COMPLAINTS.replace(b"28 days, makes", b"21 days, makes"))
        assert everything_owed(setting).keys() == again.keys(), "the whole policy still asks; once is enough"
