"""A document goes in; the board shows it, and what it promises is owed, done and shown."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hometime.duties.models import Duty, Kind
from hometime.duties.standing import Standing
from hometime.kernel import clock
from hometime.policies import catalogue
from hometime.policies.models import AdoptedClause, Adoption, ContactCard
from tests.cast import TODAY
from tests.stories.village import (
    ADOPTED,
    ASH,
    BLUEBELL,
    Village,
    cards,
    done,
    enter,
    everything_owed,
    owed,
    photograph,
    words_of,
)

REGULATOR = "0300 123 1231"


@pytest.fixture
def adopted(village: Village) -> Village:
    """Both policies adopted for their three settings."""
    village.adopt(BLUEBELL)
    village.adopt(ASH)
    return village


@pytest.mark.clause("P1", "P17", "P24", "G1", "C21", "C22", "O6")
def test_two_policies_are_adopted_for_three_settings_and_hang_on_their_boards(adopted: Village) -> None:
    numbers = {slug: [a.number for a in s.adoptions.order_by("number")] for slug, s in adopted.settings.items()}
    whole = ["10", "10.1", "10.2"]
    assert numbers == {"otter-bridge": whole, "hilltop": whole, "ash-and-alder": ["10.1"]}
    for slug, setting in adopted.settings.items():
        board = words_of(Client(), f"/board/{slug}/")
        assert "2 March 2026" in board
        for adoption in setting.adoptions.all():
            address = f"/board/{slug}/policy/{adoption.pk}/"
            assert address in board
            text = words_of(Client(), address)
            assert [clause.key for clause in adoption.clauses.all() if clause.text not in text] == []
            assert "2 March 2026" in text
    covered = {id_ for clause in clauses_of(adopted, "otter-bridge") for id_ in clause.covers}
    assert covered == set(catalogue.load())


def clauses_of(village: Village, slug: str) -> list[AdoptedClause]:
    return list(AdoptedClause.objects.filter(adoption__setting=village.settings[slug]))


@pytest.mark.clause("C21", "C22", "P24")
def test_the_board_shows_the_steps_with_their_limits_and_how_to_reach_the_regulator(adopted: Village) -> None:
    for slug in ("otter-bridge", "hilltop"):
        board = words_of(Client(), f"/board/{slug}/")
        for limit in ("28 days", "14 more days", "10 days", "5 days", "14 days"):
            assert f"within {limit}." in board
        assert "You can tell <bdi>Ofsted</bdi> at any time." in board
        assert REGULATOR in board


def test_a_policy_without_its_complaints_procedure_leaves_a_gap_that_the_board_admits(adopted: Village) -> None:
    board = words_of(Client(), "/board/ash-and-alder/")
    assert "No complaints procedure yet" in board
    assert REGULATOR in board, "families may always turn to the regulator"
    assert "Nobody has checked these details yet." in board
    assert owed(adopted.settings["ash-and-alder"], "F17").due == TODAY + dt.timedelta(days=14)
    assert "F17" not in everything_owed(adopted.settings["otter-bridge"])


@pytest.mark.clause("C2")
def test_telling_every_family_how_to_complain_is_owed_once_and_kept_on_the_page(adopted: Village) -> None:
    duty = owed(adopted.settings["otter-bridge"], "C2")
    assert (duty.kind, duty.due) == (Kind.EVENT, TODAY + dt.timedelta(days=14))
    manager = enter(adopted.people["otter-bridge manager"])
    assert duty.what in words_of(manager, "/today/")
    assert done(manager, duty) == 302
    assert "C2" not in everything_owed(adopted.settings["otter-bridge"])
    assert standing_of(duty) == Standing.KEPT
    assert done(manager, duty) == 403, "what is done cannot be done again"


@pytest.mark.clause("P17")
def test_contact_details_are_checked_and_come_round_again_three_months_later(adopted: Village) -> None:
    setting = adopted.settings["hilltop"]
    duty = owed(setting, "P17")
    assert (duty.kind, duty.due) == (Kind.RHYTHM, dt.date(2026, 3, 14))
    with clock.fixed(dt.date(2026, 3, 16)):
        manager = enter(adopted.people["hilltop manager"])
        assert duty.what in words_of(manager, "/today/")
        words = "Ofsted's own page; rang the number."
        assert done(manager, duty, evidence=words) == 422, "each card is ticked"
        assert done(manager, duty, evidence="", cards=cards(setting)) == 422, (
            "and whoever ticked says where they looked"
        )
        assert standing_of(duty) == Standing.OVERDUE
        assert done(manager, duty, evidence=words, cards=cards(setting)) == 302
        assert standing_of(duty) == Standing.KEPT_LATE
    there = ContactCard.objects.filter(setting=setting)
    assert {card.checked_on for card in there} == {dt.date(2026, 3, 16)}, "the board says when they were checked"
    assert owed(setting, "P17").due == dt.date(2026, 6, 16)
    with clock.fixed(dt.date(2026, 6, 16)):
        again = words_of(enter(adopted.people["hilltop manager"]), "/today/")
        assert owed(setting, "P17").pk in again


@pytest.mark.clause("F3")
def test_the_entrance_is_looked_at_with_a_photograph_that_only_the_setting_sees(adopted: Village) -> None:
    setting, manager = adopted.settings["otter-bridge"], enter(adopted.people["otter-bridge manager"])
    duty = owed(setting, "F3")
    assert duty.kind == Kind.ATTESTATION
    assert f"/duty/{duty.pk}/" in words_of(manager, "/today/")
    assert done(manager, duty, evidence="") == 422, "an attestation needs the words of whoever looked"
    words = "Four chairs by the door, and a jug of water."
    assert done(manager, duty, evidence=words, photo=photograph()) == 302
    shown = words_of(manager, f"/duty/{duty.pk}/")
    kept = Duty.objects.unscoped("a story looks at what was kept").get(pk=duty.pk)
    picture = f"/paper/{kept.photo_id}/1/"
    assert words in shown and picture in shown
    for who in ("otter-bridge deputy", "otter-bridge key", "bluebell owner"):
        answer = enter(adopted.people[who]).get(picture)
        assert (answer.status_code, answer["Content-Type"].split("/")[0]) == (200, "image"), who
    for who in ("otter-bridge parent", "hilltop manager", "ash-and-alder manager", "ash owner"):
        assert enter(adopted.people[who]).get(picture).status_code == 404, who
    assert Client().get(picture).status_code == 302, "a stranger is asked to sign in"
    assert owed(setting, "F3").due == dt.date(2026, 7, 9)


@pytest.mark.clause("O6")
def test_the_board_is_looked_at_and_a_file_that_is_no_picture_leaves_it_undone(adopted: Village) -> None:
    setting, manager = adopted.settings["hilltop"], enter(adopted.people["hilltop manager"])
    duty = owed(setting, "O6")
    wrong = photograph()
    wrong.file.seek(0)
    wrong.file.truncate(40)
    assert done(manager, duty, evidence="It hangs by the door.", photo=wrong) == 422
    assert standing_of(duty) == Standing.DUE_SOON
    assert done(manager, duty, evidence="It hangs by the door.") == 302
    assert "Look at the notice board" in words_of(manager, "/today/").split("Done today")[1]


@pytest.mark.clause("P16")
def test_the_owner_owes_a_review_within_the_year_and_a_manager_cannot_do_it_for_them(adopted: Village) -> None:
    setting = adopted.settings["otter-bridge"]
    duty = owed(setting, "P16")
    assert duty.due == TODAY + dt.timedelta(days=365)
    with clock.fixed(duty.due):
        assert done(enter(adopted.people["otter-bridge manager"]), duty, evidence="Done.") == 403
        owner = enter(adopted.people["bluebell owner"])
        assert duty.what in words_of(owner, "/today/")
        assert done(owner, duty, evidence="") == 422, "who took part has to be said"
        assert done(owner, duty, evidence="Read with the forum on Tuesday.") == 302
    assert owed(setting, "P16").due == dt.date(2028, 3, 9)


def test_a_policy_that_asks_for_no_review_is_reviewed_by_a_rule_of_the_house_that_cites_no_clause(
    adopted: Village,
) -> None:
    setting = adopted.settings["ash-and-alder"]
    assert "P16" not in everything_owed(setting), "the document has only 10.1, which promises no review"
    duty = owed(setting, "")
    assert (duty.basis, duty.clause_key, duty.due) == ("house", "", TODAY + dt.timedelta(days=365))
    shown = words_of(enter(adopted.people["ash owner"]), f"/duty/{duty.pk}/")
    assert "Nothing in your policy asks for this. It is a rule of ours." in shown
    assert [owed(adopted.settings[slug], "P16").basis for slug in ("otter-bridge", "hilltop")] == ["proposed"] * 2
    assert "" not in everything_owed(adopted.settings["otter-bridge"]), "once in a setting is enough"


def test_what_was_adopted_says_by_whom_and_when(adopted: Village) -> None:
    for adoption in Adoption.objects.filter(setting__provider=adopted.bluebell):
        assert adoption.adopted_by == adopted.people["bluebell owner"]
        assert (adoption.adopted_on, adoption.recorded_on, adoption.sequence) == (ADOPTED, TODAY, 1)


def standing_of(duty: Duty) -> Standing:
    fresh = Duty.objects.unscoped("a story looks at where a duty stands").get(pk=duty.pk)
    return fresh.standing(clock.today())
