"""Figures that nobody means stay out of the totals; the finding says what is usual."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import Inbox, good_form, make_project
from handed_in import Office

from papibook.data.edition.period import check_period
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.report.sizes import MAX_TIMES, MAX_UNCOMPARED, far_figures, known_figures
from papibook.model.layout import FIGURES_SHEET

GROUPS = {**{f"xa-{n}": "communes" for n in range(6)}, "phong-x": "departments"}


def _rows(*values: float | None, name: str = "value", refused: int = -1) -> list[dict[str, object]]:
    """One figure of each commune."""
    return [
        {"unit_id": f"xa-{n}", "indicator_id": "I304", name: value, "is_refused": n == refused}
        for n, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "usual", "most"),
    [
        pytest.param((9_999_999.0, 2.0, 3.0, 4.0), 3, 100, id="a slip of the keyboard"),
        pytest.param((1e13, 2.0, 3.0, 4.0), 3, 100, id="as many as there can be"),
        pytest.param((101.0, 0.0, 0.0, 0.0), 0, 100, id="where the others had none"),
        pytest.param((2100.0, 90.0, 100.0, 110.0), 100, 2000, id="just beyond twenty times"),
        pytest.param((12000.0, 12.0, 12.0, 40.0, 500.0), 26, 520, id="three noughts too many"),
    ],
)
def test_figure_far_from_its_group_is_found(values: tuple[float, ...], usual: float, most: float) -> None:
    rows = _rows(*values)
    (far,) = far_figures(rows, known_figures(rows), GROUPS, {})["xa-0"].values()
    assert (far.usual, far.most) == (usual, most)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param((100.0, 0.0, 0.0, 0.0), id="small figures never are"),
        pytest.param((2000.0, 90.0, 100.0, 110.0), id="twenty times is not more"),
        pytest.param((7101.0, 1241.0, 1500.0, 1100.0), id="the largest unit"),
        pytest.param((None, 1.0, 2.0, 3.0), id="no figure"),
        pytest.param((0.0, 900.0, 800.0, 700.0), id="none where others have many"),
    ],
)
def test_figure_like_its_group_is_not_found(values: tuple[float | None, ...]) -> None:
    rows = _rows(*values)
    assert "xa-0" not in far_figures(rows, known_figures(rows), GROUPS, {})


def test_own_earlier_figure_counts_where_it_is_greater() -> None:
    rows = _rows(5000.0, 2.0, 3.0, 4.0)
    assert far_figures(rows, known_figures(rows), GROUPS, {"xa-0": {("I304", "value"): 300.0}}) == {}
    (far,) = far_figures(rows, known_figures(rows), GROUPS, {"xa-0": {("I304", "value"): 200.0}})[
        "xa-0"
    ].values()
    assert (far.usual, far.most) == (200, 200 * MAX_TIMES)


def test_two_others_are_too_few_to_compare_with() -> None:
    rows = _rows(900_000.0, 2.0, 3.0)
    assert far_figures(rows, known_figures(rows), GROUPS, {}) == {}
    rows = _rows(MAX_UNCOMPARED + 1.0, 2.0, 3.0)
    (far,) = far_figures(rows, known_figures(rows), GROUPS, {})["xa-0"].values()
    assert far.usual is None


def test_refused_figures_and_other_groups_say_nothing() -> None:
    rows = [
        *_rows(500.0, 2.0, 3.0, 4.0, refused=3),
        {"unit_id": "phong-x", "indicator_id": "I304", "value": 4.0},
    ]
    assert far_figures(rows, known_figures(rows), GROUPS, {}) == {}
    assert far_figures(_rows(5e6, 2.0, 3.0, 4.0, refused=0), known_figures(rows), GROUPS, {}) == {}


@pytest.mark.parametrize("name", ["value", "numerator", "denominator"])
def test_each_part_is_looked_at(name: str) -> None:
    rows = _rows(9_999_999.0, 2.0, 3.0, 4.0, name=name)
    assert list(far_figures(rows, known_figures(rows), GROUPS, {})["xa-0"]) == [("I304", name)]


def test_in_an_edition_the_far_figure_is_kept_out_and_contradicts_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    form = good_form("xa-a")
    cell = form.put(FIGURES_SHEET, "I101", "value", 9_999_999)
    form.task("T1.1-02", written_status="Chưa bắt đầu", percent_done=0)
    Inbox(project).receive("xa-a", form)
    plan, reference = read_plan(project), read_reference(project)
    period = plan.file.period("2022-S1")
    assert period is not None
    data = check_period(project, plan, reference, period, period.data_closed_on, contained=None)
    assert data.findings[["code", "cell"]].to_numpy().tolist() == [["figure.far_alone", cell]]
    assert data.figures.set_index("indicator_id")["is_refused"].to_dict()["I101"]


def test_the_intake_compares_with_what_the_unit_reported_before(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.one(office.letter("1.xlsx", good_form("xa-a")))
    form = good_form("xa-a")
    form.figure("I101", value=999)
    answer = office.one(office.letter("2.xlsx", form))
    (finding,) = answer.findings
    assert (finding.code, finding.values["usual"], finding.values["most"]) == (
        "figure.far_from_usual",
        "12",
        "240",
    )


def test_a_report_that_waits_because_answers_would_be_lost_says_which_errors_lose_them(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    office.one(office.letter("1.xlsx", good_form("xa-a")))
    form = good_form("xa-a")
    cell = form.put(FIGURES_SHEET, "I101", "value", "khoảng 12")
    answer = office.one(office.letter("2.xlsx", form))
    assert answer.outcome == "waiting"
    assert [(finding.code, finding.cell) for finding in answer.findings] == [("figure.not_a_number", cell)]
