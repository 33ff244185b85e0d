"""Outside bodies: names, and contacts exactly as the text gives them."""

from __future__ import annotations

from hometime.policies.reading.bodies import read_bodies
from hometime.policies.reading.forms import Block, Body


def read(*lines: str) -> tuple[Body, ...]:
    return read_bodies([Block("paragraph", line) for line in lines])


def test_a_mistyped_number_is_kept_as_it_is_written() -> None:
    (ofsted,) = read("Ring Ofsted on 0300 123 123 if you must.")
    assert ofsted.phone == "0300 123 123"


def test_the_settings_own_number_belongs_to_no_body() -> None:
    assert read("Ofsted may be told. Our office is on 01632 960001.") == (Body("Ofsted"),)
    assert read("Hill Nursery, Ofsted URN EY000001, telephone 01632 960001") == (Body("Ofsted"),)


def test_the_chairs_number_belongs_to_no_body() -> None:
    assert read("Ofsted looks into complaints. The chair is on 01632 960002.") == (Body("Ofsted"),)


def test_a_card_over_several_lines_is_put_together() -> None:
    (ofsted,) = read(
        "You can also contact:", "Ofsted", "Piccadilly Gate", "Store Street", "Manchester", "M1 2WD", "0300 123 1231"
    )
    assert ofsted == Body("Ofsted", "0300 123 1231", "Ofsted, Piccadilly Gate, Store Street, Manchester, M1 2WD")


def test_two_numbers_of_one_body_stand_in_one_card() -> None:
    (ofsted,) = read("Ofsted: 0300 123 1231 (general) or 0300 123 4666 (concerns)")
    assert ofsted.phone == "0300 123 1231; 0300 123 4666"


def test_each_number_goes_to_the_body_before_it() -> None:
    bodies = read("The LADO is on 01632 960003 and the Care Inspectorate on 0345 600 9527.")
    assert [(body.name, body.phone) for body in bodies] == [
        ("Local Authority Designated Officer", "01632 960003"),
        ("Care Inspectorate", "0345 600 9527"),
    ]


def test_a_fax_number_is_no_telephone_number() -> None:
    assert read("Ofsted. Fax: 01632 960004") == (Body("Ofsted"),)


def test_a_trust_in_northern_ireland_and_its_early_years_team_are_one_body() -> None:
    bodies = read("Contact the Early Years Team.", "Western Health and Social Care Trust, telephone 028 7100 0000")
    assert [body.phone for body in bodies] == ["028 7100 0000"]
