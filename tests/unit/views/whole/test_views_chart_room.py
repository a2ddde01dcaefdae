"""The words in the pictures of days have room: none leaves its picture, none lies on another."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import pytest
import vl_convert
from test_views_quiet_charts import mixed
from views_frames import day, dimensions, edition, obligation, obligations, reports, units

from papibook import views as v
from papibook.views.common.display import Chart
from papibook.views.common.theme import STILL_WIDTH
from papibook.views.district import dimension_status_bars

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
        deadlines("2022-05-30", "2022-05-31", "2022-06-01", "2022-11-30"),
        v.deadline_timeline(mixed(), dimensions(), edition()),
        receipts(),
    ],
    ids=["year", "one day", "near days", "later", "next to each other", "mixed", "receipts"],
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


WIDE = 0.53
"""The same for the widest of the fonts that a page may be shown in; pictures are measured in a narrow one."""


def bars() -> Chart:
    names = dimensions().assign(short_name="Kiểm soát tham nhũng")
    named = obligation("T1.1-01", "done_on_time", "xa-a"), obligation("T1.1-01", "due_at_cutoff", "xa-b")
    chart = dimension_status_bars(obligations(*named), units(), names, edition(), "communes")
    assert isinstance(chart, Chart)
    return chart


@pytest.mark.parametrize("chart", [bars(), receipts(), v.deadline_timeline(mixed(), dimensions(), edition())])
def test_lanes_and_legends_have_room_in_a_wide_font(chart: Chart) -> None:
    drawn = vl_convert.vegalite_to_scenegraph({**chart.spec, "width": STILL_WIDTH}, vl_version="6.4")
    texts = placed(drawn["scenegraph"], *drawn["origin"])
    lanes = [
        at - 13 * WIDE * len(item["text"]) for role, item, at, _ in texts if item.get("align") == "right"
    ]
    assert min(lanes) >= 0
    ends = [
        at + item["fontSize"] * WIDE * len(item["text"]) for role, item, at, _ in texts if "legend" in role
    ]
    assert max(ends) <= STILL_WIDTH
    keys = sorted((round(y), at, item) for role, item, at, y in texts if role == "legend-label")
    for (y, left, item), (next_y, next_left, _) in pairwise(keys):
        right = left + item["fontSize"] * WIDE * len(item["text"])
        assert y != next_y or right < next_left - 12  # the next one's sign stands before its words


def test_circles_of_days_next_to_each_other_do_not_lie_on_each_other() -> None:
    chart = deadlines(*["2022-05-30"] * 9, *["2022-05-31"] * 9, "2022-06-01", "2022-11-30")
    drawn = vl_convert.vegalite_to_scenegraph({**chart.spec, "width": STILL_WIDTH}, vl_version="6.4")
    circles = [
        (at, y, math.sqrt(item["size"] / math.pi))
        for role, item, at, y in placed(drawn["scenegraph"], *drawn["origin"], kind="symbol")
        if role == "mark"
    ]
    assert len(circles) == 4
    near = [(a, b) for a, b in combinations(circles, 2) if math.dist(a[:2], b[:2]) < a[2] + b[2] - 1]
    assert near == []


def placed(
    node: dict[str, Any], x: float, y: float, kind: str = "text"
) -> list[tuple[str, dict[str, Any], float, float]]:
    """Role, item and place of each text or symbol of the picture."""
    found = []
    for item in node.get("items", []):
        at = (x + item.get("x", 0), y + item.get("y", 0))
        if node["marktype"] == "group":
            for child in item.get("items", []):
                found += placed(child, *at, kind)
        elif node["marktype"] == kind:
            found.append((node.get("role", ""), item, *at))
    return found


def overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
