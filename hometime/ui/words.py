"""The catalogues of translated words: what the code and templates say, what is translated, and how it is compiled.

No system gettext is needed. `.po` files are kept with the code; `.mo` files are made from them at start-up.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = Path(__file__).parent.parent
LOCALE = PACKAGE / "locale"

#: The languages that pages are offered in, each by its own name: the value of Django's `LANGUAGES`.
LANGUAGES = [("en-gb", "English"), ("ur", "اردو"), ("ar", "العربية"), ("pl", "Polski"), ("ro", "Română")]

ENGLISH = "en"  # the folder of the language in which the code speaks

_CALLS = {
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
}
_IN_TEMPLATE = re.compile(r"\b(n?gettext)\(((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?\s*)+)")


class Saying(NamedTuple):
    """One thing that is said: in the singular, and in the plural where it counts something."""

    one: str
    many: str = ""


def said_in_python(source: str) -> Iterator[Saying]:
    """Give every translatable text of a Python module, read from its syntax tree, whatever name a call was imported
    by."""
    tree = ast.parse(source)
    called = dict(_CALLS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            called |= {
                alias.asname: _CALLS[alias.name] for alias in node.names if alias.asname and alias.name in _CALLS
            }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called):
            continue
        texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        wanted = called[node.func.id]
        if len(texts) >= wanted:
            yield Saying(*texts[:wanted])


def said_in_template(source: str) -> Iterator[Saying]:
    """Give every translatable text of a Django template."""
    from django.utils.translation.template import templatize

    for name, texts in _IN_TEMPLATE.findall(templatize(source)):
        parts = ast.literal_eval(f"({texts.rstrip().rstrip(',')},)")
        yield Saying(*parts[: _CALLS[name]])


def said_in_table(source: str) -> Iterator[Saying]:
    """Give the plain words of a table in TOML: the `plain` of each of its entries, as the clause catalogue has it."""
    for entry in tomllib.loads(source).values():
        if isinstance(entry, dict) and isinstance(entry.get("plain"), str):
            yield Saying(entry["plain"])


_READERS = {".py": said_in_python, ".html": said_in_template, ".toml": said_in_table}


def everything_said(package: Path = PACKAGE) -> dict[Saying, list[str]]:
    """Give every translatable text with the files that say it. Tests and the gallery are left out."""
    found: dict[Saying, list[str]] = {}
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.toml"), *package.rglob("templates/**/*.html")]):
        place = path.relative_to(package).as_posix()
        if "/tests/" in place or "gallery" in place:
            continue
        for saying in _READERS[path.suffix](path.read_text(encoding="utf-8")):
            found.setdefault(saying, []).append(place)
    return found


def catalogue(language: str, locale: Path = LOCALE) -> Path:
    """Give the path of a language's catalogue of words."""
    return locale / language / "LC_MESSAGES" / "django.po"


def not_yet_said(language: str, package: Path = PACKAGE) -> list[Saying]:
    """Give the texts that a language has no translation for. English needs none."""
    import polib

    entries = polib.pofile(str(catalogue(language, package / "locale")))
    told = {(entry.msgid, entry.msgid_plural or "") for entry in entries if entry.translated()}
    return [saying for saying in everything_said(package) if saying not in told]


def renew_catalogue(language: str, package: Path = PACKAGE) -> list[Saying]:
    """Write an empty entry for each text a language lacks, drop what nothing says any more, and give what was added."""
    import polib

    place = catalogue(language, package / "locale")
    entries = polib.pofile(str(place), wrapwidth=110)
    said = everything_said(package)
    for entry in list(entries):
        if Saying(entry.msgid, entry.msgid_plural or "") not in said:
            entries.remove(entry)
    forms = int((re.search(r"nplurals=(\d)", entries.metadata.get("Plural-Forms", "")) or ["", "2"])[1])
    known = {(entry.msgid, entry.msgid_plural or "") for entry in entries}
    added = [saying for saying in said if saying not in known]
    for saying in added:
        entry = polib.POEntry(msgid=saying.one, occurrences=[(file, "") for file in said[saying]])
        if saying.many:
            entry.msgid_plural, entry.msgstr_plural = saying.many, dict.fromkeys(range(forms), "")
        entries.append(entry)
    entries.save()
    return added


def compile_catalogues(target: Path = LOCALE, locale: Path = LOCALE) -> Path:
    """Compile every catalogue whose `.po` is newer than its `.mo`, and give `target`, the folder for `LOCALE_PATHS`.

    English is made from all of them, so any that is newer counts.
    A reader never meets half a file: each is written aside and moved into place. Raises `OSError` where `target`
    cannot be written.
    """
    sources = sorted(locale.glob("*/LC_MESSAGES/django.po"))
    for source in sources:
        made = target / source.relative_to(locale).with_suffix(".mo")
        read = sources if source == catalogue(ENGLISH, locale) else [source]
        if made.exists() and made.stat().st_mtime_ns >= max(each.stat().st_mtime_ns for each in read):
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=made.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(_whole(read, source).to_binary())
        Path(aside).chmod(0o644)
        Path(aside).replace(made)
    return target


def _whole(sources: Iterable[Path], source: Path) -> Any:
    """The entries of a catalogue; in English, what the other languages translate stands for itself besides.

    A text that no catalogue holds is looked up in those of every library in turn, which takes several times as long.
    """
    import polib

    entries = polib.pofile(str(source))
    told = {(entry.msgid, entry.msgid_plural) for entry in entries}
    for other in sources:
        for entry in polib.pofile(str(other)) if other != source else ():
            if (entry.msgid, entry.msgid_plural) not in told:
                told.add((entry.msgid, entry.msgid_plural))
                entries.append(_itself(entry))
    return entries


def _itself(entry: Any) -> Any:
    """An English entry that says what it is asked for."""
    import polib

    if entry.msgid_plural:
        plural = {0: entry.msgid, 1: entry.msgid_plural}
        return polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=plural)
    return polib.POEntry(msgid=entry.msgid, msgstr=entry.msgid, msgctxt=entry.msgctxt)
