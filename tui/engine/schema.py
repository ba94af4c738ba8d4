"""The columns of an index: words with positions, whole values, numbers that sort and bound."""

from __future__ import annotations

from typing import Final

import tantivy

from tui.engine.fields import BOUNDS, VALUE, VALUED, WORDED

FOLDED: Final = "folded"
"""The tokenizer's name. Words are folded before they come here, so it only splits at spaces."""


def schema() -> tantivy.Schema:
    """The columns; `fields.Fields.documents` fills them."""
    builder = tantivy.SchemaBuilder()
    for name in ("text", *WORDED):
        builder.add_text_field(name, tokenizer_name=FOLDED, index_option="position")
    for name in map(VALUE.format, VALUED):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("is", fast=True, tokenizer_name="raw", index_option="basic")
    # Of a date that is a single day: that day, its periods, and the minute if it has a time.
    builder.add_integer_field("day", fast=True)
    builder.add_text_field("in", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("minute", fast=True)
    # Of any other date: its bounds, each and all four.
    for name in BOUNDS:
        builder.add_integer_field(name, fast=True)
    builder.add_text_field("stretch", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("key", "links", "settles"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("figures", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("slot", fast=True)
    for name in ("known_earliest", "known_latest"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def analyzer() -> tantivy.TextAnalyzer:
    """The tokenizer of folded words."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
