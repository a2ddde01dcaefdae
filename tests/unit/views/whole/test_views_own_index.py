"""Scores by a body's own index: on the unit's page and in one annex, never as PAPI; without any, nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from forms import make_project
from lxml import html as lxml_html
from views_frames import dimensions, units

from papibook import views as v
from papibook.data.edition.known import known_plan
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.tables import KNOWN_INDEX
from papibook.press.recipe.jobs import page_jobs
from papibook.views.common.display import Heading, Stack, Table

HEAD = "index_name,unit_id,year,score,rank,n_units,published_on,source,note\n"


def index(*rows: tuple[str, str, int, float | None, int | None]) -> pd.DataFrame:
    return KNOWN_INDEX.from_records(
        [
            {
                "index_name": name,
                "unit_id": unit_id,
                "year": year,
                "score": score,
                "rank": rank,
                "n_units": 75,
                "published_on": pd.Timestamp(f"{year + 1}-03-01"),
                "source": "Quyết định 12/QĐ-UBND",
                "is_later": year == 2022,
            }
            for name, unit_id, year, score, rank in rows
        ]
    )


def text(part: object) -> list[list[str]]:
    assert isinstance(part, Table)
    root = lxml_html.fromstring(part.html)
    return [[cell.text_content() for cell in row.xpath("*")] for row in root.xpath("//tbody/tr")]


def test_a_units_page_has_its_scores_the_latest_first() -> None:
    heading, table = v.unit_index(
        index(("DDCI", "xa-a", 2021, 71.5, 3), ("DDCI", "xa-a", 2022, None, 8)), "Điểm"
    ).parts
    assert isinstance(heading, Heading)
    assert text(table) == [
        ["DDCI", "2022 (công bố sau kỳ này)", "–", "8/75"],
        ["DDCI", "2021", "71,5", "3/75"],
    ]
    assert isinstance(table, Table)
    assert "không phải là điểm PAPI" in table.html
    assert "Quyết định 12/QĐ-UBND" in table.html


def test_the_annex_has_a_table_for_each_index_and_year_by_rank() -> None:
    scores = index(
        ("DDCI", "xa-a", 2021, 71.5, 2), ("DDCI", "xa-b", 2021, 80.25, 1), ("DDCI", "xa-b", 2022, 60.0, 1)
    )
    later, earlier = v.index_scores(scores, units()).parts
    assert isinstance(later, Table)
    assert later.caption == "DDCI, năm 2022 (công bố sau kỳ này)"
    assert [row[1:] for row in text(earlier)] == [["80,25", "1/75"], ["71,5", "2/75"]]


def test_without_scores_there_is_no_section_and_no_page() -> None:
    none = KNOWN_INDEX.empty()
    assert v.unit_index(none, "Điểm") == v.index_scores(none, units()) == Stack(())
    pages, more = (
        {
            job.page_id
            for job in page_jobs(dimensions(), units(), edition_title="B", whole_title="T", has_index=has)
        }
        for has in (False, True)
    )
    assert more - pages == {"annexes/own-index"}


def with_scores(root: Path, *lines: str) -> Project:
    project = make_project(root)
    (project.plans / "1-KH-2022/own_index.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return project


def test_an_edition_knows_what_was_published_by_its_day(tmp_path: Path) -> None:
    project = with_scores(
        tmp_path, "DDCI,xa-a,2021,70,1,2,2022-03-01,QĐ 1,", "DDCI,xa-a,2022,75,1,2,2023-03-01,QĐ 2,"
    )
    plan = read_plan(project)
    assert known_plan(plan, date(2022, 12, 8)).own_index["year"].tolist() == [2021]
    asked = plan.file.model_copy(update={"later_data": ("own_index",)})
    own = known_plan(type(plan)(**{**vars(plan), "file": asked}), date(2022, 12, 8)).own_index
    assert own["is_later"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Chỉ số PAPI cấp xã,xa-a,2021,70,1,2,2022-03-01,QĐ 1,", "is called PAPI"),
        ("DDCI,xa-z,2021,70,1,2,2022-03-01,QĐ 1,", "“xa-z” does not stand in units.csv"),
    ],
)
def test_what_cannot_be_such_a_score_is_refused(line: str, told: str, tmp_path: Path) -> None:
    project = with_scores(tmp_path, line)
    with pytest.raises(RefusedTablesError) as refused:
        check_plan(read_plan(project), read_reference(project))
    assert told in refused.value.text("en")
