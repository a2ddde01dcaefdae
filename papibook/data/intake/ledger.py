"""The receipts of a project while files are taken in.

``data/submissions/<period>/receipts.csv`` is where an accepted report begins to exist: it is replaced as a
whole, after the file is safe in the inbox and before its copy is put among the reports. So a run that was
killed is finished by the next: what has a receipt gets its copy, what has none is examined again.
What belongs to no period yet has its receipt in ``data/submissions/receipts.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pandas as pd

from papibook.data.edition.receipt import Receipt, counted, receipts_of, record_of, undecided
from papibook.data.edition.receipts import read_receipts
from papibook.data.given.csv_table import scan_csv, write_csv
from papibook.data.intake.inbox import kept_file, place_copy, settle
from papibook.data.workbook.cells import sha256_of
from papibook.ground.paths import Project
from papibook.ground.problems import refuse_tables
from papibook.model.outcomes import ACCEPTED, REFUSED
from papibook.model.plan import PlanFile
from papibook.model.tables import RECEIPTS

__all__ = ["UNFILED", "Ledger", "Receipt", "open_ledger", "read_ledger"]

UNFILED = ""
"""The period of what belongs to none yet."""

_REVISION = re.compile(r"(.+)\.r(\d{1,6})\.[a-z]+")


@dataclass(frozen=True)
class LostReceipt:
    """What the name of an accepted report still says where its receipt was lost."""

    period_id: str
    unit_id: str
    revision: int


@dataclass
class Ledger:
    """All receipts there are, and those not written down yet."""

    project: Project
    frames: dict[str, pd.DataFrame]
    by_sha: dict[str, list[Receipt]] = field(default_factory=dict)
    unwritten: dict[str, list[Receipt]] = field(default_factory=dict)
    _revisions: dict[tuple[str, str], int] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _lines: dict[tuple[str, str], list[Receipt]] = field(default_factory=dict)
    _decided: set[str] = field(default_factory=set)
    lost: dict[str, LostReceipt] = field(default_factory=dict)
    """Reports that lie among the accepted ones without a receipt, by the checksum of their bytes."""

    def of(self, sha256: str) -> list[Receipt]:
        """The receipts of a file, the oldest first."""
        return self.by_sha.get(sha256, [])

    def lines(self, period_id: str, unit_id: str) -> list[Receipt]:
        """What was written of a unit for a period, the oldest first."""
        return self._lines.get((period_id, unit_id), []) if period_id and unit_id else []

    def counted(self, period_id: str, unit_id: str) -> list[Receipt]:
        """The accepted reports that are not withdrawn, as they arrived."""
        return counted(self.lines(period_id, unit_id))

    def counts(self, receipt: Receipt) -> bool:
        """Whether it is an accepted report that is not withdrawn."""
        return receipt in self.counted(receipt.period_id, receipt.unit_id)

    def undecided(self) -> list[Receipt]:
        """What waits for the office, by period and unit."""
        return [line for _, lines in sorted(self._lines.items()) for line in undecided(lines, self._decided)]

    def waits(self, receipt: Receipt) -> bool:
        """Whether it is a file that waits for the office."""
        lines = self._lines.get((receipt.period_id, receipt.unit_id), [])
        return receipt in undecided(lines, self._decided)

    def latest(self, period_id: str, unit_id: str) -> Receipt | None:
        """The last file of a unit for a period that was accepted or refused."""
        lines = reversed(self.lines(period_id, unit_id))
        return next((line for line in lines if line.outcome in (ACCEPTED, REFUSED)), None)

    def next_revision(self, period_id: str, unit_id: str) -> int:
        return self._revisions.get((period_id, unit_id), 0) + 1

    def next_id(self, period_id: str) -> str:
        number = self._numbers.get(period_id, 0) + 1
        return f"{period_id}-{number:03d}" if period_id else f"0-{number:03d}"

    def add(self, receipt: Receipt) -> None:
        """Take in a receipt; :meth:`save` writes it down."""
        self.unwritten.setdefault(receipt.period_id, []).append(receipt)
        self.know(receipt)

    def know(self, receipt: Receipt) -> None:
        """Take in a receipt that is written down already."""
        self.by_sha.setdefault(receipt.sha256, []).append(receipt)
        self._decided.add(receipt.about)
        self._lines.setdefault((receipt.period_id, receipt.unit_id), []).append(receipt)
        self._numbers[receipt.period_id] = max(self._numbers.get(receipt.period_id, 0), receipt.number)
        self.taken(receipt.period_id, receipt.unit_id, receipt.revision)

    def taken(self, period_id: str, unit_id: str, revision: int) -> None:
        """Revisions of the unit up to this one are not free."""
        key = (period_id, unit_id)
        self._revisions[key] = max(self._revisions.get(key, 0), revision)

    def save(self) -> None:
        """Write down what is new, each period's receipts in one step, then put the copies in place."""
        for period_id, new in sorted(self.unwritten.items()):
            path = _receipts_file(self.project, period_id)
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = RECEIPTS.from_records([record_of(receipt) for receipt in new])
            frame = pd.concat([self.frames.get(period_id, RECEIPTS.empty()), fresh], ignore_index=True)
            write_csv(frame, path, RECEIPTS)
            settle(path.parent)
            self.frames[period_id] = frame
        for new in self.unwritten.values():
            _place(self.project, new)
        self.unwritten = {}


def open_ledger(project: Project, plan: PlanFile) -> Ledger:
    """The receipts of every period; copies that an interrupted intake still owed are put in place.

    Raises:
        RefusedTablesError: receipts are broken.
    """
    ledger = read_ledger(project, plan)
    for receipts in ledger.by_sha.values():
        _place(project, receipts)
    return ledger


def read_ledger(project: Project, plan: PlanFile) -> Ledger:
    """The receipts of every period, to look at: nothing is written.

    Raises:
        RefusedTablesError: receipts are broken.
    """
    ledger = Ledger(project, dict(_frames(project, plan)))
    for period_id, frame in ledger.frames.items():
        receipts = receipts_of(frame, period_id)
        for receipt in receipts:
            ledger.know(receipt)
        filed = {PurePosixPath(receipt.file).name for receipt in receipts if receipt.is_accepted}
        for name in _report_names(project, period_id):
            if match := _REVISION.fullmatch(name):
                ledger.taken(period_id, match[1], int(match[2]))
                if name not in filed:
                    sha256 = sha256_of(project.submissions / period_id / name)
                    ledger.lost[sha256] = LostReceipt(period_id, match[1], int(match[2]))
    return ledger


def _frames(project: Project, plan: PlanFile) -> Iterator[tuple[str, pd.DataFrame]]:
    """The receipts of each period of the plan, of periods that it no longer names, and the unfiled ones."""
    starts = {period.period_id: period.starts_on for period in plan.periods}
    for period_id, starts_on in starts.items():
        yield period_id, read_receipts(project, period_id, starts_on=starts_on)
    others = sorted(path.parent.name for path in project.submissions.glob("*/receipts.csv"))
    for period_id in [name for name in others if name not in starts] + [UNFILED]:
        path = _receipts_file(project, period_id)
        if path.exists():
            frame, problems = scan_csv(path, RECEIPTS, name=f"{path.parent.name}/receipts.csv")
            refuse_tables(problems)
            yield period_id, frame


def _receipts_file(project: Project, period_id: str) -> Path:
    return project.submissions / period_id / "receipts.csv"


def _report_names(project: Project, period_id: str) -> list[str]:
    folder = project.submissions / period_id
    return [path.name for path in folder.iterdir()] if period_id and folder.is_dir() else []


def _place(project: Project, receipts: Iterable[Receipt]) -> None:
    """Put a copy of each accepted report among the reports, where it is not there yet."""
    for receipt in receipts:
        if not receipt.is_accepted:
            continue
        place, kept = project.root / PurePosixPath(receipt.file), kept_file(project, receipt.sha256)
        if kept.exists() and not place.exists():
            place_copy(kept, place)
