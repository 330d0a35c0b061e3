"""Completion scripts for shells, made from the parser, so that they know every option."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Option:
    """One option of a command; ``choices`` is empty where any value is taken."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """One command with its options, and what its arguments may be."""

    name: str
    help: str
    options: tuple[Option, ...]
    arguments: tuple[str, ...]


def commands_of(parser: argparse.ArgumentParser) -> list[Command]:
    """Return the commands that a parser knows."""
    action = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001  # argparse offers no other way
    helps = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001  # as above
    return [_command(name, helps[name], sub) for name, sub in action.choices.items()]


def _command(name: str, text: str, parser: argparse.ArgumentParser) -> Command:
    options: list[Option] = []
    arguments: list[str] = []
    for action in parser._actions:  # noqa: SLF001  # as above
        choices = tuple(str(choice) for choice in action.choices or ())
        if action.option_strings:
            names, takes = tuple(action.option_strings), action.nargs != 0
            options.append(Option(names, action.help or "", takes, choices))
        else:
            arguments += choices
    return Command(name, text, tuple(options), tuple(arguments))


def bash(commands: list[Command]) -> str:
    """Return the script for bash."""
    cases = "\n".join(_bash_case(command) for command in commands)
    values = "\n".join(sorted(set(_bash_values(commands))))
    names = " ".join(command.name for command in commands)
    return f"""\
# bash completion of briefbook; put it into ~/.local/share/bash-completion/completions/briefbook
_briefbook() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words
    COMPREPLY=()
    # Bash takes "--format=json" for three words.
    if [ "$before" = = ]; then before=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    if [ "$word" = = ]; then word=; fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{names} --help --version" -- "$word"))
        return
    fi
    case "${{COMP_WORDS[1]}} $before" in
{values}
    esac
    case "${{COMP_WORDS[1]}}" in
{cases}
    *) return ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _briefbook briefbook
"""


def _bash_case(command: Command) -> str:
    words = [name for option in command.options for name in option.names]
    return f'    {command.name}) words="{" ".join([*command.arguments, *words])}" ;;'


def _bash_values(commands: list[Command]) -> Iterator[str]:
    for command in commands:
        for option in command.options:
            if not option.takes_value:
                continue
            patterns = "|".join(f'"{command.name} {name}"' for name in option.names)
            reply = (
                f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$word"))'
                if option.choices
                else "COMPREPLY=()"
            )
            yield f"    {patterns}) {reply}; return ;;"


def zsh(commands: list[Command]) -> str:
    """Return the script for zsh."""
    names = "\n".join(f"        '{c.name}:{_plain(c.help)}'" for c in commands)
    cases = "\n".join(_zsh_case(command) for command in commands)
    return f"""\
#compdef briefbook
# zsh completion of briefbook; put it into a folder of $fpath as _briefbook
_briefbook() {{
    local -a known
    known=(
{names}
    )
    if (( CURRENT == 2 )); then
        _describe command known
        _arguments '--help[show help]' '--version[show the version]'
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
# Called as a completer where it was loaded as one, made known as one where it was sourced.
if [[ $funcstack[1] == _briefbook ]]; then
    _briefbook "$@"
else
    compdef _briefbook briefbook
fi
"""


def _zsh_case(command: Command) -> str:
    parts = []
    for option in command.options:
        value = f":value:({' '.join(option.choices)})" if option.choices else ":value:_files"
        for name in option.names:
            tail = value if option.takes_value else ""
            parts.append(f"'{name}[{_plain(option.help)}]{tail}'")
    if command.arguments:
        parts.append(f"'1:argument:({' '.join(command.arguments)})'")
    return f"    {command.name}) _arguments {' '.join(parts)} ;;"


def fish(commands: list[Command]) -> str:
    """Return the script for fish."""
    lines = [
        "# fish completion of briefbook; put it into ~/.config/fish/completions/briefbook.fish",
        "complete -c briefbook -n __fish_use_subcommand -f -l help",
        "complete -c briefbook -n __fish_use_subcommand -f -l version",
    ]
    for command in commands:
        when = f"'__fish_seen_subcommand_from {command.name}'"
        about = _plain(command.help)
        lines.append(
            f"complete -c briefbook -n __fish_use_subcommand -f -a {command.name} -d '{about}'"
        )
        if command.arguments:
            lines.append(f"complete -c briefbook -n {when} -f -a '{' '.join(command.arguments)}'")
        lines += [_fish_option(when, option) for option in command.options]
    return "\n".join(lines) + "\n"


def _fish_option(when: str, option: Option) -> str:
    names = " ".join(
        f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
    )
    value = ""
    if option.choices:
        value = f" -x -a '{' '.join(option.choices)}'"
    elif option.takes_value:
        value = " -r"
    return f"complete -c briefbook -n {when} {names}{value} -d '{_plain(option.help)}'"


def _plain(text: str) -> str:
    """Return a help text without what a shell would read as more than text."""
    for sign in "'[]:\\":
        text = text.replace(sign, "")
    return text.replace("%%", "%")


SHELLS = {"bash": bash, "zsh": zsh, "fish": fish}
"""What makes the script of each shell."""
