"""Of a bundle: who the child is, what is written down about the adult, what they were given to read, and what they allow."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hometime.childfile.bundle.eyes import Eyes, dated, day
from hometime.consents.models import Consent
from hometime.consents.pages.family import asked_of
from hometime.families.models import Adult, KeyFacts, KeyPersonship, SealedAddress
from hometime.families.tongues import all_named, named
from hometime.kernel import clock
from hometime.keypersons.models import AboutLine, Section
from hometime.people.models import current
from hometime.records.models import Paper, Record
from hometime.records.printing import Block, bullets, entry, facts, heading, line, quiet, table
from hometime.welcome.models import ArrivalNote, Joining, JoiningStep

# The kinds of records whose papers are listed: those that the chapters of a bundle are made of.
WITH_PAPERS = ("from_home", "idea", "key_meeting", "check_at_two", "plan", "settling_in", "joining", "about_child")
SAID = {
    "yes": gettext_noop("You said yes."),
    "no": gettext_noop("You said no."),
    "stopped": gettext_noop("You took your yes back."),
    "": gettext_noop("You have not said yet."),
}


def child(eyes: Eyes) -> list[Block]:
    """Names, days, room, key persons, languages and needs."""
    it = eyes.child
    held = eyes.rows(KeyPersonship).filter(current(eyes.viewer.today), child=it).select_related("person")
    key: dict[str, list[str]] = {part: [] for part in KeyPersonship.Part.values}
    for each in held.order_by("person__name", "pk"):
        key[each.part].append(each.person.called)
    known = eyes.rows(KeyFacts).filter(child=it).first()
    return [
        facts(
            [
                (_("Name"), it.name),
                (_("Name to use"), it.name_to_use),
                (_("Born"), day(it.born)),
                (_("Room"), it.room.name if it.room else ""),
                (_("Here since"), day(it.starts)),
                (_("Last day"), day(it.left)),
                (_("Key person"), ", ".join(key[KeyPersonship.Part.KEY])),
                (_("Back-up key person"), ", ".join(key[KeyPersonship.Part.BACK_UP])),
                (_("Languages"), all_named(known.languages) if known else ""),
                (_("Health and needs"), "\n".join(known.facts) if known else ""),
            ]
        )
    ]


def adult(eyes: Eyes) -> list[Block]:
    """What is written down about the adult whose copy it is, and nobody else."""
    it = eyes.rows(Adult).filter(person=eyes.viewer.person_id).select_related("person").first()
    if it is None:
        return []
    sealed = eyes.rows(SealedAddress).filter(adult=it).first()
    told = [
        (_("Name"), it.person.name),
        (_("E-mail address"), (it.person.email or "") if eyes.maker is None else ""),  # their own way in
        (_("Telephone"), it.phone),
        (_("When is it safe to ring?"), it.safe_to_ring),
        (_("Is it safe to write to you?"), "" if it.safe_to_write else _("No")),
        (_("Address"), it.address),
        (_("Address"), f"{sealed.address}\n{_('We keep it to ourselves.')}" if sealed else ""),
        (_("You read"), all_named(it.reads)),
        (_("You speak"), all_named(it.speaks)),
        (_("Interpreter"), named(it.interpreter) if it.interpreter else ""),
        (_("How you want to read things"), ", ".join(map(str, it.formats))),
        (_("What you need when you come"), ", ".join(map(str, it.access_needs))),
    ]
    return [quiet(_("No other parent or carer sees this.")), facts(told)]


def about(eyes: Eyes) -> list[Block]:
    """The living page about the child, as it is true today, by what its lines tell."""
    rows = eyes.rows(AboutLine).filter(record__child=eyes.child, over_on__isnull=True).order_by("on", "pk")
    lines: dict[str, list[str]] = {section: [] for section in Section.values}
    for each in rows:
        lines[each.section].append(f"{each.words} ({day(each.on)})")
    found: list[Block] = []
    for section, said in lines.items():
        found += [heading(str(Section(section).label), 3), bullets(said)] if said else []
    return found


def joining(eyes: Eyes) -> list[Block]:
    """What this adult was given and confirmed, what makes it easier for them, and how to greet them."""
    rows = eyes.rows(Joining).filter(child=eyes.child, adult__person=eyes.viewer.person_id).values("pk")
    steps = eyes.rows(JoiningStep).filter(joining__in=rows).select_related("pack").order_by("on", "number", "pk")
    greet = eyes.rows(ArrivalNote).filter(joining__in=rows).order_by("-number", "pk").first()
    told = [
        entry(
            dated(each.on, each.get_what_display()),
            [
                str(each.pack.get_kind_display()) if each.pack else "",
                ", ".join(filter(None, [str(each.get_how_display()) if each.how else "", _tongue(each.language)])),
                each.words,
            ],
        )
        for each in steps
    ]
    return [*told, *([facts([(_("How to greet you"), greet.words)])] if greet else [])]


def _tongue(tag: str) -> str:
    return named(tag) if tag else ""


def consents(eyes: Eyes) -> list[Block]:
    """What this adult was asked to allow, and what they say now."""
    rows = eyes.rows(Consent).filter(child=eyes.child).select_related("child").order_by("-asked_on", "kind", "pk")
    if eyes.maker is not None:  # what is asked about something that they do not see tells of it
        rows = rows.filter(Q(about=None) | Q(about__in=Record.objects.visible_to(eyes.maker).values("pk")))
    asked = asked_of(eyes.viewer, list(rows))
    return [
        entry(
            dated(one.consent.asked_on, one.called),
            [one.question, _(SAID[one.says]), day(one.answer.on if one.answer else None)],
        )
        for one in asked
    ]


def papers(eyes: Eyes) -> list[Block]:
    """The papers, pictures and voice notes that belong to what stands here: listed, with what tells each from another."""
    rows = eyes.rows(Paper).filter(record__child=eyes.child, record__kind__in=WITH_PAPERS)
    listed = [
        [each.title or _("A paper"), day(clock.local_date(each.added_at)), _kind(each.media_type)]
        for each in rows.order_by("added_at", "pk")
    ]
    if not listed:
        return []
    words = _("These stay in the child's file. Sign in to open them, or ask us for them.")
    return [line(words), table((_("Paper"), _("Added"), _("What it is")), listed, (4, 3, 3))]


def _kind(media_type: str) -> str:
    """What a paper is, in plain words."""
    kinds = {"image": _("A photo"), "audio": _("A voice note")}
    return kinds.get(media_type.partition("/")[0], _("A paper"))
