"""The errors of papibook, as one tree.

    PapibookError
    ├── ConfigError        exit 2   plan.yml, unknown period, template parameters, options
    ├── DataRefusedError   exit 3   plan or reference tables broken, no submission readable
    ├── PageError          exit 4   one page could not be run (the rest of the edition is built)
    └── BookError          exit 5   Jupyter Book or Typst failed; nothing was swapped in

A *finding* (papibook.model.findings) is not an error: findings are collected and shown together.
An error stops what is being done. Its message says what is wrong, where, and what to do; it is made
from a template of the ``errors`` text catalogue and the facts kept on the instance, so that it can be
said in any language of the catalogue. Only ``papibook.cli`` turns an error into text and an exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import ClassVar, Protocol, runtime_checkable

from papibook.ground.texts import say

_OS_CAUSES = {
    errno.EACCES: "permission denied, or the file is open in another program",
    errno.EPERM: "permission denied, or the file is open in another program",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a file stands where a folder should be",
    errno.EISDIR: "a folder stands where a file should be",
    errno.EEXIST: "something of that name stands there already",
    errno.ENOTEMPTY: "the folder is in use by another program",
    errno.EBUSY: "the file is in use by another program",
    errno.ELOOP: "the link leads to itself",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk does not answer",
    errno.EMFILE: "too many files are open",
    errno.EADDRINUSE: "another program uses it",
}


def cause_of(err: OSError) -> str:
    """Why the system refused a file, as a msgid of ``errors`` for the fact ``cause``."""
    return _OS_CAUSES.get(err.errno or 0, "the system did not say why")


@runtime_checkable
class Sayable(Protocol):
    """A fact that is itself said in a language, such as a place."""

    def text(self, lang: str = "vi") -> str: ...


def facts_in(facts: Mapping[str, object], lang: str) -> dict[str, object]:
    """``facts`` as they go into a message: ``cause`` may itself be a text of the catalogue."""
    said = {name: value.text(lang) if isinstance(value, Sayable) else value for name, value in facts.items()}
    cause = facts.get("cause")
    return {**said, "cause": say("errors", cause, lang=lang)} if isinstance(cause, str) else said


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
        return say("errors", self.message, lang=lang, **facts_in(self.facts, lang))

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
    """Jupyter Book or Typst could not make the book."""

    exit_code = 5
