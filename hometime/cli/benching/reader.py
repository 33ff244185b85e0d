"""The reader, timed: a policy of 20 pages in three formats, and the shipped policy adopted for one setting.

`python -m hometime.cli.benching.reader` over an empty practice folder prints what was found as JSON.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import statistics
import time
import zipfile
from collections.abc import Callable
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape

from hometime.cli.place import open_django

PAGES = 20
TIMES = 5
BOOK = "bluebell.md"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def main() -> dict[str, Any]:
    """Writes the document, reads it, adopts the shipped one; times in milliseconds, medians and ranges."""
    from hometime.policies.reading import read_bytes

    text, paper, pages = _twenty_pages()
    documents = {"md": text.encode(), "docx": _word(text), "pdf": paper}
    return {
        "pages": pages,
        "words": len(text.split()),
        "read": {
            form: _timed(lambda form=form, data=data: read_bytes(data, f"policy.{form}"))  # type: ignore[misc]
            for form, data in documents.items()
        },
        "clauses": {
            form: sum(
                len(section.clauses) for part in read_bytes(data, f"policy.{form}").parts for section in part.sections
            )
            for form, data in documents.items()
        },
        "adopted": _adopting(),
    }


def _twenty_pages() -> tuple[str, bytes, int]:
    """The shipped policy again and again under new numbers, until it fills 20 pages of A4: text, PDF, pages."""
    import pypdfium2

    once = (resources.files("hometime.policies.library") / "documents" / BOOK).read_text("utf-8")
    text, paper, pages = "", b"", 0
    for number in range(10, 100):
        if pages >= PAGES:
            break
        text += re.sub(r"\b10(?=[. ])", str(number), once) + "\n\n"
        paper = _paper(text)
        pages = len(pypdfium2.PdfDocument(paper))
    return text, paper, pages


def _paper(text: str) -> bytes:
    """A PDF of the document, set plainly in 11 points. The words go in as data, never as typst's own source."""
    import typst

    source = (
        '#set document(title: "A policy")\n#set text(size: 11pt)\n'
        "#for line in json(bytes(sys.inputs.lines)) {\n"
        '  if line.kind == "heading" { heading(level: line.level, line.text) }\n'
        '  else if line.kind == "bullet" { list(line.text) }\n'
        "  else { par(line.text) }\n}\n"
    )
    made = typst.compile(source.encode(), format="pdf", sys_inputs={"lines": json.dumps(_lines(text))})
    assert isinstance(made, bytes)
    return made


def _word(text: str) -> bytes:
    """A Word document of it, with heading and list styles by their usual names."""
    styles = {"heading": "Heading{level}", "bullet": "ListBullet", "text": "Normal"}
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{styles[line["kind"]].format(**line)}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(line["text"])}</w:t></w:r></w:p>'
        for line in _lines(text)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def _lines(text: str) -> list[dict[str, Any]]:
    """The document's lines, each with its kind."""
    lines: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        marks = re.match(r"(#+|-|\*)\s+(.*)", line)
        if marks is None:
            lines.append({"kind": "text", "level": 0, "text": line})
        elif marks[1].startswith("#"):
            lines.append({"kind": "heading", "level": len(marks[1]), "text": marks[2]})
        else:
            lines.append({"kind": "bullet", "level": 0, "text": marks[2]})
    return lines


def _adopting() -> dict[str, float]:
    """The shipped policy adopted by a new setting each time, storing and first duties included, reading left out."""
    from hometime.adoption.actions import adopt
    from hometime.audit.actions import House, action
    from hometime.kernel import clock
    from hometime.people import actions as people
    from hometime.people.models import Provider
    from hometime.people.roles import Role
    from hometime.policies.reading import read_bytes
    from hometime.policies.settling import proposals, settled

    house = House("measuring")
    content = (resources.files("hometime.policies.library") / "documents" / BOOK).read_bytes()
    reading = read_bytes(content, BOOK)
    confirmed = settled(reading, proposals(reading))

    @action
    def found(viewer: House, number: int) -> tuple[Provider, Any]:
        provider = people.found_provider(viewer, f"Measured {number}", Provider.Form.COMPANY)
        setting = people.open_setting(viewer, provider, f"Measured {number}", f"measured-{number}")
        owner = people.add_person(viewer, "An Owner", email=f"owner{number}@measured.example")
        people.appoint(viewer, owner, Role.OWNER, provider, clock.today() - dt.timedelta(days=1))
        return provider, setting

    places = iter([found(house, number) for number in range(TIMES + 1)])

    def once() -> None:
        provider, setting = next(places)
        adopt(house, provider, [setting], confirmed, content, clock.today())

    return _timed(once)


def _timed(does: Callable[[], object]) -> dict[str, float]:
    """Median, least and greatest work of TIMES calls in milliseconds of one core, after one that is not counted.

    Work, not waiting: on a machine that does other things besides, only that can be compared."""
    does()
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        does()
        taken.append((time.process_time() - began) * 1000)
    return {"median": statistics.median(taken), "least": min(taken), "greatest": max(taken)}


if __name__ == "__main__":
    open_django()
    print(json.dumps(main()))
