"""Commune pages: the numbers a reader sees are those of the workbook, counted a second time.

Three communes: one that reported without fault, one with a figure refused by an error, and one that did not
report at the half-year.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from cases import DIMENSIONS, Case, as_shown, day, is_of_few, is_unknown, told
from independent import obligations, printed, printed_change, printed_share, reports, share
from independent_changes import unit_change
from independent_figures import Figure, against_target, completeness, district_figures, figures
from shown import chart_words, csv_behind, numbers_in, page, table, text_of

pytestmark = pytest.mark.slow


@pytest.fixture(params=["xa-chieng-son", "xa-phieng-luong", "xa-ta-lai"])
def unit_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(case: Case, unit_id: str) -> dict[str, Figure]:
    """The figures of the unit that its page must hold: owed, or given although optional."""
    return {
        figure.indicator_id: figure
        for figure in figures(case.given, case.period_id).values()
        if figure.unit_id == unit_id
        and (case.given.indicators[figure.indicator_id]["is_core"] == "true" or figure.is_answered)
    }


def as_printed(value: Fraction | None, indicator: dict[str, str]) -> str:
    if indicator["kind"] == "yes_no" and value is not None:
        return "có" if value >= 1 else "không"
    return printed(value, int(indicator["decimals"]))


def test_head_tells_when_and_how_completely_the_unit_reported(case: Case, unit_id: str) -> None:
    facts = text_of(page(case.edition, f"communes/{unit_id}").xpath("//ul[@class='pb-facts']")[0])
    report = reports(case.given, case.period_id)[unit_id]
    answered, owed = completeness(case.given, case.period_id, unit_id)
    assert case.given.units[unit_id]["unit_code"] in facts
    assert day(case.given.periods[case.period_id]["unit_deadline"]["on"]) in facts
    if report.first_day is None:
        assert "chưa báo cáo" in facts
        assert "%" not in facts  # not reported is never 0
    else:
        assert f"({printed(Fraction(100 * answered, owed), 1)}%)" in facts
        assert day(report.first_day) in facts
        assert ("báo cáo đúng hạn" in facts) == report.is_on_time
        assert f"bản {report.revision}" in facts


def test_sentence_tells_how_the_units_tasks_stand(case: Case, unit_id: str) -> None:
    own = case.of_unit(unit_id)
    text = text_of(page(case.edition, f"communes/{unit_id}").xpath("//p[@class='pb-lead']")[0])
    on_time, counted = share(own)
    if reports(case.given, case.period_id)[unit_id].path is None:
        assert str(counted) in numbers_in(text)
        return
    ahead = sum(duty.status in ("in_progress", "not_due") for duty in own)
    rest = [*told(own)[2:], *([str(ahead)] if ahead else [])]
    shown = numbers_in(printed_share(on_time, counted))
    assert numbers_in(text) == [str(counted), str(on_time), *shown, *rest]


def has_short_page(case: Case, unit_id: str) -> bool:
    """Whether nothing is read of the unit: its page then has neither charts nor tables, and half a sheet."""
    if reports(case.given, case.period_id)[unit_id].path is not None:
        return False
    root = page(case.edition, f"communes/{unit_id}")
    assert not root.xpath("//article//*[starts-with(@id, 'table-') or starts-with(@id, 'chart-')]")
    assert [text_of(head).rstrip("#") for head in root.xpath("//article//h2")][:1] == ["Các đơn vị khác"]
    assert "Ghi chú" not in text_of(root.xpath("//article")[0])
    return True


def test_eight_bars_stand_against_the_district(case: Case, unit_id: str) -> None:
    if has_short_page(case, unit_id):
        return
    rows = csv_behind(case.edition, f"communes/{unit_id}", "dimensions")
    words = chart_words(page(case.edition, f"communes/{unit_id}"), "dimensions")
    assert [row["dimension_id"] for row in rows] == list(DIMENSIONS)
    for row in rows:
        everyone = [duty for duty in case.owed if duty.dimension_id == row["dimension_id"]]
        on_time, counted = share(duty for duty in everyone if duty.unit_id == unit_id)
        own = [duty for duty in everyone if duty.unit_id == unit_id]
        assert int(row["n_counted"]) == counted
        assert row["n_on_time"] == ("" if is_unknown(own) else str(on_time))
        assert Fraction(row["district_pct"]) == as_shown(*share(everyone))
        if not counted or is_unknown(own):
            assert row["share_on_time_pct"] == ""
            continue
        assert Fraction(row["share_on_time_pct"]) == as_shown(on_time, counted)
        assert f"{on_time}/{counted} " in words
        said = printed_share(on_time, counted)
        assert (f"{said} " if "/" in said else f"({said})") in words


STATUS_WORDS = {
    "done_on_time": "✓ hoàn thành đúng hạn",
    "done_late": "◆ hoàn thành quá hạn",
    "overdue": "! chưa hoàn thành, quá hạn",
    "due_at_cutoff": "△ chưa hoàn thành, đến hạn ngày chốt",
    "not_done_in_period": "↻ chưa hoàn thành trong kỳ",
    "in_progress": "◐ đang thực hiện, trong hạn",
    "not_due": "chưa đến hạn",
    "not_reported": "chưa báo cáo",
    "not_applicable": "không áp dụng",
}


def test_every_task_has_its_due_day_status_and_days_late(case: Case, unit_id: str) -> None:
    if has_short_page(case, unit_id):
        return
    rows = {
        row["Nhiệm vụ và sản phẩm"].split()[0]: row
        for row in table(page(case.edition, f"communes/{unit_id}"), "tasks")
    }
    duties = {duty.task_id: duty for duty in case.of_unit(unit_id)}
    kinds = {task["task_id"]: task["due_kind"] for task in case.given.tasks}
    assert set(rows) == set(duties)
    for task_id, duty in duties.items():
        row = rows[task_id]
        assert row["Nhiệm vụ và sản phẩm"].endswith(f"mục {duty.solution_id}")
        assert STATUS_WORDS[duty.status] in row["Tình trạng"], task_id
        assert numbers_in(row["Tình trạng"]) == ([str(duty.days_late)] if duty.days_late else []), task_id
        if kinds[task_id] == "date" and duty.due:
            assert row["Thời hạn"] == day(duty.due), task_id
        if duty.done_on:
            assert day(duty.done_on) in row["Kết quả, số văn bản"], task_id
    behind = csv_behind(case.edition, f"communes/{unit_id}", "tasks")
    assert {row["task_id"]: row["status"] for row in behind} == {
        task_id: duty.status for task_id, duty in duties.items()
    }


def test_every_figure_stands_beside_target_and_district(case: Case, unit_id: str) -> None:
    if has_short_page(case, unit_id):
        return
    rows = table(page(case.edition, f"communes/{unit_id}"), "figures")
    shown = {row["Chỉ tiêu"].split()[0]: row for row in rows}
    own, district = written(case, unit_id), district_figures(case.given, case.period_id)
    assert set(shown) == set(own)
    for indicator_id, figure in own.items():
        row, indicator, whole = (
            shown[indicator_id],
            case.given.indicators[indicator_id],
            district[indicator_id],
        )
        value, _, parts = row["Giá trị"].partition(" ")
        is_few = is_of_few(figure, indicator["kind"])
        if figure.state == "value":
            whole_cell = f"{figure.numerator}/{figure.denominator}"
            assert value == (whole_cell if is_few else as_printed(figure.value, indicator)), indicator_id
        else:
            assert value == ("–" if figure.state == "not_applicable" else "…"), indicator_id
        if figure.state == "value" and indicator["kind"] == "ratio" and not is_few:
            top, bottom = (
                printed(part, 0 if part.denominator == 1 else 1)
                for part in (figure.numerator, figure.denominator)
                if part is not None
            )
            assert parts == f"{top}/{bottom}", indicator_id
        percent = "%" if indicator["kind"] == "yes_no" else ""  # a ratio's stands beside its name
        decimals = int(indicator["decimals"])
        assert row["Toàn huyện"] == (
            f"{printed(whole.value, decimals)}{percent} {whole.n_units}/{whole.n_owing} đơn vị"
        ), indicator_id
        check_target(case, row["Chỉ tiêu giao"], figure, indicator)


def check_target(case: Case, text: str, figure: Figure, indicator: dict[str, str]) -> None:
    """A count's target is the whole district's: a unit has none; of a yes/no it is yes."""
    target = case.given.targets.get((case.period_id, indicator["indicator_id"]))
    if target is None or (indicator["kind"] == "count" and target != 0):
        assert text == "", indicator["indicator_id"]
        return
    own = Fraction(1) if indicator["kind"] == "yes_no" else target
    aim, _, verdict = text.partition(" ")
    assert aim == as_printed(own, indicator)
    expected = against_target(figure.value, own, indicator)
    assert verdict == {"met": "✓ đạt", "not_met": "chưa đạt", "none": ""}[expected], indicator["indicator_id"]


def test_every_figure_stands_beside_the_period_before(case: Case, unit_id: str) -> None:
    if has_short_page(case, unit_id):
        return
    rows = table(page(case.edition, f"communes/{unit_id}"), "figures")
    assert rows
    for row in rows:
        indicator = case.given.indicators[row["Chỉ tiêu"].split()[0]]
        moved = unit_change(case.given, case.period_id, unit_id, indicator["indicator_id"])
        if moved is None:
            # The column stands only where something can be compared.
            assert row.get("Thay đổi", "") == "", indicator["indicator_id"]
            continue
        if indicator["kind"] == "yes_no":  # a step from no to yes has no size
            assert row["Thay đổi"] == (
                "tốt hơn" if moved.change > 0 else "kém hơn" if moved.change else "không đổi"
            )
        else:
            assert row["Thay đổi"].split(" ")[0] == printed_change(moved.change, int(indicator["decimals"]))
        then, arrow, now = row["Kỳ so sánh"].partition(" → ")
        is_flow = indicator["period_type"] == "flow_cumulative" and indicator["kind"] != "yes_no"
        assert then == as_printed(moved.then, indicator), indicator["indicator_id"]
        assert bool(arrow) == is_flow
        assert now == (as_printed(moved.now, indicator) if is_flow else ""), indicator["indicator_id"]


def test_what_is_missing_is_named(case: Case, unit_id: str) -> None:
    root = page(case.edition, f"communes/{unit_id}")
    lacking = {
        figure.indicator_id
        for figure in written(case, unit_id).values()
        if case.given.indicators[figure.indicator_id]["is_core"] == "true"
        and figure.state in ("missing", "refused", "not_reported")
    }
    silent = {duty.task_id for duty in case.of_unit(unit_id) if duty.status == "not_reported"}
    if reports(case.given, case.period_id)[unit_id].path is None:
        text = text_of(root.xpath("//p[@class='pb-notice']")[0])
        assert numbers_in(text) == [str(len(silent)), str(len(lacking))]
    elif lacking or silent:
        assert {row["Nội dung còn thiếu"].split()[0] for row in table(root, "gaps")} == lacking | silent
    else:
        assert not root.xpath("//div[@id='table-gaps']")


def test_only_requests_are_left_out(case: Case) -> None:
    asked = [duty.unit_id for duty in obligations(case.given, case.period_id) if duty.is_request]
    assert {case.given.units[unit_id]["unit_group"] for unit_id in asked} == {"asked"}
