"""What the office is told about each file that it handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from papibook.data.intake.compared import Compared
from papibook.data.intake.ledger import Receipt
from papibook.data.intake.reasons import Reason
from papibook.data.report.answers import Difference
from papibook.model.findings import ERROR, Finding
from papibook.model.outcomes import ACCEPTED, EXPLAINED, REFUSED, SUPERSEDED, WAITING
from papibook.model.plan import Period

__all__ = ["ACCEPTED", "KNOWN", "LEFT_OUT", "REFUSED", "SUPERSEDED", "WAITING", "Answer", "reading_edition"]

KNOWN, LEFT_OUT = "known", "left_out"

HARMLESS = ("file.leftover", "file.note")
"""Left out without anybody having to do something."""


@dataclass(frozen=True)
class Answer:
    """What became of one file.

    Attributes:
        name: as it may be shown; empty: kept by an interrupted intake of an earlier version.
        outcome: accepted, refused, waiting, superseded or explained (with a receipt), known (accepted
            before) or left_out (not kept).
        edition: the edition that reads it; empty while plan.yml names none that is closed so late.
        newest_revision: of the unit and period, where the file was accepted before.
        is_again: there was a receipt of the same bytes that says the same.
        compared: with what the unit sent for the period before, if it did.
        change: of the answers that were in use; of a file that waits or was sent back, what it would change;
            None: there were none, or nobody is asked.
        returned: what was written to be sent back, from the project's folder.
        n_carried: of how many units that report through the sender it has rows.
    """

    name: str
    outcome: str
    receipt: Receipt | None = None
    unit_name: str = ""
    edition: str = ""
    newest_revision: int = 0
    is_again: bool = False
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    compared: Compared | None = None
    change: Difference | None = None
    returned: tuple[str, ...] = ()
    n_carried: int = 0

    @property
    def is_late(self) -> bool:
        """Whether it came after the data of the period's first edition were closed."""
        return (
            self.receipt is not None and self.receipt.is_accepted and self.edition != self.receipt.period_id
        )

    @property
    def is_asked(self) -> bool:
        """Whether it waits for the office to decide."""
        return self.outcome == WAITING

    @property
    def is_good(self) -> bool:
        """Whether nobody has to do anything about it."""
        if self.outcome == LEFT_OUT:
            return all(each.code in HARMLESS for each in self.reasons)
        errors = any(finding.severity == ERROR for finding in self.findings)
        return self.outcome in (ACCEPTED, EXPLAINED, KNOWN, SUPERSEDED) and not errors


def reading_edition(period: Period, day: date) -> str:
    """The first edition that reads what is received on ``day``; empty where none is declared yet."""
    if day <= period.data_closed_on:
        return period.period_id
    later = (revision.number for revision in period.revisions if day <= revision.data_closed_on)
    number = next(later, None)
    return "" if number is None else f"{period.period_id}.{number}"
