"""Slips in a command, told in the user's language; and the headings of the help.

The command line library says both in English only, and looks for options of all commands in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from papibook.ground.errors import ConfigError

# The library carries its own copy of click and exports only this one of its errors by name.
_KINDS = {kind.__name__: kind for kind in typer.BadParameter.__mro__}
UsageError: type[Exception] = _KINDS["UsageError"]

COMMON = {"--project": True, "--lang": True, "--debug": False}
"""Options that may be given before the command too; whether they take a value."""

_HEADINGS = {
    "Usage: ": "Usage: ",
    "Arguments:": "Arguments:",
    "Options:": "Options:",
    "Commands:": "Commands:",
    "Show this message and exit.": "Show this help and end.",
    "[required]": "(must be given)",
}
"""The library's words and ours; the latter are msgids of ``cli``."""


def command_first(words: Sequence[str]) -> list[str]:
    """``words`` with the common options that stand before the command put behind it.

    >>> command_first(["--project", "a", "build", "2022"])
    ['build', '--project', 'a', '2022']
    """
    at = 0
    while at < len(words) and (name := words[at].partition("=")[0]) in COMMON:
        at += 2 if COMMON[name] and name == words[at] else 1
    if at >= len(words) or words[at].startswith("-"):
        return list(words)
    return [words[at], *words[:at], *words[at + 1 :]]


def is_help(err: Exception) -> bool:
    """Whether ``err`` only means that no command was given: the help is the answer."""
    return type(err).__name__ == "NoArgsIsHelpError"


def help_classes(t: Callable[[str], str]) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """A group and a command that refuse slips as :class:`ConfigError`, with help in the language of ``t``."""

    def said(text: str) -> str:
        for theirs, ours in _HEADINGS.items():
            text = text.replace(theirs, t(ours))
        return text

    class Group(TyperGroup):
        def get_help(self, ctx: Any) -> str:
            return said(super().get_help(ctx))

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            try:
                return super().parse_args(ctx, args)
            except UsageError as err:
                raise err if is_help(err) else _before_command(err, ctx) from err

        def invoke(self, ctx: Any) -> Any:
            if not ctx._protected_args:
                raise ConfigError("A command is missing. There are: {known}.", known=", ".join(self.commands))
            return super().invoke(ctx)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args[0] in self.commands:
                return super().resolve_command(ctx, args)
            facts = {"word": args[0], "known": ", ".join(self.commands)}
            if hint := get_close_matches(args[0], self.commands, n=1):
                raise ConfigError(
                    "There is no command {word}. Did you mean {hint}? There are: {known}.",
                    hint=hint[0],
                    **facts,
                )
            raise ConfigError("There is no command {word}. There are: {known}.", **facts)

    class Command(TyperCommand):
        def __init__(self, *args: Any, **settings: Any) -> None:
            # The library names no words that are too many; given all, we do.
            super().__init__(*args, **{**settings, "context_settings": {"allow_extra_args": True}})

        def get_help(self, ctx: Any) -> str:
            return said(super().get_help(ctx))

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            if twice := _given_twice(self.params, args):
                raise ConfigError(
                    "{name} is given twice. Write: {usage}. See: {help}", name=twice, **_how(ctx)
                )
            try:
                extra = super().parse_args(ctx, args)
            except UsageError as err:
                raise _slip(err, ctx) from err
            if extra:
                raise ConfigError(
                    "“{name}” is too many. Write: {usage}. See: {help}", name=" ".join(extra), **_how(ctx)
                )
            return extra

    return Group, Command


def _given_twice(params: Sequence[Any], words: Sequence[str]) -> str:
    """An option that counts once and stands there again: the library would take the last in silence."""
    names = [word.partition("=")[0] for word in words]
    once = [name for each in params if not getattr(each, "multiple", True) for name in each.opts]
    return next((name for name in once if names.count(name) > 1 and name not in COMMON), "")


def _before_command(err: Any, ctx: Any) -> ConfigError:
    """What is wrong before the command."""
    if type(err).__name__ == "NoSuchOption":
        option = err.option_name
        with_it = [name for name, each in ctx.command.commands.items() if _named(option, each.params)]
        if with_it:
            return ConfigError(
                "The option {option} stands behind its command: papibook {command} … {option}. It is one of: "
                "{known}.",
                option=option,
                command=with_it[0],
                known=", ".join(with_it),
            )
    return _slip(err, ctx)


def _slip(err: Any, ctx: Any) -> ConfigError:
    """The library's complaint ``err`` as an error of ours."""
    kind, param, how = type(err).__name__, getattr(err, "param", None), _how(ctx)
    if kind == "MissingParameter":
        return ConfigError("{name} is missing. Write: {usage}. See: {help}", name=_shown(param), **how)
    if kind == "NoSuchOption":
        name, hint = err.option_name, " / ".join(sorted(err.possibilities or ()))
        if hint:
            return ConfigError(
                "There is no option {name}. Did you mean {hint}? Write: {usage}. See: {help}",
                name=name,
                hint=hint,
                **how,
            )
        return ConfigError("There is no option {name}. Write: {usage}. See: {help}", name=name, **how)
    if kind == "BadOptionUsage":
        param = _named(err.option_name, ctx.command.params)
        if param is not None and param.is_flag:
            return ConfigError("{name} takes no value. See: {help}", name=_shown(param), **how)
        return ConfigError("The value is missing. Write: {name}. See: {help}", name=_shown(param), **how)
    name = _shown(param).partition(" ")[0]
    least, most = (getattr(param, side, None) for side in ("min", "max"))
    if least is not None and most is not None:
        return ConfigError(
            "{name} takes a whole number from {least} to {most}. See: {help}",
            name=name,
            least=least,
            most=most,
            **how,
        )
    return ConfigError("{name} takes a whole number. See: {help}", name=name, **how)


def _how(ctx: Any) -> dict[str, object]:
    """How the command is written, and where more is said about it."""
    return {"usage": _usage(ctx), "help": f"{ctx.command_path} --help"}


def _usage(ctx: Any) -> str:
    """``papibook forms EDITION --out DIR``: what must be given; a word that may be left out in brackets."""
    if isinstance(ctx.command, TyperGroup):
        return f"{ctx.command_path} COMMAND"
    params = ctx.command.params
    needed = [param for param in params if param.required or _is_argument(param)]
    words = [
        _shown(param) if param.required else f"[{_shown(param)}]"
        for param in sorted(needed, key=lambda each: not _is_argument(each))
    ]
    return " ".join([ctx.command_path, *words])


def _shown(param: Any) -> str:
    """An option with the word for its value, an argument as its word."""
    if _is_argument(param):
        return str(param.metavar or param.name.upper())
    name = str(param.opts[-1])
    return name if param.is_flag else f"{name} {param.metavar or param.name.upper()}"


def _is_argument(param: Any) -> bool:
    return not str(param.opts[-1]).startswith("-")


def _named(option: str, params: Sequence[Any]) -> Any:
    return next((param for param in params if option in param.opts), None)
