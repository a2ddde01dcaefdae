"""Small frames for the tests of views; unit text in them is hostile on purpose."""

from __future__ import annotations

import pandas as pd

from papibook.data.given.reference import earlier_groups
from papibook.model.edition import EditionRow
from papibook.model.groups import with_groups
from papibook.model.tables import (
    DIMENSIONS,
    DISTRICT_FIGURES,
    FIGURES,
    INDICATORS,
    OBLIGATIONS,
    REPORTS,
    SHOWN_UNITS,
    TASKS,
    UNITS,
)

HOSTILE = "<script>alert('x')</script> & “KH” **đậm** [x](javascript:y)"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; “KH”"


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def edition(**changes: object) -> EditionRow:
    """The edition 2022-S1, or another by ``changes``."""
    values: dict[str, object] = {
        "edition_id": "2022-S1",
        "period_id": "2022-S1",
        "period_name": "6 tháng đầu năm 2022",
        "revision": 0,
        "starts_on": day("2021-12-01"),
        "cutoff_on": day("2022-05-31"),
        "data_closed_on": day("2022-06-08"),
        "unit_deadline_on": day("2022-06-02"),
        "data_status": "illustrative",
        "plan_id": "426-KH-UBND-2022",
        "plan_number": "426/KH-UBND",
        "plan_title": "Nâng cao chỉ số",
        "issuer": "Ủy ban nhân dân huyện Mộc Châu",
        "tasks_remark": "Phụ lục của kế hoạch đã thất lạc; trừ nhiệm vụ tại mục IV.1.1, "
        "các nhiệm vụ ở đây là đề xuất.",
        "place_name": "Huyện Mộc Châu",
        "place_noun": "huyện",
        "place_whole": "toàn huyện",
        "place_within": "trên địa bàn huyện",
        "parent_name": "Tỉnh Sơn La",
        "papi_province": "Tỉnh Sơn La",
        "no_dimension": "Kế hoạch của đơn vị (mục IV.1.1)",
    }
    return EditionRow(**{**values, **changes})


def shown(units: pd.DataFrame) -> pd.DataFrame:
    """Units (schema UNITS) as pages see them, in the groups of projects that have no table of their own."""
    return SHOWN_UNITS.coerce(with_groups(units, earlier_groups()))


def units() -> pd.DataFrame:
    names = [("xa-a", "communes", "Xã A"), ("xa-b", "communes", "Xã B"), ("xa-c", "communes", "Xã C")]
    names += [("phong-d", "departments", "Phòng D")]
    plain = UNITS.from_records(
        [
            {
                "unit_id": unit_id,
                "unit_code": f"0398{place}" if group == "communes" else None,
                "unit_name": name,
                "short_name": name.removeprefix("Xã ").removeprefix("Phòng "),
                "unit_group": group,
                "is_reporting": True,
                "sort_order": place,
            }
            for place, (unit_id, group, name) in enumerate(names, start=1)
        ]
    )
    return shown(plain)


def dimensions() -> pd.DataFrame:
    names = {"1": "Tham gia của người dân", "2": "Công khai, minh bạch"}
    return DIMENSIONS.from_records(
        [
            {"dimension_id": number, "dimension_name": name, "short_name": name[:10].strip()}
            for number, name in names.items()
        ]
    )


def tasks() -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"task_id": "T0-01", "solution_id": "IV.1.1", "title": "Ban hành kế hoạch", "due_kind": "date"},
        {"task_id": "T1.1-01", "solution_id": "1.1", "dimension_id": "1", "title": "Tuyên truyền",
         "product": "Tin, bài", "due_kind": "each_period"},
        {"task_id": "T1.2-01", "solution_id": "1.2", "dimension_id": "1", "title": "Kiểm tra quy chế",
         "due_kind": "date"},
        {"task_id": "T2.1-01", "solution_id": "2.1", "dimension_id": "2", "title": "Bầu trưởng bản",
         "due_kind": "event", "due_text": "Theo nhiệm kỳ"},
    ]  # fmt: skip
    return TASKS.from_records([{"is_request": False, **row} for row in rows])


def obligation(task_id: str, status: str, unit_id: str = "xa-a", **changes: object) -> dict[str, object]:
    task = tasks().set_index("task_id").loc[task_id]
    return {
        "period_id": "2022-S1",
        "unit_id": unit_id,
        "task_id": task_id,
        "solution_id": task["solution_id"],
        "dimension_id": task["dimension_id"],
        "due_kind": task["due_kind"],
        "due_date": None if task["due_kind"] == "event" else day("2022-05-15"),
        "is_request": False,
        "status": status,
        "is_due": status not in ("not_due", "in_progress"),
        "is_counted": status not in ("not_due", "in_progress", "not_applicable"),
        "is_refused": False,
        "is_unsent": status == "not_reported" and not changes.get("is_refused"),
        **changes,
    }


def obligations(*rows: dict[str, object]) -> pd.DataFrame:
    return OBLIGATIONS.from_records(list(rows))


def reports(**changes: object) -> pd.DataFrame:
    row: dict[str, object] = {
        "period_id": "2022-S1",
        "unit_id": "xa-a",
        "report_status": "on_time",
        "first_received_at": pd.Timestamp("2022-06-01 14:05"),
        "received_at": pd.Timestamp("2022-06-01 14:05"),
        "revision": 1,
        "deadline_on": day("2022-06-02"),
        "days_late": -1,
        "tasks_owed": 4,
        "tasks_answered": 3,
        "figures_owed": 6,
        "figures_answered": 6,
        "n_errors": 0,
        "n_warnings": 0,
    }
    return REPORTS.from_records([{**row, **changes}])


def indicators() -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"indicator_id": "I101", "indicator_name": "Tỷ lệ kiến nghị được trả lời", "short_name": "Kiến nghị",
         "kind": "ratio", "direction": "higher", "decimals": 1, "unit_measure": "%"},
        {"indicator_id": "I102", "indicator_name": "Công khai điện thoại", "short_name": "Điện thoại",
         "kind": "yes_no", "direction": "higher", "decimals": 1, "unit_measure": "có/không"},
        {"indicator_id": "I103", "indicator_name": "Số lượt tiếp công dân", "short_name": "Tiếp dân",
         "kind": "count", "direction": "neutral", "decimals": 0, "unit_measure": "lượt"},
    ]  # fmt: skip
    return INDICATORS.from_records(
        [
            {
                "dimension_id": "1",
                "period_type": "flow_cumulative",
                "is_core": True,
                "reporter_ids": "communes",
                **row,
            }
            for row in rows
        ]
    )


def figure(
    indicator_id: str, value: float | None, unit_id: str = "xa-a", **changes: object
) -> dict[str, object]:
    return {
        "period_id": "2022-S1",
        "unit_id": unit_id,
        "indicator_id": indicator_id,
        "dimension_id": "1",
        "obs_value": value,
        "obs_status": "missing" if value is None else "value",
        "is_owed": True,
        "is_answered": value is not None,
        **changes,
    }


def figures(*rows: dict[str, object]) -> pd.DataFrame:
    return FIGURES.from_records(list(rows))


def communes_figures() -> pd.DataFrame:
    rows = []
    for unit_id, part in (("xa-a", 15.0), ("xa-b", 10.0), ("xa-c", 20.0)):
        rows.append(figure("I101", 100 * part / 20, unit_id, numerator=part, denominator=20.0))
        rows.append(figure("I102", 1.0 if part > 12 else 0.0, unit_id))
        rows.append(figure("I103", 1000 + part, unit_id))
    return figures(*rows)


def district_figures() -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"indicator_id": "I101", "obs_value": 75.0, "target": 80.0, "target_status": "not_met"},
        {"indicator_id": "I102", "obs_value": 66.7, "target_status": "none"},
        {"indicator_id": "I103", "obs_value": 3045.0, "target_status": "none"},
    ]
    return DISTRICT_FIGURES.from_records(
        [
            {"period_id": "2022-S1", "dimension_id": "1", "n_units": 3, "n_units_owing": 3, **row}
            for row in rows
        ]
    )
