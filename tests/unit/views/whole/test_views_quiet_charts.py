"""Every chart is a value that Vega-Lite takes without a word, or each reader's browser would be warned."""

from collections.abc import Callable

import pandas as pd
import pytest
import vl_convert
from test_views_whole_charts import mixed, scores
from views_frames import (
    communes_figures,
    dimensions,
    district_figures,
    edition,
    indicators,
    reports,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.views.common.display import Chart
from papibook.views.common.theme import STILL_WIDTH
from papibook.views.comparison.charts import share_moves

MOVES = pd.DataFrame(
    {
        "name": ["A", "B"],
        "previous_n_on_time": [8, 12],
        "previous_n_counted": [20, 20],
        "previous_pct": [40.0, 60.0],
        "n_on_time": [10, 11],
        "n_counted": [20, 20],
        "share_on_time_pct": [50.0, 55.0],
        "change": [10.0, -5.0],
        "direction_of_change": ["better", "worse"],
    }
)


def bars() -> Chart:
    standing = m.standing(mixed(), ("period_id", "dimension_id"))
    return v.dimension_bars(standing, standing, dimensions(), edition())


def dots() -> Chart:
    shown = v.indicator_dots(communes_figures(), district_figures(), indicators(), units(), edition(), "1")
    return next(part for part in shown.parts if isinstance(part, Chart))


CHARTS: dict[str, Callable[[], Chart]] = {
    "heatmap": lambda: v.share_heatmap(mixed(), units(), dimensions(), edition(), "communes"),
    "status": lambda: v.dimension_status_bars(mixed(), units(), dimensions(), edition(), "communes"),
    "deadlines": lambda: v.deadline_timeline(mixed(), dimensions(), edition()),
    "receipts": lambda: v.reporting_timeline(reports(), units(), edition()),
    "papi": lambda: v.papi_total(scores(), dimensions(), edition()),
    "moves": lambda: share_moves(MOVES, chart_id="x", who="xã", before="a", now="b", source="s"),
    "bars": bars,
    "dots": dots,
}


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_charts_are_compiled_without_a_warning(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    chart = CHARTS[name]()
    vl_convert.vegalite_to_vega({**chart.spec, "width": STILL_WIDTH}, vl_version="6.4", show_warnings=True)
    told = capfd.readouterr()
    assert "WARN" not in told.err + told.out


def test_a_warning_would_be_seen(capfd: pytest.CaptureFixture[str]) -> None:
    spec = {**CHARTS["heatmap"]().spec, "width": STILL_WIDTH, "height": {"step": 20}}
    vl_convert.vegalite_to_vega(spec, vl_version="6.4", show_warnings=True)
    assert "fit-y" in capfd.readouterr().err
