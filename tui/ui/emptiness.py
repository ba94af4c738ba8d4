"""Why nothing is found, and what may have been meant: shown where the events would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.explain import Counted, counted, instead
from tui.query import And, Query
from tui.search import Timeline
from tui.text import cells, fit, harmless
from tui.text import counted as number_of

MOST_TERMS: Final = 8
"""Terms counted each for itself; whoever typed more knows why."""

MOST_OFFERS: Final = 4

KEY: Final = "Ctrl+Y"

FIRST: Final = 3
"""The line of the first offer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A query that may have been meant, and what of it is new."""

    shown: str
    events: int | None
    """How many it certainly finds; None where that was not asked."""
    text: str
    possible: int = 0
    """How many more it possibly finds."""

    @property
    def finds(self) -> bool:
        """Whether it finds anything."""
        return bool(self.events or self.possible)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What each term of a query finds alone, and what to ask instead."""

    terms: list[Counted] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    indexed: float | None = None
    """How much of the files is indexed, from 0 to 1, where more is to come."""

    @property
    def together(self) -> bool:
        """Whether each term finds something, only not the same events."""
        return all(term.negated or term.certain or term.possible for term in self.terms)


def cures(query: Query, text: str) -> list[Offer]:
    """The query with each cure for what is doubtful in it; `text` is what it was parsed from."""
    return [Offer(harmless(n.cure), None, n.cured(text)) for n in query.notes if n.cure]


def explain(timeline: Timeline, query: Query, text: str) -> Iterator[Explanation | None]:
    """Why the query finds nothing, at last; it takes many searches."""
    offers = []
    for offer in cures(query, text):
        found = timeline.search(timeline.parse(offer.text))
        offers.append(replace(offer, events=found.certain, possible=found.possible))
        yield None
    terms = counted(timeline, query)[:MOST_TERMS]
    yield None
    reworded = []
    for word in instead(timeline, query):
        reworded.append(Offer(word.near, word.events, str(word.query), word.possible))
        yield None
    if not any(offer.finds for offer in (*offers, *reworded)):
        offers += _without(timeline, query)
    # What still finds nothing may be the first of two corrections.
    offers += sorted(reworded, key=lambda offer: not offer.finds)
    progress = timeline.progress
    yield Explanation(terms, offers[:MOST_OFFERS], progress.fraction if progress else None)


def _without(timeline: Timeline, query: Query) -> Iterator[Offer]:
    """The query without one of its terms, where it finds something then."""
    parts = query.term.terms if isinstance(query.term, And) else ()
    for at, part in enumerate(parts[:MOST_TERMS]):
        rest = parts[:at] + parts[at + 1 :]
        fewer = Query(rest[0] if len(rest) == 1 else And(rest), sort=query.sort)
        found = timeline.search(fewer)
        if len(found):
            shown = f"without {harmless(str(part))}"
            yield Offer(shown, found.certain, str(fewer), found.possible)


class Emptiness(Widget):
    """The sentence, the offers, the first of which is taken by key, and the terms as counted."""

    DEFAULT_CSS = """
    Emptiness { background: $background; color: $foreground; padding: 1 2 0 2; }
    """

    explanation: reactive[Explanation] = reactive(Explanation())
    """What is known by now."""

    @dataclass
    class Taken(Message):
        """The reader clicked an offer."""

        offer: Offer

    def __init__(self, explanation: Explanation, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Emptiness.explanation, explanation)

    def on_click(self, click: events.Click) -> None:
        """Take that offer."""
        at = click.y - self.gutter.top - FIRST
        if 0 <= at < len(self.explanation.offers):
            self.post_message(self.Taken(self.explanation.offers[at]))

    def render(self) -> Content:
        """As many lines as there are, each cut to the width; first what can be done."""
        lines = [Content(self._said)]
        if self.explanation.offers:
            lines += [Content(), Content.assemble(("Ask instead", "$muted")), *self._offers()]
        else:
            lines += [Content(), Content.assemble(("F clears the search.", "$muted"))]
        if len(self.explanation.terms) > 1:
            lines += [Content(), *self._terms()]
        return Content("\n").join(lines)

    @property
    def _said(self) -> str:
        indexed = self.explanation.indexed
        if indexed is None:
            return "No event is found."
        return f"No event is found yet; {indexed:.0%} of the file is indexed."

    def _offers(self) -> Iterator[Content]:
        offers = self.explanation.offers
        shown = [fit(offer.shown, self.content_size.width * 2 // 3) for offer in offers]
        widest = max(map(cells, shown))
        for offer, text in zip(offers, shown, strict=True):
            pad = " " * (widest - cells(text))
            count = f"{offer.events:,}" if offer.finds else ""
            count += f" +{offer.possible:,}" if offer.possible else ""
            key = KEY if offer is offers[0] else ""
            yield Content.assemble((f"  {text}{pad}  ", "$accent"), f"{count:>5}  ", (key, "bold"))

    def _terms(self) -> Iterator[Content]:
        if self.explanation.together:
            yield Content("Each of these finds events, but none that the others find:")
        else:
            yield Content.assemble(("Each alone finds", "$muted"))
        for term in self.explanation.terms:
            found = term.certain + term.possible
            also = f" +{term.possible:,}" if term.possible else ""
            sign = "-" if term.negated else ""
            shown = fit(harmless(f"{sign}{term.term}"), max(8, self.content_size.width - 24))
            style = "$warning" if not found and not term.negated else "$muted"
            said = number_of(term.certain, "event") + also if found else "no event"
            yield Content.assemble((f"  {said:>12}  ", style), shown)
