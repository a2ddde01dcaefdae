"""Dimensions are those of dimensions.csv: seven or nine work as eight do."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from lxml import html as lxml_html
from test_views_whole_charts import scores
from views_frames import edition, obligation, obligations, units

from papibook import measures as m
from papibook import views as v
from papibook.data.given.commentary import read_commentary
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.tables import DIMENSIONS
from papibook.press.recipe.jobs import page_jobs
from papibook.views.common.display import Chart


def dimensions(n: int) -> pd.DataFrame:
    return DIMENSIONS.from_records(
        [
            {"dimension_id": str(k), "dimension_name": f"Nội dung tên {k}", "short_name": f"Tên {k}"}
            for k in range(1, n + 1)
        ]
    )


def owed(n: int) -> pd.DataFrame:
    return obligations(
        *(
            {
                **obligation("T1.1-01", "done_on_time" if k % 2 else "overdue", unit_id, dimension_id=str(k)),
                "task_id": f"T{k}.1-01",
            }
            for k in range(1, n + 1)
            for unit_id in ("xa-a", "xa-b", "xa-c")
        )
    )


@pytest.mark.parametrize("n", [7, 8, 9])
def test_every_dimension_has_its_page_and_no_other_has(n: int) -> None:
    jobs = page_jobs(dimensions(n), units(), edition_title="Báo cáo", whole_title="Tất cả")
    pages = [job.page_id for job in jobs if job.template == "dimension"]
    assert pages == [f"dimensions/{k}" for k in range(1, n + 1)]


@pytest.mark.parametrize("n", [7, 8, 9])
def test_strip_heatmap_and_bars_show_every_dimension(n: int) -> None:
    standing = m.standing(owed(n), ("period_id", "dimension_id"))
    strip = v.dimension_strip(standing, dimensions(n)).html
    assert len(lxml_html.fromstring(strip).xpath("//li")) == n
    heatmap = v.share_heatmap(owed(n), units(), dimensions(n), edition(), "communes")
    bars = v.dimension_bars(standing, standing, dimensions(n), edition())
    for chart in (heatmap, bars):
        assert isinstance(chart, Chart)
        drawn = json.dumps(chart.spec, ensure_ascii=False)
        assert f"{n}. Tên {n}" in drawn.replace("|", " ")
        assert f"Tên {n + 1}" not in drawn


@pytest.mark.parametrize(("n", "scale"), [(7, "7–70"), (8, "8–80"), (9, "9–90")])
def test_the_total_score_has_the_scale_of_its_dimensions(n: int, scale: str) -> None:
    chart = v.papi_total(scores(), dimensions(n), edition())
    assert isinstance(chart, Chart)
    assert f"Điểm (thang {scale})" in json.dumps(chart.spec, ensure_ascii=False)


@pytest.mark.parametrize("n", [7, 8, 9])
def test_the_office_may_write_on_every_dimension_and_on_no_other(n: int, tmp_path: Path) -> None:
    project = Project(tmp_path)
    folder = project.commentary / "2022-S1"
    folder.mkdir(parents=True)
    (folder / f"dimension-{n}.md").write_text("Nhận xét", encoding="utf-8")
    ids = list(dimensions(n)["dimension_id"])
    assert read_commentary(project, "2022-S1", ids)["place"].tolist() == [f"dimension-{n}"]
    (folder / f"dimension-{n + 1}.md").write_text("Nhận xét", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        read_commentary(project, "2022-S1", ids)
    assert f"dimension-{n}.md" in refused.value.text("en")
