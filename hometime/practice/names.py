"""Names for people who do not exist. Telephone numbers come from the ranges reserved for fiction; addresses end in
.example."""

from __future__ import annotations

import random
import re
import unicodedata

FIRST = {
    "en": "Alice Oliver Grace Harry Ruby Jack Daisy Alfie Poppy Archie Martha Stanley Edith Ralph Nell Rowan Ivy Arlo".split(),
    "ur": "Amina Bilal Zainab Hamza Maryam Usman Hira Daniyal Ayesha Saad Noor Tariq".split(),
    "pl": "Zofia Jakub Hanna Antoni Maja Kacper Lena Wojciech Agnieszka Tomasz".split(),
    "ar": "Layla Yusuf Salma Omar Rania Khalid Huda Sami Dina Faris".split(),
    "ro": "Andreea Mihai Ioana Stefan Elena Radu Bianca Vlad Larisa Cristian".split(),
    "other": "Chidi Ngozi Mei Kofi Ines Thiago Siobhán Ola Björn Renée".split(),
}
LAST = {
    "en": "Barley Thorne Hatch Pemberton Lark Whitlow Marsh Penhale Oakes Dunnock Fallow Bramley Swift Tansy Merrow".split(),
    "ur": "Qureshi-Vale Mirza-Lane Chaudhry-Moss Sheikh-Brook".split(),
    "pl": "Wierzbowska Lipinski Jaworska Sosnowski".split(),
    "ar": "Al-Nahr Haddar Darwish-Rill Zaytoun".split(),
    "ro": "Stejaru Brădescu Izvoranu Luncan".split(),
    "other": "Okonjo-Field Linden-Mei Adu-Beck Ferrão-Mead Ní-Eala".split(),
}
INITIALS = "BCDEFGHJKLMNPQRSTVWYZ"
BACKGROUNDS = ("en", "en", "en", "en", "en", "ur", "ur", "pl", "ar", "ro", "other", "other")


class Names:
    """Draws full names, each pair of first and family name once until they run out, then with an initial behind."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.drawn: dict[str, int] = {}

    def next(self, background: str = "") -> tuple[str, str]:
        """A first and a family name; `background` is a language whose readers often bear such names, else any."""
        for _ in range(1000):
            among = background if background in FIRST and background != "en" else self.draw.choice(BACKGROUNDS)
            first, last = self.draw.choice(FIRST[among]), self.draw.choice(LAST[among])
            count = self.drawn.get(first + last, 0)
            if count <= len(INITIALS):
                break
        self.drawn[first + last] = count + 1
        return first, last if count == 0 else f"{last} {INITIALS[(count - 1) % len(INITIALS)]}."


def address_of(name: str, taken: set[str]) -> str:
    """A sign-in address for a made-up person, ending in .example and used once."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z]+", ".", folded).strip(".")
    address, count = f"{stem}@families.example", 1
    while address in taken:
        count += 1
        address = f"{stem}.{count}@families.example"
    taken.add(address)
    return address


def mobile(number: int) -> str:
    """A mobile number that rings nobody (07700 900000 to 900999)."""
    return f"07700 900{number % 1000:03d}"


def landline(number: int) -> str:
    """A landline number that rings nobody (01632 960000 to 960999)."""
    return f"01632 960{number % 1000:03d}"
