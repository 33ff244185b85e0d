"""The practice world is one press away at the machine itself, and told of in words anywhere else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from hometime.cli.beside import practice_folder
from hometime.setup.beside import FAILED, IDLE, READY, STARTING, Beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tmp_path: Path, settings: LazySettings) -> Beside:
    """A data folder whose server hears wishes."""
    settings.FOLDER = dataclasses.replace(settings.FOLDER, path=tmp_path)
    made = Beside(tmp_path)
    made.say(IDLE)
    return made


def test_one_press_at_the_machine_wishes_for_it(client: Client, told: Beside) -> None:
    assert "Start the practice world" in client.get("/setup/practice/").content.decode()
    assert client.post("/setup/practice/").status_code == 302
    assert "It is being made" in client.get("/setup/practice/").content.decode()
    assert (told.take_wish(), told.take_wish()) == (True, False)
    told.say(STARTING, "http://localhost:8001")
    client.post("/setup/practice/")
    assert not told.asked  # one at a time
    told.say(READY, "http://localhost:8001")
    assert 'href="http://localhost:8001"' in client.get("/setup/practice/").content.decode()
    told.say(FAILED)
    assert "It stopped" in client.get("/setup/practice/").content.decode()


def test_nobody_elsewhere_can_start_anything(client: Client, told: Beside, settings: LazySettings) -> None:
    client.post("/setup/practice/", headers={"x-forwarded-for": "203.0.113.9"})
    assert "--practice" in client.get("/setup/practice/", headers={"x-forwarded-for": "203.0.113.9"}).content.decode()
    assert not told.asked
    settings.PUBLIC_URL = "https://home.town.example"
    client.post("/setup/practice/")
    assert not told.asked
    assert Client(enforce_csrf_checks=True).post("/setup/practice/").status_code == 403


def test_where_nobody_hears_a_wish_the_page_says_what_to_type(client: Client, told: Beside) -> None:
    told.forget()
    client.post("/setup/practice/")
    assert not told.asked
    assert "./start --practice" in client.get("/setup/practice/").content.decode()


@pytest.mark.parametrize(("own", "beside"), [("data/own", "data/practice"), ("otter", "otter-practice")])
def test_it_lies_beside_the_house_and_never_in_it(own: str, beside: str) -> None:
    assert practice_folder(Path(own)) == Path(beside)
