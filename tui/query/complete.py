"""Completing what is being typed: what stands before the cursor, and the text once it is accepted.

What can be offered lies in the store, except for the words of the language itself, see `fixed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from tui.query.parser import TOKEN, values
from tui.query.terms import DATES, FIELDS, KINDS, NAMES, SORTS, Exact, without_quotes, written

Kind = Literal["word", "value", "is", "sort", "month"]

_WORD: Final = re.compile(r"(?!(?:OR|AND|NOT)$)[^*<>=:]+").fullmatch


@dataclass(frozen=True, slots=True)
class Completing:
    """The end of a term that may be completed, where the cursor stands."""

    kind: Kind
    """A word, with the names of fields and measures that begin so; a value of a field; a kind of
    event; an order; or a month of a date."""
    field: str
    """The name before the colon; empty for a word."""
    prefix: str
    """What was typed of it, without quotation marks and the sign of an exact value."""
    start: int
    end: int
    """text[start:end] is what the accepted completion replaces."""
    rest: str
    """The text without the whole term, for counting what each completion would find."""


def completing(text: str, cursor: int) -> Completing | None:
    """What can be completed at the cursor: the end of a term, not in a phrase, or nothing."""
    negation = -1  # where the signs of negation before the token begin
    for token in TOKEN.finditer(text):
        if token.end() >= cursor:
            break
        if token["minus"] or token["word"] == "NOT":
            negation = token.start() if negation < 0 else negation
        elif not token["space"]:
            negation = -1
    else:
        return None
    if token.end() > cursor:
        return None
    at = negation if negation >= 0 else token.start()
    rest = f"{text[:at].rstrip()} {text[cursor:].lstrip()}".strip()
    if token["field"]:
        return _value(token, rest)
    word = token["word"]
    if not word or not any(map(str.isalpha, word)) or not _WORD(word):
        return None
    return Completing("word", "", word, token.start(), cursor, rest)


def _value(token: re.Match[str], rest: str) -> Completing | None:
    """The last value of a field, if it is not closed by a quotation mark."""
    field, typed = token["field"].lower(), token["values"]
    kind = _kind(field)
    if kind is None:
        return None
    *_, last = (None, *values(typed))
    prefix, start = "", len(typed)
    if last is not None and last.end == len(typed):
        joined = last.start > 0 and typed[last.start - 1] != ","
        if last.closed or joined or (not last.quoted and last.text.startswith("*")):
            return None
        prefix, start = last.text if kind == "value" else last.whole, last.start
    if kind == "month" and ".." in prefix:
        start = typed.rindex("..") + 2
        prefix = typed[start:].strip()
    end = token.end()
    return Completing(kind, field, prefix, token.start("values") + start, end, rest)


def _kind(field: str) -> Kind | None:
    if field in FIELDS:
        return "value"
    if field == "is":
        return "is"
    if field == "sort":
        return "sort"
    return "month" if field in DATES and field != "last" else None


def fixed(completing: Completing) -> list[str]:
    """The completions that the language itself knows: names of fields, kinds and orders."""
    prefix = completing.prefix.lower()
    match completing.kind:
        case "word":
            known = [f"{name}:" for name in NAMES]
        case "is":
            known = list(KINDS)
        case "sort":
            known = list(SORTS)
        case _:
            known = []
    return [name for name in known if name.startswith(prefix)]


def accepted(text: str, completing: Completing, value: str) -> tuple[str, int]:
    """The text with that completion in its place, and where the cursor stands after it.

    A value of a field is an id or a label, and is asked for exactly, so that it finds what was
    counted; a name such as `actor:` or `freed>` and a word stand as they are.
    """
    put = value
    if completing.kind == "value":
        put = str(Exact(without_quotes(value), completing.field))
    elif completing.kind == "word" and not value.endswith((":", ">")):
        put = written(without_quotes(value))
    before = text[: completing.start] + put
    return before + text[completing.end :], len(before)
