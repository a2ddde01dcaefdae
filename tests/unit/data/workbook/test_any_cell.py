"""Whatever stands in the cells, a check ends, says why it refuses a row, and refuses no other."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from forms import ErrorValue, Formula, Inbox, good_form, make_project
from hypothesis import given, settings
from hypothesis import strategies as st

from papibook.data.edition.period import check_period
from papibook.data.given.plan import Plan, read_plan
from papibook.data.given.reference import Reference, read_reference
from papibook.ground.paths import Project
from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS

pytestmark = pytest.mark.slow

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.sampled_from(["Hoàn thành", "Không áp dụng", "Có", "85%", "1.234,5", "31/05/2022", "Lý do khác", "="]),
    st.floats(-1e6, 1e6),
    st.integers(-5, 120),
    st.booleans(),
    st.dates(date(2020, 1, 1), date(2023, 12, 31)),
    st.sampled_from([ErrorValue("#N/A"), Formula("=A1")]),
)
TASK_PLACES = [("T1.1-01", c.name) for c in TASK_COLUMNS if c.is_input]
FIGURE_PLACES = [("I102", c.name) for c in FIGURE_COLUMNS if c.is_input]
PLACES = st.sampled_from(TASK_PLACES + FIGURE_PLACES)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_project(tmp_path_factory.mktemp("any") / "p")


@pytest.fixture(scope="module")
def tables(project: Project) -> tuple[Plan, Reference]:
    return read_plan(project), read_reference(project)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(answers=st.dictionaries(PLACES, CELLS, max_size=6))
def test_rows_are_refused_exactly_by_their_error_findings(
    project: Project, tables: tuple[Plan, Reference], answers: dict[tuple[str, str], object]
) -> None:
    form = good_form("xa-a")
    for (row_id, name), value in answers.items():
        form.put("Nhiệm vụ" if row_id.startswith("T") else "Số liệu", row_id, name, value)
    shutil.rmtree(project.submissions)
    Inbox(project).receive("xa-a", form)
    plan, reference = tables
    period = plan.file.periods[0]
    data = check_period(project, plan, reference, period, period.data_closed_on, contained=None)
    refused = {
        *data.tasks.loc[data.tasks["is_refused"], "task_id"],
        *data.figures.loc[data.figures["is_refused"], "indicator_id"],
    }
    assert refused == set(data.findings.loc[data.findings["severity"] == "error", "subject_id"])
    assert refused <= {row_id for row_id, _ in answers}
