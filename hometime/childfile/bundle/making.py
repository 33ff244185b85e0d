"""A bundle from its chapters: a front page, the contents, and each chapter that says something to this adult."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hometime.access.viewer import Viewer
from hometime.childfile.bundle import between, beyond, own, plans
from hometime.childfile.bundle.eyes import Eyes, dated
from hometime.childfile.pages import looks
from hometime.families.models import Child
from hometime.records.printing import Block, Paper, bullets, contents, facts, heading, line, new_page, printed_on, quiet


@dataclasses.dataclass(frozen=True)
class Chapter:
    """A chapter: its title, and what draws it. One that has nothing for this adult is not in their bundle."""

    title: object
    draw: Callable[[Eyes], list[Block]]


def _looks(eyes: Eyes) -> list[Block]:
    found = looks(eyes.viewer, eyes.child)
    told = [". ".join(filter(None, [f"{dated(look.on, look.name)}, {look.role}", look.why])) for look in found]
    words = _("Safeguarding leads may look at every file. Their looking does not show here.")
    return [*([bullets(told)] if told else [line(_("Nobody yet."))]), quiet(words)]


CHAPTERS = (
    Chapter(gettext_lazy("Who your child is"), own.child),
    Chapter(gettext_lazy("What we know about you"), own.adult),
    Chapter(gettext_lazy("About my child"), own.about),
    Chapter(gettext_lazy("What you were given to read"), own.joining),
    Chapter(gettext_lazy("Settling in"), between.settling),
    Chapter(gettext_lazy("Our talks"), between.talks),
    Chapter(gettext_lazy("The check at two"), between.checks),
    Chapter(gettext_lazy("Support plans"), plans.support),
    Chapter(gettext_lazy("From home"), between.from_home),
    Chapter(gettext_lazy("Ideas for home"), between.ideas),
    Chapter(gettext_lazy("What you allow"), own.consents),
    Chapter(gettext_lazy("Medicine"), beyond.medicines),
    Chapter(gettext_lazy("The book with another place"), beyond.book),
    Chapter(gettext_lazy("Moving on to school"), beyond.school),
    Chapter(gettext_lazy("What we passed on to others"), beyond.shared),
    Chapter(gettext_lazy("Papers and pictures"), own.papers),
    Chapter(gettext_lazy("Who has looked"), _looks),
)


def bundle(viewer: Viewer, child: Child, maker: Viewer | None = None) -> Paper:
    """The file of a child as `viewer`, an adult of the family, may see it; `maker` is whoever here makes it for them.

    What somebody told one person alone, complaints, and what is agreed to keep a child safe never stand in it: paper lies
    about. The front page says so, whether there is any of it or not. The same number of statements however much there is.
    """
    eyes = Eyes(viewer, child, maker)
    drawn = [(chapter, blocks) for chapter in CHAPTERS if (blocks := _telling(chapter.draw(eyes)))]
    blocks = [
        heading(child.name, 1),
        line(child.setting.name, strong=True),
        facts([(_("Made for"), viewer.name)]),
        line(_("This is your own copy of what we keep about your child. Other adults have a copy of their own.")),
        line(_("Keep it in a safe place.")),
        quiet(_("Not on paper: what you told one person alone, complaints, and plans to keep a child safe.")),
        quiet(_("Sign in to see what is yours of it.")),
        contents(_("In this copy")),
        new_page(),
    ]
    for chapter, told in drawn:
        blocks += [heading(str(chapter.title)), *told]
    return Paper("papers", blocks, viewer.today, [printed_on(viewer.today)])


def _telling(blocks: Iterable[Block]) -> list[Block]:
    """The blocks that say something; none where only headings would be left."""
    told = [block for block in blocks if block.get("rows") != [] and block.get("items") != []]
    return told if any(block["kind"] not in ("heading", "quiet") for block in told) else []
