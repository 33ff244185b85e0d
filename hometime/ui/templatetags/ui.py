"""The few tags that components cannot do themselves: signs, days, telephone links and shares of a whole.

Badges, clauses and the lines of a list are tags too: a list draws dozens of them, and most of a page's work was drawing
them from templates.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, get_language_bidi, gettext

from hometime.ui import days, kept, rungs, signs

register = template.Library()
register.tag("kept", kept.kept)
register.tag("translate", kept.translate)  # in place of Django's, in templates that load this after its own


@register.simple_tag
@functools.cache
def looks() -> SafeString:
    """The typeface, styles, icon and script of every page: `{% looks %}`. Their addresses hold while the process lives."""
    return format_html(
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n'
        '  <link rel="stylesheet" href="{}">\n'
        '  <link rel="icon" href="{}" type="image/svg+xml">\n'
        '  <script src="{}" defer></script>',
        *(static(f"ui/{name}") for name in ("text.woff2", "hometime.css", "icon.svg", "page.js")),
    )


@register.simple_tag
def sign(name: str) -> SafeString:
    """Draw a sign: `{% sign "late" %}`. Raises `KeyError` for a name that `hometime.ui.signs` does not hold."""
    return signs.drawn(name)


@register.simple_tag
def due(standing: str, days: int | None = None) -> SafeString:
    """Draw where something stands: `{% due row.standing row.days %}`, as `c-due` does. Raises ValueError for nothing,
    which a template makes of a name that leads nowhere: the badge would say that there is no date."""
    if not standing:
        raise ValueError("Say where it stands.")
    return _due(get_language() or "", str(standing), days)


@functools.lru_cache(maxsize=1024)
def _due(language: str, standing: str, days: int | None) -> SafeString:
    return render_to_string("ui/due.html", {"standing": standing, "days": days})


@register.simple_tag
def clause(key: str, href: str = "", name: str = "") -> SafeString:
    """Draw the number of a clause: `{% clause row.clause %}`, as `c-clause` does."""
    return _clause(str(key), str(href), str(name))


@functools.lru_cache(maxsize=1024)
def _clause(key: str, href: str, name: str) -> SafeString:
    return render_to_string("ui/clause.html", {"key": key, "href": href, "name": name})


@register.simple_tag(takes_context=True)
def row(context: Context) -> SafeString:
    """Draw one line of a list from what stands in the context, as `c-row` does."""
    told = {name: context.get(name) for name in _OF_A_ROW}
    return _row(**told, form=CsrfTokenNode().render(context) if told["post"] else "")


@register.simple_tag
def owed(rows: Iterable[Any], clauses: bool = True) -> SafeString:
    """Draw the lines of what is owed, each with its clause or none of them: `{% owed board.rows True %}`.

    A line whose words are marked safe, because they are more than one paragraph, says in `about` what its verb is for.
    One with a `second` way (`words`, `href`) offers that beside its verb.
    """
    drawn = (
        _row(_isolated(row.what), row.standing, row.days, row.who, row.clause if clauses else "", verb=row.verb, href=row.href,
             about=getattr(row, "about", row.what), second=getattr(row, "second", None))
        for row in rows
    )  # fmt: skip
    return SafeString("".join(drawn))


def _isolated(words: Any) -> Any:
    """Words that may be in another language than the page keep their own direction; paragraphs see to theirs themselves."""
    return words if isinstance(words, SafeString) else format_html("<bdi>{}</bdi>", words)


_OF_A_ROW = (
    "slot", "standing", "days", "who", "clause", "clause_href", "clause_name", "verb", "href", "post", "about",
)  # fmt: skip


def _row(
    slot: Any,
    standing: Any,
    days: int | None,
    who: Any,
    clause: Any,
    clause_href: Any = "",
    clause_name: Any = "",
    verb: Any = "",
    href: Any = "",
    post: Any = "",
    about: Any = "",
    form: str = "",
    second: Any = None,
) -> SafeString:
    """One line. Every word is escaped here, unless it was marked safe before; `form` is the hidden token of `post`."""
    safe = conditional_escape
    badge = due(standing, days) if standing else ""
    named = f'<bdi class="who">{safe(who)}</bdi>' if who else ""
    number = _clause(str(clause), str(clause_href or ""), str(clause_name or "")) if clause else ""
    # The clause stands beside the name; where nobody is named, after the words.
    above, after = (f"<p>{named} {number}</p>", "") if who else ("", number)
    text = (
        f'<div class="text">{above}<div>{safe(slot)} {after}</div></div>'
        if after
        else (f'<div class="text">{above}<div>{safe(slot)}</div></div>')
    )
    act = ""
    if verb and post:
        button = f'<button class="button">{safe(verb)}{_unseen(about)}</button>'
        act = f'<div class="act"><form method="post" action="{safe(post)}">{form}{button}</form></div>'
    elif verb and href:
        links = ((verb, href), *([(second.words, second.href)] if second else ()))
        buttons = "".join(
            f'<a class="button" href="{safe(to)}">{safe(words)}{_unseen(about or who)}</a>' for words, to in links
        )
        act = f'<div class="act">{buttons}</div>'
    return SafeString(f'<li class="row"{"" if standing else " data-plain"}>{badge}{text}{act}</li>')


@register.simple_tag(takes_context=True)
def rung(context: Context) -> SafeString:
    """Draw a rung of a ladder from what stands in the context, as `c-rung` does."""
    return rungs.rung(str(context["state"]), *(context.get(name) for name in ("title", "slot", "when")))


def _unseen(words: Any) -> str:
    """What is read out after a verb and not seen."""
    return f'<span class="unseen">: {conditional_escape(words)}</span>' if words else ""


@register.simple_tag
def day(on: dt.date | None, form: str = "day") -> SafeString | str:
    """Say a day, isolated from the text round it: `{% day row.due %}`, with `"year"` or `"short"` for other lengths."""
    if on is None:
        return ""
    if isinstance(on, dt.datetime):
        on = on.astimezone(get_current_timezone()).date()
    return _day(get_language() or "", on, form)


@functools.lru_cache(maxsize=4096)
def _day(language: str, on: dt.date, form: str) -> SafeString:
    said = days.short_day(on) if form == "short" else days.day_in_words(on, year=form == "year")
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), said)


@register.simple_tag
def at(time: dt.time | dt.datetime) -> SafeString:
    """Say a time of day, isolated from the text round it: `{% at meeting.starts %}`; of an instant, the time it was here."""
    if isinstance(time, dt.datetime):
        time = time.astimezone(get_current_timezone()).time()
    return format_html('<time datetime="{}">{}</time>', time.strftime("%H:%M"), days.time_in_words(time))


_FIGURES = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b|\b([01]\d|2[0-3]):([0-5]\d)\b")
LAST_DAY = "\u2192 "  # how a last day is kept for all languages
_BEFORE_FIGURES = re.compile(r" \u00b7 (?=[^\u00b7\n]*\d\d/\d\d/\d{4})")


@register.filter
def worded(text: str) -> SafeString:
    """Say the days and times that stand in figures in a text, 03/06/2026 and 09:30, in words: `{{ asked.where|worded }}`.

    What was put to several adults is kept once, for all their languages; each reads its days in their own. A line, or what
    a dot divides from a day, runs as it was written; a day runs as the page does. What is no real day stays.
    """
    return SafeString("\n".join(" \u00b7 ".join(map(_part, _BEFORE_FIGURES.split(line))) for line in text.splitlines()))


def _part(part: str) -> str:
    if not part.strip():
        return part
    said, days_in_it = _FIGURES.subn(_in_words, conditional_escape(part))
    if not days_in_it:
        return f"<bdi>{said}</bdi>"
    if said.startswith(LAST_DAY):
        said = f"{conditional_escape(gettext('Until'))} {said.removeprefix(LAST_DAY)}"
    return f'<span dir="{"rtl" if get_language_bidi() else "ltr"}">{said}</span>'


def _in_words(found: re.Match[str]) -> str:
    day_of, month, year, hour, minute = found.groups()
    try:
        return str(
            at(dt.time(int(hour), int(minute))) if hour else day(dt.date(int(year), int(month), int(day_of)), "year")
        )
    except ValueError:
        return found[0]


@register.filter
def dialled(phone: str) -> str:
    """Give a telephone number as a `tel:` link wants it: digits, and a leading plus where there is one."""
    return re.sub(r"(?!^\+)\D", "", str(phone).strip())


@register.filter
def share_of(value: int, whole: int) -> int:
    """Give `value` as whole hundredths of `whole`, between 0 and 100; nothing of nothing is 0."""
    if int(whole) <= 0:
        return 0
    return max(0, min(100, round(100 * int(value) / int(whole))))
