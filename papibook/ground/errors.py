"""The errors of papibook, as one tree.

    PapibookError
    ├── ConfigError        exit 2   plan.yml, unknown period, template parameters, options
    ├── DataRefusedError   exit 3   plan or reference tables broken, no submission readable
    ├── PageError          exit 4   one page could not be run (the rest of the edition is built)
    └── BookError          exit 5   Jupyter Book, pandoc or Typst failed; nothing was swapped in

A *finding* (papibook.model.findings) is not an error: findings are collected and shown together.
An error stops what is being done. Its message says what is wrong, where, and what to do; it is made
from a template of the ``errors`` text catalogue and the facts kept on the instance, so that it can be
said in any language of the catalogue. Only ``papibook.cli`` turns an error into text and an exit code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from papibook.ground.texts import say


class PapibookError(Exception):
    """Root of all errors that papibook raises on purpose.

    ``message`` is the English template (the msgid of the ``errors`` catalogue), ``facts`` its values.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message, facts)
        self.message = message
        self.facts: Mapping[str, object] = facts

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; keyword facts do not survive the default reduce.
        return (_rebuild, (type(self), self.message, dict(self.facts)))

    def text(self, lang: str = "vi") -> str:
        """The message in ``lang``, with its facts filled in."""
        return say("errors", self.message, lang=lang, **self.facts)

    def __str__(self) -> str:
        return self.text("en")


def _rebuild(kind: type[PapibookError], message: str, facts: dict[str, object]) -> PapibookError:
    return kind(message, **facts)


class ConfigError(PapibookError):
    """plan.yml, an unknown period, a template's parameters or a command's options are wrong."""

    exit_code = 2


class DataRefusedError(PapibookError):
    """Plan or reference tables are broken, or no submission can be read."""

    exit_code = 3


class PageError(PapibookError):
    """A page's notebook raised, died or ran past its deadline."""

    exit_code = 4


class BookError(PapibookError):
    """Jupyter Book, pandoc or Typst could not make the book."""

    exit_code = 5
