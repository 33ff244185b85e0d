"""Where set-up stands: a page is done, or left for later, and what waits at the end is owed on Today."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import Task, keep, owe
from hometime.duties.models import Duty, DutyRows
from hometime.kernel import clock
from hometime.people.models import Provider, Setting
from hometime.people.roles import Role
from hometime.records.actions import open_record
from hometime.records.audiences import Audience
from hometime.records.models import Record
from hometime.setup.models import Drill, Progress
from hometime.setup.steps import STEPS

KIND = "setup"  # the kind of record that set-up's own duties stand on
WITHIN = dt.timedelta(days=14)  # our suggestion for what was left for later: two weeks
VERB = _("Go on")
GO_ON = Task("", _("Go on setting up Hometime"), _("Go on"), Role.OWNER)
WHOLE = "all"  # what GO_ON is for
TASKS = {step.key: Task("", step.owed, VERB, step.owed_by, step.kind) for step in STEPS if step.owed}


@action
def finish(viewer: Actor, provider: Provider, step: str, evidence: str = "") -> None:
    """A page of set-up is done. What Today still owes for it is kept with it, with `evidence` in words."""
    _mark(viewer, provider, step, Progress.State.DONE)
    owed = waiting(provider).filter(why__step=step)
    for duty in owed.filter(setting=viewer.setting_id) if viewer.setting_id else owed:
        keep(viewer, duty, evidence or "Done on the page of setting up.")


@action
def put_off(viewer: Actor, provider: Provider, step: str) -> None:
    """A page is left for later. One that is done already stays done."""
    if not Progress.objects.filter(provider=provider, step=step).exists():
        _mark(viewer, provider, step, Progress.State.LATER)


def _mark(viewer: Actor, provider: Provider, step: str, state: str) -> None:
    facts = {"state": state, "on": clock.today(), "by_id": person_of(viewer)}
    row = Progress.objects.filter(provider=provider, step=step).first() or Progress(provider=provider, step=step)
    if row.state == state:
        return
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    note("setup.step", row, chain=viewer.setting_id, step=step, state=state)


@action
def owe_what_waits(viewer: Actor, provider: Provider, open_steps: list[str]) -> int:
    """Owes on Today each page that waits, once: the owners' at the first setting, a manager's at each of them.

    Gives how many are owed now.
    """
    settings = list(Setting.objects.filter(provider=provider).order_by("name", "pk"))
    owed = set(waiting(provider).values_list("why__step", "setting"))
    missing = [
        (step, setting)
        for step in STEPS
        if step.key in open_steps and step.owed
        for setting in (settings if step.owed_by == Role.MANAGER else settings[:1])
        if (step.key, setting.pk) not in owed
    ]
    for step, setting in missing:
        why = {"step": step.key, "page": step.url}
        owe(viewer, _record(viewer, setting), TASKS[step.key], due=clock.today() + WITHIN, why=why)
    return len(owed) + len(missing)


def _record(viewer: Actor, setting: Setting) -> Record:
    known = Record.objects.unscoped("set-up keeps one record of its own for a setting")
    return known.filter(setting=setting, kind=KIND).first() or open_record(
        viewer, setting, KIND, "Setting up Hometime", Audience.SETTING
    )


def waiting(provider: Provider) -> DutyRows:
    """What set-up still owes for a provider."""
    rows = Duty.objects.unscoped("what a page of set-up owed is kept where the page is done")
    return rows.open().whole().filter(record__kind=KIND, setting__provider=provider)


def states(provider: Provider) -> dict[str, str]:
    """The state of each page that was reached, by its key."""
    return dict(Progress.objects.filter(provider=provider).values_list("step", "state"))


@action
def attest(viewer: Actor, provider: Provider, step: str, words: str) -> None:
    """Keeps what a person says about a page that no program can see, as evidence of a duty of the first setting."""
    if not waiting(provider).filter(why__step=step).exists():
        owe_what_waits(viewer, provider, [step])
    finish(viewer, provider, step, words)


def attested(provider: Provider, step: str) -> Duty | None:
    """The last time that a page was attested."""
    rows = Duty.objects.unscoped("set-up shows the owners their own word again").whole()
    kept = rows.filter(record__kind=KIND, setting__provider=provider, why__step=step, kept_on__isnull=False)
    return kept.order_by("-kept_on", "-pk").first()


@action
def begin(viewer: Viewer, provider: Provider) -> None:
    """Who runs what is said: from now on Today leads back to setting up, until it is ended."""
    finish(viewer, provider, "places")
    setting = Setting.objects.filter(provider=provider).order_by("name", "pk").first()
    ended = Progress.objects.filter(provider=provider, step=WHOLE).exists()
    if setting is not None and not ended and not waiting(provider).filter(why__step=WHOLE).exists():
        why = {"step": WHOLE, "page": "setup"}
        owe(viewer, _record(viewer, setting), GO_ON, due=clock.today() + WITHIN, why=why)


@action
def conclude(viewer: Viewer, provider: Provider, open_steps: list[str]) -> int:
    """Ends setting up: each page that waits is owed on Today by itself. Gives how many are."""
    count = owe_what_waits(viewer, provider, open_steps)
    finish(viewer, provider, WHOLE, "Went through all pages.")
    return count


@action
def came_back(viewer: Actor, drill: Drill) -> None:
    """A backup came back: the last page is done, with what was counted as its evidence."""
    told = (
        f"Backup brought back and compared: {drill.rows} rows in {drill.tables} tables, {drill.papers} papers, "
        f"{drill.chains} audit chains with {drill.events} events."
    )
    attest(viewer, drill.provider, "finish", told)
