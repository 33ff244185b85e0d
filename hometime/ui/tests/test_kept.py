"""Parts that are drawn once, and components that are drawn by a plan: they show what they would show otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.utils import translation
from django.utils.safestring import mark_safe
from django_cotton.compiler_regex import CottonCompiler

from hometime.ui.components import Component
from hometime.ui.kept import TOKEN, Unkept, key_of
from hometime.ui.tests.test_pages import COMPONENTS, HOSTILE

BUILTINS = ["django_cotton.templatetags.cotton", "hometime.ui.templatetags.components"]


def drawn(source: str, **values: Any) -> str:
    return engines["django"].from_string("{% load i18n ui %}" + source).render(values)


def test_a_kept_part_is_drawn_for_the_values_that_it_names_and_in_the_language_of_the_page() -> None:
    part = engines["django"].from_string("{% load ui %}{% kept name=name on=on %}{{ name }} {% day on %}{% endkept %}")
    monday = dt.date(2026, 11, 23)

    def said(name: str) -> str:
        return part.render({"name": name, "on": monday})

    assert ["Monday" in said(name) and name in said(name) for name in ("Ann", "Bo", "Ann")] == [True] * 3
    with translation.override("pl"):
        assert "Ann" in said("Ann") and "Monday" not in said("Ann")
    assert "Monday" in said("Ann")


def test_a_kept_part_sees_nothing_that_it_does_not_name() -> None:
    assert drawn("{% kept name=name %}{{ name }}{{ other }}{% endkept %}", name="Ann", other="Bo") == "Ann"
    with pytest.raises(TemplateSyntaxError, match="has a name"):
        drawn("{% kept name %}{% endkept %}", name="Ann")


def test_hostile_words_stay_words_in_a_kept_part_though_the_same_words_were_safe_before() -> None:
    part = engines["django"].from_string("{% load ui %}{% kept x=x %}{{ x }}{% endkept %}")
    assert part.render({"x": mark_safe("<b>x</b>")}) == "<b>x</b>"
    assert part.render({"x": "<b>x</b>"}) == "&lt;b&gt;x&lt;/b&gt;"


def test_the_token_of_a_kept_form_is_that_of_whoever_looks() -> None:
    part = engines["django"].from_string("{% load ui %}{% kept %}{% csrf_token %}{% endkept %}").template  # type: ignore[attr-defined]
    for token in ("one", "another", "<third>"):
        shown = part.render(Context({"csrf_token": token}))
        assert f'value="{token.replace("<", "&lt;").replace(">", "&gt;")}"' in shown and TOKEN not in shown
    assert part.render(Context({})) == "" == part.render(Context({"csrf_token": "NOTPROVIDED"}))


def test_what_has_no_plain_value_is_drawn_anew_each_time() -> None:
    class Thing:
        kept_by = None
        said = 0

    thing, part = Thing(), engines["django"].from_string("{% load ui %}{% kept x=x %}{{ x.said }}{% endkept %}")
    assert part.render({"x": thing}) == "0"
    thing.said = 1
    assert part.render({"x": thing}) == "1"
    for value in ([1], {"a": 1}, object(), (1, [2])):
        with pytest.raises(Unkept):
            key_of([value])
    assert key_of([1]) != key_of([True]) != key_of(["1"]) and key_of([dt.date(2026, 1, 1)])


@pytest.mark.parametrize("name", COMPONENTS)
@pytest.mark.parametrize("value", [HOSTILE, "", None, "done", 3], ids=str)
def test_a_component_drawn_by_a_plan_says_what_the_library_would_say(name: str, value: Any) -> None:
    source = CottonCompiler().process(COMPONENTS[name])
    by_library, by_plan = (
        Engine(app_dirs=True, builtins=BUILTINS[:most], libraries={"ui": "hometime.ui.templatetags.ui"})
        for most in (1, 2)
    )
    said = [
        engine.from_string(source).render(Context({"x": value, "lines": [("who", value)]}))
        for engine in (by_library, by_plan)
    ]
    assert said[0] == said[1]


def test_components_are_drawn_by_a_plan_and_those_with_a_second_slot_are_not() -> None:
    def planned(name: str) -> list[bool]:
        template = engines["django"].from_string(CottonCompiler().process(COMPONENTS[name])).template  # type: ignore[attr-defined]
        template.render(Context({"x": "x"}))
        return [node._plan is not None for node in template.nodelist.get_nodes_by_type(Component)]

    assert planned("button") == [True] and planned("ladder") == [True, True] and planned("empty") == [False]
