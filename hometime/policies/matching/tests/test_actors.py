"""Who acts in a clause is read from its words; whoever it is only about does not act."""

import pytest

from hometime.policies.matching.actors import acting


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The key person meets the parents each term.", ("key_person",)),
        ("The Safeguarding Lead carries out the agreed tasks.", ("designated_safeguarding_lead",)),
        (
            "If the complaint is about the key person or another member of staff, go to the manager.",
            ("setting_manager",),
        ),
        ("If the key person's answer does not help, the parent sees the setting manager.", ("setting_manager",)),
        ("The line manager passes it to the owners/directors/trustees.", ("line_manager", "owners_directors_trustees")),
        ("Parents are asked what they think.", ()),
    ],
)
def test_actors_are_those_who_do_something(text: str, actors: tuple[str, ...]) -> None:
    assert acting(text) == actors
