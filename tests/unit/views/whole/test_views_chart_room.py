"""The words in the pictures of days have room: none leaves its picture, none lies on another."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
import pytest
import vl_convert
from test_views_quiet_charts import mixed
from views_frames import day, dimensions, edition, obligation, obligations, reports, units

from papibook import views as v
from papibook.views.common.display import Chart
from papibook.views.common.theme import STILL_WIDTH

Box = tuple[float, float, float, float]
A_LETTER = 0.45
"""The mean width of a letter, as a share of the size of the font."""


def marks(node: dict[str, Any], x: float, y: float) -> list[tuple[str, Box]]:
    """The words that stand in the picture itself, each with left, top, right, bottom."""
    found = []
    for item in node.get("items", []):
        if node["marktype"] == "group":
            at = (x + item.get("x", 0), y + item.get("y", 0))
            for child in item.get("items", []):
                found += marks(child, *at)
        elif node["marktype"] == "text" and item.get("text") and item.get("opacity", 1):
            size = item["fontSize"]
            width = len(str(item["text"])) * size * A_LETTER
            left = x + item.get("x", 0) + item.get("dx", 0)
            left -= {"right": width, "center": width / 2}.get(item.get("align", "left"), 0)
            middle = y + item.get("y", 0) + item.get("dy", 0)
            found.append((str(item["text"]), (left, middle - size / 2, left + width, middle + size / 2)))
    return found


def deadlines(*days: str) -> Chart:
    rows = [obligation("T1.1-01", "overdue", f"xa-{n}", due_date=day(text)) for n, text in enumerate(days)]
    return v.deadline_timeline(obligations(*rows), dimensions(), edition())


def receipts() -> Chart:
    """One the earliest of all, one the latest, one on the last day, one silent."""
    came = [
        reports(unit_id="xa-a", first_received_at=day("2022-05-20"), days_late=-13),
        reports(unit_id="xa-b", first_received_at=day("2022-06-08"), report_status="late", days_late=6),
        reports(unit_id="xa-c", first_received_at=day("2022-06-02"), days_late=0),
        reports(unit_id="phong-d", first_received_at=pd.NaT, report_status="not_reported"),
    ]
    return v.reporting_timeline(pd.concat(came, ignore_index=True), units(), edition())


@pytest.mark.parametrize(
    "chart",
    [
        deadlines("2022-02-20", "2022-05-31", "2022-11-30"),
        deadlines("2022-05-31"),
        deadlines(*["2022-05-15"] * 10, *["2022-05-31"] * 10, "2022-02-20", "2022-11-30"),
        deadlines("2022-09-30", "2022-11-30"),
        v.deadline_timeline(mixed(), dimensions(), edition()),
        receipts(),
    ],
    ids=["year", "one day", "near days", "later", "mixed", "receipts"],
)
def test_words_in_pictures_of_days_have_room(chart: Chart) -> None:
    drawn = vl_convert.vegalite_to_scenegraph({**chart.spec, "width": STILL_WIDTH}, vl_version="6.4")
    words = list(dict.fromkeys(marks(drawn["scenegraph"], *drawn["origin"])))
    assert len(words) > 3
    outside = [
        text
        for text, (left, top, right, bottom) in words
        if left < 0 or top < 0 or right > drawn["width"] or bottom > drawn["height"]
    ]
    assert outside == []
    assert [(a[0], b[0]) for a, b in combinations(words, 2) if overlap(a[1], b[1])] == []


def overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
