"""What a sheet for the wall still lacks, and what to do about it. Read by staff, never by the public."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hometime.noticeboard.contacts import Contact, shipped
from hometime.noticeboard.pages import Board
from hometime.people.roles import Role

NAMED = (Role.MANAGER, Role.LINE_MANAGER)  # whom a parent asks for by name


def missing(board: Board, site: str) -> list[str]:
    """Each thing that is missing, as a sentence with what to do; nothing where the sheet can go up as it is."""
    return [*_procedure(board), *_reach(board), *_names(board), *([] if site else [no_site()])]


def no_site() -> str:
    """Why sheets carry no code and no link."""
    return _(
        "Families cannot open Hometime at home yet, so posters carry no code and no link: telephone and post only. "
        "Whoever keeps the computer can set its public https address (HOMETIME_SITE)."
    )


def _procedure(board: Board) -> Iterator[str]:
    if not board.for_parents:
        yield _("No complaints procedure is in force. The poster says so. Adopt one, then print again.")


def _reach(board: Board) -> Iterator[str]:
    if not board.contacts.own.phone:
        yield _("The setting has no telephone number yet.")
    if not board.contacts.own.address:
        yield _("The setting has no postal address yet.")
    if list(board.contacts.regulators) == list(shipped()):
        yield _(
            "The regulator's details are the ones that came with Hometime. Check them against the regulator's page."
        )
        return
    for card in board.contacts.on_paper:
        yield from _card(card)


def _card(card: Contact) -> Iterator[str]:
    if not (card.phone and card.address):
        yield _("The card of %(name)s lacks a telephone number or an address.") % {"name": card.name}
    if card.checked_on is None:
        yield _("Nobody has checked the details of %(name)s against their source.") % {"name": card.name}


def _names(board: Board) -> Iterator[str]:
    known = {face.role for face in board.faces}
    for role in NAMED:
        if str(role.label) not in known:
            yield _("Nobody holds this post, or only a surname is known: %(post)s.") % {"post": role.label}
