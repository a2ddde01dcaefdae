"""A day is at the same place on every machine, and at the tick of its own date."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_views_quiet_charts import CHARTS
from views_frames import day, dimensions, edition, obligation, obligations, reports, units

from papibook import views as v
from papibook.data.edition.dataset import load_dataset
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.pages.converter import Converter
from papibook.views.common.display import Chart
from papibook.views.common.theme import STILL_WIDTH

ROOT = Path(__file__).resolve().parents[4]
ZONES = ("UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles")
DRAW = """
import json, sys, vl_convert
specs = json.load(sys.stdin)
print(json.dumps([vl_convert.vegalite_to_svg(spec, vl_version="6.4") for spec in specs]))
"""


def drawn(charts: list[Chart], zone: str) -> list[str]:
    """The pictures that a machine of the zone draws, as a reader's browser would."""
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        input=json.dumps([{**chart.spec, "width": STILL_WIDTH} for chart in charts]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": zone},
    )
    pictures: list[str] = json.loads(done.stdout)
    return pictures


def shipped() -> list[Chart]:
    """All charts of the shipped edition that have an axis of days."""
    dataset = load_dataset(Project(ROOT), "2022-S1")
    counted = count_all(dataset)
    now = counted.obligations[counted.obligations["period_id"] == "2022-S1"]
    came = counted.reports[counted.reports["period_id"] == "2022-S1"]
    row: Any = next(counted.edition.itertuples(index=False))
    return [
        v.deadline_timeline(now, dataset.reference.dimensions, row),
        v.reporting_timeline(came, dataset.reference.units, row),
    ]


def forms() -> list[Chart]:
    """One of each form of chart."""
    return [make() for make in CHARTS.values()]


@pytest.mark.parametrize("made", [shipped, forms])
@pytest.mark.slow
def test_a_chart_is_the_same_in_every_time_zone(made: Callable[[], list[Chart]]) -> None:
    charts = made()
    here, *elsewhere = (drawn(charts, zone) for zone in ZONES)
    for pictures in elsewhere:
        differing = [c.chart_id for c, a, b in zip(charts, here, pictures, strict=True) if a != b]
        assert differing == []


def places(picture: str, pattern: str) -> list[float]:
    return [float(place) for place in re.findall(pattern, picture)]


TICK = r'<text[^>]*transform="translate\(([\d.]+),[\d.-]+\)[^>]*>{}</text>'


def deadlines() -> Chart:
    due = obligation("T1.2-01", "done_on_time", due_date=day("2022-04-01"))
    dates = (day("2022-02-10"), day("2022-06-20"))
    others = [obligation("T1.2-01", "done_on_time", due_date=date) for date in dates]
    return v.deadline_timeline(obligations(due, *others), dimensions(), edition())


def receipts() -> Chart:
    came = reports(first_received_at=day("2022-03-31 16:30"), deadline_on=day("2022-04-02"))
    days = edition(
        cutoff_on=day("2022-03-28"), unit_deadline_on=day("2022-04-02"), data_closed_on=day("2022-04-06")
    )
    return v.reporting_timeline(came, units(), days)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("make", "label", "n"), [(deadlines, "1/4/2022", 3), (receipts, "31/3", 1)])
def test_a_mark_is_at_the_tick_of_its_date(make: Callable[[], Chart], label: str, n: int, zone: str) -> None:
    [picture] = drawn([make()], zone)
    ticks = places(picture, TICK.format(re.escape(label)))
    marks = places(picture, r'<path transform="translate\(([\d.]+),[\d.]+\)"')
    assert len(ticks) == 1
    assert len(marks) >= n
    assert min(abs(mark - ticks[0]) for mark in marks) <= 0.5


def test_the_converter_draws_alike_wherever_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a chart on a scale of local time."""
    spec = {
        "data": {"values": [{"day": "2022-03-31"}]},
        "mark": "point",
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }
    pictures = set()
    for zone in ZONES:
        monkeypatch.setenv("TZ", zone)
        converter = Converter()
        pictures.add(converter.svg(spec))
        converter.close()
    assert len(pictures) == 1
