"""Two targets of one figure, of two who set them: each is judged, the strictest decides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from forms import make_project
from views_frames import edition, indicators, units

from papibook import measures as m
from papibook import views as v
from papibook.data.given.plan import read_plan
from papibook.ground.problems import RefusedTablesError
from papibook.measures.targets import deciding_targets, further_targets
from papibook.model.tables import DISTRICT_FIGURES, INDICATORS, TARGETS

PERIOD = str(edition().period_id)


def asked(*targets: tuple[str, float, str | None]) -> pd.DataFrame:
    return TARGETS.from_records(
        [
            {"indicator_id": name, "period_id": PERIOD, "target": value, "set_by": who, "is_proposed": False}
            for name, value, who in targets
        ]
    )


def catalogue(direction: str) -> pd.DataFrame:
    rows = indicators()
    own = rows[rows["kind"] == "ratio"].iloc[[0]]
    return INDICATORS.coerce(
        own.assign(
            direction=direction,
            decimals=1,
            reporter_ids="communes",
            total_of="communes",
            period_type="stock_at_cutoff",
        )
    )


def figure(known: pd.DataFrame, value: float, targets: pd.DataFrame) -> pd.DataFrame:
    return DISTRICT_FIGURES.from_records(
        [
            {
                "period_id": PERIOD,
                "indicator_id": known["indicator_id"].iloc[0],
                "dimension_id": known["dimension_id"].iloc[0],
                "obs_value": value,
                "numerator": value,
                "denominator": 100.0,
                "target": deciding_targets(targets, known)["target"].iloc[0],
                "target_status": "not_met",
                "n_units": 2,
                "n_units_owing": 2,
            }
        ]
    )


@pytest.mark.parametrize(
    ("direction", "decides", "besides"),
    [("higher", 90.0, (80.0, "tỉnh giao", "met")), ("lower", 80.0, (90.0, "", "met"))],
)
def test_the_strictest_decides_and_the_other_is_judged_too(
    direction: str, decides: float, besides: tuple[float, str, str]
) -> None:
    known = catalogue(direction)
    name = known["indicator_id"].iloc[0]
    targets = asked((name, 90.0, None), (name, 80.0, "tỉnh giao"))
    assert deciding_targets(targets, known)["target"].tolist() == [decides]
    own = figure(known, 85.0, targets)
    assert further_targets(own, known, targets).tolist() == [(besides,)]


def test_one_target_alone_has_none_beside_it() -> None:
    known = catalogue("higher")
    targets = asked((known["indicator_id"].iloc[0], 90.0, "tỉnh giao"))
    assert further_targets(figure(known, 85.0, targets), known, targets).tolist() == [()]


def test_the_tables_of_a_dimension_and_of_the_whole_place_show_both() -> None:
    known = catalogue("higher")
    name = known["indicator_id"].iloc[0]
    targets = asked((name, 90.0, None), (name, 80.0, "tỉnh giao"))
    whole = m.with_further_targets(figure(known, 85.0, targets), known, targets)
    none = pd.DataFrame(columns=["period_id", "indicator_id", "previous", "change", "direction_of_change"])
    table = v.indicator_table(whole, none, known, edition(), known["dimension_id"].iloc[0])
    for words in ("90,0", "(Kế hoạch này)", "80,0", "(tỉnh giao)"):
        assert words in table.html
    assert "80,0 (tỉnh giao): đạt" in table.csv
    annex = v.indicators_table(known, targets, units(), _dimensions(known), edition())
    assert "80,0 (tỉnh giao)" in annex.html


def _dimensions(known: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {"dimension_id": known["dimension_id"], "dimension_name": "Nội dung", "short_name": "Nội dung"}
    )


def test_one_target_for_each_who_sets_it(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = project.plans / "1-KH-2022/targets.csv"
    head = "indicator_id,period_id,target,source,is_proposed,set_by\n"
    path.write_text(f"{head}I102,2022,80,thử,false,\nI102,2022,70,thử,false,tỉnh giao\n", encoding="utf-8")
    assert sorted(read_plan(project).targets["target"]) == [70.0, 80.0]
    path.write_text(f"{head}I102,2022,80,thử,false,tỉnh\nI102,2022,70,thử,false,tỉnh\n", encoding="utf-8")
    with pytest.raises(RefusedTablesError, match="targets"):
        read_plan(project)
