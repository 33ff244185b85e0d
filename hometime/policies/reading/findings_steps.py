"""Findings about the ladder: who handles, who is stuck, which limits are missing or have no start (H1-H8, H15, H20)."""

from __future__ import annotations

from collections.abc import Iterator

from hometime.policies.reading.hits import Hit, at
from hometime.policies.reading.numbers import blanks
from hometime.policies.reading.promises import Said

_PASSES_ON = (
    r"\bmanager\b(?:\s+(?:is|are|be|will|must|should|then|may|to|asked|and|also|who|needs|has))*\s+(?:forward|pass|send|hand)s?\b"
    r"|\bask\w*\s+(?:\w+\s+){0,2}manager\s+to\s+(?:forward|pass|send|hand)"
)
_OWN_STEPS = r"\binstead\b|own steps|steps? (?:set out )?below|steps? of their own|\bexcept\b|this section sets"
_ALL_STEPS = r"\b(?:each|every|all|any) (?:\w+ )?(?:step|stage|level)s?\b"
_DAYS_DEFINED = (
    r"calendar days?|\bdays?['’\"]?\s+(?:here\s+|in this \w+\s+)?(?:mean|means|are|is)\b|working days?\s+(?:mean|are)"
)
_CLOSED = (
    r"\b(?:setting|nursery|pre-?school|playgroup|club|we)\b[^.]{0,20}\bclos\w+|\bclosures?\b|\bclosed days?\b|"
    r"\bholidays?\b|\bout of term\b|term[- ]time"
)
_STEPS_WITHOUT = {
    "C16": ("the line manager", "Suggested: a word back in 5 days and an answer in 14."),
    "X6": ("the line manager, for another service", "Suggested: a word back in 5 days and an answer in 14."),
    "X9": ("the owners, for another service", "Suggested: an answer in 14 days."),
    "O5": ("the review after a complaint is upheld", "Suggested: a review in 30 days, and a look at its effect in 90."),
}
_ROUTES = {
    "about_key_person": "key_person",
    "about_setting_manager": "setting_manager",
    "about_line_manager": "line_manager",
    "about_owner": "owners_directors_trustees",
}


def two_steps_one_person(said: Said) -> Iterator[Hit]:
    """H1: the step after the manager and the appeal both end with the line manager."""
    first = [p for p in said.about("C16") if "line_manager" in p.concepts]
    second = [p for p in said.about("C17") if "line_manager" in p.concepts and "C16" not in p.ids]
    if first and second:
        yield at("two_steps_one_person", second[0])


def manager_holds_the_gate(said: Said) -> Iterator[Hit]:
    """H2: a complaint about the manager goes on through the manager."""
    yield from (at("manager_holds_the_gate", p) for p in said.about("C16") if p.says(_PASSES_ON))


def limit_missing(said: Said) -> Iterator[Hit]:
    """H3: a step of either ladder, or the review, without any limit."""
    if any(p.says(_ALL_STEPS) and p.limits() for p in said.complaint_promises()):
        return
    answered = {"X6": said.about("X7", "X8")}
    for id_, (step, limit) in _STEPS_WITHOUT.items():
        promises = said.about(id_)
        keys = {p.clause for p in promises}
        timed = [p for p in said.promises if p.clause in keys and p.limits()]
        if promises and not timed and not answered.get(id_):
            yield at("limit_missing", promises[0], step=step, limit=limit)


def further_from_what(said: Said) -> Iterator[Hit]:
    """H4: a further limit that does not say what it is counted from."""
    for promise in said.about("C18"):
        for limit in promise.limits():
            if limit.further and not promise.has_start(limit):
                yield at("further_from_what", promise, words=promise.text[limit.start : limit.end])


def report_start_open(said: Said) -> Iterator[Hit]:
    """H5: the line manager's report runs from receipt or from the acknowledgement."""
    for promise in said.about("X8"):
        if promise.limits() and not promise.has_start(promise.limits()[-1]):
            yield at("report_start_open", promise)


def days_undefined(said: Said) -> Iterator[Hit]:
    """H6: limits in days where no line says which days."""
    promises = said.complaint_promises()
    if any(p.says(_DAYS_DEFINED) for p in promises):
        return
    counted = [p for p in promises if p.ids and any(limit.unit == "days" for limit in p.limits())]
    yield from (at("days_undefined", p) for p in counted[:1])


def first_receipt_open(said: Said) -> Iterator[Hit]:
    """H7: the first answer's limit does not say when it starts."""
    for promise in said.about("C14"):
        for limit in promise.limits():
            if not limit.further and not promise.has_start(limit):
                yield at("first_receipt_open", promise)


def same_procedure_own_ladder(said: Said) -> Iterator[Hit]:
    """H8: agencies use the same procedure and have steps of their own, and no line says which wins."""
    own = said.about("X2", "X4", "X6", "X8")
    yield from (at("same_procedure_own_ladder", p) for p in said.about("C4") if own and not p.says(_OWN_STEPS))


def no_acknowledgement_for_parents(said: Said) -> Iterator[Hit]:
    """H15: parents are told within no time that their complaint came in."""
    steps = said.about("C5", "C11", "C12", "C14")
    parents = [p for p in said.complaint_promises() if not any(id_[0] == "X" for id_ in p.ids)]
    promised = any("acknowledge" in p.concepts and p.limits() for p in parents)
    in_ladder = any(
        limit.action == "acknowledge"
        for ladder in said.reading.ladders
        if ladder.audience == "parents"
        for s in ladder.steps
        for limit in s.limits
    )
    if steps and not promised and not in_ladder:
        yield at("no_acknowledgement_for_parents", steps[-1])


def days_run_through_closures(said: Said) -> Iterator[Hit]:
    """H20: limits in days, and not a word about days on which the setting is closed."""
    promises = said.complaint_promises()
    limited = [p for p in promises if p.ids and any(limit.value >= 5 and limit.unit != "hours" for limit in p.limits())]
    if limited and not any(p.says(_CLOSED) for p in promises):
        yield at("days_run_through_closures", limited[0])


def judges_itself(said: Said) -> Iterator[Hit]:
    """A handler who is sent complaints about itself, or a manager about whom nobody else can be told."""
    for ladder in said.reading.ladders:
        for step in ladder.steps:
            if any(_ROUTES.get(why) == step.handler for why in step.starts_here_if):
                yield _judge(
                    step.clauses[0] if step.clauses else None,
                    f"A complaint about this handler is decided by the same handler: {step.name}.",
                )
    if _has_internal_steps(said) and not _way_round_the_manager(said):
        handled = said.about("C11", "C13", "C14")
        yield _judge(
            handled[0].clause if handled else None, "A complaint about the manager has no way round the manager."
        )


def left_blank(said: Said) -> Iterator[Hit]:
    """A number of days that nobody filled in."""
    yield from (at("limit_left_blank", p, words=blank) for p in said.promises for blank in blanks(p.text))


def _judge(clause: str | None, message: str) -> Hit:
    proposal = "Send it one step higher, to someone whom it does not concern."
    return Hit("judges_itself", clause, {"message": message, "proposal": proposal})


def _has_internal_steps(said: Said) -> bool:
    parents = [ladder for ladder in said.reading.ladders if ladder.audience == "parents"]
    return any(step.handler == "setting_manager" for ladder in parents for step in ladder.steps)


def _way_round_the_manager(said: Said) -> bool:
    steps = [step for ladder in said.reading.ladders for step in ladder.steps]
    return any("about_setting_manager" in step.starts_here_if for step in steps) or any(
        "about_manager" in p.concepts for p in said.complaint_promises()
    )


CHECKS = (
    two_steps_one_person,
    manager_holds_the_gate,
    limit_missing,
    further_from_what,
    report_start_open,
    days_undefined,
    first_receipt_open,
    same_procedure_own_ladder,
    no_acknowledgement_for_parents,
    days_run_through_closures,
    judges_itself,
    left_blank,
)
