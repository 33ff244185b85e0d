"""Somebody who has just claimed an empty house, signed in with a second step."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client

from hometime.kernel import clock, ids
from hometime.people.models import Person, Provider, Setting
from hometime.people.roles import Hat
from hometime.setup import founding
from tests.cast import TODAY

PLACES = {
    "provider": "Riverside Pre-Schools Ltd",
    "form": "company",
    "name": "Riverside",
    "address": "1 Made-up Lane\nTown",
    "phone": "01632 960001",
    "email": "",
    "slug": "",
}


@dataclasses.dataclass
class Beginning:
    """A house with its first owner and nothing else."""

    owner: Person

    @property
    def provider(self) -> Provider:
        """The provider."""
        return Provider.objects.get()

    @property
    def setting(self) -> Setting:
        """The first setting."""
        return Setting.objects.order_by("name").first() or pytest.fail("no setting yet")

    def client(self, person: Person | None = None, hat: Hat = Hat.OWNER) -> Client:
        """A browser of `person` in `hat`, just signed in with a second step."""
        who = person or self.owner
        client = Client()
        client.force_login(who, django_settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        place = self.provider.pk if hat == Hat.OWNER else self.setting.pk
        session["hat"] = f"{hat}:{place}"
        session["proof"] = {"who": who.pk, "by": "totp", "strong": True, "at": clock.now().timestamp()}
        session.save()
        return client


@pytest.fixture
def house(db: None) -> Iterator[Beginning]:
    """An empty house that somebody has just claimed."""
    cache.clear()
    with clock.fixed(TODAY), ids.seeded("set-up"):
        yield Beginning(founding.claim("Ola Owner", "ola@town.example", "three loud otters"))


@pytest.fixture
def named(house: Beginning) -> Beginning:
    """The same after the second page: the provider and one setting have their names."""
    assert house.client().post("/setup/places/", PLACES).status_code == 302
    return house
