"""Keeping what another agency told us apart, asking it whether that may go further, and unlocking it with a reason (A3)."""

from __future__ import annotations

import datetime as dt

from hometime.access.viewer import Viewer
from hometime.audit.actions import Actor, action, note, person_of
from hometime.duties.actions import owe
from hometime.families.models import Child
from hometime.kernel import clock
from hometime.kernel.answers import Refused
from hometime.kernel.holding import hold
from hometime.records.actions import close_record
from hometime.records.audiences import Audience
from hometime.records.models import Paper
from hometime.sharing import rules
from hometime.sharing.actions.tasks import HEAR, done, in_days, name_leads, opens
from hometime.sharing.items import FILE_PAPER, PAPERS_OF, standing_elsewhere
from hometime.sharing.models import Asking, FoundOurs, Lawful, Release, Reply, Rule, SharedBook, ToldUs
from hometime.sharing.naming import named
from hometime.sharing.paragraphs import CHANGED, held
from hometime.sharing.repeating import digest_of

KIND = "told_us"


@action
def keep_apart(
    viewer: Viewer,
    child: Child,
    originator: str,
    words: str,
    told_on: dt.date,
    *,
    rule: Rule = Rule.ASK,
    reach: str = "",
    sealed: bool = False,
) -> ToldUs:
    """Writes down what an agency told us, as theirs and word for word. `sealed` keeps it for the safeguarding leads."""
    if not originator.strip():
        raise Refused("Say which agency told us.")
    if not words.strip():
        raise Refused("Write down what they told us.")
    if told_on > clock.today():
        raise Refused("The day must be today or earlier.")
    if sealed and (no := rules.lead(viewer, child)):
        raise Refused(str(no))
    audience = Audience.SAFEGUARDING if sealed else Audience.STAFF
    return _keep(viewer, child, originator, words.strip(), told_on, rule, reach, audience)


@action
def from_a_book(actor: Actor, book: SharedBook, words: str) -> ToldUs:
    """Keeps what another place wrote in its book: every sign as it came. The family may read it; nobody else is told it."""
    assert book.child is not None  # a book is about a child
    who = book.professional
    reach = f"{who.name} {who.phone or who.organisation.phone}"
    day = clock.today()
    return _keep(actor, book.child, who.organisation.name, words, day, Rule.FAMILY, reach, Audience.STAFF)


@action
def mark(viewer: Viewer, paper: Paper, originator: str, *, rule: Rule = Rule.ASK, reach: str = "") -> ToldUs:
    """Marks a paper as an agency's. It moves to a record of its own, so it is locked wherever papers are shown or sent."""
    before = hold(paper).record
    child = before.child
    if child is None or before.kind not in PAPERS_OF:
        raise Refused("This paper belongs to something that is sealed already.")
    _may_mark(viewer, child, originator)
    day = clock.local_date(paper.added_at)
    told = _keep(viewer, child, originator, "", day, rule, reach, Audience.STAFF)
    paper.record = told
    paper.save(update_fields=["record"])
    note("third_party.marked", paper, chain=told.setting_id, record=told.pk)
    if before.kind == FILE_PAPER:
        close_record(viewer, before, kept="child_file")
    return told


@action
def mark_words(
    viewer: Viewer, child: Child, key: str, originator: str, *, rule: Rule = Rule.ASK, reach: str = ""
) -> ToldUs:
    """Marks the paragraph of a key as an agency's: it is taken out where it stood, and kept apart word for word.

    It is read again here; where it was changed meanwhile nothing is marked, and nothing else in its stead.
    """
    _may_mark(viewer, child, originator)
    paragraph = held(viewer, child, key)
    told = _keep(viewer, child, originator, paragraph.words, clock.today(), rule, reach, Audience.STAFF)
    paragraph.take_out(viewer)
    note("third_party.words_marked", told)
    return told


def _may_mark(viewer: Viewer, child: Child, originator: str) -> None:
    if no := rules.decide(viewer, child):
        raise Refused(str(no))
    if not originator.strip():
        raise Refused("Say which agency it comes from.")


def _keep(
    viewer: Actor, child: Child, originator: str, words: str, on: dt.date, rule: Rule, reach: str, audience: Audience
) -> ToldUs:
    told = ToldUs(
        setting=child.setting, child=child, kind=KIND, title="What an agency told us", audience=audience,
        opened=clock.today(), originator=originator.strip(), reach=reach.strip(), rule=rule, words=words, told_on=on,
    )  # fmt: skip
    told.save()
    note("third_party.kept", told, rule=rule)
    if audience != Audience.SAFEGUARDING:
        name_leads(viewer, told)
    return told


@action
def ask(viewer: Viewer, told: ToldUs, to: str, purpose: str) -> Asking:
    """Asks the agency whether what it told us may go to `to`, and for what. The answer is owed to be chased."""
    if no := rules.speak_for(viewer, told):
        raise Refused(str(no))
    if not to.strip() or not purpose.strip():
        raise Refused("Say who it would go to, and what for.")
    if found := named(told.setting, purpose):
        raise Refused(f"This goes into a letter, and names somebody: {', '.join(found)}. Write it without the name.")
    asking = Asking(
        told=told, to=to.strip(), purpose=purpose.strip(), asked_on=clock.today(), asked_by_id=person_of(viewer)
    )
    asking.save()
    note("third_party.asked", asking, chain=told.setting_id)
    owe(viewer, told, HEAR, due=in_days(HEAR, asking.asked_on), why=opens("told-us", told))
    return asking


@action
def answered(viewer: Viewer, asking: Asking, answer: Reply, words: str = "", on: dt.date | None = None) -> None:
    """Writes down what the agency answered. A yes unlocks it for the one who was named in the question, and for nobody else."""
    if no := rules.speak_for(viewer, asking.told):
        raise Refused(str(no))
    if hold(asking).answer:
        raise Refused("This is already done. Nothing was changed.")
    asking.answer, asking.answered_on, asking.words = answer, on or clock.today(), words.strip()
    asking.save(update_fields=["answer", "answered_on", "words"])
    note("third_party.answered", asking, chain=asking.told.setting_id, answer=answer)
    waiting = Asking.objects.unscoped("an agency is chased while it has not answered").filter(
        told=asking.told, answer=""
    )
    if not waiting.exists():
        done(viewer, asking.told, HEAR, "They answered.")
    if answer == Reply.YES:
        _release(viewer, Release(told=asking.told, to=asking.to, asking=asking))


@action
def release(viewer: Viewer, told: ToldUs, to: str, lawful: Lawful, reasons: str) -> Release:
    """Unlocks it for one recipient without the agency: on a lawful reason, which a lead or the manager writes down."""
    if no := rules.speak_for(viewer, told):
        raise Refused(str(no))
    if not to.strip() or not reasons.strip():
        raise Refused("Say who it goes to, and write down the reasons.")
    return _release(viewer, Release(told=told, to=to.strip(), lawful=lawful, reasons=reasons.strip()))


@action
def found_ours(viewer: Viewer, told: ToldUs, key: str) -> FoundOurs:
    """Somebody looked at a paragraph that repeats an agency's words, and found that it is ours: it is locked no more, until
    it is changed again. `key` is the digest of its words."""
    if no := rules.speak_for(viewer, told):
        raise Refused(str(no))
    hold(told)
    assert told.child is not None  # what an agency told us is about a child
    if key not in {digest_of(words) for words in standing_elsewhere(viewer, told)}:
        raise Refused(CHANGED)
    made = FoundOurs(told=told, digest=key, by_id=person_of(viewer), on=clock.today())
    made.save()
    note("third_party.found_ours", made, chain=told.setting_id)
    return made


def _release(viewer: Viewer, made: Release) -> Release:
    made.by_id, made.on = person_of(viewer), clock.today()
    made.save()
    note("third_party.released", made, chain=made.told.setting_id, lawful=made.lawful or "they agreed")
    return made
