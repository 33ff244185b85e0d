"""Blocks become parts, sections and clauses: which policy or procedure, under which heading, with a key that lasts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from hometime.policies.reading.forms import Block, Part, ReadClause, Section
from hometime.policies.reading.headings import in_capitals
from hometime.policies.reading.marks import NUMBER, plain_number

Kind = Literal["policy", "procedure"]
TITLE = re.compile(r"\b(polic(?:y|ies)|procedures?)\b", re.IGNORECASE)
GROUP = re.compile(r"\b(?:policies|procedures)\b(?:\s+(?:on|for)\b.*)?\s*:?$", re.IGNORECASE)
ENDS_AS_TITLE = re.compile(
    r"\b(?:policy|procedure|policies and procedures|policy and procedures?)\s*:?$", re.IGNORECASE
)
SETTING = re.compile(
    r"\b(?:pre-?\s?schools?|nurser(?:y|ies)|play\s?groups?|kindergarten|montessori|childcare|day\s?care|(?:out of|after)[ -]school club|"
    r"clubs?|childminding|children's centre|early years|ltd|limited|cic)\b\.?(?:\s+(?:ltd|limited|cic))?$",
    re.IGNORECASE,
)
LABEL = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|\(?[a-z][.)]|[ivx]{1,4}[.)])\s+(?=\S)", re.IGNORECASE)
OPENING = "opening"


def slug(text: str) -> str:
    """Words of a heading as the middle of a clause key: small letters, digits and hyphens, without its number.

    Of words joined by a stroke the first stands for all: "Parents/carers" is `parents`.
    """
    return (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=\w)/\w+", "", LABEL.sub("", text)).lower().replace("'", ""))
        .strip("-")[:60]
        .rstrip("-")
    )


def number_and_title(text: str) -> tuple[str, str]:
    """`06.02 Allegations …` as ("6.2", "Allegations …"); a heading without a number as ("", heading)."""
    found = NUMBER.match(text)
    if not found:
        return "", text.strip()
    return plain_number(found.group(1)), text[found.end() :].strip()


def structure(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The parts of a document. A contents page, page furniture and repeated group headings are no clauses."""
    titles = title_places(blocks)
    starts = sorted(titles) or [0]
    if not blocks:
        return ()
    taken: Counter[str] = Counter()
    parts = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(blocks)
        number, title, kind = titles.get(start, ("", "", "policy"))
        inside = [*leading(blocks, starts[0], place), *blocks[start + (start in titles) : end]]
        prefix = unique(number or slug(" ".join(title.split()[:4])) or "document", taken)
        sections = tuple(sections_of(inside, prefix, title))
        if sections or number:
            parts.append(Part(number, kind, title, sections))
    return tuple(parts)


def leading(blocks: Sequence[Block], first: int, place: int) -> list[Block]:
    """What stands before the first title and is text, not a heading: it belongs to the first part."""
    return [block for block in blocks[:first] if block.kind != "heading"] if place == 0 else []


def unique(wanted: str, taken: Counter[str]) -> str:
    """A name not given before: the second `families` becomes `families-2`."""
    taken[wanted] += 1
    return wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"


def sections_of(blocks: Sequence[Block], prefix: str, title: str) -> Iterator[Section]:
    """Clauses under their headings. Text before the first heading forms a section without one; empty sections are left
    out.
    """
    taken: Counter[str] = Counter()
    heading, texts = "", list[str]()
    for block in (*blocks, Block("heading", "")):
        if block.kind != "heading":
            texts.append(block.text)
            continue
        if texts:
            name = f"{prefix}/{unique(slug(heading) or OPENING, taken)}"
            yield Section(heading, tuple(ReadClause(f"{name}/{index}", text) for index, text in enumerate(texts, 1)))
        elif heading and block.text:
            yield Section(heading, ())
        heading, texts = LABEL.sub("", block.text).rstrip(), []
        heading = "" if heading.casefold() == title.casefold() else heading


def title_places(blocks: Sequence[Block]) -> dict[int, tuple[str, str, Kind]]:
    """Where parts begin: the place of each title block, with its number, its title and whether it is a policy or a
    procedure.
    """
    numbered = numbered_titles(blocks)
    if numbered:
        return numbered
    return unnumbered_titles(blocks)


def numbered_titles(blocks: Sequence[Block]) -> dict[int, tuple[str, str, Kind]]:
    """Titles such as `10.1 Working in partnership`. A group heading (`10 … procedures`, then `10.1 …`) is no part of
    its own.
    """
    heads = [(place, *number_and_title(block.text)) for place, block in enumerate(blocks) if block.kind == "heading"]
    heads = [(place, number, title) for place, number, title in heads if number]
    counted = section_numbers(heads)
    said = {
        number
        for place, number, _ in heads
        if TITLE.search(blocks[place].text) or opens_document(blocks, place, number)
    }
    declared = {number for number in said if number.partition(".")[0] not in counted}
    groups = {place: number for place, number, _ in heads if is_group(blocks, place, number)}
    families = {number.partition(".")[0] for number in (*declared, *groups.values())}
    found: dict[int, tuple[str, str, Kind]] = {}
    for place, number, title in heads:
        if place not in groups and (number in declared or number.rpartition(".")[0] in families):
            found[place] = (number, title, kind_of(number, title))
    return found


def opens_document(blocks: Sequence[Block], place: int, number: str) -> bool:
    """True for a procedure's number in the headings over the first text: `10.2 Complaints`."""
    return number.count(".") == 1 and place < 4 and all(block.kind == "heading" for block in blocks[:place])


def section_numbers(heads: Sequence[tuple[int, str, str]]) -> set[str]:
    """Numbers that count the sections of one document (1, 2, 3 …), not policies: a run from 1 with mostly other titles."""
    counted = [(number, title) for _, number, title in heads if "." not in number]
    runs_from_one = [number for number, _ in counted][:3] == ["1", "2", "3"]
    named = sum(1 for _, title in counted if TITLE.search(title))
    return {number for number, _ in counted} if runs_from_one and named * 2 <= len(counted) else set()


def is_group(blocks: Sequence[Block], place: int, number: str) -> bool:
    """True for a heading whose procedures follow at once: `10 …` directly before `10.1 …`."""
    after = next((block for block in blocks[place + 1 :]), None)
    return (
        "." not in number
        and after is not None
        and after.kind == "heading"
        and number_and_title(after.text)[0].startswith(f"{number}.")
    )


def kind_of(number: str, title: str) -> Kind:
    """A title that says so decides; else dotted numbers are procedures, whole numbers policies."""
    said = TITLE.findall(title)
    if said:
        return "policy" if said[-1].lower().startswith("polic") else "procedure"
    return "procedure" if "." in number else "policy"


def unnumbered_titles(blocks: Sequence[Block]) -> dict[int, tuple[str, str, Kind]]:
    """The title of a document without numbers, and of further policies that begin in it at the same level."""
    first = opening_title(blocks)
    if first is None:
        return {}
    title = blocks[first].text.rstrip(":").strip()
    found: dict[int, tuple[str, str, Kind]] = {first: ("", title, kind_of("", title))}
    level = blocks[first].level
    for place in range(first + 1, len(blocks)):
        block = blocks[place]
        if (
            block.kind == "heading"
            and block.level <= level
            and has_text(blocks, place)
            and ENDS_AS_TITLE.search(block.text)
            and is_title_of_own(blocks, place)
        ):
            found[place] = ("", block.text.rstrip(":").strip(), kind_of("", block.text))
    return found


def is_title_of_own(blocks: Sequence[Block], place: int) -> bool:
    """True for `Complaints policy` after other text; `The procedure` or `Aim of the policy` is a section."""
    words = re.sub(
        r"\b(?:the|our|this|of|statement|aim|purpose|formal|informal)\b|\W",
        " ",
        LABEL.sub("", blocks[place].text),
        flags=re.IGNORECASE,
    )
    return len(TITLE.sub("", words).split()) >= 1 and any(block.kind != "heading" for block in blocks[:place])


def has_text(blocks: Sequence[Block], place: int) -> bool:
    """True when something other than a heading follows before the next heading of that level."""
    return any(block.kind != "heading" for block in blocks[place + 1 : place + 4])


def opening_title(blocks: Sequence[Block]) -> int | None:
    """Which of the headings at the start is the title: not the setting's name, not a group's heading."""
    run = []
    for place, block in enumerate(blocks):
        if block.kind != "heading":
            break
        run.append(place)
    run = [place for place in run if not is_setting_name(blocks[place].text)] or run
    if not run:
        return None
    for place in run[:-1]:
        if not GROUP.search(blocks[place].text) and not blocks[place].text.lower().startswith(
            ("procedures", "policies")
        ):
            return place
    return (
        run[-1]
        if len(run) == 1
        or GROUP.search(blocks[run[0]].text)
        or blocks[run[0]].text.lower().startswith(("procedures", "policies"))
        else run[0]
    )


def is_setting_name(text: str) -> bool:
    """True for a heading that is nothing but the name of a setting or its provider."""
    return (
        bool(SETTING.search(text))
        and not TITLE.search(text)
        and (in_capitals(text) or text.istitle() or len(text.split()) <= 6)
    )
