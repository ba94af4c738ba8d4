"""Query: what a reader asks, as text, as terms, and said back in words.

Every string parses. What is doubtful becomes a note with its place in the text, never an
exception, because a person is still typing.

    terms   the parts of a query: how they print, what they say, where they stand in a text
    parser  text to Query
"""

from tui.query.parser import DEEPEST, LONGEST_INSIDE, MOST_INSIDE, MOST_TERMS, parse
from tui.query.terms import (
    DATES,
    FIELDS,
    KINDS,
    MEASURE,
    SIGNS,
    SYNTAX,
    And,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Note,
    Or,
    Query,
    Term,
    Text,
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
    "SIGNS",
    "SYNTAX",
    "And",
    "Field",
    "Figure",
    "Inside",
    "Is",
    "Not",
    "Note",
    "Or",
    "Query",
    "Term",
    "Text",
    "Within",
    "parse",
]
