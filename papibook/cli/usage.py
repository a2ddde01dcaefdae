"""What the command line library says in English only: its complaints and the headings of its help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from papibook.ground.errors import ConfigError

# The library carries its own copy of click and exports only this one of its errors by name.
_KINDS = {kind.__name__: kind for kind in typer.BadParameter.__mro__}
UsageError: type[Exception] = _KINDS["UsageError"]

_HEADINGS = {
    "Usage: ": "Usage: ",
    "Arguments:": "Arguments:",
    "Options:": "Options:",
    "Commands:": "Commands:",
    "Show this message and exit.": "Show this help and end.",
    "[required]": "(must be given)",
}
"""The library's words and ours; the latter are msgids of ``cli``."""


def told(err: Any, arguments: Sequence[str], commands: Sequence[str]) -> ConfigError:
    """The library's complaint ``err`` about ``arguments`` as an error of ours."""
    kind, context = type(err).__name__, err.ctx
    help_command = f"{context.command_path if context else 'papibook'} --help"
    match kind:
        case "MissingParameter":
            name = (err.param.metavar or err.param.human_readable_name) if err.param else ""
            return ConfigError("{name} is missing. See: {help}", name=name, help=help_command)
        case "NoSuchOption":
            return ConfigError(
                "There is no option {option}. See: {help}", option=err.option_name, help=help_command
            )
        case "BadOptionUsage":
            return ConfigError(
                "The option {option} lacks its value, or has one too many. See: {help}",
                option=err.option_name,
                help=help_command,
            )
        case "BadParameter":
            name = err.param.opts[-1] if err.param else ""
            least, most = (getattr(err.param, side, None) for side in ("min", "max"))
            if least is not None and most is not None:
                return ConfigError(
                    "{name} takes a whole number from {least} to {most}. See: {help}",
                    name=name,
                    least=least,
                    most=most,
                    help=help_command,
                )
            return ConfigError(
                "The value of {name} is not one that it takes. See: {help}", name=name, help=help_command
            )
    word = next((word for word in arguments if not word.startswith("-")), "")
    if word not in commands:
        return ConfigError(
            "There is no command {word}. There are: {known}.", word=word, known=", ".join(commands)
        )
    return ConfigError("There is a word too many. See: {help}", help=help_command)


def is_help(err: Exception) -> bool:
    """Whether ``err`` only means that no command was given: the help is the answer."""
    return type(err).__name__ == "NoArgsIsHelpError"


def help_classes(t: Callable[[str], str]) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """A group and a command whose help has its headings in the language of ``t``."""

    def said(text: str) -> str:
        for theirs, ours in _HEADINGS.items():
            text = text.replace(theirs, t(ours))
        return text

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return said(super().get_help(ctx))

    class Command(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return said(super().get_help(ctx))

    return Group, Command
