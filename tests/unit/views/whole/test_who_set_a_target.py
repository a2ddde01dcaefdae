"""Who set a target stands beside it, wherever it is shown; the plan's own have no name beside them."""

from __future__ import annotations

import pandas as pd
import pytest
from views_frames import (
    communes_figures,
    dimensions,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.tables import DISTRICT_FIGURES, FINDINGS, TARGETS
from papibook.views.common.display import Chart, Html, Table

NO_CHANGES = pd.DataFrame(
    {
        "period_id": pd.Series(dtype="string"),
        "indicator_id": pd.Series(dtype="string"),
        **{name: pd.Series(dtype="float64") for name in ("previous", "change")},
        "direction_of_change": pd.Series(dtype="string"),
    }
)


def shown(setter: str | None, besides: float | None = None) -> dict[str, str]:
    targets = TARGETS.from_records(
        [
            {"period_id": "2022-S1", "indicator_id": "I101", "target": value, "set_by": name}
            for value, name in ((80.0, setter), (besides, "phường giao"))
            if value is not None
        ]
    )
    district = DISTRICT_FIGURES.coerce(district_figures().assign(target_set_by=setter))
    catalogue = indicators().assign(
        reporter_ids="communes", total_of="communes", period_type="stock_at_cutoff", is_public=True
    )
    gaps = m.target_gaps(district, catalogue)
    own = m.unit_figures(
        figures(figure("I101", 75.0, numerator=15.0, denominator=20.0)),
        catalogue,
        targets,
        district,
        edition(),
    )
    views = {
        "unit": v.unit_figures(own, catalogue, dimensions(), FINDINGS.empty(), edition()),
        "dimension": v.indicator_table(
            m.with_further_targets(district, catalogue, targets), NO_CHANGES, catalogue, edition(), "1"
        ),
        "whole": v.headline_indicators(
            m.with_further_targets(district, catalogue, targets),
            NO_CHANGES,
            catalogue,
            dimensions(),
            gaps,
            units(),
            edition(),
        ),
        "annex": v.indicators_table(catalogue, targets, units(), dimensions(), edition()),
    }
    (chart, *_) = v.indicator_dots(
        communes_figures(), district, catalogue, units(), edition(), "1", reading=""
    ).parts
    assert isinstance(chart, Chart)
    for view in views.values():
        assert isinstance(view, Table | Html)
    return {**{page: view.html for page, view in views.items()}, "chart": chart.title}


@pytest.mark.parametrize("page", ["unit", "dimension", "whole", "annex", "chart"])
def test_it_stands_beside_the_target(page: str) -> None:
    assert "tỉnh giao" in shown("tỉnh giao")[page]


def test_the_plans_own_targets_need_no_name() -> None:
    for text in shown(None).values():
        assert "giao)" not in text
        assert "Cấp giao" not in text


@pytest.mark.parametrize("page", ["unit", "dimension", "whole", "annex"])
def test_a_second_target_stands_beside_the_first(page: str) -> None:
    html = shown("tỉnh giao", 75.0)[page]
    assert "tỉnh giao" in html
    assert "phường giao" in html
    if page != "annex":  # what is asked for; nothing is judged there
        assert "chưa đạt" in html.lower()
        assert "đạt" in html.lower().replace("chưa đạt", "")
