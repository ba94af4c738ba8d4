"""`python -m tests.bench.generate N PATH` writes a made store of any size, always the same one."""

from __future__ import annotations

import argparse
import datetime
import random
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.bench.vocabulary import Skewed, Vocabulary, made_name, vocabulary_size
from tui import when

FIRST_YEAR = 2005
YEARS = 20
"""Over how many years the events are spread; each has more than the one before."""

CATEGORIES = "violence politics aid justice economy health weather culture".split()
MEASURES = "deaths freed personnel injured displaced arrested kidnapped funding".split()
STATUSES = ("planned",) * 30 + ("announced",) * 10 + ("ongoing", "disputed", "cancelled") * 4
"""The statuses of the events out of 1,000 that did not simply occur."""

Json = dict[str, Any]

UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


def number_of(text: str) -> int:
    """The number that `10k` or `1m` stands for."""
    found = re.fullmatch(r"(\d+)([km]?)", text.lower())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text} is no number of events; write 500, 10k or 1m")
    return int(found[1]) * UNITS[found[2]]


class Named(NamedTuple):
    """Something that events refer to: by its label, or by its id where a header has it."""

    id: str
    label: str


class World:
    """What a store's events tell of: its words, and who, where and by whom it was reported."""

    def __init__(self, events: int) -> None:
        rng = random.Random("world")
        self.vocabulary = Vocabulary(vocabulary_size(events))
        self.actors = _named(made_name(rng, rng.choice((1, 2, 2))) for _ in range(200))
        self.places = _named(made_name(rng, rng.choice((1, 1, 2)), "-") for _ in range(300))
        self.outlets = _named(made_name(rng, rng.choice((1, 1, 1, 2))) for _ in range(150))
        self.tags = self.vocabulary.plain[100:180]

    def header(self) -> Json:
        """What the ids stand for, as a native file has it."""
        rng = random.Random("header")
        return {
            "title": "A made chronology",
            "description": "Written by a program, to measure others by.",
            "timezone": "America/Port-au-Prince",
            "categories": [
                {"id": name, "label": name.capitalize(), "mark": name[0].upper()}
                for name in CATEGORIES
            ],
            "measures": [{"id": name, "label": f"People {name}"} for name in MEASURES],
            "places": [
                {
                    "id": place.id,
                    "label": place.label,
                    "country": "HT",
                    "lat": round(rng.uniform(18, 20), 2),
                    "lon": round(rng.uniform(-74, -72), 2),
                }
                for place in self.places
            ],
            "actors": [
                {"id": actor.id, "label": actor.label, "kind": rng.choice(("person", "group"))}
                for actor in self.actors
            ],
            "sources": [
                {"id": outlet.id, "title": f"Reports of {outlet.label}", "URL": _url(outlet, "")}
                for outlet in self.outlets
            ],
        }


def events(count: int, native: bool = False) -> Iterator[Json]:
    """That many events in the order of time; `native` ones name what the header has by id."""
    yield from _Chronicle(World(count), count, native)


def write(path: Path, count: int, native: bool = False) -> None:
    """Write a store of that many events as JSON Lines, or as a native file with a header."""
    world = World(count)
    encode = msgspec.json.Encoder().encode
    with path.open("wb", buffering=1 << 20) as file:
        chronicle = _Chronicle(world, count, native)
        if not native:
            for event in chronicle:
                file.write(encode(event) + b"\n")
            return
        file.write(b"{\n")
        for key, value in world.header().items():
            file.write(encode(key) + b": " + encode(value) + b",\n")
        before = b'"events": [\n'
        for event in chronicle:
            file.write(before + encode(event))
            before = b",\n"
        file.write(b"\n]\n}\n")


class _Chronicle:
    """The events of a world, one after the other; what is remembered of them does not grow."""

    def __init__(self, world: World, count: int, native: bool) -> None:
        self._rng = random.Random("events")
        self._world = world
        self._count = count
        self._native = native
        self._categories = Skewed(CATEGORIES, shift=1)
        self._measures = Skewed(MEASURES, shift=1)
        self._actors = Skewed(world.actors)
        self._places = Skewed(world.places)
        self._outlets = Skewed(world.outlets)
        self._tags = Skewed(world.tags)
        self._plans: deque[int] = deque(maxlen=50)

    def __iter__(self) -> Iterator[Json]:
        for number, (date, day) in enumerate(_dates(self._rng, self._count)):
            yield self._event(number, date, day)

    def _event(self, number: int, date: str, day: datetime.date) -> Json:
        rng = self._rng
        event: Json = {"id": self._id(number)}
        if date:
            event["date"] = date
        event["title"] = _sentence(self._words(rng.choice((4, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 10))))
        event["summary"] = self._summary()
        event["category"] = self._categories.draw(rng, 1)[0]
        chance = rng.randrange(1_000)
        status = STATUSES[chance] if chance < len(STATUSES) else "occurred"
        if status != "occurred":
            event["status"] = status
        if rng.random() < 0.7:
            event["places"] = [self._ref(place) for place in self._places.some(rng, 2)]
        if rng.random() < 0.75:
            event["actors"] = [self._ref(actor) for actor in self._actors.some(rng, 3)]
        if rng.random() < 0.35:
            event["tags"] = self._tags.some(rng, 3)
        outlets = self._outlets.some(rng, 3)
        if claims := self._claims(outlets):
            event["claims"] = claims
        event["sources"] = [self._source(outlet, day) for outlet in outlets]
        if links := self._links(number, status):
            event["links"] = links
        return event

    def _id(self, number: int) -> str:
        """The id of any event, so that one can be named that is still to come."""
        plain = self._world.vocabulary.plain
        return f"{plain[number * 7_919 % len(plain)]}-{number}"

    def _ref(self, named: Named) -> str:
        return named.id if self._native else named.label

    def _words(self, count: int) -> list[str]:
        return self._world.vocabulary.draw(self._rng, count)

    def _summary(self) -> str:
        rng = self._rng
        words = self._words(min(70, 30 + int(rng.expovariate(0.16))))
        if rng.random() < 0.5:
            words[rng.randrange(1, len(words))] = f"{_figure(rng):,}"
        sentences = []
        start = 0
        while start < len(words):
            stop = start + rng.randint(6, 18)
            if len(words) - stop < 4:
                stop = len(words)
            sentences.append(_sentence(words[start:stop], rng.randrange(18)) + ".")
            start = stop
        return " ".join(sentences)

    def _claims(self, outlets: list[Named]) -> list[Json]:
        rng = self._rng
        count = rng.choices((0, 1, 2, 3), (72, 18, 7, 3))[0]
        claims: list[Json] = []
        for about in self._measures.draw(rng, count):
            value = _figure(rng)
            same = [claim for claim in claims if claim["about"] == about]
            if same and rng.random() < 0.3:
                value = same[0]["value"]
            claim: Json = {"about": about, "value": value}
            if rng.random() < 0.15:
                claim["qualifier"] = rng.choice(("about", "over", "at-least", "nearly"))
            if rng.random() < 0.2:
                claim["source"] = self._ref(rng.choice(outlets))
            if rng.random() < 0.1:
                claim["note"] = " ".join(self._words(4))
            claims.append(claim)
        return claims

    def _source(self, outlet: Named, day: datetime.date) -> Json:
        rng = self._rng
        issued = day + datetime.timedelta(int(rng.expovariate(0.3)))
        return {
            "title": _sentence(self._words(rng.choice((2, 3, 3, 4)))),
            "container-title": outlet.label,
            "issued": {"date-parts": [[issued.year, issued.month, issued.day]]},
            "URL": _url(outlet, f"{rng.randrange(16**5):05x}"),
        }

    def _links(self, number: int, status: str) -> list[Json]:
        """Led-to names later events and the others earlier ones, so that none run in a circle."""
        rng = self._rng
        links = []
        if rng.random() < 0.02 and (later := number + rng.randint(1, 200)) < self._count:
            links.append({"type": "led-to", "event": self._id(later)})
        if rng.random() < 0.015 and (earlier := number - rng.randint(1, 500)) >= 0:
            links.append({"type": "part-of", "event": self._id(earlier)})
        if status == "planned":
            self._plans.append(number)
        elif self._plans and rng.random() < 0.02:
            links.append({"type": "fulfils", "event": self._id(self._plans.popleft())})
        return links


def _named(labels: Iterable[str]) -> list[Named]:
    """The labels with an id each, all different."""
    named: dict[str, Named] = {}
    for label in labels:
        plain = label.translate(str.maketrans("èò", "eo")).lower().replace(" ", "-")
        named.setdefault(plain, Named(plain, label))
    return list(named.values())


def _url(outlet: Named, page: str) -> str:
    return f"https://{outlet.id}.example/{page}"


def _figure(rng: random.Random) -> int:
    """A number of people: small ones most often, up to some ten thousands."""
    return round(10 ** rng.uniform(0.3, 4.6))


def _sentence(words: list[str], comma: int = 0) -> str:
    """The words with a capital, and a comma after one of them where there are so many."""
    first = words[0]
    words = [first[0].upper() + first[1:], *words[1:]]
    if 0 < comma < len(words) - 1:
        words[comma] += ","
    return " ".join(words)


def _dates(rng: random.Random, count: int) -> Iterator[tuple[str, datetime.date]]:
    """EDTF texts in the order of the list, each with a day on which it may have been.

    The text is empty for an undated event. One year's dates are held at a time.
    """
    before = 0
    for year in range(YEARS):
        until = round(count * ((year + 1) / YEARS) ** 1.3)
        yield from _year(rng, FIRST_YEAR + year, until - before)
        before = until


def _year(rng: random.Random, year: int, count: int) -> Iterator[tuple[str, datetime.date]]:
    first = datetime.date(year, 1, 1)
    bursts = [rng.randrange(365) for _ in range(10)]
    days = [rng.choice(bursts) if rng.random() < 0.15 else rng.randrange(365) for _ in range(count)]
    dates = []
    for day in (first + datetime.timedelta(days) for days in days):
        chance = rng.random()
        if chance < 0.05:
            text = _uncertain(rng, day)
            dates.append((when.parse(text).order, text, day))
        else:
            order = (day.year, day.month, day.day, 0)
            dates.append((order, day.isoformat() if chance < 0.99 else "", day))
    dates.sort()
    for _, text, day in dates:
        yield text, day


def _uncertain(rng: random.Random, day: datetime.date) -> str:
    month = f"{day:%Y-%m}"
    ends = f"{day.year}-{min(12, day.month + rng.randint(1, 4)):02}"
    forms = (
        f"{month}~", month, f"{day}?", f"{day}~", f"{month}-XX", f"{day.year}", f"{day.year}?",
        f"[..{month}]", f"{month}/{ends}", f"{month}?",
    )  # fmt: skip
    return rng.choice(forms)


def main() -> None:
    """Write a store."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=__doc__)
    parser.add_argument("events", type=number_of, help="how many, such as 500, 10k or 1m")
    parser.add_argument("path", type=Path)
    parser.add_argument("--native", action="store_true", help="with a header, not JSON Lines")
    asked = parser.parse_args()
    write(asked.path, asked.events, asked.native)


if __name__ == "__main__":
    main()
