"""Who may write something beside a complaint, and who may act on their own."""

from __future__ import annotations

from typing import Any

from hometime.access.viewer import Viewer
from hometime.kernel.answers import No


def beside(_viewer: Viewer, _case: Any) -> No | None:
    """Whoever is on a case at work may write down what was said to them about it: the gate finds nobody else."""
    return None


def own(_viewer: Viewer, _arrival: Any) -> No | None:
    """Whoever complained may always add to it, go further, or take it back: the gate finds nobody else."""
    return None
