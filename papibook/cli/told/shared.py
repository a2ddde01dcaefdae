"""What commands have in common: language, options that several take, and what these mean."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand

from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project, find_project
from papibook.ground.texts import LANGUAGES

WORKERS = (os.cpu_count() or 1) + 2
"""Pages at once where nobody says: kernels, the chart converter and this program take turns, so two more than
cores fill the waiting."""


@dataclass(frozen=True)
class Shared:
    """Made once for a language; the options are what ``Annotated`` takes as an argument's second part.

    Attributes:
        t: a text of the help in that language.
        lang: the language.
        command: the class of a command whose help is in it.
    """

    t: Callable[[str], str]
    lang: str
    command: type[TyperCommand]
    edition: Any
    project: Any
    language: Any
    debug: Any
    workers: Any
    executor: Any
    scheduler: Any


def shared_options(t: Callable[[str], str], lang: str, command: type[TyperCommand]) -> Shared:
    """The options with their help in ``lang``."""
    return Shared(
        t,
        lang,
        command,
        edition=typer.Argument(
            help=t("Edition, as plan.yml names its periods: 2022-S1, 2022 …"), metavar="EDITION"
        ),
        project=typer.Option(
            "--project", help=t("The project's folder; default: the one you are in."), metavar="DIR"
        ),
        language=typer.Option(
            "--lang",
            callback=_known_language,
            help=t("Language of messages: vi or en."),
            metavar="vi|en",
        ),
        debug=typer.Option("--debug", help=t("Show the program's own trace when something fails.")),
        workers=typer.Option("--workers", min=1, max=64, help=t("Pages made at the same time."), metavar="N"),
        executor=typer.Option(
            "--executor", help=t("Where pages are made: local or dask."), metavar="local|dask"
        ),
        scheduler=typer.Option(
            "--scheduler", help=t("Address of the Dask scheduler: tcp://host:8786."), metavar="ADDRESS"
        ),
    )


def _known_language(lang: str) -> str:
    if lang not in LANGUAGES:
        raise ConfigError(
            "Unknown language {name}; there are: {known}.", name=lang, known=", ".join(LANGUAGES)
        )
    return lang


def require_scheduler(executor: str, scheduler: str | None) -> None:
    """Refuse what ``--executor`` and ``--scheduler`` do not mean together.

    Raises:
        ConfigError: an unknown executor, or an address missing or too many.
    """
    if executor not in ("local", "dask"):
        raise ConfigError("Unknown executor {name}; there are: local, dask.", name=executor)
    if executor == "dask" and scheduler is None:
        raise ConfigError("With --executor dask, give the scheduler's address: --scheduler tcp://host:8786.")
    if executor == "local" and scheduler is not None:
        raise ConfigError("--scheduler is for a Dask cluster: add --executor dask, or leave it out.")


def project_at(folder: Path | None) -> Project:
    """The project in ``folder``, or where the command was given.

    Raises:
        ConfigError: there is none.
    """
    if folder is None:
        try:
            folder = Path.cwd()
        except FileNotFoundError:
            raise ConfigError(
                "The folder you are in is no longer there. Go to the project's folder."
            ) from None
    return find_project(folder)
