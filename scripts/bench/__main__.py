"""Times this program and its peers: python -m bench run --briefs 10 100."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench import own, peers, report
from bench.compose import compose
from bench.model import SHAPES
from bench.rounds import run_rounds, tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.model import Shape

COUNTS = ("words", "terms", "tables", "rows", "figures", "seed")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 1 where something did not run as it should."""
    arguments = _parser().parse_args(argv)
    if arguments.word == "set-up":
        return _set_up(arguments.folder)
    shape = SHAPES[arguments.shape]
    given = {name: getattr(arguments, name) for name in COUNTS}
    shape = replace(shape, **{name: value for name, value in given.items() if value is not None})
    if arguments.briefs is None:
        arguments.briefs = [10, 100] if arguments.shape == "usual" else [shape.briefs]
    if arguments.word == "book":
        own.write(compose(replace(shape, briefs=arguments.briefs[0])), arguments.out)
        return 0
    return _run(arguments, shape)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("word", choices=("run", "set-up", "book"), help="what to do")
    parser.add_argument("--folder", type=Path, default=Path(".bench"), help="where to work")
    parser.add_argument("--out", type=Path, default=Path(".bench/book"), help="where 'book' writes")
    parser.add_argument("--shape", choices=SHAPES, default="usual", help="what kind of book")
    parser.add_argument("--briefs", type=int, nargs="+", metavar="N", help="sizes of the book")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="some of the programs")
    for name in COUNTS:
        parser.add_argument(f"--{name}", type=int, metavar="N", help="instead of the shape's")
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
