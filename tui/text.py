"""Text from strangers: folded for search, made harmless for the terminal, measured in cells.

One folding serves the index, the query and the highlight, so that the three cannot disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

LONGEST_WORD = 200
"""Longer words are cut here when they are indexed or asked for; an index term has a size limit."""

MOST_MARKS = 2
"""Combining marks kept on one letter; stacks of them climb into the lines above."""


class Word(NamedTuple):
    """A folded word and where it stands in the text: text[start:end]."""

    folded: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """Code point -> its folded form; filled as code points are met."""

    def __missing__(self, code: int) -> str:
        letters = "".join(map(_fold, unicodedata.normalize("NFKD", _harmless(code))))
        folded = "".join(map(_fold, unicodedata.normalize("NFKD", letters.casefold())))
        self[code] = folded
        return folded


def _fold(char: str) -> str:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    return char if char.isalnum() or unicodedata.category(char) == "Mc" else " "


_FOLDING = _Folding({ord("\n"): "\n"})  # no harmless text has one, so it can stand between texts


_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3})")
"""The comma of 3,700, which is also found as 3700. It stands first, so that it is looked for."""


_LATIN_THOUSANDS = re.compile(_THOUSANDS.pattern.encode())

_CLOSER: Final = 0
"""Stands for a letter of Latin-1 whose folding is not one of them."""

_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
"""Folded first: Python translates text that is all ASCII ten times as fast."""


def _folded(found: re.Match[str]) -> str:
    run = found[0]
    return _FOLDING[ord(run)] if len(run) == 1 else run.translate(_FOLDING)


def fold(text: str) -> str:
    """The text as search sees it: words without case, accents and punctuation, space between."""
    return " ".join(foldings([text])[0].split())


def foldings(texts: Sequence[str]) -> list[str]:
    """The words of each `fold(text)`, with any number of spaces between; quicker for many."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):  # line ends within a text
        joined = "\n".join(map(harmless, texts))
    folded = _latin(joined) or _any(joined, texts)
    half = LONGEST_WORD // 2  # a word that is too long fills one of the halves it runs through
    for at in range(0, len(folded) - half, half):
        if " " not in (part := folded[at : at + half]) and "\n" not in part:
            return [_cut(words) for words in folded.split("\n")]
    return folded.split("\n")


def _latin(joined: str) -> str:
    """The text folded in a tenth of the time, if it takes no more than Latin-1, or nothing."""
    try:
        text = joined.encode("latin-1")
    except UnicodeEncodeError:
        return ""
    if b"," in text:
        text = _LATIN_THOUSANDS.sub(b"", text)
    folded = text.translate(_latin_folding())
    return "" if _CLOSER in folded else folded.decode("latin-1")


@cache
def _latin_folding() -> bytes:
    folded = map(_FOLDING.__getitem__, range(256))
    return bytes(
        ord(letter) if len(letter) == 1 and letter <= "\xff" else _CLOSER for letter in folded
    )


def _any(joined: str, texts: Sequence[str]) -> str:
    if "," in joined:
        if not _PLAIN_LINES.fullmatch(joined):  # a number may be broken by what is not shown
            joined = "\n".join(map(harmless, texts))
        joined = _THOUSANDS.sub("", joined)
    if not joined.isascii():
        joined = _BEYOND_ASCII.sub(_folded, joined)
    return joined.translate(_FOLDING)


def _cut(words: str) -> str:
    return " ".join(word[:LONGEST_WORD] for word in words.split())


def words(text: str) -> list[Word]:
    """The words of `fold(text)`, each with its place in the text, which must be harmless."""
    found: list[Word] = []
    letters: list[str] = []
    start = end = 0
    commas = {match.start() for match in _THOUSANDS.finditer(text)}
    for index, char in enumerate(text):
        folded = "" if index in commas else _FOLDING[ord(char)]
        if not folded:
            end = index + 1 if letters else end
        for letter in folded:
            if letter != " ":
                start = start if letters else index
                letters.append(letter)
                end = index + 1
            elif letters:
                found.append(Word("".join(letters[:LONGEST_WORD]), start, end))
                letters = []
    if letters:
        found.append(Word("".join(letters[:LONGEST_WORD]), start, end))
    return found


class _Harm(dict[int, str]):
    """Code point -> what may be drawn in its stead; filled as code points are met."""

    def __missing__(self, code: int) -> str:
        drawn = self[code] = _harmless(code)
        return drawn


def _harmless(code: int) -> str:
    char = chr(code)
    category = unicodedata.category(char)
    if char.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if category in ("Cc", "Cs", "Co", "Cn"):
        return "\ufffd"
    # Invisible characters that reorder text or whose width terminals disagree about: bidi controls,
    # zero-width joiners, variation selectors, emoji skin tones; flags become their two letters.
    if category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return ""
    if 0x1F3FB <= code <= 0x1F3FF:
        return ""
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("A"))
    return char


_HARM = _Harm()


_LATIN = (
    " -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
_PLAIN = re.compile(f"[{_LATIN}]*")
_PLAIN_LINES = re.compile(f"[\n{_LATIN}]*")
"""Letters and signs of Latin and Cyrillic script, one cell each, that no harm can come of."""


def harmless(text: str) -> str:
    """The text as one line that a terminal can only show, never obey.

    Control characters become their pictures, line ends a space; what reorders text or has no sure
    width is left out. Its words are those of the text.
    """
    if _PLAIN.fullmatch(text):
        return text
    shown = unicodedata.normalize("NFC", text.translate(_HARM))
    return shown if shown.isascii() else _few_marks(shown)


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = MOST_MARKS
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me"):
            if not kept:
                kept.append("\u25cc")
                marks = 0
            marks += 1
            if marks > MOST_MARKS:
                continue
        else:
            marks = 0
        kept.append(char)
    return "".join(kept)


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs, each harmless; blank ones left out."""
    if text.isprintable():
        return [shown] if (shown := harmless(text).strip()) else []
    return [shown for part in re.split(r"[\r\n]+", text) if (shown := harmless(part).strip())]


def cells(text: str) -> int:
    """How many terminal cells the harmless text takes."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(_cell, text))


_NARROWEST = re.compile("[\u1160-\u11ff\ud7b0-\ud7c6\ud7cb-\ud7fb\u3164\uffa0]")
"""Hangul vowels and finals, which join the letter before them, and fillers."""

_WIDENED = re.compile(
    "[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d356\U0001d360-\U0001d376]"
)
"""Wide since Unicode 16; Python's own tables may be older."""


def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or _NARROWEST.match(char):
        return 0
    if _WIDENED.match(char):
        return 2
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def fit(text: str, width: int) -> str:
    """The harmless text cut to that many cells, with an ellipsis where something is missing."""
    if cells(text) <= width:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += _cell(char)
        if taken > width - 1:
            return text[:index] + "\u2026" * (width > 0)
    return text


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    import difflib  # start-up: nobody has misspelt anything yet

    found = difflib.get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def edits(word: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        costs = [row]
        for column, same in enumerate(other, 1):
            cost = min(last[column] + 1, costs[-1] + 1, last[column - 1] + (letter != same))
            if before and column > 1 and (letter, same) == (other[column - 2], word[row - 2]):
                cost = min(cost, before[column - 2] + 1)
            costs.append(cost)
        before, last = last, costs
    return last[-1]


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number of things: `1 event`, `1,200 events`; `nouns` where many are called otherwise."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
