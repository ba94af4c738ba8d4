"""Made words that follow the laws of real ones: few are frequent, and long texts have many."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

_T = TypeVar("_T")

_ONSETS = [*"bdfgjklmnprstvz" * 3, *"ch kr pl tr fl gr bl br".split(), "", "", ""]
_VOWELS = [*"aeiou" * 4, *"an en on ou wa".split()]
_CODAS = [""] * 9 + ["n", "s", "t", "l"]
_ACCENTS = str.maketrans("aeo", "àéô"), str.maketrans("eo", "èò")

ACCENTED = 0.08
"""Share of the words that are written with accents."""
CAPITALISED = 0.12
"""Share of the rarer words that are names."""
_NAMES_FROM = 300
"""The rank from which on a word may be a name."""


def vocabulary_size(events: int) -> int:
    """How many words a store of so many events is written with: 6,000 for 10k, 60,000 for 1m."""
    return max(400, round(60 * math.sqrt(events)))


def made_word(rng: random.Random, syllables: int) -> str:
    """A word of that many syllables, in small letters without accents; of 0, a short one."""
    if not syllables:
        return rng.choice("bdfgjklmnprstvz") + rng.choice("aeiou")
    parts = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)]
    return "".join(parts) + rng.choice(_CODAS)


def made_name(rng: random.Random, words: int, between: str = " ") -> str:
    """A name of a few words, which now and then has an accent."""
    parts = [made_word(rng, rng.randint(2, 3)).capitalize() for _ in range(words)]
    name = between.join(parts)
    return name.translate(_ACCENTS[1]) if rng.random() < ACCENTED else name


class Skewed(Generic[_T]):
    """Things drawn by Zipf's law: the first most often, each next one less."""

    def __init__(self, things: Iterable[_T], shift: float = 2.0, power: float = 1.05) -> None:
        """`shift` flattens the head and `power` steepens the fall, as Mandelbrot has them."""
        self.things: Sequence[_T] = list(things)
        ranks = range(1, len(self.things) + 1)
        self._weights = list(accumulate((rank + shift) ** -power for rank in ranks))

    def draw(self, rng: random.Random, count: int) -> list[_T]:
        """That many, and some of them may be the same."""
        return rng.choices(self.things, cum_weights=self._weights, k=count)

    def some(self, rng: random.Random, most: int) -> list[_T]:
        """One to that many, all different; mostly one."""
        count = min(most, 1 + int(rng.expovariate(2)))
        return list(dict.fromkeys(self.draw(rng, count)))


class Vocabulary:
    """Words by rank, the most frequent first; a larger vocabulary begins with the smaller one."""

    def __init__(self, size: int) -> None:
        rng = random.Random("vocabulary")
        plain: dict[str, None] = {}
        written: list[str] = []
        while len(plain) < size:
            word = made_word(rng, _syllables(rng, len(plain)))
            accent, capital = rng.random(), rng.random()
            if word in plain:
                continue
            if accent < ACCENTED * 1.2:  # some have no letter that takes one
                written.append(word.translate(_ACCENTS[accent < ACCENTED * 0.6]))
            else:
                written.append(word)
            if capital < CAPITALISED and len(plain) > _NAMES_FROM:
                written[-1] = written[-1].capitalize()
            plain[word] = None
        self.plain = list(plain)
        """The words in small letters without accents, all different."""
        self._words = Skewed(written)

    @property
    def written(self) -> Sequence[str]:
        """The words as a text has them."""
        return self._words.things

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """Words of a text, by their frequency."""
        return self._words.draw(rng, count)


def _syllables(rng: random.Random, rank: int) -> int:
    """Frequent words are short; where they are used up, longer ones are made."""
    if rank < 40:
        return 0
    if rank < 1_500:
        return rng.choice((1, 2, 2))
    return rng.choice((2, 3, 3, 3))
