"""Who may do what while a family joins. Each answers with nothing, or with the reason why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hometime.access.viewer import Viewer
from hometime.families import working
from hometime.kernel.answers import No
from hometime.people.roles import Hat
from hometime.welcome.models import Joining, PackTranslation, Settling, WelcomePack

# What every room asks.
work_with = working.key_person
count_jar = working.head


def plan(viewer: Viewer, settling: Settling) -> No | None:
    """Those who work with the child, until both sides said that it is done."""
    assert settling.child is not None  # a child settles in
    return work_with(viewer, settling.child) or _over(settling)


def take_part(viewer: Viewer, settling: Settling) -> No | None:
    """The family, until both sides said that it is done."""
    if viewer.hat != Hat.PARENT:
        return No(_("This is for the family. Write down here what they told you."))
    return _over(settling)


def speak(viewer: Viewer, settling: Settling) -> No | None:
    """Either side."""
    return take_part(viewer, settling) if viewer.hat == Hat.PARENT else plan(viewer, settling)


def _over(settling: Settling) -> No | None:
    return working.already(settling.closed)


def see_packs(viewer: Viewer, thing: object) -> No | None:
    """Everybody who works with children under their own name."""
    return working.at_work(viewer, thing)


def write_packs(viewer: Viewer, thing: object) -> No | None:
    """The manager and the deputy."""
    return working.head(viewer, thing)


def publish(viewer: Viewer, pack: WelcomePack) -> No | None:
    """The manager and the deputy of the setting, once."""
    if pack.published_on is not None:
        return No(_("This is already done. Nothing is left to do here."))
    return write_packs(viewer, pack)


def translate(viewer: Viewer, pack: WelcomePack) -> No | None:
    """The manager and the deputy, once a version is published: before that its words may still change."""
    if pack.published_on is None:
        return No("Publish it first. Its words may still change.")
    return write_packs(viewer, pack)


def check_translation(viewer: Viewer, made: PackTranslation) -> No | None:
    """The manager and the deputy write down who checked it."""
    return write_packs(viewer, made)


def see_pulse(viewer: Viewer, thing: object) -> No | None:
    """The manager, the deputy and the owners see the numbers."""
    return None if viewer.hat == Hat.OWNER else working.head(viewer, thing)


def join(viewer: Viewer, thing: object) -> No | None:
    """The adult themselves."""
    return None if viewer.hat == Hat.PARENT else No(_("This is for the family. Write down here what they told you."))


def write_joining(viewer: Viewer, joining: Joining) -> No | None:
    """Those who work with the child."""
    assert joining.child is not None  # an adult joins with a child
    return work_with(viewer, joining.child)
