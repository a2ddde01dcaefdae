"""What was explained of each unit's report of a period, by the office and by the unit in what it sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pandas as pd

from papibook.data.edition.receipt import counted
from papibook.data.edition.receipts import lines_by_unit
from papibook.data.report.explanations import Explanations, explanations_in_list
from papibook.data.workbook.cells import Workbook, read_workbook
from papibook.data.workbook.members import WorkbookError
from papibook.ground.paths import Project
from papibook.model.findings import Cause
from papibook.model.outcomes import EXPLAINED


@dataclass(frozen=True)
class Explained:
    """What was explained of the reports of one period.

    ``files``: the accepted ones of each unit, as they came, then lists that came alone.
    ``confirmed``: by the office (papibook.data.given.confirmations.confirmed_causes).
    """

    project: Project
    files: Mapping[str, tuple[str, ...]] = field(hash=False)
    confirmed: Mapping[str, Mapping[Cause, str]] = field(hash=False)

    def before(
        self,
        unit_id: str,
        file: str = "",
        read: Callable[[Path], Workbook] = read_workbook,
        *,
        sender: str = "",
        of_unit: str = "",
    ) -> Explanations:
        """What was explained of the unit's reports but for ``file``, whose own list is read with it.

        A list is filled in once; a later report need not hold it any more. ``sender``: the unit in whose
        workbook it reports, and ``of_unit`` its own name; empty: its own.
        """
        found = Explanations()
        for each in self.files.get(sender or unit_id, ()):
            if each != file:
                try:
                    found |= explanations_in_list(read(self.project.root / PurePosixPath(each)), of_unit)
                except (WorkbookError, OSError):
                    continue  # the check of the receipts says so
        return found | Explanations(self.confirmed.get(unit_id, {}))


def explained_in(
    project: Project, receipts: pd.DataFrame, confirmed: Mapping[str, Mapping[Cause, str]]
) -> Explained:
    """Of the reports that ``receipts`` (schema RECEIPTS, of one period) have accepted and not withdrawn, and
    of lists that came without a report."""
    inbox = project.inbox.relative_to(project.root)
    files = {
        unit_id: (
            *(line.file for line in counted(lines)),
            *((inbox / line.sha256).as_posix() for line in lines if line.outcome == EXPLAINED),
        )
        for unit_id, lines in lines_by_unit(receipts).items()
    }
    return Explained(project, files, confirmed)
