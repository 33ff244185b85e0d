"""Watches what a story really touches, so that a clause counts as shown only where the run did something under it.

Touched is a clause whose duty was kept or lifted, or whose page was opened. `@pytest.mark.clause("F3")` says that a
story shows a clause: it fails where its run never touched it. Touching alone is no claim: a board that admits a gap
cites the same clauses as a whole one. What each story shows and touched is recorded in docs/generated/stories.json and
compared on every run; `DRAW_STORIES=1 ./test tests/stories` records it anew.
"""

from __future__ import annotations

import ast
import contextlib
import json
import logging
import os
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from hometime.config.environment import ROOT

RECORDED = ROOT / "docs" / "generated" / "stories.json"
DRAWING = bool(os.environ.get("DRAW_STORIES"))
DONE = ("duty.kept", "duty.lifted")
OPENED = 200  # a redirect or a refusal shows nobody anything

Account = dict[str, list[str]]  # what a story "shows" and what it "touched", as ids in the order of the policy
anew: dict[str, Account] = {}


class Opened(logging.Handler):
    """Collects the clauses of the pages that gates report as opened."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.clauses: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Takes the clauses of a gate whose page was shown."""
        status = record.args[1] if isinstance(record.args, tuple) else None
        if status == OPENED:
            self.clauses.update(record.gate.cites)  # type: ignore[attr-defined]


@contextlib.contextmanager
def listening() -> Iterator[Opened]:
    """Listens to the gates for a while."""
    log, ear = logging.getLogger("hometime.doors"), Opened()
    before = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield ear
    finally:
        log.removeHandler(ear)
        log.setLevel(before[0])
        log.propagate = before[1]


def done() -> set[str]:
    """The clauses of the duties that were kept or lifted, as the audit tells; a rule of the house has none."""
    from hometime.audit.models import Event

    told = Event.objects.filter(verb__in=DONE).values_list("facts", flat=True)
    return {facts["clause"] for facts in told if facts["clause"]}


def faults(shows: Collection[str], touched: Collection[str]) -> list[str]:
    """What is wrong with a story that says it `shows` clauses when its run `touched` those."""
    from hometime.policies import catalogue

    known = catalogue.load()
    found = [f"{id_} is not in the catalogue" for id_ in shows if id_ not in known]
    found += [f"the run never touched {id_}" for id_ in shows if id_ in known and id_ not in touched]
    return found + [
        f"something touched cites {id_}, which is not in the catalogue" for id_ in touched if id_ not in known
    ]


def account(shows: Iterable[str], touched: Iterable[str]) -> Account:
    """What is recorded of a story."""
    return {"shows": in_order(shows), "touched": in_order(touched)}


def drift(story: str, shows: Iterable[str], touched: Iterable[str], recorded: Mapping[str, Account]) -> str:
    """How a story's run differs from what is recorded of it; empty where it does not."""
    was, now = recorded.get(story, account((), ())), account(shows, touched)
    words = {name: (" ".join(now[name]) or "nothing", " ".join(was[name]) or "nothing") for name in now}
    if was["touched"] != now["touched"]:
        return "it touched {}, and is recorded as touching {}: see docs/clauses.md".format(*words["touched"])
    if was["shows"] != now["shows"]:
        return "it shows {}, and is recorded as showing {}: see docs/clauses.md".format(*words["shows"])
    return ""


def in_order(ids: Iterable[str]) -> list[str]:
    """Ids of clauses in the order of the policy."""
    from hometime.policies.catalogue.shapes import IDS

    return sorted(set(ids), key=lambda id_: IDS.index(id_) if id_ in IDS else len(IDS))


def recorded() -> dict[str, Account]:
    """What is recorded of every story."""
    return dict(json.loads(RECORDED.read_text("utf-8"))) if RECORDED.exists() else {}


def exists(story: str, root: Path = ROOT) -> bool:
    """Whether there is a story of this id."""
    file, _, name = story.partition("::")
    path = root / file
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    return name.split("[")[0] in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Runs a story and then holds what it touched against what it says and what is recorded."""
    shows = [id_ for mark in pyfuncitem.iter_markers("clause") for id_ in mark.args]
    with listening() as ear:
        result = yield
    touched = ear.clauses | (done() if "db" in pyfuncitem.fixturenames else set())
    found = faults(shows, touched)
    if not DRAWING and pyfuncitem.path.is_relative_to(ROOT):
        found += filter(None, [drift(pyfuncitem.nodeid, shows, touched, recorded())])
    if found:
        pytest.fail("; ".join(found), pytrace=False)
    anew[pyfuncitem.nodeid] = account(shows, touched)
    return result


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Records what was touched, where that was asked for. One process only: two would overwrite each other."""
    if not DRAWING or not anew:
        return
    if os.environ.get("PYTEST_XDIST_WORKER"):
        raise pytest.UsageError("record stories in one process: DRAW_STORIES=1 ./test tests/stories")
    from hometime.cli.drawing.clauses import as_lines

    whole = {story: told for story, told in {**recorded(), **anew}.items() if told["touched"] and exists(story)}
    RECORDED.write_text(as_lines(dict(sorted(whole.items()))), "utf-8")
