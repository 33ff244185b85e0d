"""What may leave the house, by which way, and why: three literal tables, held against every view, module and command.

About a child something leaves by the gate of `hometime.sharing` alone. Any other way out stands here with the reason why
nothing about a family goes with it, or why whoever gets it may have it. What is not listed fails, and so does a line
for which there is nothing any more (F22, A2; TRUST 17, 50).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from hometime.access.checks import doors
from hometime.cli import COMMANDS
from hometime.config.environment import ROOT
from hometime.people.roles import Hat

OURS = "a page for whoever is signed in, by their own scope"
THE_GATE = "the gate: seven answers, and exactly what was written down with them"
A_BOOK = "the gate, asked again for each item: a decision once for the book, and the family's yes as it stands then"
# Calls that make something that is no page, or send it: what they are called, and what they may be called with.
ANSWERS = {"FileResponse", "StreamingHttpResponse", "JsonResponse"}
SENDERS = {
    "EmailMessage",
    "EmailMultiAlternatives",
    "send_mail",
    "queue_account_mail",
    "urlopen",
    "HTTPConnection",
    "SMTP",
}
GATED = {"Sending", "Item", "PassedOn", "items_of", "page_of", "open_once", "BookPage", "BookItem", "in_book"}

BY_CODE = {
    # files and answers that are no page
    ("hometime/complaints/printing/views.py", "HttpResponse"): "the papers of a case, for those on it, scope by scope",
    (
        "hometime/childfile/views.py",
        "HttpResponse",
    ): "a parent's own copy of the file, of what they may see, into their own hand",
    (
        "hometime/families/views/sheets.py",
        "HttpResponse",
    ): "what is wrong in one's own spreadsheet, for whoever brought it",
    (
        "hometime/agencies/views/open_referral.py",
        "JsonResponse",
    ): "the setting's own public listing: no family stands in it",
    (
        "hometime/consents/views/staff.py",
        "HttpResponse",
    ): "the emergency card, for those who save a life with the child",
    (
        "hometime/schools/views/packs.py",
        "HttpResponse",
    ): "the parts of a parcel, each with its yes, that went through the gate",
    ("hometime/config/views.py", "HttpResponse"): "whether the house runs, and the words of an error: nobody's data",
    (
        "hometime/keypersons/views/home.py",
        "HttpResponse",
    ): "a voice from home, for those who may hear the child's own file",
    ("hometime/noticeboard/views.py", "HttpResponse"): "posters of the public board",
    (
        "hometime/records/papers/showing.py",
        "HttpResponse",
    ): "a page of a paper or a picture: for whoever sees its record, or for whom the gate let it through",
    (
        "hometime/together/views.py",
        "HttpResponse",
    ): "the list of an outing for the staff who lead it, printed at the door",
    ("hometime/together/views.py", "JsonResponse"): "head counts between the house and the staff's own tablet",
    # what sends
    ("hometime/notifications/mail.py", "EmailMessage"): "one of the fixed sentences, with a link at most",
    ("hometime/today/actions.py", "queue_account_mail"): "mails about somebody's own account",
    ("hometime/sharing/actions/sending.py", "queue_account_mail"): THE_GATE,
    ("hometime/cli/beside.py", "HTTPConnection"): "asks our own server whether it is up",
    ("hometime/cli/start.py", "HTTPConnection"): "asks our own server whether it is up",
    # the parts of the gate itself
    ("hometime/sharing/actions/deciding.py", "Item"): THE_GATE,
    ("hometime/sharing/actions/sending.py", "Sending"): THE_GATE,
    ("hometime/sharing/actions/sending.py", "PassedOn"): "what the family is told of it",
    ("hometime/sharing/actions/book_pages.py", "queue_account_mail"): A_BOOK,
    ("hometime/sharing/actions/book_pages.py", "BookPage"): A_BOOK,
    ("hometime/sharing/actions/book_items.py", "BookItem"): A_BOOK,
    (
        "hometime/sharing/views/between.py",
        "in_book",
    ): "the page of the other place, with link and code, while the yes stands",
    ("hometime/sharing/views/between.py", "page_of"): "the same",
    ("hometime/sharing/views/shares.py", "items_of"): "the paper that goes by hand, once it was decided",
    ("hometime/sharing/views/shared.py", "items_of"): "the page of the one it was decided for, with link and code",
    ("hometime/sharing/views/shared.py", "page_of"): "the same",
    ("hometime/sharing/views/shared.py", "open_once"): "the same",
}
NOTHING = "no family's data stands on it"
OWN_CASE = "whoever complained, with the reference and the code that they alone hold"
# Doors through which somebody comes who does not work here and is no parent of the child.
BY_DOOR = {
    **dict.fromkeys(
        ("healthz", "front", "help", "leave", "language", "board", "policy-text", "poster", "complaint-form"), NOTHING
    ),
    **dict.fromkeys(
        (
            "account_login", "mfa_login_webauthn", "mfa_authenticate", "practice-sign-in", "forgotten", "forgotten-sent",
            "new-password", "account_logout", "setup-you", "setup-practice",
        ),
        "signing in: one's own account and nothing else",
    ),
    **dict.fromkeys(
        ("tell", "tell-now", "tell-sent", "tell-service", "tell-urgent", "tell-step"), "it takes words in, and shows one's own"
    ),
    **dict.fromkeys(("follow", "follow-here", "follow-stop", "follow-act", "follow-paper"), OWN_CASE),
    **dict.fromkeys(("shared", "shared-have-it", "shared-leaf"), THE_GATE),
    **dict.fromkeys(("between", "between-read", "between-write"), A_BOOK),
    **dict.fromkeys(("outing-away", "outing-away-script"), "the shell of the list that the staff's own tablet unseals"),
    **dict.fromkeys(("today", "duty", "duty-done"), OURS),
    **dict.fromkeys(
        ("nearby", "nearby-one", "nearby-slip"), "help for families, read without a trace: no family stands on it"
    ),
    **dict.fromkeys(
        (
            "feed-root", "feed-service", "feed-services", "feed-place", "feed-places", "feed-taxonomy", "feed-taxonomies",
            "feed-term", "feed-terms",
        ),
        "the setting's own public listing: no family stands in it",
    ),
    "tablet": "a browser that is not enrolled: a code is asked for, and nothing shown",
    "visit-question": "one question to a professional about their own visit: no child is named",
    "paper-page": "a page of a paper, for whoever sees its record",
    **dict.fromkeys(("plan", "plan-tried"), "a professional whom the family and the SENCO put on the plan, while they are on it"),
}  # fmt: skip
# Commands of whoever runs the machine: what each leaves behind.
BY_COMMAND = {
    "backup": "sealed to the two recovery keys",
    "restore": "the same, back into the house",
    "start": "serves the house",
    "jobs": "the house's own work; its mails are fixed sentences",
    "doctor": "figures about the machine",
    "verify": "whether the records stand as they were written",
    "draw": "drawings of the code, without a database",
    "bench": "figures over a made-up world",
    "policy read": "a policy: public",
    "policy adopt": "a policy: public",
    "policy compare": "a policy: public",
    "practice load": "a made-up world",
    "practice list": "a made-up world",
    "complaint rehearse": "a made-up case",
    "schools import": "the national register of schools: public",
}


def ways(tree: ast.AST) -> Iterator[str]:
    """The ways out that a module uses, by name."""
    gate = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hometime.sharing")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name, of = getattr(node.func, "id", ""), ""
        if isinstance(node.func, ast.Attribute):
            name, of = node.func.attr, getattr(node.func.value, "id", "")
        typed = any(word.arg == "content_type" for word in node.keywords)
        ours = name in GATED and (of or name) in gate
        if ours or name in ANSWERS | SENDERS or (name == "HttpResponse" and (node.args or typed)):
            yield name


def found(root: Path) -> set[tuple[str, str]]:
    """Every way out in the house, tests and migrations left out, as (file, name)."""
    return {
        (path.relative_to(root).as_posix(), name)
        for path in (root / "hometime").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        for name in ways(ast.parse(path.read_text("utf-8")))
    }


def test_nothing_leaves_but_by_the_ways_that_are_listed() -> None:
    there = found(ROOT)
    assert sorted(there - BY_CODE.keys()) == [], "list it with the reason, or lead it through hometime.sharing"
    assert sorted(BY_CODE.keys() - there) == []


def test_every_door_for_somebody_from_outside_is_listed_with_what_it_may_show() -> None:
    outside = {door.name for door in doors() if door.gate.public or Hat.AGENCY in door.gate.hats}
    assert sorted(outside - BY_DOOR.keys()) == [], "say what somebody from outside may see there, and why"
    assert sorted(BY_DOOR.keys() - outside) == []


def test_every_command_is_listed_with_what_it_leaves_behind() -> None:
    there = {command.words for command in COMMANDS}
    assert (sorted(there - BY_COMMAND.keys()), sorted(BY_COMMAND.keys() - there)) == ([], [])


@pytest.mark.parametrize(
    "line",
    [
        "EmailMessage(body=child.name).send()",
        "HttpResponse(csv, content_type='text/csv')",
        "FileResponse(open('children.csv'))",
        "queue_account_mail(viewer, Key.SHARED, address='a@b.example', once=child.name)",
        "from hometime.sharing.models import Sending; Sending(decision=decision, way='link').save()",
        "urlopen('https://town.example/?' + child.name)",
    ],
)
def test_a_way_round_the_gate_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "hometime").mkdir()
    (tmp_path / "hometime" / "planted.py").write_text(line, "utf-8")
    assert [file for file, _ in found(tmp_path) - BY_CODE.keys()] == ["hometime/planted.py"]
