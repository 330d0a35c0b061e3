"""Measure how much of a text somebody recovers from its fingerprint by guessing word after word."""

from __future__ import annotations

import argparse
import heapq
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.sources.fingerprint import RUN, Cost, Fingerprint, Key, fingerprint, words
from briefbook.sources.fingerprint import runs as tags
from briefbook.sources.fingerprint.text import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefbook.sources.fingerprint.model import Place

# What a shorter context is worth beside a longer one ("stupid back-off").
BACK_OFF = 0.4
# The attack needs many guesses and no secrecy: their number is what is measured.
CHEAP = Key(b"\0" * 16, Cost(2, 1, 1))
Words = tuple[str, ...]


class Model:
    """Which word follows which others, learnt from texts; ``order`` 2 is a bigram model."""

    def __init__(self, texts: Iterable[Sequence[str]], order: int) -> None:
        self.order = order
        self._after: dict[Words, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for place, word in enumerate(text):
                for length in range(min(order, place + 1)):
                    self._after[tuple(text[place - length : place])][word] += 1

    def guesses(self, before: Words) -> Iterator[tuple[float, str]]:
        """Yield words that may follow, each once and with a score, the best first."""
        seen: set[str] = set()
        weight = 1.0
        for length in range(min(self.order - 1, len(before)), -1, -1):
            found = self._after.get(before[len(before) - length :])
            if found is None:
                continue
            total = found.total()
            for word, times in found.most_common():
                if word not in seen:
                    seen.add(word)
                    yield weight * times / total, word
            weight *= BACK_OFF


@dataclass(frozen=True)
class Attempt:
    """What came of an attack: the words known after so many guesses."""

    guesses: int
    known: int


class Attack:
    """An attack that always makes the guess that is most likely to succeed.

    It knows the fingerprint alone, the words that follow and go before others in ``texts``, runs
    that are common there, and the ``quoted`` runs that somebody has published.
    """

    def __init__(
        self, victim: Fingerprint, texts: Sequence[Sequence[str]], order: int, quoted: Sequence[str]
    ) -> None:
        self._victim = victim
        self._forward = Model(texts, order)
        self._backward = Model([text[::-1] for text in texts], order)
        self._known: dict[tuple[int, int], str] = {}
        self._ties = count()
        # Score, a number that breaks ties, and the guesses that follow at the same place.
        self._queue: list[tuple[float, int, Words, bool, Iterator[tuple[float, str]], str]] = []
        self._tried: set[Words] = set()
        common: Counter[Words] = Counter()
        for text in texts:
            common.update(tuple(text[at : at + RUN]) for at in range(len(text) - RUN + 1))
        total, length = common.total(), victim.words
        self._seeds = ((n * length / total, run) for run, n in common.most_common())
        self._seed = next(self._seeds, None)
        self.guesses = 0
        for text in quoted:
            found = words(text)
            for at in range(len(found) - RUN + 1):
                self._try(tuple(found[at : at + RUN]))

    @property
    def known(self) -> int:
        """How many words of the text are known."""
        return len(self._known)

    def run(self, budget: int) -> None:
        """Guess until that many guesses have been made, or there is nothing left to guess."""
        while self.guesses < budget and (self._queue or self._seed):
            if self._seed and (not self._queue or self._seed[0] >= -self._queue[0][0]):
                run = self._seed[1]
                self._seed = next(self._seeds, None)
                self._try(run)
                continue
            _, _, run, onward, following, word = heapq.heappop(self._queue)
            found = (*run[1:], word) if onward else (word, *run[:-1])
            if not self._try(found):
                self._push(run, following, onward=onward)

    def _try(self, run: Words) -> bool:
        if run in self._tried:
            return False
        self._tried.add(run)
        self.guesses += 1
        places = self._victim.places(run)
        for place in places:
            self._note(place, run)
        if places:
            self._push(run, self._forward.guesses(run), onward=True)
            self._push(run, self._backward.guesses(run[::-1]), onward=False)
        return bool(places)

    def _note(self, place: Place, run: Words) -> None:
        for offset, word in enumerate(run):
            self._known[place.paragraph, place.word + offset] = word

    def _push(self, run: Words, following: Iterator[tuple[float, str]], *, onward: bool) -> None:
        best = next(following, None)
        if best is not None:
            entry = (-best[0], next(self._ties), run, onward, following, best[1])
            heapq.heappush(self._queue, entry)


def measure(
    victim: Fingerprint,
    texts: Sequence[Sequence[str]],
    order: int,
    budgets: Sequence[int],
    quoted: Sequence[str] = (),
) -> list[Attempt]:
    """Return what is known after each number of guesses."""
    attack = Attack(victim, texts, order, quoted)
    found = []
    for budget in sorted(budgets):
        attack.run(budget)
        found.append(Attempt(attack.guesses, attack.known))
    return found


def seconds_per_guess(cost: Cost, rounds: int = 10) -> float:
    """Return how long one guess keeps one processor busy here."""
    key = Key(b"\0" * 16, cost)
    start = time.process_time()
    for number in range(rounds):
        tags.secret(key, ("guess", str(number), str(start)))
    return (time.process_time() - start) / rounds


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, or in the encoding of old collections."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def paragraphs_of(text: str, lines: str = "") -> list[str]:
    """Return the paragraphs of a text; ``lines``, as in ``30-45``, takes those lines, one each."""
    if not lines:
        return split(text)[0]
    first, _, last = lines.partition("-")
    rows = text.splitlines()[int(first) - 1 : int(last or first)]
    return [row for row in rows if row.strip()]


def quotations(paragraphs: Sequence[str], number: int) -> list[str]:
    """Return the seventh to the sixteenth word of paragraphs that are spread over a text."""
    step = max(1, len(paragraphs) // max(number, 1))
    return [" ".join(text.split()[6:16]) for text in paragraphs[::step][:number]]


def main(argv: Sequence[str] | None = None) -> int:
    """Attack and print a table; 0 when done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("victim", type=Path, help="the text whose fingerprint is attacked")
    parser.add_argument("texts", type=Path, nargs="+", help="texts that the attacker learns from")
    parser.add_argument(
        "--lines", default="", help="lines of the text, such as 30-45, as paragraphs"
    )
    parser.add_argument("--order", type=int, default=2, help="words of the model (default: 2)")
    parser.add_argument("--budget", type=int, nargs="+", default=[10**4, 10**5, 10**6])
    parser.add_argument(
        "--quotations", type=int, nargs="+", default=[0], help="how many of ten words are known"
    )
    options = parser.parse_args(argv)
    paragraphs = paragraphs_of(read_text(options.victim), options.lines)
    victim = fingerprint(paragraphs, source_id="victim", key=CHEAP)
    texts = [
        words(read_text(path))
        for path in options.texts
        if path.resolve() != options.victim.resolve()
    ]
    _describe(victim, paragraphs, texts)
    each = seconds_per_guess(Cost())
    print(f"{each * 1000:.0f} ms a guess", file=sys.stderr)
    print(f"{'quotations':>10} {'guesses':>10} {'words known':>12} {'share':>7} {'hours':>8}")
    for number in options.quotations:
        quoted = quotations(paragraphs, number)
        for attempt in measure(victim, texts, options.order, options.budget, quoted):
            share, hours = attempt.known / victim.words, attempt.guesses * each / 3600
            row = f"{number:>10} {attempt.guesses:>10} {attempt.known:>12}"
            print(f"{row} {share:>7.1%} {hours:>8.1f}", flush=True)
    return 0


def _describe(
    victim: Fingerprint, paragraphs: Sequence[str], texts: Sequence[Sequence[str]]
) -> None:
    """Say how much the attacker has to learn from: the dictionary that it guesses with."""
    known = {word for text in texts for word in text}
    attacked = [word for paragraph in paragraphs for word in words(paragraph)]
    share = sum(word in known for word in attacked) / max(len(attacked), 1)
    print(
        f"{victim.words} words in {len(victim.paragraphs)} paragraphs; the attacker knows "
        f"{len(texts)} texts, {sum(map(len, texts))} words, a dictionary of {len(known)}, in which "
        f"{share:.0%} of the attacked words occur",
        file=sys.stderr,
    )


if __name__ == "__main__":
    raise SystemExit(main())
