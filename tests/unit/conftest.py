from typing import Any

import altair as alt
import pytest

from papibook.views.common import charts
from papibook.views.common.display import Chart


@pytest.fixture(autouse=True)
def _charts_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chart that a test makes is held against Vega-Lite's schema, which takes too long on a page."""

    def validated(*given: Any) -> Chart:
        chart = Chart(*given)
        alt.LayerChart.validate(dict(chart.spec))
        return chart

    monkeypatch.setattr(charts, "Chart", validated)
