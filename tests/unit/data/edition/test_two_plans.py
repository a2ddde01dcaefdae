"""Two plans in one project: each period is read with its own, and compared only where both say the same."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from forms import write_form
from two_plans import FIRST, SECOND, add_2023, add_plan_of_2023, form_of_2023, project_of_2022

from papibook import measures as m
from papibook import views as v
from papibook.data.edition.dataset import load_dataset, read_dataset
from papibook.data.forms.write import Forms
from papibook.data.given.plan import read_plan
from papibook.data.given.units_of import reference_of
from papibook.data.intake.intake import HandIn, receive
from papibook.data.intake.recognise import NOTHING_STATED
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.measures.counted import count_all
from papibook.model.edition import edition_row


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = project_of_2022(tmp_path / "project")
    add_2023(project)
    return project


def test_a_period_is_read_with_the_plan_that_has_it(project: Project) -> None:
    assert [read_plan(project, each).file.plan_id for each in ("2022", "2022-S1", "2023", None)] == [
        FIRST,
        FIRST,
        SECOND,
        SECOND,  # the one in force
    ]
    data = load_dataset(project, "2023")
    assert {name: each.plan.file.plan_id for name, each in data.periods.items()} == {
        "2023": SECOND,
        "2022": FIRST,
    }


def test_the_year_before_is_compared_on_the_units_of_now(project: Project) -> None:
    counted = count_all(load_dataset(project, "2023"))
    edition = edition_row(counted.edition)
    changes = counted.district_changes.set_index("indicator_id")
    assert (edition.compared_id, edition.is_year_before, edition.compared_plan) == ("2022", True, "1/KH")
    assert changes.loc["I101", ["value", "previous", "basis"]].tolist() == [40, 32, "comparable"]  # 12 + 20
    assert changes.loc["I102", ["value", "previous"]].tolist() == [90, 32]  # 32 of 100, not a mean
    before = counted.figures[(counted.figures["period_id"] == "2022")]
    assert set(before["unit_id"]) == {"xa-ab", "phong-x"}
    said = v.comparison_basis(edition).html
    assert "So với cùng kỳ năm trước theo Kế hoạch số 1/KH" in said
    assert "Từ ngày 01/02/2023, đơn vị có thay đổi: với 1 đơn vị" in said


def test_figures_are_compared_only_where_both_plans_define_them_alike(project: Project) -> None:
    counted = count_all(load_dataset(project, "2023"))
    changes = counted.district_changes.set_index("indicator_id")
    assert changes.loc["I103", "status"] == "no_comparable"  # the same id, another question
    assert changes.loc["I507", "status"] == "compared"


def test_shares_on_time_rest_on_the_tasks_of_their_own_plans(project: Project) -> None:
    counted = count_all(load_dataset(project, "2023"))
    edition = edition_row(counted.edition)
    (row,) = (
        m.standing_changes(counted.obligations, ["unit_id"], edition)
        .query("unit_id == 'xa-ab'")
        .to_dict("records")
    )
    assert (row["n_counted"], row["previous_n_counted"]) == (2, 4)  # two communes with two tasks each, then
    headline = m.headline(counted.obligations, counted.reports, counted.district_figures, edition)
    assert headline.share_on_time.before == (2, 4)
    card = v.headline_cards(headline, edition).html
    assert "so với cùng kỳ năm trước (2/4, Kế hoạch số 1/KH)" in card


def test_a_unit_that_was_closed_owes_nothing_afterwards(project: Project) -> None:
    data = load_dataset(project, "2023")
    counted = count_all(data)
    owing = counted.obligations[counted.obligations["period_id"] == "2023"]
    assert set(owing["unit_id"]) == {"xa-ab", "phong-x"}
    assert data.silent == frozenset()
    forms = Forms.read(project, "2023")
    period = data.edition.period
    units = reference_of(data.reference, period).units
    assert set(units.loc[units["is_reporting"], "unit_id"]) == {"xa-ab", "phong-x"}
    assert forms.asked.tasks_of.keys() == {"xa-ab", "phong-x"}


def test_the_edition_of_2022_is_the_same_with_and_without_what_came_later(tmp_path: Path) -> None:
    project = project_of_2022(tmp_path / "project")
    alone = read_dataset(project, "2022").digest
    add_2023(project)
    assert read_dataset(project, "2022").digest == alone


def test_a_workbook_is_checked_against_the_plan_of_its_period(tmp_path: Path) -> None:
    project = project_of_2022(tmp_path / "project")
    add_plan_of_2023(project)
    post = tmp_path / "post"
    post.mkdir()
    write_form(form_of_2023("xa-ab"), post / "good.xlsx")
    write_form(form_of_2023("xa-ab", plan_id=FIRST), post / "of-the-other-plan.xlsx")
    order = HandIn(datetime(2023, 12, 1, 9, 0), None, "", NOTHING_STATED)
    other, good = receive(project, [post / "of-the-other-plan.xlsx", post / "good.xlsx"], order)
    assert [finding.code for finding in other.findings] == ["identity.wrong_plan"]
    assert (good.outcome, good.receipt and good.receipt.period_id) == ("accepted", "2023")


def test_a_form_shows_figures_of_the_year_before_only_where_they_mean_the_same(project: Project) -> None:
    forms = Forms.read(project, "2023")
    before = forms.form("phong-x").figures.set_index("indicator_id")["previous"]
    assert before["I106"] == "8"  # 7.5, shown without decimals
    catalogue = project.plans / SECOND / "indicators.csv"
    text = catalogue.read_text(encoding="utf-8").replace("Chỉ tiêu I106", "Chỉ tiêu khác")
    catalogue.write_text(text, encoding="utf-8")
    asked_anew = Forms.read(project, "2023").form("phong-x").figures.set_index("indicator_id")["previous"]
    assert asked_anew["I106"] == "–"


def test_two_plans_with_one_period_are_refused(project: Project) -> None:
    path = project.plans / SECOND / "plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('period_id: "2023"', 'period_id: "2022"').replace('comparable_to: "2022"', ""),
        encoding="utf-8",
    )
    with pytest.raises(RefusedTablesError, match="both have a period “2022”"):
        read_plan(project)


def test_an_unknown_period_lists_those_of_all_plans(project: Project) -> None:
    with pytest.raises(ConfigError, match=r"Known: 2023, 2022-S1"):
        load_dataset(project, "2030")
