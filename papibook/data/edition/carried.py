"""Units that report through another: whose report is read for them, and which of them it says nothing of.

A unit's own accepted report counts before the part that another's workbook holds of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import pandas as pd

from papibook.data.edition.receipt import Receipt
from papibook.data.report.report import ReportRead, keeps_out_all
from papibook.data.report.rules import UnitRules
from papibook.model.groups import carriers
from papibook.model.tables import CHOSEN

Lines = TypeVar("Lines", bound=Sequence[Receipt])


def with_carried_lines(used: Mapping[str, Lines], through: Mapping[str, str]) -> dict[str, Lines]:
    """``used``, lines of receipts by unit, with those of the sender for each unit that reports through it.

    ``through``: of each such unit the sender (papibook.model.groups.carriers).
    """
    carried = {
        unit_id: used[sender] for unit_id, sender in through.items() if sender in used and unit_id not in used
    }
    return {**used, **carried}


def silent_by_sender(
    reads: dict[str, ReportRead], used: Mapping[str, Sequence[Receipt]], rules: Mapping[str, UnitRules]
) -> dict[str, list[str]]:
    """By sender: the units that report through it and of which its workbook says nothing.

    Of a workbook that is kept out as a whole nothing is read; who is in it is not known.
    """
    found: dict[str, list[str]] = {}
    for unit_id, lines in used.items():
        sender = lines[-1].unit_id
        if sender == unit_id:
            continue
        if keeps_out_all(reads[sender].findings):
            reads[unit_id] = ReportRead()
        elif not (reads[unit_id].has_answers or reads[unit_id].has_information):
            reads[unit_id] = ReportRead()
            found.setdefault(sender, []).append(unit_id)
    return {
        sender: [each for each in rules[sender].carried if each in units] for sender, units in found.items()
    }


def with_carried_rows(chosen: pd.DataFrame, units: pd.DataFrame, silent: Collection[str]) -> pd.DataFrame:
    """``chosen`` with a row for each unit of which the revision of another is read, or waits.

    Of those in ``silent`` none is read.
    """
    through = pd.DataFrame(carriers(units).items(), columns=["unit_id", "sender"], dtype="string")
    through = through[~through["unit_id"].isin(chosen["unit_id"])]
    rows = through.merge(chosen.rename(columns={"unit_id": "sender"}), on="sender", how="inner")
    is_silent = rows["unit_id"].isin(list(silent))
    for name in ("revision", "received_at", "first_received_at", "file"):
        rows[name] = rows[name].mask(is_silent)
    rows = rows[rows["revision"].notna() | rows["waiting_revision"].notna()]
    rows = rows.assign(reports_through=rows["sender"])
    return CHOSEN.coerce(pd.concat([chosen, rows], ignore_index=True)) if len(rows) else chosen
