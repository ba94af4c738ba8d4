"""Terms about what the reader keeps: no event says so itself, so such a term carries its events."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from tui.query.terms import OWN, And, Is, Not, Or, Query, Term


def resolved(query: Query, own: Callable[[str], Collection[str]]) -> Query:
    """The query with the ids of the events in each term that asks for one of the kinds in `OWN`.

    `own` gives the ids of the events of such a kind.
    """
    term = _resolved(query.term, own)
    return query if term is query.term else replace(query, term=term)


def _resolved(term: Term, own: Callable[[str], Collection[str]]) -> Term:
    match term:
        case Is(kind=kind) if kind in OWN:
            return Is(kind, frozenset(own(kind)))
        case Not(term=inner):
            found = _resolved(inner, own)
            return term if found is inner else Not(found)
        case And(terms=terms) | Or(terms=terms):
            parts = tuple(_resolved(part, own) for part in terms)
            same = all(new is old for new, old in zip(parts, terms, strict=True))
            return term if same else type(term)(parts)
        case _:
            return term
