"""Print how two policy documents differ, clause by clause. Nothing is stored.

A clause keeps its identity through new words, another order and other numbers; layout is shown apart and is no change.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from hometime.policies.comparing import as_json, compare
from hometime.policies.telling import compared

from .policy_read import reading_of

EXAMPLE = "hometime policy compare ours.docx theirs.docx"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `hometime policy compare` takes."""
    parser.add_argument("a", type=Path, metavar="A", help="one document")
    parser.add_argument("b", type=Path, metavar="B", help="the other document")
    parser.add_argument("--json", action="store_true", help="print the comparison as JSON")


def run(said: argparse.Namespace) -> int:
    """Prints the comparison; 0, or 1 when nothing of either document could be read (the problems say why)."""
    one, other = reading_of(said.a), reading_of(said.b)
    comparison = compare(one, other)
    print(json.dumps(as_json(comparison), indent=1, ensure_ascii=False) if said.json else compared(comparison))
    return 0 if one.parts and other.parts else 1
