"""Parts of a page that are drawn once and kept: what stands in them hangs on their language and on the values that they
name, and on nothing else.

    {% kept name=frame.viewer.person_name door=frame.places.sign_out %} … {{ name }} … {% csrf_token %} … {% endkept %}

A part sees the values that it names and nothing more, so that nothing of one page can be left in another. A visitor's
own token is put in when the part is shown.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 256  # drawings of one part that a process keeps
PLAIN = (str, int, bool, dt.date, type(None))
TOKEN = f"token-{secrets.token_hex(16)}"  # stands for a visitor's token in what is kept; nobody can know it, or type it
NO_TOKEN = "NOTPROVIDED"  # noqa: S105 - what Django says of a page without one


class Unkept(Exception):
    """A part hangs on something that has no plain value, and is drawn anew each time."""


class Kept(Node):
    """What `{% kept %}` becomes."""

    def __init__(self, values: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self._values, self.nodelist = values, nodelist
        self._drawn: dict[Any, str] = {}

    def render(self, context: Context) -> SafeString:
        """Gives the part, from memory where it was drawn for the same values before."""
        told = {name: value.resolve(context) for name, value in self._values.items()}
        try:
            text = self._remembered(context, told)
        except Unkept:
            return self._draw(context, told, context.get("csrf_token"))
        if TOKEN not in text:
            return SafeString(text)
        token = str(context.get("csrf_token") or NO_TOKEN)
        if token == NO_TOKEN:
            return self._draw(context, told, None)
        return SafeString(text.replace(TOKEN, escape(token)))

    def _remembered(self, context: Context, told: Mapping[str, Any]) -> str:
        key = (get_language(), key_of(told.values()))
        text = self._drawn.get(key)
        if text is None:
            text = self._draw(context, told, TOKEN)
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            self._drawn[key] = text
        return text

    def _draw(self, context: Context, told: Mapping[str, Any], token: Any) -> SafeString:
        return self.nodelist.render(context.new({**told, "csrf_token": token}))


def key_of(values: Iterable[Any]) -> tuple[Any, ...]:
    """What tells values from others: themselves and what kind they are of. An object may say in `kept_by` which values
    it hangs on; None there means that it is drawn anew. Raises `Unkept` for anything else."""
    return tuple((type(value), _plain(value)) for value in values)


def _plain(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, tuple):
        return key_of(value)
    kept_by = getattr(value, "kept_by", None)
    if kept_by is None:
        raise Unkept
    return key_of(kept_by)


def kept(parser: Parser, token: Token) -> Kept:
    """Reads `{% kept name=value … %}`. Raises TemplateSyntaxError for values without names."""
    said = token.split_contents()[1:]
    values = token_kwargs(said, parser)
    if said:
        raise TemplateSyntaxError("Everything that a kept part hangs on has a name there: {% kept name=value %}.")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(values, nodelist)


class Said(TranslateNode):
    """`{% translate "words" %}`, looked up once in each language."""

    def __init__(self, node: TranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self._said: dict[str | None, Any] = {}

    def render(self, context: Context) -> Any:
        """Gives the words."""
        language = get_language()
        if language not in self._said:
            self._said[language] = super().render(context)
        return self._said[language]


def translate(parser: Parser, token: Token) -> TranslateNode:
    """Reads `{% translate %}` as Django does; what hangs on nothing but the language is kept."""
    node: TranslateNode = do_translate(parser, token)
    said = node.filter_expression
    fixed = not said.filters and isinstance(getattr(said.var, "literal", None), str)
    return Said(node) if fixed and not (node.asvar or node.noop or node.message_context) else node
