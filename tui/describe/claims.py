"""Claims side by side: each value with who says so, where and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui import when
from tui.cite import issued, issued_days, outlet
from tui.describe.lines import BLANK, Line, Role, Span, Writer
from tui.event import QUALIFIERS, UNMEASURED, Claim, Event, Header, Source
from tui.known import target_known
from tui.text import cells, counted, harmless
from tui.when import FUTURE, Day


def independent(sources: Sequence[Source]) -> int:
    """How many of the sources do not stand for the same desk.

    Copies of one text name the desk that wrote it. Of a source whose publisher is not named
    nobody can say that it is another one, so it counts only where there is nothing else.
    """
    desks = {source.original_publisher or outlet(source) for source in sources}
    return len({desk.casefold() for desk in desks if desk}) or min(len(sources), 1)


def about_said(about: str, header: Header) -> str:
    """What claims are about, in words."""
    if about == "due":
        return "due date"
    return about if about in UNMEASURED else header.measure(about).label


def claims(event: Event, header: Header, write: Writer, as_of: Day | None) -> Iterator[Line]:
    """The event's claims, those about one thing together, the one that is shown first."""
    for about in dict.fromkeys(claim.about for claim in event.claims):
        made = [claim for claim in event.claims if claim.about == about]
        yield _head(about, made, event, header, write, as_of)
        yield from _rivals(ranked(made, event, header), header, write)
        yield BLANK


def ranked(
    made: Sequence[Claim], event: Event, header: Header
) -> list[tuple[Claim, Source | None]]:
    """Claims of an event about one thing, the one that is shown first, each with its source.

    That is the preferred one, else the one that was published first, else the first as written.
    """
    inline = {ref.id: ref for ref in event.sources if isinstance(ref, Source) and ref.id}
    refs = [inline.get(claim.source, claim.source) for claim in made]
    cited = [
        (claim, header.source(ref) if ref else None) for claim, ref in zip(made, refs, strict=True)
    ]
    return sorted(cited, key=lambda one: (not one[0].preferred, _first_day(one[1])))


def _head(
    about: str,
    made: list[Claim],
    event: Event,
    header: Header,
    write: Writer,
    as_of: Day | None,
) -> Line:
    said = about_said(about, header)
    label = tuple(write.marked(said[:1].upper() + said[1:], "strong", "measure"))
    differ = (Span("  sources differ", "doubt"),) if about in event.disputed else ()
    return Line("Claims", (*label, *differ, *_target(about, header, as_of)))


def _target(about: str, header: Header, as_of: Day | None) -> Iterator[Span]:
    target = header.measure(about).target
    if target is not None and (as_of is None or target_known(target, header, as_of)):
        unit = header.measure(about).unit
        note = f", {target.note}" if target.note else ""
        yield Span(harmless(f"  against {number(target.value)} {unit}{note}"), "muted")


def _rivals(
    made: list[tuple[Claim, Source | None]], header: Header, write: Writer
) -> Iterator[Line]:
    """A line for each claim, in columns: value, publication, source and locator."""
    values = [harmless(value(claim, header)) for claim, _ in made]
    dates = [harmless(issued(source.issued)) if source else "" for _, source in made]
    wide, long = max(map(cells, values)), max(map(cells, dates))
    for (claim, source), said, date in zip(made, values, dates, strict=True):
        rivals = len(made) > 1
        role: Role = "strong" if claim.preferred or not rivals else "text"
        lead = (
            Span("* " if claim.preferred and rivals else "- ", "muted"),
            Span(said + " " * (wide - cells(said) + 2), role),
            Span(date + " " * (long - cells(date) + 2) if long else "", "muted"),
        )
        spans = [Span(cited(claim, source))]
        if claim.note:
            spans += [Span("; "), *write.marked(claim.note)]
        yield Line("", tuple(spans), lead)
        if claim.preferred and claim.why:
            yield Line("", tuple(write.marked(claim.why)), (Span("  shown because: ", "muted"),))


def cited(claim: Claim, source: Source | None) -> str:
    """Who says so, and where in it."""
    name = (outlet(source) or source.name) if source else "no source is named"
    return harmless(", ".join(filter(None, [name, claim.locator])))


def _first_day(source: Source | None) -> Day:
    days = issued_days(source.issued) if source else None
    return days[0] if days else FUTURE


def number(value: float | int | str | None) -> str:
    """A claim's value as people write it: 3,700; text as it is."""
    return f"{value:,}" if isinstance(value, int | float) else value or ""


def value(claim: Claim, header: Header) -> str:
    """What the claim says, with its qualifier and unit: `over 400 people`, `3 to 5`."""
    if claim.about == "place":
        return header.place(str(claim.value)).label
    if claim.about in ("date", "due"):
        return QUALIFIERS[claim.qualifier] + _date(str(claim.value), header)
    return f"{amount(claim)} {header.measure(claim.about).unit}".strip()


def amount(claim: Claim) -> str:
    """The figure that a claim gives, with its qualifier: `over 400`, `3 to 5`."""
    if claim.value is not None:
        said = number(claim.value)
    elif claim.low is not None and claim.high is not None:
        said = f"{number(claim.low)} to {number(claim.high)}"
    else:
        said = f"at least {number(claim.low)}" if claim.low is not None else ""
        said = said or f"up to {number(claim.high)}"
    return f"{QUALIFIERS[claim.qualifier]}{said}"


def _date(text: str, header: Header) -> str:
    try:
        return when.parse(text).label(header.timezone or None)
    except when.BadDate:
        return text


def strength(sources: Sequence[Source]) -> str:
    """How many sources there are, and how many of them are independent, in words."""
    found = independent(sources)
    if len(sources) == found:
        return f"{counted(found, 'independent source')}" if found > 1 else "one source"
    return f"{counted(len(sources), 'source')}, of which {found} independent"
