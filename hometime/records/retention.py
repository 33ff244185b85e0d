"""How long each kind of data is kept, from when, and on whose word. A rule proposes; a person disposes (DOMAIN 10)."""

from __future__ import annotations

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True)
class Rule:
    """`years` (and `months`) after `trigger`; `status` is law, recommended or own. No period means as long as it is in
    use."""

    trigger: str
    years: int | None
    status: str
    why: str
    months: int = 0
    locked: bool = False


RULES: dict[str, Rule] = {
    "audit": Rule("written", None, "own", "kept whole: erased text leaves only its digest here"),
    "settings": Rule("in use", None, "own", "facts about the provider and its places"),
    "policy": Rule(
        "in use",
        None,
        "own",
        "every version adopted is kept, since records run under it",
    ),
    "draft": Rule("ended", 1, "own", "a year after it was adopted or set aside; what was adopted is kept with it"),
    "person": Rule("left", 3, "own", "three years after the last post ended"),
    "child_file": Rule(
        "left",
        3,
        "recommended",
        "three years after leaving; insurers may ask for longer",
    ),
    "complaint": Rule(
        "closed",
        3,
        "law",
        "at least three years from completion, locked until then (O4)",
        locked=True,
    ),
    "safeguarding": Rule(
        "born",
        25,
        "recommended",
        "until the child would be 25; the file itself goes with the child",
    ),
    "health": Rule("born", 21, "recommended", "until the child is 21 and a quarter", months=3),
    "photograph": Rule("left", 0, "own", "thirty days after leaving", months=1),
    "message": Rule("sent", 1, "own", "a year after it was sent"),
    "unsent": Rule("written", 0, "own", "erased after twenty hours; at once where it was sent, or the page was left"),
    "duty": Rule("kept", 3, "own", "as long as the record it belongs to, three years at least"),
    "by_kind": Rule(
        "closed",
        3,
        "own",
        "by the record's kind; three years where the kind names no other",
    ),
    "visitor": Rule(
        "came",
        1,
        "own",
        "a year, or as long as the setting's own policy says; whoever came to see a child stands in that child's file",
    ),
    "sign_in": Rule("in use", None, "own", "ends with the person's last day"),
}


def keep_until(rule: str, trigger: dt.date) -> dt.date | None:
    """The first day on which a row under `rule` may be proposed for disposal; None where there is no period."""
    found = RULES[rule]
    if found.years is None:
        return None
    months = trigger.month - 1 + found.months
    year, month = trigger.year + found.years + months // 12, months % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(trigger.day, last))
