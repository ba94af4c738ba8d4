"""Editing a query as a value, so that a panel which narrows it has no filter of its own.

A panel shows facets: a field and its values, each included, excluded or neither. All of it stands
in the query, as terms beside one another:

    actor:=kenya,=jamaica       the included values of a field are alternatives in one term
    -place:=jacmel,=gonaïves    so are those that are excluded
    in:2024,2025                the facets `year` and `month` are dates
    is:planned,open             the facet `is` has kinds for values
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from msgspec import structs

from tui.query.terms import (
    And,
    AsOf,
    Exact,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Or,
    Query,
    Term,
    Text,
    Value,
    Within,
    without_quotes,
)
from tui.text import fold, harmless, words
from tui.when import Day, civil, edtf, period_edtf
from tui.when import parse as parse_date

Choice = Literal["", "included", "excluded"]

PERIODS: Final = ("year", "month")
"""The facets that are dates; every other one is a field."""


def chosen(query: Query, field: str, value: str) -> Choice:
    """Whether the query includes or excludes a value of a facet, an id or a label, by name.

    A value that was typed as the beginning of a word, `actor:kenya`, counts as that value.
    Where it is both included and excluded it is excluded. Raises BadDate for a period that is none.
    """
    wanted = _value(field, value)
    found: Choice = ""
    for term in _parts(query.term):
        inner, negated = _negation(term)
        if any(_same(one, wanted) for one in _alternatives(inner, field)):
            if negated:
                return "excluded"
            found = "included"
    return found


def toggled(query: Query, field: str, value: str, exclude: bool) -> Query:
    """The query with that value included or excluded, or with neither where it already was so.

    A value without a letter or digit cannot be asked for, and changes nothing.
    """
    wanted = _value(field, value)
    if isinstance(wanted, Exact) and not wanted.folded:
        return query
    adding = chosen(query, field, value) != ("excluded" if exclude else "included")
    terms: list[Term] = []
    for term in _parts(query.term):
        inner, negated = _negation(term)
        values = _alternatives(inner, field)
        if not values:
            terms.append(term)
            continue
        kept = [one for one in values if not _same(one, wanted)]
        if adding and negated == exclude:
            kept.append(wanted)
            adding = False
        if kept:
            terms.append(_term(field, kept, negated))
    if adding:
        terms.append(_term(field, [wanted], exclude))
    return _with(query, _all(terms))


def without(query: Query, field: str) -> Query:
    """The query without what it includes and excludes of a facet: what there is to choose from."""
    kept = [term for term in _parts(query.term) if not _alternatives(_negation(term)[0], field)]
    return _with(query, _all(kept))


def named(query: Query, field: str) -> list[str]:
    """The values of a facet that the query includes or excludes by their whole name."""
    values: list[str] = []
    for term in _parts(query.term):
        for one in _alternatives(_negation(term)[0], field):
            if isinstance(one, Exact):
                values.append(one.text)
            elif isinstance(one, Is):
                values.append(one.kind)
            elif isinstance(one, Within) and _period(one) == field:
                values.append(_written(one.first, field))
    return values


def with_kind(query: Query, kind: str) -> Query:
    """The query for only those of its events that `is:` that kind."""
    return _with(query, _all([*_parts(query.term), Is(kind)]))


def within(query: Query, first: Day, last: Day) -> Query:
    """The query for the days from the one to the other, in the place of any other `in:`."""
    kept = [term for term in _parts(query.term) if not _is_within(term)]
    text = "..".join(period_edtf(first, last))
    return _with(query, _all([*kept, Within("in", text, first, last)]))


def _is_within(term: Term) -> bool:
    terms = term.terms if isinstance(term, Or) else (term,)
    return all(isinstance(one, Within) and one.name == "in" for one in terms)


def with_value(query: Query, field: str, value: str) -> Query:
    """The query for only those of its events that have this value, in the order of time."""
    term = Field(field, (Exact(without_quotes(value), field),))
    return replace(_with(query, _all([*_parts(query.term), term])), sort="date")


def known_on(query: Query, day: Day) -> Query:
    """The query as known on that day, in the place of any other."""
    kept = [term for term in _parts(query.term) if not isinstance(term, AsOf)]
    return _with(query, _all([*kept, AsOf(edtf(day), day)]))


def known_now(query: Query) -> Query:
    """The query without the days as known on which it asks."""
    kept = [term for term in _parts(query.term) if not isinstance(term, AsOf)]
    return _with(query, _all(kept))


def background(query: Query) -> Query:
    """All that can be shown around what the query finds: everything, as known on its day."""
    return Query() if query.as_of is None else known_on(Query(), query.as_of)


def replaced(query: Query, old: Text, new: str) -> Query:
    """The query with other words for those of `old`, in every text of the same field."""
    new = without_quotes(harmless(new))
    if not (fold(new) and old.words):
        return query

    def reworded(term: Term) -> Term:
        match term:
            case Text(field=field) if field == old.field:
                return Text(_reworded(term.text, old.words, new), field)
            case Field(name=name, values=values):
                return Field(name, tuple(_reworded_value(value, old, new) for value in values))
            case _:
                return term

    return _with(query, _changed(query.term, reworded))


def remeasured(query: Query, old: Figure, new: str) -> Query:
    """The query with another measure for that of a figure it asks for."""
    other = structs.replace(old, measure=new)
    return _with(query, _changed(query.term, lambda term: other if term == old else term))


def leaves(query: Query) -> list[tuple[Term, bool]]:
    """The terms that a query is made of, in order, and whether each is negated."""
    return list(_leaves(query.term, False))


def _leaves(term: Term, negated: bool) -> Iterator[tuple[Term, bool]]:
    match term:
        case Not(term=inner):
            yield from _leaves(inner, not negated)
        case And(terms=terms) | Or(terms=terms):
            for part in terms:
                yield from _leaves(part, negated)
        case _:
            yield term, negated


def _with(query: Query, term: Term) -> Query:
    return replace(query, term=term, notes=())  # a note's place is one in the old text


def _all(terms: Sequence[Term]) -> Term:
    """All of the terms, as the parser has it."""
    return terms[0] if len(terms) == 1 else And(tuple(terms))


def _parts(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, And) else (term,)


def _negation(term: Term) -> tuple[Term, bool]:
    return (term.term, True) if isinstance(term, Not) else (term, False)


Chosen = Value | Within | Is
"""A value of a facet in a query; several of a field stand in one term, of the others in an Or."""


def _value(field: str, value: str) -> Exact | Within | Is:
    """A value of a facet as a query asks for it."""
    if field == "is":
        return Is(value)
    if field not in PERIODS:
        return Exact(without_quotes(value), field)
    date = parse_date(value)
    return Within("in", value, date.start_earliest, date.end_latest)


def _alternatives(term: Term, field: str) -> Sequence[Chosen]:
    """The values of a term that asks for this facet and nothing else; none for another term."""
    if isinstance(term, Field):
        return term.values if term.name == field else ()
    terms = term.terms if isinstance(term, Or) else (term,)
    kinds = [kind for kind in terms if isinstance(kind, Is)]
    if field == "is":
        return kinds if len(kinds) == len(terms) else ()
    dates = [date for date in terms if isinstance(date, Within) and date.name == "in"]
    alike = len(dates) == len(terms) and any(_period(date) == field for date in dates)
    return dates if alike else ()


def _period(date: Within) -> str:
    """The facet that an interval is a value of, if it is one whole year or month."""
    year, month, day = civil(date.first)
    morrow = civil(date.last + 1)
    if (month, day) == (1, 1) and morrow == (year + 1, 1, 1):
        return "year"
    return "month" if day == 1 and morrow == (year + month // 12, month % 12 + 1, 1) else ""


def _written(day: Day, field: str) -> str:
    """The year or month of a day as `in:` takes it."""
    year, month, _ = civil(day)
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    return written if field == "year" else f"{written}-{month:02}"


def _same(one: Chosen, wanted: Exact | Within | Is) -> bool:
    if isinstance(one, Is):
        return one == wanted
    if isinstance(one, Within):
        return isinstance(wanted, Within) and (one.first, one.last) == (wanted.first, wanted.last)
    if isinstance(one, Inside) or not isinstance(wanted, Exact):
        return False
    return fold(one.text) == wanted.folded


def _term(field: str, values: Sequence[Chosen], negated: bool) -> Term:
    terms = tuple(value for value in values if isinstance(value, Within | Is))
    texts = tuple(value for value in values if not isinstance(value, Within | Is))
    term: Term = Field(field, texts) if texts else Or(terms) if len(terms) > 1 else terms[0]
    return Not(term) if negated else term


def _changed(term: Term, change: Callable[[Term], Term]) -> Term:
    """The term with each of those that it is made of changed."""
    match term:
        case Not(term=inner):
            return Not(_changed(inner, change))
        case And(terms=terms):
            return And(tuple(_changed(part, change) for part in terms))
        case Or(terms=terms):
            return Or(tuple(_changed(part, change) for part in terms))
        case _:
            return change(term)


def _reworded_value(value: Value, old: Text, new: str) -> Value:
    if isinstance(value, Text) and value.field == old.field:
        return Text(_reworded(value.text, old.words, new), value.field)
    return value


def _reworded(text: str, wanted: list[str], new: str) -> str:
    """The text with `new` in each place where the wanted words follow one another."""
    shown = harmless(text)
    found = words(shown)
    before = len(shown)
    put = shown
    for index in reversed(range(len(found) - len(wanted) + 1)):
        run = found[index : index + len(wanted)]
        if [word.folded for word in run] == wanted and run[-1].end <= before:
            before = run[0].start
            put = put[:before] + new + put[run[-1].end :]
    return text if put == shown else put.strip()
