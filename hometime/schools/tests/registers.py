"""Makes registers of schools for the tests, in the shape that the department publishes them. Every school is made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

HEADINGS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "EstablishmentStatus (code)", "PhaseOfEducation (code)", "StatutoryLowAge", "StatutoryHighAge", "Street", "Town",
    "Postcode", "TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName",
)  # fmt: skip
HEAD = "Fernhollow"  # of every school here: it must be found nowhere


def school(number: int, **said: str) -> dict[str, str]:
    """One school; `said` says what is different about it."""
    facts = {
        "URN": str(100_000 + number), "LA (code)": "901", "LA (name)": "Otterland",
        "EstablishmentNumber": f"{2000 + number % 7999}",
        "EstablishmentName": f"School {number}", "TypeOfEstablishment (code)": "1", "EstablishmentStatus (code)": "1",
        "PhaseOfEducation (code)": "2", "StatutoryLowAge": "4", "StatutoryHighAge": "11", "Street": f"{number} Mill Lane",
        "Town": "Otterton", "Postcode": "ZZ1 1ZZ", "TelephoneNum": "01632960100", "HeadTitle (name)": "Ms",
        "HeadFirstName": "Una", "HeadLastName": HEAD,
    }  # fmt: skip
    return facts | said


def register(
    schools: Iterable[Mapping[str, str]], *, encoding: str = "cp1252", headings: tuple[str, ...] = HEADINGS, before: str = ""
) -> io.BytesIO:  # fmt: skip
    """The register as a file."""
    out = io.StringIO(newline="")
    written = csv.writer(out)
    written.writerow(headings)
    written.writerows([each[heading] for heading in headings] for each in schools)
    return io.BytesIO((before + out.getvalue()).encode(encoding))
