"""Two providers as our own two library policies describe theirs, and how somebody of a story gets in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import io
from importlib import resources
from typing import Any

from django.test import Client

from hometime.access.viewer import hats_of, viewer_for
from hometime.adoption.actions import adopt
from hometime.duties.models import Duty
from hometime.kernel import clock
from hometime.people import actions as people
from hometime.people.models import Person, Provider, Setting
from hometime.people.roles import Hat, Role
from hometime.policies.models import Adoption, ContactCard
from hometime.policies.settling import Settled
from tests.cast import HOUSE, LONG_AGO, TODAY, Cast, as_proposed

PASSWORD = "four quiet words here"
ADOPTED = dt.date(2026, 3, 2)
FIRST = TODAY + dt.timedelta(days=14)  # the first day of a child who begins, a Monday
BLUEBELL, ASH = "bluebell.md", "ash-and-alder.md"


@dataclasses.dataclass(frozen=True)
class Village:
    """The places by the slug of their board, and who does what there by "slug role"."""

    bluebell: Provider
    ash: Provider
    settings: dict[str, Setting]
    people: dict[str, Person]

    def adopt(self, book: str, *, on: dt.date = ADOPTED, content: bytes = b"") -> list[Adoption]:
        """An owner adopts a library document, or a changed copy of it, for the settings of the provider it is for."""
        provider, settings = self._whose(book)
        content = content or document(book)
        return adopt(self.owner_of(provider), provider, settings, as_proposed(content, book), content, on)

    def owner_of(self, provider: Provider) -> Any:
        """The owner of a provider, as a viewer."""
        owner = self.people["bluebell owner" if provider == self.bluebell else "ash owner"]
        return viewer_for(owner, hats_of(owner)[0].key)

    def _whose(self, book: str) -> tuple[Provider, list[Setting]]:
        provider = self.bluebell if book == BLUEBELL else self.ash
        return provider, [setting for setting in self.settings.values() if setting.provider_id == provider.pk]


def found() -> Village:
    """Founds both providers, each with an owner, and their settings with a manager, deputy, key person and parent."""
    bluebell = people.found_provider(HOUSE, "Bluebell Pre-Schools Ltd", Provider.Form.COMPANY)
    ash = people.found_provider(HOUSE, "Ash and Alder Preschool", Provider.Form.COMMITTEE)
    village = Village(bluebell, ash, {}, {})
    for provider, name, slug in (
        (bluebell, "Otter Bridge Pre-School", "otter-bridge"),
        (bluebell, "Hilltop Community Pre-School", "hilltop"),
        (ash, "Ash and Alder Preschool", "ash-and-alder"),
    ):
        setting = people.open_setting(HOUSE, provider, name, slug, phone="01632 960123")
        village.settings[slug] = setting
        for word, role in (("manager", Role.MANAGER), ("deputy", Role.DEPUTY), ("key", Role.KEY_PERSON)):
            appoint(village, f"{slug} {word}", role, setting)
        appoint(village, f"{slug} parent", Role.PARENT, setting)
    appoint(village, "bluebell owner", Role.OWNER, bluebell)
    appoint(village, "ash owner", Role.OWNER, ash)
    return village


def appoint(village: Village, called: str, role: Role, place: Setting | Provider) -> Person:
    """Adds somebody with one post, known in the story by `called`."""
    name = " ".join(word.capitalize() for word in called.replace("-", " ").split())
    person = people.add_person(HOUSE, name, email=f"{called.replace(' ', '.')}@town.example")
    people.appoint(HOUSE, person, role, place, LONG_AGO)
    village.people[called] = person
    return person


def document(book: str) -> bytes:
    """A policy of the library as it is shipped."""
    return (resources.files("hometime.policies.library") / "documents" / book).read_bytes()


def with_both_ladders(cast: Cast) -> None:
    """The setting of the cast adopted a week ago a policy with a ladder for parents and one for other services."""
    book = document(BLUEBELL)
    with_ladders_of(cast, as_proposed(book, BLUEBELL), book)


def with_ladders_of(cast: Cast, confirmed: Settled, content: bytes) -> None:
    """The setting of the cast adopted a document a week ago."""
    adopt(HOUSE, cast.provider, [cast.setting], confirmed, content, clock.today() - dt.timedelta(days=7))


def enter(person: Person, hat: Hat | None = None) -> Client:
    """Signs somebody in with their password, in `hat` where they have several."""
    people.set_password(HOUSE, person, PASSWORD)
    client = Client()
    answer = client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.status_code
    choices = hats_of(person)
    if len(choices) > 1:
        key = next(choice.key for choice in choices if choice.hat == hat)
        assert client.post("/hat/", {"hat": key}).status_code == 302
    return client


def words_of(client: Client, address: str) -> str:
    """The words of a page that opens, with the marks of HTML read as their signs."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return html.unescape(answer.content.decode())


def done(client: Client, duty: Duty, **said: Any) -> int:
    """Sends the duty's own form and gives the status of the answer; 302 leads back to Today."""
    return client.post(f"/duty/{duty.pk}/done/", said).status_code


def owed(setting: Setting, clause: str) -> Duty:
    """The one open duty of a setting under a clause."""
    return Duty.objects.unscoped("a story looks at what is owed").open().get(setting=setting, clause=clause)


def cards(setting: Setting) -> list[str]:
    """The ids of a setting's contact cards, as the boxes of a form send them."""
    return list(ContactCard.objects.filter(setting=setting).values_list("pk", flat=True))


def everything_owed(setting: Setting) -> dict[str, dt.date | None]:
    """The day of each open duty of a setting, by clause."""
    found = Duty.objects.unscoped("a story looks at what is owed").open().filter(setting=setting)
    return dict(found.values_list("clause", "due"))


def day(field: str, value: dt.date) -> dict[str, int]:
    """A day as the three boxes of a form send it."""
    return {f"{field}_day": value.day, f"{field}_month": value.month, f"{field}_year": value.year}


def photograph() -> Any:
    """A small photograph, as a browser would send it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    written = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(written, "JPEG")
    return SimpleUploadedFile("board.jpg", written.getvalue(), "image/jpeg")
