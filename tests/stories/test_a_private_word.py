"""A parent tells one chosen person something: sealed from everybody else, acknowledged, and opened by a lead only with a reason."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from hometime.access.proof import KEY, By
from hometime.audit.models import Event
from hometime.duties.models import Duty
from hometime.families import actions as families
from hometime.families.facets import Basis, Information
from hometime.families.models import Bond
from hometime.kernel import clock
from hometime.keypersons.models import PrivateWord
from hometime.people.roles import Role
from hometime.records.models import Party
from tests.cast import FULL, HOUSE, TODAY, Cast, adult
from tests.stories.village import enter, words_of

pytestmark = pytest.mark.usefixtures("practice")
WORDS = "My mother has left us and Ava cries at night."


def tells(cast: Cast, client: Client, role: Role, name: str, **said: Any) -> PrivateWord:
    """Sends the form, and gives the word."""
    before = set(PrivateWord.objects.unscoped("a story looks").values_list("pk", flat=True))
    form = {"words": WORDS, "to": f"{role}:{cast.people[name].pk}", "about": "", **said}
    answer = client.post(f"/key/{cast.children['Ava'].pk}/word/", form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return PrivateWord.objects.unscoped("a story looks").exclude(pk__in=before).get()


def opens(client: Client, word: PrivateWord) -> bool:
    """Whether somebody finds it."""
    return client.get(f"/word/{word.pk}/").status_code == 200


def lead(cast: Cast) -> Client:
    """The safeguarding lead, who proved a moment ago who they are."""
    client = enter(cast.people["Sal Lead"])
    session = client.session
    session[KEY] = {
        "who": cast.people["Sal Lead"].pk,
        "by": By.AUTHENTICATOR,
        "strong": True,
        "at": clock.now().timestamp(),
    }
    session.save()
    return client


@pytest.mark.clause("F7")
def test_a_word_reaches_the_one_who_was_chosen_and_says_when_it_was_read(cast: Cast) -> None:
    mum, mo = enter(cast.people["Mum Full"]), enter(cast.people["Mo Manager"])
    word = tells(cast, mum, Role.MANAGER, "Mo Manager")
    (duty,) = Duty.objects.unscoped("a story looks").open().filter(record=word)
    assert duty.due == TODAY + dt.timedelta(days=2) and duty.owed_role == Role.MANAGER
    assert "Read what a parent told you" in words_of(mo, "/today/") and WORDS not in words_of(mo, "/today/")
    assert "has it" in words_of(mum, f"/word/{word.pk}/")
    assert WORDS in words_of(mo, f"/word/{word.pk}/")
    assert mo.post(f"/word/{word.pk}/read/", {"answer": "Let us talk on Friday."}).status_code == 302
    assert mo.post(f"/word/{word.pk}/read/", {"answer": "Again."}).status_code == 403
    page = words_of(mum, f"/word/{word.pk}/")
    assert "has read it" in page and "Let us talk on Friday." in page
    duty.refresh_from_db()
    assert duty.kept_on == TODAY


@pytest.mark.parametrize(
    ("role", "name"), [(Role.KEY_PERSON, "Kay Person"), (Role.MANAGER, "Mo Manager"), (Role.DSL, "Sal Lead")]
)
def test_nobody_but_the_chosen_one_finds_it_whatever_post_they_hold(cast: Cast, role: Role, name: str) -> None:
    adult(cast, "Dad Apart", cast.children["Ava"], "father", **FULL)
    word = tells(cast, enter(cast.people["Mum Full"]), role, name)
    for other in (
        "Kay Person",
        "Mo Manager",
        "Sal Lead",
        "Dee Deputy",
        "Bo Backup",
        "Dad Apart",
        "Dad Limited",
        "Ola Owner",
    ):
        assert opens(enter(cast.people[other]), word) is (other == name), other
        assert (WORDS in words_of(enter(cast.people[other]), "/today/")) is False
    assert WORDS not in str(list(Event.objects.values_list("facts", flat=True)))


def test_an_adult_who_hears_little_may_still_tell_somebody_something(cast: Cast) -> None:
    dad = enter(cast.people["Dad Limited"])
    assert "in private" in words_of(dad, "/today/")
    word = tells(cast, dad, Role.KEY_PERSON, "Kay Person")
    assert opens(dad, word) and not opens(enter(cast.people["Mum Full"]), word)


def test_whom_it_is_about_never_sees_it_not_even_as_the_lead(cast: Cast) -> None:
    mum = enter(cast.people["Mum Full"])
    word = tells(cast, mum, Role.MANAGER, "Mo Manager", about=cast.people["Sal Lead"].pk)
    sal = lead(cast)
    assert "No private words" in words_of(sal, "/sealed-words/")
    assert sal.get(f"/sealed-words/{word.pk}/").status_code == 404
    assert sal.post(f"/sealed-words/{word.pk}/open/", {"because": "I want to know."}).status_code == 404
    same = mum.post(
        f"/key/{cast.children['Ava'].pk}/word/",
        {"words": WORDS, "to": f"{Role.MANAGER}:{cast.people['Mo Manager'].pk}", "about": cast.people["Mo Manager"].pk},
    )
    assert same.status_code == 422 and "Choose somebody else" in same.content.decode()


def test_a_lead_opens_one_only_with_a_reason_that_is_logged_and_shown(cast: Cast) -> None:
    mum = enter(cast.people["Mum Full"])
    word = tells(cast, mum, Role.KEY_PERSON, "Kay Person")
    sal = lead(cast)
    listed = words_of(sal, "/sealed-words/")
    assert "A.C." in listed and "Kay Person" in listed and WORDS not in listed
    assert not opens(sal, word)
    assert sal.post(f"/sealed-words/{word.pk}/open/", {"because": " "}).status_code == 422
    assert not opens(sal, word)
    assert sal.post(f"/sealed-words/{word.pk}/open/", {"because": "A neighbour rang."}).status_code == 302
    assert WORDS in words_of(sal, f"/word/{word.pk}/")
    assert (
        Event.objects.filter(verb="word.opened_by_lead", subject=word.pk, actor=cast.people["Sal Lead"].pk).count() == 1
    )
    assert "A neighbour rang." in words_of(mum, f"/word/{word.pk}/")
    assert "A neighbour rang." in words_of(enter(cast.people["Kay Person"]), f"/word/{word.pk}/")
    assert sal.post(f"/word/{word.pk}/read/", {}).status_code == 403, "only whoever was told says that they read it"


def test_where_telling_could_put_a_child_at_risk_the_opening_is_logged_and_not_shown(cast: Cast) -> None:
    mum = enter(cast.people["Mum Full"])
    word = tells(cast, mum, Role.KEY_PERSON, "Kay Person")
    before = words_of(mum, f"/word/{word.pk}/")
    lead(cast).post(f"/sealed-words/{word.pk}/open/", {"because": "A neighbour rang.", "hide": "on"})
    assert "A neighbour rang." not in words_of(mum, f"/word/{word.pk}/")
    assert before.count("<bdi>") == words_of(mum, f"/word/{word.pk}/").count("<bdi>")
    assert Event.objects.filter(verb="word.opened_by_lead", subject=word.pk).count() == 1


def test_nobody_but_a_lead_comes_near_the_list_of_sealed_words(cast: Cast) -> None:
    tells(cast, enter(cast.people["Mum Full"]), Role.KEY_PERSON, "Kay Person")
    for name in ("Mo Manager", "Kay Person", "Dee Deputy"):
        assert enter(cast.people[name]).get("/sealed-words/").status_code == 403
    assert enter(cast.people["Mum Full"]).get("/sealed-words/").status_code == 404


def test_an_order_that_arrives_closes_even_what_an_adult_told(cast: Cast) -> None:
    mum = enter(cast.people["Mum Full"])
    word = tells(cast, mum, Role.MANAGER, "Mo Manager")
    bond = Bond.objects.unscoped("a story").get(adult=cast.adults["Mum Full"], child=cast.children["Ava"])
    families.decide(HOUSE, bond, "info", Information.NONE, basis=Basis.ORDER, evidence="Sealed copy seen.")
    assert not opens(mum, word) and opens(enter(cast.people["Mo Manager"]), word)


def test_a_word_to_nobody_and_an_empty_one_keep_what_was_typed(cast: Cast) -> None:
    mum = enter(cast.people["Mum Full"])
    answer = mum.post(f"/key/{cast.children['Ava'].pk}/word/", {"words": WORDS, "to": ""})
    assert answer.status_code == 422 and WORDS in answer.content.decode()
    assert not PrivateWord.objects.unscoped("a story looks").exists()
    assert not Party.objects.unscoped("a story looks").filter(record__kind="private_word").exists()


def test_a_word_that_is_sent_again_is_there_once_and_asks_once(cast: Cast) -> None:
    mum, address = enter(cast.people["Mum Full"]), f"/key/{cast.children['Ava'].pk}/word/"
    key = re.search(r'name="once" value="([^"]+)"', words_of(mum, address))
    assert key
    form = {"words": WORDS, "to": f"{Role.MANAGER}:{cast.people['Mo Manager'].pk}", "about": "", "once": key[1]}
    first, second = mum.post(address, form), mum.post(address, form)
    assert first.status_code == 302 and first["Location"] == second["Location"]
    word = PrivateWord.objects.unscoped("a story looks").get()
    assert Duty.objects.unscoped("a story looks").filter(record=word).count() == 1
    assert mum.post(address, {**form, "words": "And one thing more."}).status_code == 302
    assert PrivateWord.objects.unscoped("a story looks").count() == 2
