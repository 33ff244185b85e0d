"""Zip packages (docx and its kin) opened with bounds: how much they unpack to, and XML without entities or outside
references.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from hometime.policies.reading.lines import Unreadable

MAIN = re.compile(r"word/document\d*\.xml")
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MOST_UNPACKED = 40 * 1024 * 1024
MOST_FILES = 2_000
BROKEN = "The file is broken or cut short. Open it in the program that made it, save it again, and try once more."
BOMB = "The file unpacks to far more than a policy needs, so it was not opened."


class Package:
    """The files inside a zip package. Refuses broken ones, and those that unpack to more than the bound."""

    def __init__(self, data: bytes) -> None:
        """Opens the table of contents only."""
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise Unreadable(BROKEN) from error
        self.names = frozenset(entry.filename for entry in entries)
        self.left = MOST_UNPACKED
        if len(entries) > MOST_FILES:
            raise Unreadable(BOMB)

    @property
    def main(self) -> str | None:
        """The name of a Word document's text, which some programs number; None in other packages."""
        return next((name for name in sorted(self.names) if MAIN.fullmatch(name)), None)

    def read(self, name: str) -> bytes:
        """One file of the package, unpacked. Counts what really comes out, whatever the table of contents says."""
        try:
            with self.zip.open(name) as file:
                data = file.read(self.left + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Unreadable(BROKEN) from error
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(BOMB)
        return data


def parse(data: bytes) -> Any:
    """XML as an element tree: no entities, no network, no document type, the parser's own limits on depth and size.

    Documents saved in the strict form of the standard come out in the usual one.
    """
    from lxml import etree  # late: heavy

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.replace(STRICT, USUAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The file holds instructions that no policy document needs, so it was not opened.")
    return root
