"""Making the two recovery keys: shown once, kept nowhere, and counted only when somebody has typed back their ends.

Between the page that shows them and the press that confirms, only public halves and sealed digests of the last groups
travel, in the form itself and signed. Keys that nobody wrote down are never put to use: a backup for them would be one
that nobody can open.
"""

from __future__ import annotations

import dataclasses
import hmac
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.audit.actions import action, note
from hometime.kernel import recovery
from hometime.kernel.answers import Refused
from hometime.people.models import Post, Provider
from hometime.people.roles import Role
from hometime.setup import actions

SALT = "hometime.setup.recovery"
LASTS_SECONDS = 24 * 3600


@dataclasses.dataclass(frozen=True)
class Sheet:
    """One key as it is printed: whose it is, and its groups."""

    keeper: str
    groups: list[str]


def folder() -> Path:
    """The data folder."""
    path: Path = settings.FOLDER.path
    return path


def are_there() -> bool:
    """Whether keys were made, here or on the command line."""
    return bool(recovery.recipients(folder()))


def draw() -> tuple[list[Sheet], str]:
    """Two new keys to be shown once, and the signed text by which they are confirmed."""
    drawn = recovery.draw()
    held = {
        keeper: {"public": recovery.public_of(secret), "end": _digest(keeper, secret[-recovery.LAST_GROUP :])}
        for keeper, secret in drawn.items()
    }
    sheets = [Sheet(keeper, recovery.grouped(secret)) for keeper, secret in drawn.items()]
    return sheets, signing.dumps(held, salt=SALT, compress=True)


def wrong_ends(text: str, typed: dict[str, str]) -> list[str]:
    """The keepers whose last group was typed wrongly. Raises Refused where the text is old or not ours."""
    return [
        keeper
        for keeper, held in _opened(text).items()
        if not hmac.compare_digest(held["end"], _digest(keeper, recovery.plain(typed.get(keeper, ""))))
    ]


@action
def confirm(viewer: Viewer, provider: Provider, text: str) -> None:
    """Puts the shown keys to use. Whoever calls has seen that the ends were typed right."""
    public = {keeper: held["public"] for keeper, held in _opened(text).items()}
    note("recovery_keys.made", provider, keepers=" ".join(sorted(public)))
    actions.finish(viewer, provider, "keys", "Both keys were printed, and their ends typed back.")
    recovery.keep(folder(), public)


def prints_of_keeper(provider: Provider, viewer: Viewer) -> dict[str, str]:
    """Who could keep each key, as a sentence: the manager, and an owner who is not a parent here where there is one."""
    posts = Post.objects.on(viewer.today).filter(provider=provider).select_related("person")
    parents = {post.person_id for post in posts if post.role == Role.PARENT}
    managers = [post.person for post in posts if post.role == Role.MANAGER]
    owners = [post.person for post in posts if post.role == Role.OWNER]
    apart = [person for person in owners if person.pk not in parents and person.pk not in {m.pk for m in managers}]
    return {
        "manager": managers[0].name if managers else _("the manager"),
        "owner": (apart or owners)[0].name if owners else _("an owner or trustee"),
    }


def _opened(text: str) -> dict[str, dict[str, str]]:
    try:
        held: dict[str, dict[str, str]] = signing.loads(text, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise Refused(_("These keys were shown too long ago. Make new ones, and throw the old sheets away.")) from None
    return held


def _digest(keeper: str, end: str) -> str:
    return salted_hmac(SALT, f"{keeper}|{end}", algorithm="sha256").hexdigest()
