"""Report where a file of the project repeats a reference text that may not be republished."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Shorter runs are common phrases; nine words in a row are nobody's accident.
RUN = 9
# Up to here a passage in quotation marks is a quotation, beyond it a reprint.
QUOTED = 20
# A name for made files and caches, for a folder that git knows nothing of.
MADE = frozenset({"_build", "node_modules", "dist"})

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CURLY = re.compile(r"“[^”]*”")
# Straight quotation marks delimit strings in code, so they count as quotation in prose alone.
_STRAIGHT = re.compile(r'"(?:[^"\n]|\n(?!\s*\n))*"')
_ROLE = re.compile(r"\{quoted\}`[^`<]*<")
_PROSE = frozenset({".md", ".txt", ".rst"})
_TITLE = re.compile(r"^[ \t-]*title:[ \t]*(?P<title>.+(?:\n[ \t]+(?![\w-]+:)\S.*)*)", re.MULTILINE)

Gram = tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One normalised word and the line on which it stands."""

    text: str
    line: int


@dataclass(frozen=True, order=True)
class Reuse:
    """A run of words that stands in a file and in a reference text alike."""

    path: str
    line: int
    length: int
    reference: str
    beginning: str

    def __str__(self) -> str:
        """Return the one-line form, ``file:line: what``."""
        return (
            f"{self.path}:{self.line}: {self.length} words in a row as in {self.reference}, "
            f"beginning '{self.beginning} …'; say it in your own words, or quote it"
        )


def split_words(text: str, quotes: Sequence[re.Pattern[str]] = ()) -> list[list[Word]]:
    """Return the normalised words of a text, cut into stretches at its short quotations."""
    spans = sorted(
        match.span()
        for pattern in quotes
        for match in pattern.finditer(text)
        if len(_WORD.findall(match[0])) <= QUOTED
    )
    starts = [match.end() for match in re.finditer("\n", text)]
    stretches: list[list[Word]] = []
    position = 0
    for begin, end in [*spans, (len(text), len(text))]:
        words = [
            Word(_normalise(match[0]), bisect_right(starts, match.start()) + 1)
            for match in _WORD.finditer(text, position, max(begin, position))
        ]
        stretches.append(words)
        position = max(end, position)
    return stretches


def _normalise(word: str) -> str:
    return re.sub("['’]", "", unicodedata.normalize("NFKC", word)).casefold()


def _grams(words: Sequence[Word]) -> Iterator[Gram]:
    for start in range(len(words) - RUN + 1):
        yield tuple(word.text for word in words[start : start + RUN])


def index_references(texts: Mapping[str, str], titles: Iterable[str] = ()) -> dict[Gram, str]:
    """Return every run of :data:`RUN` words of the reference texts, with the text's name.

    A title may be named anywhere: that is how a text is cited.
    """
    index = {gram: name for name, text in texts.items() for gram in _grams(split_words(text)[0])}
    for title in titles:
        for gram in _grams(split_words(title)[0]):
            index.pop(gram, None)
    return index


def find_reuse(path: str, text: str, index: Mapping[Gram, str]) -> Iterator[Reuse]:
    """Yield the longest runs of words that a text shares with the reference texts."""
    quotes = [_CURLY, _STRAIGHT, _ROLE] if Path(path).suffix in _PROSE else [_CURLY]
    for words in split_words(text, quotes):
        start: int | None = None
        grams = list(_grams(words))
        for number, gram in enumerate([*grams, None]):
            shared = gram is not None and gram in index
            if shared and start is None:
                start = number
            elif not shared and start is not None:
                yield Reuse(
                    path=path,
                    line=words[start].line,
                    length=number - start + RUN - 1,
                    reference=index[grams[start]],
                    beginning=" ".join(word.text for word in words[start : start + 4]),
                )
                start = None


def list_files(root: Path) -> list[Path]:
    """Return the project's files: what git does not ignore or, without git, what nobody made."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return sorted(
            path
            for path in root.rglob("*")
            if path.is_file()
            and not any(
                part in MADE or part.startswith(".") for part in path.relative_to(root).parts[:-1]
            )
        )
    return sorted(path for name in listed.split("\0") if name and (path := root / name).is_file())


def read_text(path: Path) -> str | None:
    """Return the text of a file, or None when it is not UTF-8 text."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def read_titles(text: str) -> list[str]:
    """Return the titles that a YAML file of source records holds."""
    return [match["title"] for match in _TITLE.finditer(text)]


def main(argv: Sequence[str] | None = None) -> int:
    """Compare and print what was found; 0 nothing, 1 something, 2 nothing to compare with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("references", type=Path, nargs="+", help="folders of .txt reference texts")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the project")
    options = parser.parse_args(argv)
    texts = {
        path.name: text
        for folder in options.references
        for path in sorted(folder.glob("*.txt"))
        if (text := read_text(path)) is not None
    }
    if not texts:
        print("check_text_reuse: there is no reference text to compare with", file=sys.stderr)
        return 2
    records = options.root / "sources" / "sources.yaml"
    titles = read_titles(read_text(records) or "") if records.is_file() else []
    index = index_references(texts, titles)
    found = 0
    for path in list_files(options.root):
        text = read_text(path)
        for reuse in find_reuse(path.relative_to(options.root).as_posix(), text or "", index):
            print(reuse)
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
