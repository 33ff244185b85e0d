"""Children are found by their names in any script: 300 names in 12 scripts, typed as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hometime.access.viewer import Viewer
from hometime.audit.actions import House, action, note
from hometime.families.models import Child
from hometime.families.pages.listing import listing
from hometime.kernel.folding import folded, for_search, sought
from tests.cast import TODAY, Cast

# First and last names of each script: five times five make twenty-five names of it.
NAMES: dict[str, tuple[str, str]] = {
    "Latin": ("Łukasz Siân Zoë Ștefan İpek", "O’Neill-Žižka Müller-Straße Nguyễn D'Souza Ångström"),
    "Greek": ("Αλέξανδρος Ελένη Σοφία Γιώργος Χρήστος", "Παπαδόπουλος Νικολάου Αγγελίδης Ιωάννου Βλάχος"),
    "Cyrillic": ("Сергій Наталія Ёлка Юрий Ґанна", "Шевченко Ковальчук Ильин Їжак Соловьёв"),
    "Arabic": ("أحمد فاطمة عَلِيّ یوسف زينب", "الخطيب خان حسین شیخ مُصطفى"),
    "Hebrew": ("שָׂרָה יוסף מרים אברהם רחל", "כהן לוי מזרחי פרץ בן־דוד"),
    "Devanagari": ("प्रिया अर्जुन कृष्णा लक्ष्मी विक्रम", "शर्मा गुप्ता सिंह पटेल त्रिपाठी"),
    "Bengali": ("প্রিয়াঙ্কা রহিম সুমাইয়া আরিফ নাদিয়া", "চৌধুরী রহমান হোসেন বেগম মিয়া"),
    "Gurmukhi": ("ਹਰਪ੍ਰੀਤ ਗੁਰਪ੍ਰੀਤ ਸਿਮਰਨ ਜਸਪ੍ਰੀਤ ਮਨਜੀਤ", "ਸਿੰਘ ਕੌਰ ਗਿੱਲ ਢਿੱਲੋਂ ਸੰਧੂ"),
    "Tamil": ("பிரியா கார்த்திக் லட்சுமி முருகன் செல்வி", "சுப்பிரமணியன் ராஜன் குமார் நாயகம் பாண்டியன்"),
    "Thai": ("สมชาย มาลี ประเสริฐ วันดี นภา", "ใจดี สุขสวัสดิ์ ทองคำ ศรีสุข แก้วมณี"),
    "Han": ("小明 美玲 國強 静怡 俊杰", "王 李 張 陈 歐陽"),
    "Hangul and kana": ("민준 서연 さくら タカシ ゆうと", "김 박 田中 スズキ 이"),
}  # fmt: skip
ALL = [f"{first} {last}" for firsts, lasts in NAMES.values() for first in firsts.split() for last in lasts.split()]


@action
def write(actor: House, cast: Cast) -> None:
    rows = [Child(setting=cast.setting, name=name, born=TODAY, starts=TODAY) for name in ALL]
    Child.objects.bulk_create(rows)
    note("test.written", rows[0])


def bare(name: str) -> str:
    """A name as somebody types it who leaves every accent and vowel point out."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if unicodedata.category(sign) != "Mn")


def found(viewer: Viewer, typed: str) -> set[str]:
    return set(Child.objects.visible_to(viewer).called_like(typed).values_list("name", flat=True))


def test_three_hundred_names_in_twelve_scripts_are_all_found(cast: Cast) -> None:
    write(House("tests"), cast)
    assert len(set(ALL)) == 300 and len(NAMES) == 12
    viewer = cast.viewer("Mo Manager")
    missed = [
        (name, typed)
        for name in ALL
        for typed in {
            name, name.upper(), name.lower(), bare(name), " ".join(reversed(name.split())), name.replace(" ", ""),
            unicodedata.normalize("NFKC", name), unicodedata.normalize("NFD", name), name.split()[0], name.split()[1],
        }
        if name not in found(viewer, typed)
    ]  # fmt: skip
    assert missed == []


def test_a_search_finds_few_and_not_everybody(cast: Cast) -> None:
    write(House("tests"), cast)
    viewer = cast.viewer("Mo Manager")
    assert found(viewer, "Łukasz Nguyễn") == {"Łukasz Nguyễn"}
    assert len(found(viewer, "lukasz")) == 5
    assert found(viewer, "nobody like this") == set()


def test_a_search_finds_only_children_whom_the_viewer_works_with(cast: Cast) -> None:
    assert found(cast.viewer("Kay Person"), "child") == {"Ava Child", "Cy Child"}
    assert found(cast.viewer("Far Manager"), "child") == {"Far Child"}
    assert found(cast.viewer("Lin Manager"), "child") == set()


def test_the_list_is_narrowed_by_room_and_keeps_those_who_left_apart(cast: Cast) -> None:
    viewer = cast.viewer("Mo Manager")

    def names(room: str = "", left: bool = False) -> list[str]:
        return [line.child.name for line in listing(viewer, "", room, 1, left=left).lines]

    assert names() == ["Ava Child", "Ben Child", "Cy Child"]
    assert names(room=cast.other_room.pk) == ["Ben Child"]
    assert names(left=True) == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz O’Neill-Žižka", "lukasz oneill"), ("Anne-Marie", "annemarie"), ("Anne Marie", "anne-marie"),
        ("Straße", "STRASSE"), ("أحمد", "احمد"), ("علی", "علي"), ("ﾀﾅｶ", "たなか"), ("Đorđe", "dorde"), ("Ægir", "aegir"),
        ("ΣΟΦΟΣ", "σοφός"), ("Ёлка", "елка"), ("שָׂרָה", "שרה"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_one(written: str, typed: str) -> None:
    assert all(word in for_search(written) for word in sought(typed))


@given(st.text(max_size=60))
def test_a_name_is_found_by_itself_and_folds_to_itself(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert all(word in for_search(name) for word in sought(name))
