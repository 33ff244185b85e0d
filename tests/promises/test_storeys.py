"""The storeys: who may import whom, and which way foreign keys point. Each promise is shown a planted fault."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from hometime.audit.models import Event
from hometime.config.environment import ROOT
from hometime.duties.models import Duty
from hometime.kernel.guard import Guarded

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LAYERS = SETTINGS["tool"]["importlinter"]["contracts"][0]["layers"]
# From the roof down; rooms on one storey share a number. The one literal list is the contract of the import check.
STOREY = {
    room.strip(" ()"): number
    for number, layer in enumerate(reversed(LAYERS))
    for room in layer.replace("|", ",").split(",")
}


def package_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("hometime.") else ""


def house() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if package_of(model)]


def keys(
    models_: Iterable[type[models.Model]],
) -> Iterator[tuple[type[models.Model], models.ForeignKey, type[models.Model]]]:  # type: ignore[type-arg]
    for model in models_:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.model is model:
                yield model, field, field.related_model


def pointing_up(found: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys that point up or sideways, or out of the house."""
    return [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model, field, target in keys(found)
        if package_of(model) != package_of(target)
        and STOREY[package_of(model)] <= STOREY.get(package_of(target), len(STOREY))
    ]


def walking_in(found: Iterable[type[models.Model]]) -> list[str]:
    """Ways from an open table to a guarded one: a key of an open table, a visible reverse name, a hidden joining
    table."""
    faults = []
    for model, field, target in keys(found):
        name = f"{model._meta.label}.{field.name}"
        if issubclass(target, Guarded) and not issubclass(model, Guarded):
            faults.append(f"{name}: an open table points at a guarded one")
        if issubclass(model, Guarded) and not issubclass(target, Guarded) and not field.remote_field.hidden:
            faults.append(f'{name}: an open table walks backwards into a guarded one; use related_name="+"')
    for model in found:
        faults += [
            f"{model._meta.label}.{field.name}: its joining table is open" for field in model._meta.local_many_to_many
        ]
    return faults


def test_every_package_has_a_storey() -> None:
    packages = {path.parent.name for path in (ROOT / "hometime").glob("*/__init__.py")}
    assert packages <= set(STOREY)


def test_foreign_keys_point_down() -> None:
    assert pointing_up(house()) == []


@isolate_apps("hometime.people")
def test_a_foreign_key_that_points_up_is_found() -> None:
    class Planted(models.Model):
        __module__ = "hometime.people.models"
        duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"

    assert pointing_up([Planted]) == ["people.Planted.duty → duties.Duty"]


def test_only_guarded_tables_lead_to_guarded_tables() -> None:
    assert walking_in(house()) == []


@isolate_apps("hometime.duties")
def test_a_way_round_the_guard_is_found() -> None:
    class Open(models.Model):
        duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "duties"

    class Shut(Guarded):
        event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="planted")
        friends = models.ManyToManyField("self")

        class Meta:
            app_label = "duties"

    assert len(walking_in([Open])) == 1
    assert len(walking_in([Shut])) == 2


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


FAULTS = {
    "kernel/ids.py": ("from hometime.people import models", "Each storey imports only from storeys below"),
    "audit/chain.py": ("from hometime.kernel import clock", "Procedures are pure"),
    "people/models.py": ("from hometime.people import actions", "Order inside a room"),
    "access/viewer.py": ("from hometime.duties import actions", "Only actions owe and keep duties"),
}


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    """Plants one fault for each contract in a copy of the house, and runs the real check over it."""
    leave = shutil.ignore_patterns("tests", "static", "templates", "migrations", "locale", "__pycache__", "library")
    shutil.copytree(ROOT / "hometime", tmp_path / "hometime", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place, (line, _) in FAULTS.items():
        path = tmp_path / "hometime" / place
        path.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    said = lint(tmp_path)
    assert said.returncode == 1
    for _, contract in FAULTS.values():
        broken = next(
            (row for row in said.stdout.splitlines() if row.startswith(contract) and row.endswith("BROKEN")), ""
        )
        assert broken, f"{contract}: {said.stdout}"


@pytest.mark.parametrize(
    "contract", SETTINGS["tool"]["importlinter"]["contracts"], ids=lambda contract: contract["name"]
)
def test_every_contract_stands_for_something(contract: dict[str, object]) -> None:
    """A contract over modules that are not there would check nothing."""
    named = [*contract.get("source_modules", []), *contract.get("protected_modules", [])]  # type: ignore[misc]
    for module in named:
        path = ROOT.joinpath(*str(module).split("."))
        assert path.with_suffix(".py").exists() or path.is_dir(), module
