"""Small frames for the tests of measures: three communes, one department, the court, which is only asked."""

from __future__ import annotations

import pandas as pd

from papibook.model.edition import EditionRow, edition_row
from papibook.model.tables import (
    EDITION,
    FIGURES,
    INDICATORS,
    OBLIGATIONS,
    TARGETS,
    TASKS,
    UNITS,
    WRITTEN_FIGURES,
    WRITTEN_TASKS,
)

CUTOFF = pd.Timestamp("2022-05-31")


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def units(communes: int = 3) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"unit_id": f"xa-{number}", "unit_group": "communes", "is_reporting": True, "sort_order": number}
        for number in range(1, communes + 1)
    ]
    rows += [
        {"unit_id": "phong-a", "unit_group": "departments", "is_reporting": True, "sort_order": 50},
        {"unit_id": "toa-an", "unit_group": "asked", "is_reporting": False, "sort_order": 60},
    ]
    return UNITS.from_records(
        [{**row, "unit_name": f"Tên {row['unit_id']}", "short_name": str(row["unit_id"])} for row in rows]
    )


def task(task_id: str = "T1.1-01", **changes: object) -> dict[str, object]:
    number = task_id[1:].split("-")[0]
    return {
        "task_id": task_id,
        "solution_id": number,
        "dimension_id": number[0],
        "title": f"Việc {task_id}",
        "lead": "xa-1",
        "due_kind": "date",
        "due_date": day("2022-05-15"),
        "is_request": False,
        **changes,
    }


def tasks(*rows: dict[str, object]) -> pd.DataFrame:
    return TASKS.from_records(list(rows))


def written_task(status: str | None, **changes: object) -> dict[str, object]:
    return {
        "unit_id": "xa-1",
        "task_id": "T1.1-01",
        "written_status": status,
        "is_refused": False,
        "file": "data/submissions/2022-S1/xa-1.r1.xlsx",
        "sheet": "Nhiệm vụ",
        "row": 5,
        **changes,
    }


def written_tasks(*rows: dict[str, object]) -> pd.DataFrame:
    return WRITTEN_TASKS.from_records(list(rows))


def obligation(**changes: object) -> dict[str, object]:
    return {
        "period_id": "2022-S1",
        "unit_id": "xa-1",
        "task_id": "T1.1-01",
        "solution_id": "1.1",
        "dimension_id": "1",
        "due_kind": "date",
        "due_date": day("2022-05-15"),
        "is_request": False,
        "status": "done_on_time",
        "is_due": True,
        "is_counted": True,
        "is_refused": False,
        "written_status": "done",
        **changes,
    }


def obligations(*rows: dict[str, object]) -> pd.DataFrame:
    return OBLIGATIONS.from_records(list(rows))


def indicator(indicator_id: str = "I101", **changes: object) -> dict[str, object]:
    return {
        "indicator_id": indicator_id,
        "dimension_id": indicator_id[1],
        "kind": "ratio",
        "direction": "higher",
        "period_type": "flow_cumulative",
        "reporter_ids": "communes",
        "total_of": "communes",
        "decimals": 1,
        "is_core": True,
        **changes,
    }


def indicators(*rows: dict[str, object]) -> pd.DataFrame:
    return INDICATORS.from_records(list(rows))


def written_figure(unit_id: str = "xa-1", **changes: object) -> dict[str, object]:
    return {"unit_id": unit_id, "indicator_id": "I101", "is_refused": False, **changes}


def written_figures(*rows: dict[str, object]) -> pd.DataFrame:
    return WRITTEN_FIGURES.from_records(list(rows))


def ratio(unit_id: str, numerator: float, denominator: float, **changes: object) -> dict[str, object]:
    value = 100 * numerator / denominator if denominator else None
    return {
        "period_id": "2022-S1",
        "unit_id": unit_id,
        "indicator_id": "I101",
        "dimension_id": "1",
        "numerator": numerator,
        "denominator": denominator,
        "obs_value": value,
        "obs_status": "not_applicable" if value is None else "value",
        "is_owed": True,
        "is_answered": True,
        **changes,
    }


def count(unit_id: str, value: float | None, **changes: object) -> dict[str, object]:
    return {
        "period_id": "2022-S1",
        "unit_id": unit_id,
        "indicator_id": "I101",
        "dimension_id": "1",
        "obs_value": value,
        "obs_status": "missing" if value is None else "value",
        "is_owed": True,
        "is_answered": value is not None,
        **changes,
    }


def figures(*rows: dict[str, object]) -> pd.DataFrame:
    return FIGURES.from_records(list(rows))


def targets(*rows: dict[str, object]) -> pd.DataFrame:
    return TARGETS.from_records([{"indicator_id": "I101", "period_id": "2022-S1", **row} for row in rows])


def edition(period_id: str = "2022-S1", half: str | None = None, before: str | None = None) -> EditionRow:
    compared = (before, "comparable") if before else (half, "contained" if half else "none")
    frame = EDITION.from_records(
        [
            {
                "period_id": period_id,
                "compared_id": compared[0],
                "compared_name": f"Kỳ {compared[0]}",
                "comparison": compared[1],
                "has_difference": compared[1] == "contained",
            }
        ]
    )
    return edition_row(frame)
