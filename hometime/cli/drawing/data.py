"""Draws what every table holds, in which class of secrecy, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from hometime.cli.drawing.tables import head, table
from hometime.kernel.data import CLASSES, Holding
from hometime.records.retention import RULES, Rule


def holdings() -> Iterator[tuple[type[models.Model], Holding | None]]:
    """Each table of the house with what it says it holds; None where it says nothing."""
    for model in apps.get_models():
        if model.__module__.startswith("hometime."):
            yield model, model.__dict__.get("data")


def page() -> str:
    """The page."""
    text = head("Data: classes and retention", "What every table holds, and how long.")
    text += "\n## Classes\n\n" + table(("class", "what it means"), CLASSES.items())
    text += "\n## How long\n\n"
    text += table(
        ("rule", "period", "status", "why"),
        [(name, _period(rule), rule.status, rule.why) for name, rule in RULES.items()],
    )
    text += "\n## Tables\n"
    for model, held in sorted(holdings(), key=lambda found: found[0]._meta.label):
        if held is None:
            continue
        text += f"\n### {model._meta.label}\n\nKept by the rule `{held.kept}`.\n\n"
        fields = [(level, ", ".join(n for n, c in held.classes.items() if c == level)) for level in CLASSES]
        text += table(("class", "fields"), [(level, names) for level, names in fields if names])
    return text


def _period(rule: Rule) -> str:
    if rule.years is None:
        return f"as long as {rule.trigger}" if rule.trigger == "in use" else "for good"
    parts = [f"{rule.years} years" if rule.years else "", _months(rule.months)]
    period = f"{' '.join(part for part in parts if part)} from: {rule.trigger}"
    return period + (", not before" if rule.locked else "")


def _months(number: int) -> str:
    return f"{number} month{'s' if number > 1 else ''}" if number else ""
