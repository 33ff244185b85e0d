"""Photos, stories and voice notes from home: sent whole or not at all, thanked for, used where the parent can see it; ideas
sent home; and the living page about a child."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Bond
from hometime.keypersons.actions.checking import see_to_checks
from hometime.keypersons.models import AboutLine, Contribution, Idea, ProgressCheck
from hometime.people.roles import Role
from hometime.records.models import Paper
from tests.cast import FULL, HOUSE, Cast, adult, person
from tests.stories.village import enter, photograph, words_of
from tests.trust.test_two_worlds import change

pytestmark = pytest.mark.usefixtures("practice")
STORY = "آوا نے نانی کے ساتھ روٹی بنائی۔"
VOICE = b"OggS\x00\x02" + bytes(200)


def voice(content: bytes = VOICE, name: str = "voice.ogg") -> SimpleUploadedFile:
    """A voice note, as a telephone sends it."""
    return SimpleUploadedFile(name, content, "audio/ogg")


def sends(client: Client, cast: Cast, **said: Any) -> Contribution:
    """A parent sends something, and it arrives."""
    before = set(Contribution.objects.unscoped("a story looks").values_list("pk", flat=True))
    answer = client.post(f"/key/{cast.children['Ava'].pk}/from-home/", {"words": STORY, **said})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Contribution.objects.unscoped("a story looks").exclude(pk__in=before).get()


@pytest.mark.clause("P12")
def test_a_photo_and_a_story_are_thanked_for_used_in_the_check_and_the_parent_sees_where(cast: Cast) -> None:
    ava = cast.children["Ava"]
    change(HOUSE, ava, born=dt.date(2024, 2, 20))
    see_to_checks(HOUSE)
    check = ProgressCheck.objects.unscoped("a story looks").get(child=ava)
    mum, kay = enter(cast.people["Mum Full"]), enter(cast.people["Kay Person"])
    assert "send something from home" in words_of(mum, "/today/")
    sent = sends(mum, cast, photo=photograph())
    assert "We have it" in words_of(mum, f"/from-home/{sent.pk}/")
    assert "New from home" in words_of(kay, "/my-children/")
    page = words_of(kay, f"/from-home/{sent.pk}/")
    paper = Paper.objects.unscoped("a story looks").get(record=sent)
    assert STORY in page and f"/paper/{paper.pk}/1/" in page
    for client in (mum, kay):
        assert client.get(f"/paper/{paper.pk}/1/")["Content-Type"].startswith("image/")
    assert kay.post(f"/from-home/{sent.pk}/thanks/").status_code == 302
    assert kay.post(f"/from-home/{sent.pk}/thanks/").status_code == 403, "thanks are said once"
    assert "Kay Person</bdi> says thank you" in words_of(mum, f"/from-home/{sent.pk}/")
    assert not Duty.objects.unscoped("a story looks").open().filter(record=sent).exists()
    empty = kay.post(f"/from-home/{sent.pk}/use/", {"used_in": check.pk, "words": " "})
    assert empty.status_code == 422
    said = {"used_in": check.pk, "words": "She rolls and presses with both hands."}
    assert kay.post(f"/from-home/{sent.pk}/use/", said).status_code == 302
    page = words_of(mum, f"/from-home/{sent.pk}/")
    assert "Where it was used" in page and "She rolls and presses with both hands." in page
    assert "She rolls and presses" in words_of(kay, f"/check/{check.pk}/"), "the check cites it"


def test_a_voice_note_is_kept_as_it_came_and_sent_out_as_sound_alone(cast: Cast) -> None:
    mum, kay = enter(cast.people["Mum Full"]), enter(cast.people["Kay Person"])
    sent = sends(mum, cast, words="", voice=voice())
    answer = kay.get(f"/from-home/{sent.pk}/voice/")
    assert answer.content == VOICE and answer["Content-Type"] == "audio/ogg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert enter(cast.people["Roo Room"]).get(f"/from-home/{sent.pk}/voice/").status_code == 404


FILM = b"\x00\x00\x00\x18ftypisom" + b"hdlr....vide" + bytes(64)
NOT_TAKEN = {
    "a page as a photo": ("photo", "a.jpg", b"<svg onload=x>", "cannot take this kind of file"),
    "a film as a photo": ("photo", "film.mp4", FILM, "cannot take films"),
    "a page as a voice": ("voice", "a.ogg", b"<html><script>1</script>", "not a voice note"),
    "a film as a voice": ("voice", "a.m4a", FILM, "cannot take films"),
    "an hour of voice": ("voice", "a.ogg", b"OggS" + bytes(6 * 1024 * 1024), "too long"),
}


@pytest.mark.parametrize("case", NOT_TAKEN)
def test_what_cannot_be_taken_says_why_beside_its_field_and_nothing_is_half_saved(cast: Cast, case: str) -> None:
    field, name, content, words = NOT_TAKEN[case]
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    mum = enter(cast.people["Mum Full"])
    answer = mum.post(f"/key/{cast.children['Ava'].pk}/from-home/", {"words": STORY, field: file})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert STORY in answer.content.decode(), "what was typed is still there"
    assert not Contribution.objects.unscoped("a story looks").exists()
    assert not Paper.objects.unscoped("a story looks").exists()


def test_what_is_sent_again_on_a_bad_line_is_there_once_with_one_photo_and_one_thanks(cast: Cast) -> None:
    mum, address = enter(cast.people["Mum Full"]), f"/key/{cast.children['Ava'].pk}/from-home/"
    key = re.search(r'name="once" value="([^"]+)"', words_of(mum, address))
    assert key and key[1] not in words_of(mum, address), "each page has a key of its own"

    def again(**said: Any) -> Any:
        return mum.post(address, {"words": STORY, "photo": photograph(), "once": key[1], **said})

    first, second = again(), again()
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    sent = Contribution.objects.unscoped("a story looks").get()
    assert Paper.objects.unscoped("a story looks").filter(record=sent).count() == 1
    assert Duty.objects.unscoped("a story looks").filter(record=sent).count() == 1
    assert again(words="Another story.").status_code == 302, "other words from the same page are not lost"
    dad = adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    assert enter(dad.person).post(address, {"words": STORY, "once": key[1]}).status_code == 302
    assert Contribution.objects.unscoped("a story looks").count() == 3, "nobody meets another's by their key"


def test_nothing_at_all_is_not_sent(cast: Cast) -> None:
    answer = enter(cast.people["Mum Full"]).post(f"/key/{cast.children['Ava'].pk}/from-home/", {"words": " "})
    assert answer.status_code == 422 and "Write a line, or choose a photo" in answer.content.decode()


def test_the_other_side_of_a_family_finds_nothing_of_what_was_sent(cast: Cast) -> None:
    adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    sent = sends(enter(cast.people["Mum Full"]), cast)
    dad = enter(cast.people["Dad Apart"])
    assert dad.get(f"/from-home/{sent.pk}/").status_code == 404
    assert STORY not in words_of(dad, f"/key/{cast.children['Ava'].pk}/")
    bond = Bond.objects.unscoped("a story").get(adult=cast.adults["Mum Full"], child=cast.children["Ava"])
    families.decide(HOUSE, bond, "info", Information.NONE, basis=Basis.ORDER, evidence="Sealed copy seen.")
    assert enter(cast.people["Mum Full"]).get(f"/from-home/{sent.pk}/").status_code == 404


@pytest.mark.clause("F8")
def test_an_idea_goes_home_tied_to_what_the_child_loves_and_a_reply_comes_back(cast: Cast) -> None:
    ava = cast.children["Ava"]
    mum, kay = enter(cast.people["Mum Full"]), enter(cast.people["Kay Person"])
    said = {"tied_to": "Bread", "words": "Let her weigh the flour."}
    assert kay.post(f"/key/{ava.pk}/idea/", {**said, "tied_to": ""}).status_code == 422
    assert kay.post(f"/key/{ava.pk}/idea/", said).status_code == 302
    idea = Idea.objects.unscoped("a story looks").get()
    page = words_of(mum, f"/key/{ava.pk}/")
    assert "Let her weigh the flour." in page and "Tell us how it went" in page
    assert mum.post(f"/idea/{idea.pk}/", {"words": "She counted to nine."}).status_code == 302
    reply = Contribution.objects.unscoped("a story looks").get()
    assert reply.answers_id == idea.pk
    assert "It answers your idea" in words_of(kay, f"/from-home/{reply.pk}/")


def test_what_a_parent_gave_at_the_door_is_written_down_as_theirs(cast: Cast) -> None:
    mum, kay = cast.people["Mum Full"], enter(cast.people["Kay Person"])
    said = {"person": mum.pk, "words": "She can hop.", "photo": photograph()}
    assert kay.post(f"/key/{cast.children['Ava'].pk}/told/", said).status_code == 302
    sent = Contribution.objects.unscoped("a story looks").get()
    assert "written down here" in words_of(kay, f"/from-home/{sent.pk}/")
    assert "She can hop." in words_of(enter(mum), f"/from-home/{sent.pk}/")


@pytest.mark.clause("P7")
def test_the_page_about_a_child_lives_is_read_and_used_and_a_room_sees_what_the_child_needs(cast: Cast) -> None:
    ava = cast.children["Ava"]
    mum, kay = enter(cast.people["Mum Full"]), enter(cast.people["Kay Person"])
    for section, words in (("needs", "Her blue cup."), ("likes", "Trains.")):
        assert mum.post(f"/key/{ava.pk}/about/add/", {"section": section, "words": words}).status_code == 302
    lines = {line.section: line for line in AboutLine.objects.unscoped("a story looks")}
    assert "Her blue cup." in words_of(kay, f"/key/{ava.pk}/about/")
    assert kay.post(f"/about/{lines['needs'].pk}/used/").status_code == 302
    assert "We read it and use it" in words_of(mum, f"/key/{ava.pk}/about/")
    deputy = enter(cast.people["Dee Deputy"])
    assert "Trains." in words_of(deputy, f"/key/{ava.pk}/about/")
    assert kay.post(f"/about/{lines['likes'].pk}/over/").status_code == 403, "a family's words are the family's"
    assert mum.post(f"/about/{lines['likes'].pk}/over/").status_code == 302
    page = words_of(mum, f"/key/{ava.pk}/about/")
    assert "What was true before" in page and "Trains." in page


def test_room_staff_read_what_a_child_needs_and_nothing_else_of_the_page(cast: Cast) -> None:
    ava = cast.children["Ava"]
    person(cast, "Ban Kay", (Role.BANK, cast.setting), room=cast.room)
    mum, worker = enter(cast.people["Mum Full"]), enter(cast.people["Ban Kay"])
    for section, words in (("needs", "Her blue cup."), ("likes", "Trains.")):
        mum.post(f"/key/{ava.pk}/about/add/", {"section": section, "words": words})
    page = words_of(worker, f"/key/{ava.pk}/about/")
    assert "Her blue cup." in page and "Trains." not in page
    assert enter(cast.people["Roo Room"]).get(f"/key/{ava.pk}/about/").status_code == 404
