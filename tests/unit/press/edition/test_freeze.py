"""From a dataset to slices: what is in which, what moves with a changed cell, what never enters."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from measured_frames import (
    day,
    indicator,
    indicators,
    targets,
    task,
    tasks,
    units,
    written_figure,
    written_figures,
    written_task,
    written_tasks,
)

from papibook import measures as m
from papibook import views as v
from papibook.data.edition.dataset import Dataset
from papibook.data.edition.period import PeriodData
from papibook.data.given.place_words import preset_words
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.slices.page import open_page
from papibook.measures.counted import count_all
from papibook.model.findings import Finding, to_frame
from papibook.model.plan import Period, PlanFile, find_edition
from papibook.model.tables import (
    CHOSEN,
    COMMENTARY,
    DIMENSIONS,
    FINDINGS,
    FOLLOW_UP,
    GIVEN,
    GIVEN_SLICES,
    KNOWN_SCORES,
    RECEIPTS,
    REVISED,
    RULES,
    SOLUTIONS,
    SUBDIMENSIONS,
    UNIT_ALIASES,
    WRITTEN_INFO,
)
from papibook.press.edition.freeze import freeze

pytestmark = pytest.mark.slow
WORDS = preset_words()["district"]
FILE = "data/submissions/2022-S1/xa-1.r1.xlsx"


def period(period_id: str, cutoff: date, **more: object) -> dict[str, Any]:
    return {
        "period_id": period_id,
        "name": period_id,
        "starts_on": date(2021, 12, 1),
        "cutoff_on": cutoff,
        "data_closed_on": cutoff.replace(month=cutoff.month + 1, day=8),
        "unit_deadline": {"on": cutoff.replace(month=cutoff.month + 1, day=2), "source": "thử"},
        **more,
    }


PLAN_FILE = PlanFile.model_validate(
    {
        "plan_id": "thu",
        "number": "1/KH",
        "title": "Thử",
        "short_title": "Thử",
        "issued_on": date(2022, 2, 18),
        "issuer": "UBND",
        "signed_at": "Mộc Châu",
        "place": {"name": "Huyện A", "level": "district", "papi_name": "B", "words": WORDS},
        "signer": {"post": "CHỦ TỊCH", "name": "C"},
        "data_status": "illustrative",
        "timezone": "+07:00",
        "periods": [
            period("2022-S1", date(2022, 5, 31)),
            period("2022", date(2022, 11, 30), cumulates=["2022-S1"]),
        ],
    }
)


def period_data(of: Period, figures: pd.DataFrame | None = None, **changes: Any) -> PeriodData:
    moment = day("2022-06-01") if of.period_id == "2022-S1" else day("2022-12-01")
    file = FILE.replace("2022-S1", of.period_id)
    given: dict[str, Any] = {
        "plan": None,  # that of the dataset
        "reference": None,
        "receipts": RECEIPTS.from_records(
            [{"receipt_id": "R1", "unit_id": "xa-1", "period_id": of.period_id, "sender": "Lò Thị Gửi"}]
        ),
        "chosen": CHOSEN.from_records(
            [
                {
                    "unit_id": "xa-1",
                    "revision": 1,
                    "received_at": moment,
                    "first_received_at": moment,
                    "file": file,
                }
            ]
        ),
        "info": WRITTEN_INFO.from_records(
            [{"unit_id": "xa-1", "field": "general_difficulty", "value": "Thiếu người", "cell": "B20"}]
        ),
        "tasks": written_tasks(written_task("done", completed_date=day("2022-05-10"), file=file)),
        "figures": figures
        if figures is not None
        else written_figures(written_figure(numerator=30, denominator=40)),
        "findings": FINDINGS.empty(),
        **changes,
    }
    return PeriodData(period=of, **given)


def dataset(edition_id: str = "2022-S1", half: PeriodData | None = None) -> Dataset:
    edition = find_edition(PLAN_FILE, edition_id)
    assert edition is not None
    half_year, year = PLAN_FILE.periods
    periods = {"2022-S1": half or period_data(half_year)}
    if edition_id == "2022":
        rows = written_figures(written_figure(numerator=70, denominator=80))
        periods["2022"] = period_data(year, rows)
    reference = Reference(
        dimensions=DIMENSIONS.from_records([{"dimension_id": "1"}, {"dimension_id": "2"}]),
        subdimensions=SUBDIMENSIONS.empty(),
        units=units(),
        unit_aliases=UNIT_ALIASES.empty(),
        indicators=indicators(indicator()),
        papi_scores=KNOWN_SCORES.from_records(
            [{"year": 2021, "dimension_id": "1", "score": 5.0, "is_later": False}]
        ),
        rules=RULES.empty(),
    )
    plan = Plan(
        file=PLAN_FILE,
        solutions=SOLUTIONS.from_records([{"solution_id": "1.1", "dimension_id": "1"}]),
        tasks=tasks(task(lead="communes", support="phong-a"), task("T2.1-01", lead="phong-a")),
        targets=targets({"target": 70}),
        rules=RULES.empty(),
    )
    commentary = COMMENTARY.from_records(
        [{"period_id": edition_id, "place": place, "markdown": "…"} for place in ("cover", "dimension-1")]
    )
    return Dataset(
        plan,
        reference,
        edition,
        {name: replace(each, plan=plan, reference=reference) for name, each in periods.items()},
        commentary,
        REVISED.empty(),
        FOLLOW_UP.empty(),
        "digest",
    )


def frozen(data: Dataset, folder: Path) -> dict[str, bytes]:
    names = freeze(data, count_all(data), folder)
    return {name: (folder / f"{name}.json").read_bytes() for name in names}


def with_figure(**cells: float) -> Dataset:
    changed = written_figures(written_figure(**cells))
    return dataset(half=period_data(PLAN_FILE.periods[0], changed))


def test_slices_are_those_of_the_architecture(tmp_path: Path) -> None:
    assert list(frozen(dataset(), tmp_path)) == [
        "ahead",
        "checked",
        "checklists",
        "commentary",
        "dimension/1",
        "dimension/2",
        "directives",
        "district",
        "figures",
        "follow-up",
        "own-index",
        "papi",
        "plan",
        "quotes",
        "revised",
        "serves",
        "standing",
        "unit/phong-a",
        "unit/xa-1",
        "unit/xa-2",
        "unit/xa-3",
        "words",
    ]


def test_units_slice_holds_its_own_rows_alone(tmp_path: Path) -> None:
    frozen(dataset(), tmp_path)
    page = open_page(tmp_path, "unit/xa-1")

    assert list(page) == [
        "figures",
        "findings",
        "obligations",
        "own_index",
        "remarks",
        "reports",
        "supported",
    ]
    assert page["supported"].empty
    assert set(page["obligations"]["unit_id"]) == {"xa-1"}
    assert page["remarks"]["text"].tolist() == ["Thiếu người"]
    assert page["reports"]["report_status"].tolist() == ["on_time"]


def test_department_sees_how_tasks_it_supports_stand_without_their_words(tmp_path: Path) -> None:
    frozen(dataset(), tmp_path)
    supported = open_page(tmp_path, "unit/phong-a")["supported"]

    assert supported["unit_id"].tolist() == ["xa-1", "xa-2", "xa-3"]
    assert supported["status"].tolist() == ["done_on_time", "not_reported", "not_reported"]
    assert supported["result_text"].isna().all()


def test_equal_data_give_equal_bytes(tmp_path: Path) -> None:
    assert frozen(dataset(), tmp_path / "a") == frozen(dataset(), tmp_path / "b")


def test_changed_cell_that_no_district_value_shows_touches_its_unit_only(tmp_path: Path) -> None:
    before = frozen(with_figure(numerator=30000, denominator=40000), tmp_path / "a")
    after = frozen(with_figure(numerator=30001, denominator=40000), tmp_path / "b")

    assert [name for name in before if before[name] != after[name]] == [
        "dimension/1",
        "figures",
        "unit/xa-1",
    ]


def test_what_a_unit_wrote_about_a_task_touches_its_own_slice_only(tmp_path: Path) -> None:
    def written(text: str) -> Dataset:
        tasks = written_tasks(written_task("done", completed_date=day("2022-05-10"), file=FILE))
        return dataset(half=period_data(PLAN_FILE.periods[0], tasks=tasks.assign(result_text=text)))

    before, after = (frozen(written(text), tmp_path / text) for text in ("a", "b"))

    assert [name for name in before if before[name] != after[name]] == ["unit/xa-1"]


def test_a_note_beside_a_value_touches_its_own_slice_only(tmp_path: Path) -> None:
    def noted(note: str) -> Dataset:
        figures = written_figures(written_figure(numerator=30, denominator=40)).assign(note=note)
        return dataset(half=period_data(PLAN_FILE.periods[0], figures))

    before, after = (frozen(noted(note), tmp_path / note) for note in ("a", "b"))

    assert [name for name in before if before[name] != after[name]] == ["unit/xa-1"]


def test_changed_cell_that_a_district_value_shows_touches_the_district(tmp_path: Path) -> None:
    before = frozen(with_figure(numerator=30, denominator=40), tmp_path / "a")
    after = frozen(with_figure(numerator=31, denominator=40), tmp_path / "b")

    assert "district" in [name for name in before if before[name] != after[name]]


def test_district_stands_at_the_precision_shown(tmp_path: Path) -> None:
    frozen(with_figure(numerator=1, denominator=3), tmp_path)
    page = open_page(tmp_path, "district")

    assert page["district_figures"]["obs_value"].tolist() == [33.3]
    assert page["district_figures"]["numerator"].isna().all()
    shares = page["district_standing"]["share_on_time_pct"]
    assert (shares[0], shares.isna().tolist()) == (33.3, [False, True])  # nobody reported on dimension 2


def test_year_reads_its_half_year_and_compares_with_it(tmp_path: Path) -> None:
    frozen(dataset("2022"), tmp_path)
    page = open_page(tmp_path, "plan", "unit/xa-1", "district")
    changes = m.figure_changes(page["figures"], page["indicators"], page.edition)

    assert (page.edition.compared_id, page.edition.comparison) == ("2022-S1", "contained")
    assert changes[["value", "previous", "basis"]].to_numpy().tolist() == [[100.0, 75.0, "difference"]]
    assert page["district_changes"]["change"].tolist() == [25.0]


def test_a_period_of_which_no_report_can_be_read_is_compared_with_by_nothing(tmp_path: Path) -> None:
    """Unreadable is missing: nothing rose from 0."""
    given = dataset("2022")
    unread = replace(
        given.periods["2022-S1"], tasks=given.current.tasks.iloc[:0], figures=given.current.figures.iloc[:0]
    )
    frozen(replace(given, periods={**given.periods, "2022-S1": unread}), tmp_path)
    page = open_page(tmp_path, "plan", "standing", "district")
    changes = m.standing_changes(page["obligations"], ["dimension_id"], page.edition)

    assert (page.edition.compared_id, page.edition.unread_id) == (None, "2022-S1")
    assert (set(changes["basis"]), changes["change"].isna().all()) == ({"none"}, True)
    assert page["district_changes"]["status"].tolist() == ["no_comparable"]
    assert "đã nhận báo cáo của kỳ 2022-S1 nhưng không đọc được" in v.comparison_basis(page.edition).html


def test_given_slices_hold_nothing_that_units_reported_and_all_others_do(tmp_path: Path) -> None:
    held = {name: set(json.loads(text)) for name, text in frozen(dataset(), tmp_path).items()}

    assert {name for name, tables in held.items() if tables <= GIVEN} == GIVEN_SLICES


def test_units_without_any_receipt_are_silent_too() -> None:
    assert dataset().silent == {"phong-a", "xa-2", "xa-3"}


def test_half_year_edition_has_nothing_to_compare_with(tmp_path: Path) -> None:
    frozen(dataset(), tmp_path)
    page = open_page(tmp_path, "plan", "district")

    assert page.edition.compared_id is None
    assert page["district_changes"]["status"].tolist() == ["no_comparable"]


def test_who_sent_a_file_enters_no_slice(tmp_path: Path) -> None:
    text = b"".join(frozen(dataset(), tmp_path).values()).decode()

    assert "R1" in text
    assert "Lò Thị Gửi" not in text


def test_findings_enter_slices_as_words_without_the_facts_behind_them(tmp_path: Path) -> None:
    finding = Finding("task.unknown", "xa-1", "2022-S1", FILE, found="T9", values={"hint": "T1.1-01"})
    frozen(dataset(half=period_data(PLAN_FILE.periods[0], findings=to_frame([finding]))), tmp_path)
    found = open_page(tmp_path, "checked")["findings"]

    assert found["message"].str.contains("T9").tolist() == [True]
    assert found["values"].isna().all()


@pytest.mark.parametrize(
    ("code", "sheet", "obligation", "figure"),
    [
        ("file.unreadable", "", True, "refused"),
        ("sheet.missing", "Nhiệm vụ", True, "missing"),
        ("sheet.missing", "Số liệu", False, "refused"),
    ],
)
def test_refused_report_or_sheet_is_marked_on_what_it_holds(
    code: str, sheet: str, obligation: bool, figure: str
) -> None:
    findings = to_frame([Finding(code, "xa-1", "2022-S1", FILE, sheet, values={"cause": "x"})])
    half = replace(
        period_data(PLAN_FILE.periods[0], written_figures(), findings=findings), tasks=written_tasks()
    )
    counted = count_all(dataset(half=half))
    own = counted.obligations[counted.obligations["unit_id"] == "xa-1"]

    assert own[["status", "is_refused"]].to_numpy().tolist() == [["not_reported", obligation]]
    assert counted.figures.loc[counted.figures["unit_id"] == "xa-1", "obs_status"].tolist() == [figure]
    assert counted.reports.loc[counted.reports["unit_id"] == "xa-1", "n_errors"].tolist() == [1]
