"""Components, drawn as the library draws them, but with everything settled once that is the same on every page.

The library works out the defaults of a component, its attributes as text and its template anew each time that it is
drawn, and a page draws dozens. Here a component that is plain (its name is fixed, its defaults are constants, its words
stand between its tags) has its template's nodes and its defaults at hand. Every other goes the library's way.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django_cotton.templatetags import Attrs, UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr, cotton_component
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode, PreparedVar

Says = Callable[[Context], Any]
CONSTANT = {"None": None, "True": True, "False": False}


class Plan(NamedTuple):
    """How a plain component is drawn: its template's nodes, the defaults that stand in them, and whether it writes out the
    attributes that it does not know."""

    nodes: NodeList
    defaults: dict[str, Any]
    writes_out: bool


class Component(CottonComponentNode):  # type: ignore[misc]  # the library has no types
    """What `{% cotton %}` becomes."""

    _plan: Plan | None = None
    _known = False

    @functools.cached_property
    def _says(self) -> list[tuple[str, Says]]:
        return [(attr.key.replace("-", "_"), _says(attr)) for attr in self._prepared_attrs]

    @classmethod
    def of(cls, node: CottonComponentNode) -> Component:
        """The same component, to be drawn by a plan where it is plain."""
        made = cls.__new__(cls)
        made.__dict__.update(node.__dict__)
        return made

    def render(self, context: Context) -> Any:
        """Gives the component."""
        if not self._known:
            self._plan, self._known = self._planned(), True
        if self._plan is None:
            return super().render(context)
        told = dict(self._plan.defaults)
        for name, says in self._says:
            try:
                told[name] = says(context)
            except UnprocessableDynamicAttr:
                continue  # as if it had not been given
        told["slot"] = self.nodelist.render(context)
        if self._plan.writes_out:
            over = (attr.key for attr in self._prepared_attrs if attr.key not in self._plan.defaults)
            told["attrs"] = Attrs({key: told[key.replace("-", "_")] for key in over if key.replace("-", "_") in told})
        context.push(told)
        try:
            return self._plan.nodes.render(context)
        finally:
            context.pop()

    def _planned(self) -> Plan | None:
        names = {attr.key for attr in self._prepared_attrs}
        if self.only or self.component_name == "component" or names & {"is", "attrs"}:
            return None
        if self.nodelist.get_nodes_by_type(CottonSlotNode):
            return None
        backend: Any = get_template(self._candidate_template_paths(self.component_name, None)[0])
        template = backend.template
        variables = template.nodelist.get_nodes_by_type(CottonVarsNode)
        defaults: dict[str, Any] = {}
        for var in (var for node in variables for var in node._prepared_vars):  # noqa: SLF001 - the library gives them no other way
            if not _is_constant(var):
                return None
            defaults[var.accessible_key] = _constant(var)
        nodes = NodeList(node for node in template.nodelist if not isinstance(node, CottonVarsNode))
        return Plan(nodes, defaults, "attrs" in template.source)


def _says(attr: PreparedAttr) -> Says:
    if attr.kind in (AttrKind.BOOLEAN, AttrKind.STATIC) or attr.compiled is None:
        return lambda _context: attr.value
    if attr.kind == AttrKind.ESCAPED:
        nodes: NodeList = attr.compiled.nodelist
        return nodes.render
    if attr.kind == AttrKind.UNQUOTED:
        return lambda context: _resolved(attr, context)
    dynamic: Says = attr.compiled.resolve
    return dynamic


def _resolved(attr: PreparedAttr, context: Context) -> Any:
    try:
        return attr.compiled.resolve(context)
    except UnprocessableDynamicAttr:
        return attr.value


def _is_constant(var: PreparedVar) -> bool:
    return var.kind == AttrKind.STATIC or (
        var.kind == AttrKind.DYNAMIC and (var.value in CONSTANT or var.value.isdigit())
    )


def _constant(var: PreparedVar) -> Any:
    if var.kind == AttrKind.STATIC:
        return var.value
    return CONSTANT[var.value] if var.value in CONSTANT else int(var.value)


def component(parser: Parser, token: Token) -> Component:
    """Reads `{% cotton name … %}`, which is what `<c-name …>` is written as."""
    return Component.of(cotton_component(parser, token))
