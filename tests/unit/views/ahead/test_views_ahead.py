"""What is still to be done, in words: how much is missing to a target, and what raises the share on time."""

from __future__ import annotations

import pandas as pd
import pytest
import views_frames as frames
from measured_frames import (
    count,
    figures,
    indicator,
    indicators,
    obligation,
    obligations,
    targets,
    task,
    tasks,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.inline import text_of
from papibook.model.table import Cell
from papibook.model.tables import DISTRICT_FIGURES, REPORTS
from papibook.views.common.display import Html, Table

NAMED = {"indicator_name": "Kiến nghị", "numerator_name": "Số kiến nghị đã trả lời", "is_integer_parts": True}


def whole(**cells: object) -> dict[str, object]:
    same = {"period_id": "2022-S1", "indicator_id": "I101", "dimension_id": "1", "target_status": "not_met"}
    return {**same, "n_units": 2, "n_units_owing": 3, **cells}


def gap_cell(catalogue: dict[str, object], **cells: object) -> Cell:
    known = indicators({**indicator(numerator_may_exceed=False), **NAMED, **catalogue})
    gaps = m.target_gaps(DISTRICT_FIGURES.from_records([whole(**cells)]), known)
    table = v.target_gaps(gaps, known, frames.dimensions(), frames.units(), frames.edition())
    assert isinstance(table, Table)
    return table.groups[0].rows[0].cells[1]


RATIO = {"numerator": 10, "denominator": 19, "obs_value": 1000 / 19, "target": 80}


@pytest.mark.parametrize(
    ("catalogue", "cells", "said"),
    [
        ({}, RATIO, "Thiếu 6 kiến nghị đã trả lời: 10/19, cần 16 để đạt 80%"),
        (
            {},
            {**RATIO, "target_set_by": "tỉnh giao"},
            "Thiếu 6 kiến nghị đã trả lời: 10/19, cần 16 để đạt 80% (tỉnh giao)",
        ),
        (
            {"direction": "lower", "numerator_name": "Số hộ nghèo"},
            {"numerator": 1300, "denominator": 9000, "obs_value": 1300 / 90, "target": 12.5},
            "Còn phải giảm 175 hộ nghèo: 1.300/9.000, chỉ được 1.125 để đạt 12,5%",
        ),
        (
            {"kind": "count", "direction": "lower", "unit_measure": "hồ sơ", "decimals": 0},
            {"obs_value": 35, "target": 0},
            "Còn phải giảm 35 hồ sơ: hiện 35, chỉ tiêu giao 0",
        ),
        (
            {"kind": "count", "unit_measure": "buổi", "decimals": 0},
            {"obs_value": 35, "target": 40},
            "Thiếu 5 buổi: mới có 35, cần 40",
        ),
        (
            {"kind": "yes_no"},
            {"numerator": 2, "denominator": 3, "obs_value": 200 / 3, "target": 100},
            "Thiếu 1 xã, thị trấn: 2/3, cần 3 để đạt 100%",
        ),
        (
            {"is_integer_parts": False, "numerator_name": "Số km đã cứng hóa"},
            {"numerator": 11.4, "denominator": 34.5, "obs_value": 1140 / 34.5, "target": 50},
            "Thiếu 5,9 km đã cứng hóa: 11,4/34,5, cần 17,3 để đạt 50%",
        ),
        (
            {},
            {"numerator": 4, "denominator": 5, "obs_value": 80, "target": 101},
            "Thiếu 21 điểm phần trăm (đạt 80%, chỉ tiêu giao 101%); không quy được ra số việc",
        ),
    ],
)
def test_a_missed_target_is_told_as_work_still_to_do(
    catalogue: dict[str, object], cells: dict[str, object], said: str
) -> None:
    assert text_of(gap_cell(catalogue, **cells).content) == said


def test_every_number_of_a_gap_is_a_figure() -> None:
    figures = gap_cell({}, **RATIO).figures

    told = {figure.id.measure: figure.value for figure in figures if figure.id}
    assert told == {
        "missing_to_target": 6,
        "numerator": 10,
        "denominator": 19,
        "needed_for_target": 16,
        "target": 80,
    }


def test_where_no_target_is_missed_there_is_no_table() -> None:
    known = indicators(indicator())
    met = DISTRICT_FIGURES.from_records([whole(target_status="met", obs_value=90, target=80)])

    assert v.target_gaps(
        m.target_gaps(met, known), known, frames.dimensions(), frames.units(), frames.edition()
    ) == Html("")
    assert "đều đạt" in v.sentence("{n_targets_missed}", v.gap_facts(met, frames.edition())).html
    silent = v.sentence("{n_targets_missed}", v.gap_facts(met.iloc[:0], frames.edition())).html
    assert "Không có số liệu" in silent


def jobs_of(rows: pd.DataFrame) -> pd.DataFrame:
    reports = [("xa-a", "on_time"), ("xa-b", "not_reported")]
    return m.lifting_jobs(
        rows,
        REPORTS.from_records(
            [{"period_id": "2022-S1", "unit_id": unit, "report_status": status} for unit, status in reports]
        ),
    )


OWED = obligations(
    obligation(unit_id="xa-a", status="overdue", due_kind="each_period"),
    obligation(unit_id="xa-a", task_id="T1.1-02", status="overdue"),
    obligation(unit_id="xa-b", status="not_reported"),
    obligation(unit_id="xa-b", task_id="T1.1-02", status="not_reported"),
)


def test_jobs_name_who_has_to_act_and_what_it_raises_at_most() -> None:
    table = v.lifting_jobs(
        jobs_of(OWED), tasks(task(), task("T1.1-02")), frames.units(), frames.edition(), most=3
    )

    assert isinstance(table, Table)
    told = [[text_of(cell.content) for cell in row.cells] for group in table.groups for row in group.rows]
    assert told == [
        ["Gửi báo cáo còn thiếu: B", "B", "2", "50,0"],
        ["1.1 Việc T1.1-01", "A", "1", "25,0"],
    ]


def test_what_is_lost_is_told_beside_what_can_be_gained() -> None:
    facts = v.job_facts(jobs_of(OWED), OWED, frames.edition())

    shown = v.sentence("{share_on_time} · {n_to_gain} · {n_lost}", facts).html
    assert ">0/4<" in shown
    assert [">3<" in shown, ">1<" in shown] == [True, True]
    assert "không còn được tính đúng hạn" in v.sentence("Còn {n_to_gain}{and_lost}.", facts).html
    nothing_lost = OWED[OWED["status"] != "overdue"]
    facts = v.job_facts(jobs_of(nothing_lost), nothing_lost, frames.edition())
    assert "không còn" not in v.sentence("Còn {n_to_gain}{and_lost}.", facts).html


def test_figures_of_an_item_say_whether_the_number_of_all_includes_them() -> None:
    known = indicators(
        {
            **indicator(kind="count", decimals=0, solution_ids="IV.3", reporter_ids="communes;phong-d"),
            "indicator_name": "Tin, bài",
            "unit_measure": "tin, bài",
        }
    )
    own = figures(count("xa-a", 4), count("phong-d", 60))
    district = m.district_figures(own, known, targets(), frames.units())
    rows = m.item_figures(own, district, known, frames.units(), ["IV.3"])

    table = v.item_figures(rows, known, frames.units(), frames.edition())

    (group,) = table.groups
    assert text_of(group.heading) == "I101 Tin, bài (tin, bài) · IV.3"
    assert [[text_of(cell.content) for cell in row.cells] for row in group.rows] == [
        ["Xã, thị trấn", "4\n1/3 đơn vị có số liệu", ""],
        ["D", "60", "không cộng, nêu riêng"],
    ]
    assert [row.is_total for row in group.rows] == [True, False]


def test_bodies_that_are_only_asked_have_what_they_are_asked_for_and_no_status() -> None:
    asked = frames.units().tail(1).assign(unit_id="toa-an", unit_name="Tòa án", is_reporting=False)
    everybody = pd.concat([frames.units(), asked], ignore_index=True)
    rows = tasks(task(lead="xa-a"), task("T3.5-02", lead="toa-an", is_request=True))

    table = v.asked_bodies(rows, everybody)

    told = [[text_of(cell.content) for cell in row.cells] for group in table.groups for row in group.rows]
    assert told == [["Tòa án", "3.5", "Việc T3.5-02"]]


def test_units_that_gain_alike_stand_in_the_order_of_the_units() -> None:
    turned = frames.units().assign(sort_order=[3, 2, 1, 4])
    rows = obligations(
        *(obligation(unit_id=unit, status="not_reported") for unit in ("xa-a", "xa-b")),
        *(
            obligation(unit_id=unit, task_id="T1.1-02", status="overdue", due_kind="each_period")
            for unit in ("xa-c", "phong-d")
        ),
    )
    sent = REPORTS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": unit, "report_status": status}
            for unit, status in (("xa-a", "not_reported"), ("xa-b", "not_reported"), ("xa-c", "late"))
        ]
    )

    table = v.lifting_jobs(m.lifting_jobs(rows, sent), tasks(task("T1.1-02")), turned, frames.edition())

    assert isinstance(table, Table)
    places = [text_of(row.cells[1].content) for group in table.groups for row in group.rows]
    assert places == ["C và D", "B", "A"]


@pytest.mark.parametrize(
    ("most", "said"),
    [(1, "Và 2 việc khác ngang bằng việc cuối bảng."), (2, "Và 1 việc khác"), (3, ""), (4, "")],
)
def test_jobs_left_out_that_equal_the_last_row_are_counted(most: int, said: str) -> None:
    """Three reports would bring two each, a task one."""
    rows = obligations(
        *(
            obligation(unit_id=unit, task_id=task_id, status="not_reported")
            for unit in ("xa-a", "xa-b", "xa-c")
            for task_id in ("T1.1-01", "T1.1-02")
        ),
        obligation(unit_id="phong-d", status="overdue", due_kind="each_period"),
    )
    sent = REPORTS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": unit, "report_status": status}
            for unit, status in (
                *((unit, "not_reported") for unit in ("xa-a", "xa-b", "xa-c")),
                ("phong-d", "on_time"),
            )
        ]
    )

    table = v.lifting_jobs(
        m.lifting_jobs(rows, sent), tasks(task()), frames.units(), frames.edition(), most=most
    )

    assert isinstance(table, Table)
    first = text_of(table.notes[0])
    assert first.startswith(said) if said else "ngang bằng" not in first
    assert sum(len(group.rows) for group in table.groups) == most
