"""Made-up sentences for test documents: each says exactly one known term, in one of several ways."""

from __future__ import annotations

from hometime.policies.reading.forms import Limit, Step

NAMES = {
    "key_person": ("key person", "key worker"),
    "setting_manager": ("setting manager", "nursery manager", "manager", "pre-school leader"),
    "deputy": ("deputy manager", "deputy"),
    "line_manager": ("line manager", "manager's line manager"),
    "chair": ("chair of the committee", "chairperson"),
    "committee": ("management committee", "committee"),
    "owners_directors_trustees": ("trustees", "owners", "registered provider"),
    "director": ("managing director", "director"),
    "room_leader": ("room leader",),
    "any_staff": ("member of staff on duty",),
    "childminder": ("childminder",),
    "head_teacher": ("head teacher", "headteacher"),
    "governors": ("governing body", "governors"),
    "mediator": ("mediator",),
    "designated_safeguarding_lead": ("designated safeguarding lead",),
    "regulator": ("Ofsted",),
}
WHO_COMPLAINS = {"parents": ("parent or carer", "parent"), "agencies": ("agency", "professional from another service")}
BY_CHANNEL = {
    "spoken": ("by speaking to", "in conversation with"),
    "written": ("in writing to", "by letter or e-mail to"),
    "either": ("in person or in writing to", "either aloud or on paper to"),
    "unstated": ("with", "to"),
}
FIRST_STEP = (
    "A {complainant} who has a concern should raise it {by} the {who}.",
    "Any complaint by a {complainant} is first brought {by} the {who}.",
)
NEXT_STEP = (
    "If the {complainant} is still unhappy, the complaint may be taken {by} the {who}.",
    "Where this does not settle things, the next step for the {complainant} is to bring it {by} the {who}.",
)
OUTSIDE_STEP = (
    "A {complainant} who is not content with our answer may contact {who}.",
    "If it stays unresolved, the {complainant} can take the complaint to {who}.",
)
STRAIGHT_TO = {
    "about_key_person": "A complaint about the key person goes straight to the {who}.",
    "about_other_staff": "A complaint about another member of staff goes straight to the {who}.",
    "about_setting_manager": "A complaint about the manager goes straight to the {who}.",
    "about_line_manager": "A complaint about the line manager goes straight to the {who}.",
    "about_owner": "A complaint about an owner goes straight to the {who}.",
}
SAYS = {
    "acknowledge": (
        "The {who} will acknowledge the complaint {within}.",
        "{Within}, the {who} confirms in writing that it has arrived.",
    ),
    "feedback": (
        "The {who} will give the {complainant} feedback {within}.",
        "The {complainant} hears from the {who} what was found {within}.",
    ),
    "investigate": (
        "The {who} will investigate the complaint {within}.",
        "The {who} finishes looking into the matter {within}.",
    ),
    "meet": (
        "The {who} will meet the {complainant} {within}.",
        "A meeting between the {who} and the {complainant} takes place {within}.",
    ),
    "report": (
        "The {who} will send a written report {within}.",
        "The {who} reports back on the outcome {within}.",
    ),
    "respond": (
        "The {who} will respond to the {complainant} {within}.",
        "The {who} sends a full reply {within}.",
    ),
    "escalate": (
        "The {complainant} has to ask for this step {within}.",
        "A request for this step must be made {within}.",
    ),
    "other": ("The {who} will tell the insurer {within}.",),
}
WITHIN = ("within {span}{start}", "no later than {span}{after}")
STARTS = {
    "receipt": ("the complaint first being received", "the day the complaint was received"),
    "escalation": ("the appeal reaching them", "the complaint being passed to them"),
    "previous_answer": ("the previous answer", "the date of the earlier reply"),
    "acknowledgement": ("the acknowledgement", "the date it was acknowledged"),
}
UNIT_WORDS = {
    "calendar_days": ("calendar day", "calendar days"),
    "working_days": ("working day", "working days"),
    "term_days": ("working day in term time", "working days in term time"),
    "hours": ("hour", "hours"),
    "months": ("month", "months"),
    "days": ("day", "days"),
}
SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}
KEPT = (
    "Our complaint records are kept for {years}.",
    "We keep the record of complaints for at least {years}.",
)
DISTRACTIONS = (
    "A child who has been sick stays at home for 48 hours.",
    "After an inspection, families receive a copy of the report within 5 working days.",
    "Invoices are payable within 14 days.",
    "Four weeks of notice are needed to give up a place.",
    "Accident forms are kept for 21 years and 3 months.",
    "Staff complete their induction within three months.",
    "Medication is accepted in its own container, dispensed no more than 28 days ago.",
)


def pick(choices: tuple[str, ...], wording: int) -> str:
    """The wording of that number, going round when there are fewer."""
    return choices[wording % len(choices)]


def in_words(number: int) -> str:
    """A number from 0 to 99 as English words; larger ones stay as digits."""
    if number < 20:
        return SMALL[number]
    if number > 99:
        return str(number)
    tens, units = divmod(number, 10)
    return TENS[tens] + (f"-{SMALL[units]}" if units else "")


def counted(value: int, one: str, many: str, words: bool) -> str:
    """`3 days`, or `three days` where numbers are written in words."""
    return f"{in_words(value) if words else value} {one if value == 1 else many}"


def who(step: Step, wording: int) -> str:
    """How the document calls the handler of a step: the step's own name, else a usual one."""
    return step.name or pick(NAMES[step.handler], wording)


def within(limit: Limit, wording: int, words: bool) -> str:
    """The words of a time limit, with the moment it counts from where the plan states one."""
    span = counted(limit.value, *UNIT_WORDS[limit.unit], words)
    since = pick(STARTS[limit.runs_from], wording) if limit.runs_from != "unstated" else ""
    start, after = (f" of {since}", f" after {since}") if since else ("", "")
    return pick(WITHIN, wording if since else 0).format(span=span, start=start, after=after)


def limit_sentence(limit: Limit, step: Step, audience: str, wording: int, words: bool) -> str:
    """One sentence that promises one time limit of one step."""
    span = within(limit, wording, words)
    return pick(SAYS[limit.action], wording).format(
        who=who(step, wording),
        complainant=pick(WHO_COMPLAINS[audience], wording),
        within=span,
        Within=span.capitalize(),
    )


def step_sentences(step: Step, audience: str, wording: int, words: bool) -> tuple[str, ...]:
    """The sentences of one step of a ladder: how it is reached, who starts here, what is promised by when."""
    says = OUTSIDE_STEP if step.external else FIRST_STEP if step.order == 1 else NEXT_STEP
    name = who(step, wording)
    opening = pick(says, wording).format(
        complainant=pick(WHO_COMPLAINS[audience], wording), by=pick(BY_CHANNEL[step.channel], wording), who=name
    )
    straight = tuple(STRAIGHT_TO[about].format(who=name) for about in step.starts_here_if)
    return (opening, *straight, *(limit_sentence(limit, step, audience, wording, words) for limit in step.limits))
