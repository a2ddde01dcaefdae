"""What is asked about an edition's reports and can be confirmed: one line each, and the office's answers.

Read from the reports themselves, because a dataset quotes nothing personal and a cause must be exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from papibook.data.edition.dataset import Dataset
from papibook.data.edition.period import check_period
from papibook.data.given.confirmations import (
    Confirmation,
    add_confirmation,
    read_confirmations,
    write_confirmations,
)
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.persons import Decisions, read_decisions
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.findings import EXPLANATION, Finding, from_frame
from papibook.model.plan import contained_in


@dataclass(frozen=True)
class Question:
    """A finding that can be confirmed; ``number``: by which it is answered; answered ones keep theirs."""

    number: int
    finding: Finding

    @property
    def is_open(self) -> bool:
        """Whether nobody has explained it yet."""
        return not self.finding.explanation


class _Unmasked(Decisions):
    """Everything as it was written: causes are compared letter by letter."""

    def is_kept(self, unit_id: str, kind: str, key: str) -> bool:
        return True

    def masked_names(self, unit_id: str) -> tuple[str, ...]:
        return ()


def questions(project: Project, dataset: Dataset) -> tuple[Question, ...]:
    """What can be confirmed of the edition's own period, by unit, file and cell.

    Raises:
        RefusedTablesError: a table of the office is broken.
    """
    period = dataset.edition.period
    contained = contained_in(dataset.plan.file, period)
    decisions = read_decisions(project, dataset.plan, dataset.reference)
    checked = check_period(
        project,
        dataset.plan,
        dataset.reference,
        period,
        dataset.edition.data_closed_on,
        contained=dataset.periods.get(contained.period_id) if contained else None,
        decisions=_Unmasked(decisions.answers, decisions.places, decisions.reasons),
    )
    findings = [finding for finding in from_frame(checked.findings) if finding.kind.is_confirmable]
    return tuple(Question(number, finding) for number, finding in enumerate(findings, start=1))


def confirm(
    project: Project, asked: Sequence[Question], numbers: Sequence[int], explanation: str, by: str, on: date
) -> tuple[Question, ...]:
    """Write down that these lines are right, and why; the lines as they are now.

    Raises:
        ConfigError: there is no such line, or no explanation; then nothing is written.
    """
    known = {each.number: each for each in asked}
    confirmations = read_confirmations(project, read_plan(project), read_reference(project))
    done = []
    for number in dict.fromkeys(numbers):
        if number not in known:
            raise ConfigError(
                "There is no line {number}. The list has {count} lines.", number=number, count=len(known)
            )
        finding = known[number].finding
        confirmations = add_confirmation(confirmations, Confirmation(finding, explanation, by), on)
        values = {**finding.values, EXPLANATION: " ".join(explanation.split())}
        done.append(Question(number, replace(finding, values=values)))
    write_confirmations(project, confirmations)
    return tuple(done)
