"""Working on a draft: take in the document, keep answers and choices, ask the owners, and decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from hometime.access.viewer import Viewer
from hometime.adoption.actions import adopt, answer_owners, ask_owners
from hometime.adoption.models import PolicyDraft
from hometime.audit.actions import Actor, action, note, person_of
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.people.models import Provider, Setting
from hometime.policies.models import Adoption
from hometime.policies.reading.forms import Reading, as_json, from_json
from hometime.policies.settling import Unsettled, settled

# What a document that was set aside brings along when it is taken up again.
TAKEN_UP = (
    "provider_id", "name", "media_type", "sha256", "content", "reading", "ours", "answers", "settings", "adopted_on",
)  # fmt: skip


def reading_of(draft: PolicyDraft) -> Reading:
    """What was read of the document, in the shapes of the reader."""
    said: Reading = from_json(Reading, draft.reading)
    return said


@action
def begin(viewer: Actor, provider: Provider, reading: Reading, content: bytes, *, ours: str = "") -> PolicyDraft:
    """Takes in a document with what was read of it. `ours` is the name of wording from the library, which is a proposal.

    A document that is on the way already is not taken in twice: the draft there is, is given. Raises `Refused` with the
    reader's own words where there is no clause in it.
    """
    if not any(part.sections for part in reading.parts):
        raise Refused(" ".join(reading.problems) or reading.unfit or "We found no clause in this document.")
    source = reading.source
    if there := _on_the_way(provider.pk, source.sha256):
        return there
    draft = PolicyDraft(
        provider=provider, name=ours or source.file[:200], media_type=source.media_type, sha256=source.sha256, content=content,
        reading=as_json(reading), ours=bool(ours), made_by_id=person_of(viewer), made_on=clock.today(),
    )  # fmt: skip
    draft.save()
    note("draft.begun", draft, chain=provider.pk, sha256=source.sha256, ours=bool(ours))
    return draft


@action
def answer(viewer: Actor, draft: PolicyDraft, answers: Mapping[str, str]) -> PolicyDraft:
    """Keeps what was answered so far, whole or not; an empty answer takes the former one away."""
    draft.answers = {key: said for key, said in {**draft.answers, **answers}.items() if said}
    _change(draft, answers=draft.answers)
    note("draft.answered", draft, chain=draft.provider_id, count=len(draft.answers))
    return draft


@action
def choose(viewer: Actor, draft: PolicyDraft, settings: Sequence[Setting], day: dt.date | None) -> PolicyDraft:
    """Keeps the settings and the day that were chosen so far."""
    draft.settings, draft.adopted_on = [setting.pk for setting in settings], day
    _change(draft, settings=draft.settings, adopted_on=day)
    note("draft.chosen", draft, chain=draft.provider_id, settings=len(draft.settings))
    return draft


@action
def send(viewer: Viewer, draft: PolicyDraft) -> PolicyDraft:
    """Asks the owners to decide: they owe it from now on, at the viewer's setting, or the first of the provider's."""
    settings = Setting.objects.filter(provider=draft.provider_id).order_by("name")
    setting = (settings.filter(pk=viewer.setting_id) if viewer.setting_id else settings).first()
    if setting is None:
        raise Refused("There is no setting yet that this could be for.")
    draft.record = ask_owners(viewer, setting, draft.pk, viewer.name)
    _change(draft, record=draft.record)
    note("draft.sent", draft, chain=draft.provider_id)
    return draft


@action
def set_aside(viewer: Actor, draft: PolicyDraft) -> PolicyDraft:
    """Ends a draft without adopting it. It is kept for a year and can be read."""
    _end(viewer, draft, PolicyDraft.Outcome.ASIDE)
    draft.outcome, draft.ended_on = PolicyDraft.Outcome.ASIDE, clock.today()
    note("draft.set_aside", draft, chain=draft.provider_id)
    return draft


@action
def take_up(viewer: Actor, draft: PolicyDraft) -> PolicyDraft:
    """Begins anew with a document that was set aside, and with what was answered and chosen then.

    The one that was set aside stands as it was. Where the document is on the way already, that draft is given.
    """
    if there := _on_the_way(draft.provider_id, draft.sha256):
        return there
    again = PolicyDraft(
        **{name: getattr(draft, name) for name in TAKEN_UP}, made_by_id=person_of(viewer), made_on=clock.today()
    )
    again.save()
    note("draft.taken_up", again, chain=draft.provider_id, former=draft.pk)
    return again


@action
def decide(viewer: Actor, draft: PolicyDraft, settings: Sequence[Setting], day: dt.date) -> list[Adoption]:
    """Adopts what was read and answered, for these settings on that day: all of it or nothing (P1).

    Raises `Refused` where somebody decided a moment ago, where a question is open, and for all that `adopt` refuses.
    """
    _end(viewer, draft, PolicyDraft.Outcome.ADOPTED, settings=[setting.pk for setting in settings], adopted_on=day)
    try:
        confirmed = settled(reading_of(draft), draft.answers)
    except Unsettled as no:
        raise Refused(no.words) from no
    made = adopt(viewer, draft.provider, settings, confirmed, bytes(draft.content), day)
    draft.settings, draft.adopted_on = [setting.pk for setting in settings], day
    draft.outcome, draft.ended_on = PolicyDraft.Outcome.ADOPTED, clock.today()
    note("draft.adopted", draft, chain=draft.provider_id, settings=len(settings), adopted_on=day)
    return made


def _on_the_way(provider: str, sha256: str) -> PolicyDraft | None:
    """The draft of this document that is neither adopted nor set aside."""
    known = PolicyDraft.objects.unscoped("one document is one draft").open().filter(provider=provider)
    return known.filter(sha256=sha256).whole().first()


def _change(draft: PolicyDraft, **values: object) -> None:
    """Writes to a draft, unless somebody decided about it a moment ago."""
    if not PolicyDraft.objects.unscoped("a draft is decided once").open().filter(pk=draft.pk).update(**values):
        raise Refused("Somebody decided about this a moment ago. Look at what became of it.")


def _end(viewer: Actor, draft: PolicyDraft, outcome: PolicyDraft.Outcome, **values: object) -> None:
    """Writes the outcome; the draft in hand learns of it only once all the rest has come about too."""
    _change(draft, outcome=outcome, ended_on=clock.today(), ended_by=person_of(viewer), **values)
    if draft.record is not None:
        answer_owners(viewer, draft.record, adopted=outcome == PolicyDraft.Outcome.ADOPTED)
