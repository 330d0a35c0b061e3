"""``briefbook completion``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.cli import options

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "completion",
        "print a script that completes commands in a shell",
        "Print the script by which a shell completes commands, options and their values. "
        "Its first lines say where to put it.",
        """
        source <(briefbook completion bash)
        briefbook completion zsh > ~/.zfunc/_briefbook
        briefbook completion fish > ~/.config/fish/completions/briefbook.fish
        """,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli.parser import make_parser  # noqa: PLC0415  # it imports the commands
    from briefbook.shells import SHELLS, commands_of  # noqa: PLC0415  # of use here alone

    print(SHELLS[arguments.shell](commands_of(make_parser())), end="")
    return options.CLEAN
