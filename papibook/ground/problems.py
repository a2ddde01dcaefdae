"""Errors that name several problems at once: whoever mends a table wants all of them in one go.

Each problem is a template of the ``errors`` catalogue with its facts, so it is said in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from papibook.ground.errors import ConfigError, DataRefusedError, facts_in
from papibook.ground.texts import say


@dataclass(frozen=True)
class Problem:
    """One thing wrong: an English template (msgid of ``errors``) and what goes into its holes.

    ``hint``: the word that was probably meant; said after the message.
    """

    message: str
    facts: Mapping[str, object] = field(hash=False)
    hint: str = ""

    def text(self, lang: str = "vi") -> str:
        said = say("errors", self.message, lang=lang, **facts_in(self.facts, lang))
        if not self.hint:
            return said
        return f"{said} {say('errors', 'Did you mean “{word}”?', lang=lang, word=self.hint)}"


def problem(message: str, *, hint: str = "", **facts: object) -> Problem:
    """``problem("{file}: gone", file="a")`` as a :class:`Problem`."""
    return Problem(message, facts, hint)


def _problems(facts: Mapping[str, object]) -> tuple[Problem, ...]:
    given = facts["problems"]
    if not isinstance(given, tuple):
        raise TypeError("problems must be a tuple")
    return given


class RefusedTablesError(DataRefusedError):
    """Plan or reference tables with all that is wrong in them, in the fact ``problems``."""

    def text(self, lang: str = "vi") -> str:
        return "\n".join(problem.text(lang) for problem in _problems(self.facts))


class RefusedFileError(ConfigError):
    """plan.yml, or another settings file, with all that is wrong in it, in the fact ``problems``."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        return _problems(self.facts)

    def text(self, lang: str = "vi") -> str:
        return "\n".join(problem.text(lang) for problem in _problems(self.facts))


def refuse_tables(problems: Iterable[Problem]) -> None:
    """Raise :class:`RefusedTablesError` if there is any problem."""
    found = tuple(problems)
    if found:
        raise RefusedTablesError(
            "The tables of the plan and the reference data have problems.", problems=found
        )
