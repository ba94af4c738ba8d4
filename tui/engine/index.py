"""The index of a store: Tantivy (https://github.com/quickwit-oss/tantivy-py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec
import tantivy

from tui.engine import Events
from tui.engine.compiler import Compiler, all_but, both, is_worded
from tui.engine.fields import APART, BATCH, ID, LONGEST_VALUE, VALUE, Fields, Ranges, most_ranges
from tui.engine.order import number
from tui.engine.schema import FOLDED, analyzer, schema
from tui.event import Header
from tui.query import Query
from tui.text import edits

if TYPE_CHECKING:  # it is made from an index
    from tui.engine.found import IndexFound

_HEAP: Final = 30_000_000
"""Bytes that Tantivy gathers before it writes a segment; half of it is the least it takes."""

_MOST_BUCKETS: Final = 65_000
"""Tantivy's own limit on the buckets of an aggregation; 5,000 years of months."""

_ROUNDS: Final = 5
"""How often more events are looked at for words that are spelt alike."""


class Index:
    """Events that words, dates and fields are looked up in."""

    def __init__(
        self,
        index: tantivy.Index,
        ranges: Ranges,
        header: Header,
        events: Events,
        keys: Sequence[int],
    ) -> None:
        """`keys` are the order keys of the events, by number."""
        index.register_tokenizer(FOLDED, analyzer())
        self._schema = index.schema
        self.searcher = index.searcher()
        self.compiler = Compiler(index, self.searcher, ranges, header)
        self.keys = keys
        self._fields = Fields(header)
        self._events = events
        self._labels: dict[tuple[str, str], str] = {}
        self.kept: dict[Query, IndexFound] = {}
        """What was found lately, the newest last; see `found.search`."""

    @classmethod
    def in_memory(cls, events: Events, header: Header, keys: Sequence[int]) -> Index:
        """The index of these events, made now."""
        index = tantivy.Index(schema(), sort_by_field="order")
        index.register_tokenizer(FOLDED, analyzer())
        writer = index.writer(_HEAP, 1)
        ranges: Ranges = {}
        fields = Fields(header)
        each = iter(events)
        for first in range(0, len(events), BATCH):
            made = fields.documents(list(islice(each, BATCH)), first)
            most_ranges(ranges, made)
            for document in made:
                writer.add_json(msgspec.json.encode(document).decode())
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index, ranges, header, events, keys)

    def window(self, query: tantivy.Query, start: int, stop: int) -> list[int]:
        """The numbers of what a Tantivy query finds at these positions of the list's order."""
        return list(map(number, self.orders(query, start, stop)))

    def orders(self, query: tantivy.Query, start: int, stop: int) -> list[int]:
        """The order keys of what a Tantivy query finds at these positions of their order."""
        if stop <= start:
            return []
        ascending = tantivy.Order.Asc
        found = self.searcher.search(
            query, stop - start, count=False, order_by_field="order", offset=start, order=ascending
        )
        return [cast("int", order) for order, _ in found.hits]

    def best(self, query: tantivy.Query, start: int, stop: int) -> list[int]:
        """The numbers of what a scored Tantivy query finds at these positions, the best first."""
        if stop <= start:
            return []
        found = self.searcher.search(query, stop - start, count=False, offset=start)
        addresses = [address for _, address in found.hits]
        orders = self.searcher.fast_field_values("order", addresses)
        return [number(cast("int", order)) for order in orders]

    def count(self, query: tantivy.Query) -> int:
        """How many events a Tantivy query finds."""
        found = cast("Any", self.searcher.search(query, 1))  # its stub lacks `count`
        return int(found.count)

    def buckets(self, query: tantivy.Query, columns: Sequence[str]) -> dict[str, Counter[Any]]:
        """How many of the events that a Tantivy query finds have each value of these columns.

        One pass counts all of them; to find the events may take longer than to count values.
        """
        asked = {name: {"terms": {"field": name, "size": _MOST_BUCKETS}} for name in columns}
        try:
            found = self.searcher.aggregate(query, asked)
        except ValueError:  # what is wrong with the query, or all together have too many values
            if len(columns) < 2:
                raise
            return {name: self.buckets(query, [name])[name] for name in columns}
        return {name: self._counted(query, name, found[name]) for name in columns}

    def _counted(self, query: tantivy.Query, column: str, found: Any) -> Counter[Any]:
        if found["sum_other_doc_count"]:  # there are more values: those of either half are fewer
            half = self.count(query) // 2
            middle = self.keys[self.window(query, half, half + 1)[0]]
            before = self.compiler.orders(0, middle)
            halves = both(before, query), all_but(query, before)
            return sum((self.buckets(part, [column])[column] for part in halves), Counter())
        return Counter({bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]})

    def headings(self, query: tantivy.Query) -> Counter[int]:
        """How many of the events that a Tantivy query finds are under each heading, in order."""
        found = self.buckets(query, ["slot"])["slot"]
        return Counter({int(slot): found[slot] for slot in sorted(found)})

    def get_ready(self) -> None:
        """Find out what later searches for dates ask of all events."""
        _ = self.compiler.days

    def number(self, event_id: str) -> int | None:
        """The number of the event with exactly this id."""
        return next(iter(self.window(self.compiler.number(event_id), 0, 1)), None)

    def linking(self, event_id: str) -> list[int]:
        """The numbers of the events that link to this id, in order."""
        query = self.compiler.linking(event_id)
        return self.window(query, 0, self.count(query))

    def label(self, field: str, folded: str) -> str:
        """A value as it is written: in the first event that has it."""
        if (field, folded) not in self._labels:
            first = self.window(self.compiler.value(field, folded), 0, 1)
            written = (
                passage.text
                for number in first
                for passage in self._fields.texts(self._events[number])
                if passage.is_value
                and passage.field == field
                and passage.folded[:LONGEST_VALUE] == folded
            )
            self._labels[field, folded] = next(written, folded)
        return self._labels[field, folded]

    def words(self, prefix: str, query: Query, most: int) -> list[tuple[str, int]]:
        """Words that begin so, and in how many of the certain events; the frequent first."""
        found = None if query.is_everything else self.compiler.certain(query.term)
        words = self.searcher.terms_with_prefix("text", prefix, found, most + (not prefix))
        return [one for one in words if one[0] != APART][:most]

    def near(self, word: str, field: str, most: int) -> list[tuple[str, int]]:
        """Words that are spelt like this one, and in how many events; the nearest first.

        One letter may differ of three, and two of five: a shorter word is like too many others.
        """
        for distance in (1, 2)[: (len(word) > 2) + (len(word) > 4)]:
            alike = self._alike(word, field, distance, most)
            if found := {other: self.count(query) for other, query in alike.items()}:
                ranked = sorted(found, key=lambda other: (edits(word, other), -found[other], other))
                return [(other, found[other]) for other in ranked[:most]]
        return []

    def _alike(self, word: str, field: str, distance: int, most: int) -> dict[str, tantivy.Query]:
        """Some words that so many letters make this one, each with the events that have it."""
        if not is_worded(field):
            column = VALUE.format(field)
            values = [value for value, _ in self.searcher.terms_with_prefix(column, "")]
            others = {other for value in values for other in value.removeprefix(ID).split()}
            return {
                other: self.compiler.values(field, [v for v in values if _has_word(v, other)])
                for other in others
                if edits(word, other) <= distance
            }
        alike = tantivy.Query.fuzzy_term_query(
            self._schema, field or "text", word, distance=distance
        )
        found: dict[str, tantivy.Query] = {}
        for _ in range(_ROUNDS):  # the events that have one of them hide those that have another
            fresh = {
                other
                for number in self.window(alike, 0, most)
                for passage in self._fields.texts(self._events[number])
                if field in ("", passage.field)
                for other in passage.folded.split()
                if other not in found and edits(word, other) <= distance
            }
            if not fresh:
                break
            for other in fresh:
                found[other] = tantivy.Query.term_query(
                    self._schema, field or "text", other, "basic"
                )
                alike = all_but(alike, found[other])
        return found


def _has_word(value: str, word: str) -> bool:
    return f" {word} " in f" {value.removeprefix(ID)} "
