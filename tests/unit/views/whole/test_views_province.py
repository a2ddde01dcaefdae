"""Pictures of a province: only as many rows as can be read, and a word about the others."""

from __future__ import annotations

from typing import Any

import pandas as pd
from test_views_whole_charts import values
from views_frames import dimensions, edition, obligation, obligations, reports, units

from papibook import views as v

N = 204
IDS = [f"xa-{number:03d}" for number in range(N)]


def province() -> pd.DataFrame:
    one = units().iloc[[0]]
    return pd.concat(
        [one.assign(unit_id=unit_id, unit_name=unit_id, short_name=unit_id) for unit_id in IDS],
        ignore_index=True,
    )


def of_province() -> pd.DataFrame:
    """Unit 0 does best, the last worst; every tenth has not reported."""
    one = obligation("T1.1-01", "done_on_time")
    return obligations(
        *(
            {**one, "task_id": f"T1.1-0{task}", "unit_id": unit_id, "status": status(place, task)}
            for place, unit_id in enumerate(IDS)
            for task in range(1, 5)
        )
    )


def status(place: int, task: int) -> str:
    if place % 10 == 9:
        return "not_reported"
    return "done_on_time" if task > place * 5 // N else "done_late"


def rows(chart: Any, column: str) -> list[str]:
    return list(dict.fromkeys(str(row[column]) for row in values(chart) if column in row))


def test_the_heatmap_draws_both_ends_of_those_that_reported_best_first():
    chart = v.share_heatmap(of_province(), province(), dimensions(), edition(), "communes")
    drawn = rows(chart, "row")
    assert len(drawn) == 21
    assert drawn[:2] == ["xa-000", "xa-001"]
    assert drawn[-2].startswith("xa-20")
    assert not {unit_id for unit_id in drawn if unit_id.endswith("9")}
    assert "204" in chart.source
    assert all(f"{unit_id}," in chart.csv for unit_id in ("xa-009", "xa-100"))


def test_the_timeline_draws_those_that_were_not_on_time_the_latest_first():
    one = reports().iloc[[0]]
    late = dict(zip(IDS[:3], (2, 9, 5), strict=True))
    table = pd.concat(
        [
            one.assign(
                unit_id=unit_id,
                report_status="late" if unit_id in late else "on_time",
                days_late=late.get(unit_id, -1),
            )
            for unit_id in IDS
        ],
        ignore_index=True,
    )
    chart = v.reporting_timeline(table, province(), edition())
    assert rows(chart, "name") == ["xa-001", "xa-002", "xa-000"]
    assert "3 trong 204" in chart.source
    assert len(chart.csv.splitlines()) == N + 1


def test_those_not_drawn_that_equal_the_last_one_drawn_are_counted():
    """Of 204 units in five steps the first has 41, the last 40; of both 4 are silent and 10 drawn."""
    chart = v.share_heatmap(of_province(), province(), dimensions(), edition(), "communes")
    assert "53 đơn vị không vẽ có kết quả bằng đơn vị cuối được vẽ." in chart.source

    one = reports().iloc[[0]]
    sent = pd.concat(
        [one.assign(unit_id=unit_id, report_status="late", days_late=3) for unit_id in IDS], ignore_index=True
    )
    timeline = v.reporting_timeline(sent, province(), edition())
    assert "174 đơn vị không vẽ có kết quả bằng đơn vị cuối được vẽ." in timeline.source
