"""Where the command begins: nothing is loaded before an interruption can be answered."""

from __future__ import annotations

import sys

STOPPED = 130


def main_and_exit() -> None:
    """Run the command as a program."""
    try:
        from briefbook.cli import main  # noqa: PLC0415  # it takes a while, in which a person may stop it

        status = main()
    except KeyboardInterrupt:
        above = "\n" if sys.stderr is not None and sys.stderr.isatty() else ""  # below the ^C
        sys.stderr.write(f"{above}Stopped; what was published before is as it was.\n")
        status = STOPPED
    raise SystemExit(status)


if __name__ == "__main__":
    main_and_exit()
