"""Only an address that families can open at home may stand on paper."""

from __future__ import annotations

import pytest

from hometime.config import site

NEVER = (
    "http://otter.example",
    "HTTP://otter.example",
    "//otter.example",
    "otter.example",
    "https://",
    "https://[otter",
    "https://otter.example:port",
    "https://localhost",
    "https://localhost:8000",
    "https://LOCALHOST.",
    "https://otter.localhost",
    "https://127.0.0.1",
    "https://127.9.9.9:8000",
    "https://127.1",
    "https://0x7f.1",
    "https://2130706433",
    "https://0.0.0.0",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    "https://[fe80::1]",
    "https://[fd00::1]",
    "https://10.0.0.7",
    "https://172.16.3.4",
    "https://192.168.1.20",
    "https://169.254.1.1",
    "https://100.64.0.1",
    "https://224.0.0.251",
    "https://hall.local",
    "https://hall.lan",
    "https://hall.home.arpa",
    "https://server",
    "https://otter_bridge.example",
    "https://otter .example",
    "https://otter.example/nursery",
    "https://otter.example?x=1",
    "https://otter.example#board",
    "https://me:secret@otter.example",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("said", NEVER)
def test_an_address_that_leads_nowhere_from_home_is_never_printed(said: str) -> None:
    assert site.trouble(said)
    assert site.printable(said) == ""


@pytest.mark.parametrize(
    "said", ["https://otter.example", "https://otter.example/", "https://www.otter.co.uk:8443", "https://9.9.9.9"]
)
def test_a_public_address_is_printed_without_a_slash_at_its_end(said: str) -> None:
    assert site.printable(said) == said.rstrip("/")


def test_nothing_said_prints_nothing() -> None:
    assert site.printable("") == ""
