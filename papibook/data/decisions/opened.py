"""A project opened for decisions, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.examine import ExamineContext, open_context
from papibook.data.intake.inbox import inbox_alone
from papibook.data.intake.ledger import Ledger, open_ledger
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project


@contextmanager
def opened(project: Project) -> Iterator[tuple[ExamineContext, Ledger]]:
    """The project's receipts and what files are examined with; nobody takes in files meanwhile.

    Raises:
        DataRefusedError: plan, reference tables or receipts are broken, or an intake is running.
    """
    plan, reference = read_plan(project), read_reference(project)
    context = open_context(project, plan, reference)
    with inbox_alone(project):
        yield context, open_ledger(project, plan.whole)


def reason_words(text: str) -> str:
    """The office's reason on one line.

    Raises:
        ConfigError: there is none.
    """
    words = " ".join(text.split())
    if not words:
        raise ConfigError("Say why, with --reason: it is written down beside the decision.")
    return words
