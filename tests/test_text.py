"""Text from strangers is folded, tamed and measured, and the three agree."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text import (
    LONGEST_WORD,
    MOST_MARKS,
    cells,
    edits,
    fit,
    fold,
    foldings,
    harmless,
    nearest,
    paragraphs,
    words,
)

# All of Unicode, lone surrogates too, with more of what makes trouble.
TROUBLE = "\x00\x1b\x7f\x9b\u200b\u200d\u202e\u2066\ufeff\ufe0f\u0301\u0489\ud800\udce9,1\U0001f1ed"
TEXT = st.text(st.characters(exclude_categories=()) | st.sampled_from(TROUBLE), max_size=40)

ORDINARY = st.text(
    st.sampled_from(
        "abc XYZ 0189 .,;:!?-\u2013\u2026 éèçñßøåŁ Čšž ΑΩ ж \uff21\uff22 ½€"
        "Γειά Привет שלום سلام 你好吗 日本カナ 한국어"
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jovenel Moïse", "jovenel moise"),
        ("STRASSE Straße", "strasse strasse"),
        ("Port-au-Prince", "port au prince"),
        ("  two\n\tlines ", "two lines"),
        ("about 3,700 freed", "about 3700 freed"),
        ("1,2 and 3,45", "1 2 and 3 45"),
        ("Pe\u0301tion", "petion"),
        ("zero\u200bwidth", "zerowidth"),
        ("\uff26ull ﬁre", "full fire"),
        ("\x1b[31mred", "31mred"),
        ("... !", ""),
    ],
)
def test_text_is_folded_to_what_people_type(text: str, folded: str) -> None:
    """Case, accents and punctuation make no difference to a search."""
    assert fold(text) == folded


@given(TEXT)
@example("İstanbul ΑΣ ﬀ ŉ")
@example("e\u200b\u0301")
def test_taming_a_text_changes_none_of_its_words(text: str) -> None:
    """What the index folds is what the highlight folds, though one sees the harmless text."""
    assert fold(harmless(text)) == fold(text)


@pytest.mark.parametrize("text", ["3,\u200b700", "3\u200b,700", "3,7\u200b00", "3,70\u00ad0"])
def test_a_number_holds_what_is_not_seen_within_it(text: str) -> None:
    """It is shown as 3,700 and so is found as it."""
    assert fold(text) == fold(harmless(text)) == "3700"


@given(TEXT)
@example("the 3,700 and 4,600")
def test_words_are_those_of_fold_and_know_their_places(text: str) -> None:
    """A highlight stands where the word does."""
    shown = harmless(text)
    found = words(shown)
    assert " ".join(word.folded for word in found) == fold(shown)
    assert all(0 <= word.start < word.end <= len(shown) for word in found)
    assert found == sorted(found, key=lambda word: (word.start, word.end))


def test_a_word_covers_its_accents_and_its_commas() -> None:
    """A highlight does not stop within a number or before a combining mark."""
    text = "x\u0308 for 3,700."
    assert [text[word.start : word.end] for word in words(text)] == ["x\u0308", "for", "3,700"]


def test_an_endless_word_is_cut_alike_everywhere() -> None:
    """An index term has a size limit, and the query must be cut at the same letter."""
    endless = "a" * 100_000
    assert fold(endless) == words(endless)[0].folded == "a" * LONGEST_WORD


@given(TEXT)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    """Text may be made harmless on the way in and again on the way out."""
    assert harmless(harmless(text)) == harmless(text)


@given(TEXT)
def test_nothing_that_drives_a_terminal_passes(text: str) -> None:
    """No control character, bidi control, zero-width character or half character is let through."""
    for char in harmless(text):
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        assert char == " " or not char.isspace()
        assert not 0xFE00 <= ord(char) <= 0xFE0F


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("a\x7fb\x9bc", "a␡b\ufffdc"),
        ("one\r\ntwo", "one  two"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("\U0001f1ed\U0001f1f9", "HT"),
        ("half \ud800", "half \ufffd"),
        ("\u0301lone", "◌\u0301lone"),
        ("Mo\u0069\u0308se", "Moïse"),
    ],
)
def test_harm_is_shown_not_obeyed(text: str, shown: str) -> None:
    """The reader sees that something was there."""
    assert harmless(text) == shown


QUICK = st.text(
    st.sampled_from(
        "abc XYZ 3,700.!\n éèçñßøåŁ Čšž Жжё ệ ½ \u2018\u2019\u2013…‰€ \u02bcnﬁ\u00ad\u0301\u2028"
    )
)
"""Texts that are often all Latin and Cyrillic, which takes a quicker way, and sometimes not."""

SLOW = "日"
"""A letter that takes the text it stands in the slow way, and joins none before it."""


@given(TEXT | QUICK)
@example("\u2011 \u2010-\u2027")
@example("\u205f")
def test_the_quick_way_and_the_slow_one_meet(text: str) -> None:
    """A text of letters that no harm can come of is what it would be among all others."""
    assert harmless(text) + SLOW == harmless(text + SLOW)
    assert [foldings([text])[0].split(), [SLOW]] == [
        found.split() for found in foldings([text, SLOW])
    ]


def test_each_letter_folds_alike_in_any_company() -> None:
    """Latin-1 alone is folded letter for letter; beside others it is looked at more closely."""
    for code in range(0x250):
        text = f"a{chr(code)}b 3,{chr(code)}700"
        alone, beside = foldings([text]), foldings([text, SLOW])[:1]
        assert [found.split() for found in alone] == [found.split() for found in beside], hex(code)


def test_no_letter_is_taken_for_harmless_that_is_not() -> None:
    """All of Unicode: what is quickly passed is what is passed after a close look."""
    for code in range(0x110000):
        char = chr(code)
        assert harmless(char) + SLOW == harmless(char + SLOW), hex(code)


@given(st.lists(TEXT | QUICK, min_size=1, max_size=5))
@example(["3,", "700"])
@example(["3,7", "00"])
@example(["a\nb", "c"])
@example(["", "", "a"])
@example(["e", "\u0301"])
@example(["a" * 150, "a" * 150])
@example(["x", "a" * 301, "3,700 b"])
@example([" " * 99 + "a" * 201, "b" * 199, "c" * 200])
@example(["é\r\n", "日本\u2029", "\ud800"])
def test_many_texts_are_folded_like_each_alone(texts: list[str]) -> None:
    """Their words do not run together, and each is the word that a highlight marks."""
    folded = [found.split() for found in foldings(texts)]
    assert folded == [fold(text).split() for text in texts]
    assert folded == [[word.folded for word in words(harmless(text))] for text in texts]


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [
        ("", "", 0),
        ("prison", "prison", 0),
        ("", "abc", 3),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("prision", "prison", 1),
        ("prsion", "prison", 1),
        ("rpison", "prison", 1),
        ("prisno", "prison", 1),
        ("ab", "ba", 1),
        ("abc", "cab", 2),
        ("ca", "abc", 3),
        ("kenia", "kenya", 1),
        ("moise", "moïse", 1),
        ("日本", "本日", 1),
    ],
)
def test_slips_of_the_finger_are_counted(word: str, other: str, count: int) -> None:
    """A letter more, fewer, another, or two exchanged; none of them is touched twice."""
    assert edits(word, other) == edits(other, word) == count


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_at_least_those_of_the_lengths(word: str, other: str) -> None:
    """No slip adds two letters, none is needed where nothing differs, and none is lost."""
    count = edits(word, other)
    assert abs(len(word) - len(other)) <= count <= max(len(word), len(other))
    assert (count == 0) == (word == other)
    assert edits(f"x{word}", f"x{other}") == edits(f"{word}x", f"{other}x") == count


@given(st.integers(0, 300))
def test_marks_do_not_climb_into_the_lines_above(marks: int) -> None:
    """However many marks are stacked on a letter, few are kept."""
    kept = harmless("z" + "\u0335" * marks)
    assert kept == "z" + "\u0335" * min(marks, MOST_MARKS)


@given(ORDINARY)
def test_cells_are_counted_as_rich_counts_them(text: str) -> None:
    """What this package measures and what the screen draws take the same room."""
    shown = harmless(text)
    assert cells(shown) == cell_len(shown)


@given(TEXT, st.integers(-1, 30))
def test_a_fitted_text_never_exceeds_its_room(text: str, width: int) -> None:
    """A title never pushes its neighbours aside."""
    shown = harmless(text)
    fitted = fit(shown, width)
    assert cells(fitted) <= max(width, 0)
    assert fitted == shown if cells(shown) <= width else fitted.endswith("…") or width <= 0


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("prison", 6, "prison"),
        ("prison", 5, "pris…"),
        ("你好吗", 5, "你好…"),
        ("你好吗", 4, "你…"),
        ("prison", 1, "…"),
        ("prison", 0, ""),
    ],
)
def test_a_cut_shows_that_something_is_missing(text: str, width: int, fitted: str) -> None:
    """A wide character that does not fit whole is left out."""
    assert fit(text, width) == fitted


def test_paragraphs_are_kept_and_blank_lines_are_not() -> None:
    """A summary of several paragraphs reads as such, without control characters."""
    assert paragraphs("One\x07.\r\n\r\n  Two.\n \n") == ["One␇.", "Two."]


@pytest.mark.parametrize(
    ("word", "near"), [("titel", "title"), ("Title", "title"), ("zzz", ""), ("t" * 10**6, "")]
)
def test_the_nearest_known_word_is_offered(word: str, near: str) -> None:
    """A slip of the finger is mended by one glance."""
    assert nearest(word, ["date", "title", "summary"]) == near


def test_every_character_takes_the_cells_that_the_screen_gives_it() -> None:
    """All of Unicode, as rich and so Textual measures it."""
    for code in range(0x110000):
        shown = harmless(chr(code))
        assert cells(shown) == cell_len(shown), hex(code)
