"""Times this program and its peers: python -m bench run --briefs 10 100."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench import own, peers, report
from bench.compose import compose
from bench.model import Shape
from bench.rounds import run_rounds, tasks

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 where something did not run as it should."""
    arguments = _parser().parse_args(argv)
    if arguments.word == "set-up":
        return _set_up(arguments.folder)
    shape = Shape(
        terms=arguments.terms, words=arguments.words, tables=arguments.tables,
        rows=arguments.rows, seed=arguments.seed,
    )  # fmt: skip
    if arguments.word == "book":
        own.write(compose(replace(shape, briefs=arguments.briefs[0])), arguments.out)
        return 0
    return _run(arguments, shape)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("word", choices=("run", "set-up", "book"), help="what to do")
    parser.add_argument("--folder", type=Path, default=Path(".bench"), help="where to work")
    parser.add_argument("--out", type=Path, default=Path(".bench/book"), help="where 'book' writes")
    parser.add_argument("--briefs", type=int, nargs="+", default=[10, 100], metavar="N")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="some of the programs")
    for name, default in (("words", 1200), ("terms", 200), ("tables", 1), ("rows", 6), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N")
    return parser


def _set_up(folder: Path) -> int:
    troubles = {peer.name: peer.set_up(folder.resolve() / "peers") for peer in peers.PEERS}
    for name, trouble in troubles.items():
        print(f"{name}: {trouble or 'ready'}")
    return 1 if any(troubles.values()) else 0


def _run(arguments: argparse.Namespace, shape: Shape) -> int:
    folder = arguments.folder.resolve()
    chosen = [one for one in peers.PEERS if not arguments.only or one.name in arguments.only]
    results = []
    for briefs in arguments.briefs:
        found = list(tasks(chosen, replace(shape, briefs=briefs), folder, folder / "peers"))
        results += run_rounds(found, arguments.rounds, lambda line: print(line, file=sys.stderr))
        report.write(results, folder)  # after each size: a long bench may be cut off
    print(report.table(results), end="")
    return 1 if any(one.trouble.startswith("fails") for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
