"""What is refused stands beside the box that it is about."""

from __future__ import annotations

import pytest
from django import forms

from hometime.kernel.answers import Refused, taken


class Day(forms.Form):
    """One box."""

    on = forms.CharField()


@pytest.mark.parametrize(("field", "beside"), [("on", "on"), ("elsewhere", "__all__"), (None, "__all__")])
def test_a_refusal_stands_beside_its_box_and_above_a_form_that_has_none(field: str | None, beside: str) -> None:
    def refuse() -> None:
        raise Refused("The day cannot be.", field=field)

    form = Day({"on": "1"})
    assert not taken(form, refuse)
    assert form.errors == {beside: ["The day cannot be."]}
