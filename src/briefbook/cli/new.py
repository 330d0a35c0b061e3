"""``briefbook new``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.cli.printing import shown

if TYPE_CHECKING:
    import argparse

    from briefbook.drafts import Draft


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "new",
        "begin a brief from the template",
        "Write a new brief with the next free number. What is still to be written stands in it "
        "between ⟨ and ⟩, and 'check' names each until it is filled in.",
        """
        briefbook new "Ferries after 2030"
        briefbook new "Ferries after 2030" --name ferries --date 2027-01-15
        """,
    )
    parser.add_argument("title", metavar="TITLE", help="the brief's title, twelve words at most")
    options.add_source(parser)
    parser.add_argument(
        "--name", metavar="NAME", help="name of its file, without .md (default: from the title)"
    )
    parser.add_argument(
        "--folder",
        default="briefs",
        type=Path,
        metavar="DIR",
        help="folder in the book (default: briefs)",
    )
    parser.add_argument(
        "--date",
        type=options.day,
        metavar="YYYY-MM-DD",
        help="day of issue and information cut-off (default: today)",
    )
    parser.add_argument(
        "--review-by",
        type=options.day,
        metavar="YYYY-MM-DD",
        help="day of the next review (default: six months after)",
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.drafts import write_draft  # noqa: PLC0415  # --help need not load YAML

    source: Path = arguments.source.resolve()
    draft = _draft(arguments, source)
    path = source / arguments.folder / f"{draft.name}.md"
    try:
        write_draft(path, draft)
    except FileExistsError:
        message = f"'{shown(path)}' is there already; choose another name with --name"
        raise CannotRunError(message) from None
    print(f"Wrote {shown(path)} as brief {draft.number}; fill in what stands between ⟨ and ⟩.")
    return options.CLEAN


def _draft(arguments: argparse.Namespace, source: Path) -> Draft:
    from briefbook.build.settings import book_keys, book_settings  # noqa: PLC0415  # as above
    from briefbook.drafts import Draft, file_name, next_number  # noqa: PLC0415
    from briefbook.drafts.brief import review_day  # noqa: PLC0415
    from briefbook.rules.identity import SLUG  # noqa: PLC0415

    settings, keys = book_settings(source), book_keys(source)
    title = " ".join(arguments.title.split())
    name = arguments.name or file_name(title)
    if not SLUG.fullmatch(name):
        message = f"'{name}' cannot name a brief's file; give small letters, digits and hyphens"
        raise CannotRunError(f"{message} with --name")
    patterns = settings.get("briefbook_briefs", ["briefs/*"])
    paths = {path for pattern in patterns for path in source.glob(f"{pattern}.md")}
    day = arguments.date or options.today()
    return Draft(
        title=title,
        name=name,
        number=next_number([*paths, *(source / arguments.folder).glob("*.md")]),
        day=day,
        review=arguments.review_by or review_day(day),
        yardstick=settings.get("briefbook_yardstick", "icd203"),
        extra={name: key for name, key in keys.extra.items() if name in keys.required},
    )
