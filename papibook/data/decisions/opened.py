"""A project opened for decisions, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from papibook.data.edition.receipt import Receipt
from papibook.data.edition.report_in_use import read_in_use
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.examine import ExamineContext, open_context, rules_of
from papibook.data.intake.inbox import inbox_alone
from papibook.data.intake.ledger import Ledger, open_ledger
from papibook.data.report.answers import Answers, answers_of
from papibook.data.workbook.cells import read_workbook
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
        yield context, open_ledger(project, plan.file)


def reason_words(text: str) -> str:
    """The office's reason on one line.

    Raises:
        ConfigError: there is none.
    """
    words = " ".join(text.split())
    if not words:
        raise ConfigError("Say why, with --reason: it is written down beside the decision.")
    return words


def answers_in_use(context: ExamineContext, used: Sequence[Receipt]) -> Answers:
    """The answers of the report in use; none where there is no report or it cannot be read."""
    if not used:
        return {}
    rules = rules_of(context, used[-1].unit_id, used[-1].period_id)
    return answers_of(read_in_use(context.project, used, rules, read_workbook))
