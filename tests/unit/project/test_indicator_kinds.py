"""What every kind of indicator must have, whichever kinds the catalogue allows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import views_frames as frames
from forms import Inbox, good_form, make_project
from projects import edit_csv

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.forms.asked import asked_in
from papibook.data.forms.prefill import with_last
from papibook.data.given.plan import Plan, read_plan
from papibook.data.given.reference import Reference, read_reference
from papibook.measures.district import total
from papibook.model.answers import value_columns
from papibook.model.layout import YES
from papibook.model.plan import Period
from papibook.model.tables import INDICATORS, TARGETS
from papibook.views import indicators_table

KINDS = next(column.allowed for column in INDICATORS.columns if column.name == "kind")


def period_of(plan: Plan, period_id: str) -> Period:
    period = plan.file.period(period_id)
    assert period is not None
    return period


def reported(folder: Path, kind: str, answer: object) -> tuple[Plan, Reference, PeriodData]:
    """The half-year in which a department gave ``answer`` for an indicator of that kind, at least 0."""
    project = make_project(folder)
    edit_csv(
        project.reference / "indicators.csv",
        lambda row: {**row, "kind": kind} if row["indicator_id"] == "I106" else row,
    )
    form = good_form("phong-x")
    form.figure("I106", **{"value": "", **dict.fromkeys(value_columns(kind), answer)})
    Inbox(project).receive("phong-x", form)
    plan, reference = read_plan(project), read_reference(project)
    half = period_of(plan, "2022-S1")
    return plan, reference, check_period(project, plan, reference, half, half.data_closed_on, contained=None)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_is_found(kind: str, tmp_path: Path) -> None:
    _, _, data = reported(tmp_path, kind, -3)

    expected = "yes_no.unknown" if kind == "yes_no" else "figure.out_of_range"
    assert set(data.findings["code"]) == {expected}


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_form_shows_what_was_reported(kind: str, tmp_path: Path) -> None:
    plan, reference, data = reported(tmp_path, kind, YES if kind == "yes_no" else 7)
    year = period_of(plan, "2022")
    asked = asked_in(plan, reference, year).figures_for("phong-x")

    previous = with_last(asked, data, "phong-x", year).set_index("indicator_id").at["I106", "previous"]
    assert previous == {"ratio": "100% (7/7)", "yes_no": YES}.get(kind, "7")


@pytest.mark.parametrize("kind", KINDS)
def test_the_district_has_a_value_of_it(kind: str) -> None:
    parts = dict.fromkeys(value_columns(kind), 1.0)
    unit = {"kind": kind, "numerator": None, "denominator": None, "obs_value": 1.0, **parts}
    rows = pd.DataFrame([unit, unit]).assign(indicator_id="I101")

    assert total(rows, ["indicator_id"])["obs_value"].notna().all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_annex_has_words_for_it(kind: str) -> None:
    one = frames.indicators().head(1).assign(kind=kind, reporter_ids="communes")
    for counted in ("communes", "xa-a"):
        catalogue = one.assign(total_of=counted)
        indicators_table(catalogue, TARGETS.empty(), frames.units(), frames.dimensions(), frames.edition())
