"""Query: what a reader asks, as text, as terms, and said back in words.

Every string parses. What is doubtful becomes a note with its place in the text, never an
exception, because a person is still typing.

    terms     the parts of a query: how they print, what they say, where they stand in a text
    parser    text to Query
    edit      what a query asks, term by term, and other queries made of it
    own       terms about what the reader keeps, with the events that they find
    complete  what is being typed at a place in the text, and the text once it is accepted

`edit` and `complete` are imported by those who need them; a list needs neither.
"""

from tui.query.parser import DEEPEST, LONGEST_INSIDE, MOST_INSIDE, MOST_TERMS, parse
from tui.query.terms import (
    DATES,
    FIELDS,
    KINDS,
    MEASURE,
    NAMES,
    OWN,
    SIGNS,
    SORTS,
    SYNTAX,
    And,
    AsOf,
    Exact,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Note,
    Or,
    Query,
    Sort,
    Term,
    Text,
    Value,
    Within,
)

__all__ = [
    "DATES",
    "DEEPEST",
    "FIELDS",
    "KINDS",
    "LONGEST_INSIDE",
    "MEASURE",
    "MOST_INSIDE",
    "MOST_TERMS",
    "NAMES",
    "OWN",
    "SIGNS",
    "SORTS",
    "SYNTAX",
    "And",
    "AsOf",
    "Exact",
    "Field",
    "Figure",
    "Inside",
    "Is",
    "Not",
    "Note",
    "Or",
    "Query",
    "Sort",
    "Term",
    "Text",
    "Value",
    "Within",
    "parse",
]
