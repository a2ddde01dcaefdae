"""The list that goes with a letter that urges: which unit owes what, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from papibook.measures.submission import FILL, MEND, NOTHING, SEND
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

GROUPS = ("Chưa gửi báo cáo", "Báo cáo còn phải chỉnh sửa, bổ sung", "Nhiệm vụ quá hạn chưa hoàn thành")


def urging_table(
    asked: pd.DataFrame, status: pd.DataFrame, late: pd.DataFrame, units: pd.DataFrame, as_of: date
) -> Table:
    """Every line that a unit owes, in the order of GROUPS.

    Args:
        asked: of papibook.measures.submission.to_urge. status: of papibook.measures.submission_status.
        late: of papibook.measures.overdue. units: schema UNITS.
    """
    names = dict(zip(units["unit_id"], units["unit_name"], strict=True))
    owing = status[status["unit_id"].isin(list(asked.loc[asked["asked"] != NOTHING, "unit_id"]))]
    records = [*_reports(rows_of(owing), names, as_of), *_tasks(rows_of(late), names, as_of)]
    rows = pd.DataFrame.from_records(records, columns=["group", "unit", "what", "since", "days"])
    rows.insert(0, "number", range(1, len(rows) + 1))
    columns = [
        TableColumn("number", "TT", "number"),
        TableColumn("unit", "Cơ quan, đơn vị"),
        TableColumn("what", "Nội dung còn phải thực hiện"),
        TableColumn("since", "Hạn", "date"),
        TableColumn("days", "Số ngày quá hạn", "number"),
    ]
    shape = TableShape("urged", "Các cơ quan, đơn vị và nội dung cần đôn đốc", stub="unit", groups="group")
    return make_table(rows.astype(object), columns, shape)


def _reports(status: list[Row], names: Mapping[object, str], as_of: date) -> Iterator[dict[str, object]]:
    for group, kinds in zip(GROUPS, ((SEND,), (MEND, FILL)), strict=False):
        for row in status:
            if row["to_do"] in kinds:
                days = (pd.Timestamp(as_of) - pd.Timestamp(row["deadline_on"])).days
                unit = names[row["unit_id"]]
                if not words.is_missing(row["reports_through"]):
                    unit = f"{unit} (báo cáo qua {names[row['reports_through']]})"
                yield _line(group, unit, _owed(row), row["deadline_on"], days)


def _owed(row: Row) -> str:
    if row["to_do"] == SEND:
        n_tasks, n_figures = words.int_of(row["tasks_owed"]), words.int_of(row["figures_owed"])
        refused = row["refused_at"]
        again = "" if words.is_missing(refused) else f" (tệp gửi ngày {words.date_of(refused)} đã bị trả lại)"
        return f"Báo cáo về {n_tasks} nhiệm vụ, {n_figures} số liệu{again}"
    parts = {
        "chỉnh sửa {n} lỗi": row["n_errors"],
        "làm rõ {n} chỗ mâu thuẫn": row["n_contradictions"],
        "bổ sung {n} nội dung còn thiếu": row["n_missing"],
    }
    told = [text.format(n=words.int_of(n)) for text, n in parts.items() if words.int_of(n)]
    return words.sentence_case("; ".join(told))


def _tasks(late: list[Row], names: Mapping[object, str], as_of: date) -> Iterator[dict[str, object]]:
    for row in late:
        days = (pd.Timestamp(as_of) - pd.Timestamp(row["due_date"])).days
        yield _line(GROUPS[2], names[row["unit_id"]], words.one_line(row["title"]), row["due_date"], days)


def _line(group: str, unit: str, what: str, since: object, days: int) -> dict[str, object]:
    return {"group": group, "unit": unit, "what": what, "since": since, "days": days}
