"""Every word of the look is translated, keeps its placeholders, and compiles without system gettext."""

from __future__ import annotations

import gettext
import os
import re
from pathlib import Path

import polib
import pytest

from hometime.ui.words import (
    LANGUAGES,
    Saying,
    catalogue,
    compile_catalogues,
    everything_said,
    not_yet_said,
    renew_catalogue,
    said_in_python,
    said_in_template,
)

TRANSLATED = [code for code, _ in LANGUAGES if code != "en-gb"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_of_the_look_is_translated(language: str) -> None:
    of_the_look = {saying for saying, places in everything_said().items() if any(p.startswith("ui/") for p in places)}
    assert [saying for saying in not_yet_said(language) if saying in of_the_look] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_its_placeholders_and_marks(language: str) -> None:
    pattern = re.compile(r"%\(\w+\)s|</?bdi>")
    for entry in polib.pofile(str(catalogue(language))):
        for told in [entry.msgstr, *entry.msgstr_plural.values()]:
            if told:
                assert sorted(pattern.findall(told)) == sorted(pattern.findall(entry.msgid))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_plural_has_all_the_forms_of_its_language(language: str) -> None:
    entries = polib.pofile(str(catalogue(language)))
    forms = int(entries.metadata["Plural-Forms"].split("nplurals=")[1].split(";")[0])
    assert all(len(entry.msgstr_plural) == forms for entry in entries if entry.msgid_plural)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_that_nobody_has_checked_says_so(language: str) -> None:
    assert "Draft, not yet checked by a person." in polib.pofile(str(catalogue(language))).header


def test_catalogues_compile_into_another_folder_and_are_left_alone_when_fresh(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    polish = tmp_path / "pl" / "LC_MESSAGES" / "django.mo"
    assert gettext.translation("django", tmp_path, ["pl"]).gettext("Help") == "Pomoc"
    os.utime(polish, ns=(2**62, 2**62))
    compile_catalogues(tmp_path)
    assert polish.stat().st_mtime_ns == 2**62
    assert list(tmp_path.rglob("*.part")) == []


def test_english_says_by_itself_what_other_languages_translate(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    english = gettext.translation("django", tmp_path, ["en"])
    polish = [entry for entry in polib.pofile(str(catalogue("pl"))) if not entry.obsolete]
    own = {entry.msgid: entry.msgstr for entry in polib.mofile(str(tmp_path / "en" / "LC_MESSAGES" / "django.mo"))}
    assert polish and all(own[entry.msgid] == entry.msgid for entry in polish if not entry.msgid_plural)
    assert all(english.ngettext(e.msgid, e.msgid_plural, 2) == e.msgid_plural for e in polish if e.msgid_plural)


def test_a_renewed_catalogue_gains_what_is_new_and_loses_what_is_gone(tmp_path: Path) -> None:
    place = catalogue("pl", tmp_path / "locale")
    place.parent.mkdir(parents=True)
    place.write_text('msgid ""\nmsgstr ""\n\nmsgid "Old"\nmsgstr "x"\n\nmsgid "Kept"\nmsgstr "y"\n', encoding="utf-8")
    (tmp_path / "room.py").write_text('a = gettext("Kept"), gettext("New"), ngettext("one", "more", 2)')
    assert renew_catalogue("pl", tmp_path) == [Saying("New"), Saying("one", "more")]
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(place))][:2] == [("Kept", "y"), ("New", "")]
    assert not_yet_said("pl", tmp_path) == [Saying("New"), Saying("one", "more")]


def test_words_are_found_in_code_and_in_templates() -> None:
    code = 'a = gettext("One") + ngettext("a day", "%(n)s days", n)\nb = gettext(name)'
    assert list(said_in_python(code)) == [Saying("One"), Saying("a day", "%(n)s days")]
    page = "{% load i18n %}{% translate 'It’s' %}"
    page += "{% blocktranslate count n=x %}a day{% plural %}days{% endblocktranslate %}"
    assert list(said_in_template(page)) == [Saying("It’s"), Saying("a day", "days")]
