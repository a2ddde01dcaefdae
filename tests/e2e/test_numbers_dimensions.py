"""The eight dimension pages: the numbers a reader sees are those of the workbooks, counted a second time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from cases import DIMENSIONS, FELL_SHORT, Case, as_shown, is_of_few, told
from independent import Obligation, overdue, printed, printed_change, printed_share, share
from independent_changes import district_change
from independent_figures import Figure, district_figures, figures
from shown import csv_behind, numbers_in, page, table, text_of

pytestmark = pytest.mark.slow


@pytest.fixture(params=DIMENSIONS)
def dimension_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def own_duties(case: Case, dimension_id: str) -> list[Obligation]:
    return [duty for duty in case.owed if duty.dimension_id == dimension_id]


def own_indicators(case: Case, dimension_id: str) -> list[str]:
    """The dimension's indicators that have a district value in the period."""
    return [
        indicator_id
        for indicator_id in district_figures(case.given, case.period_id)
        if case.given.indicators[indicator_id]["dimension_id"] == dimension_id
    ]


def shown_figure(figure: Figure | None, kind: str, decimals: int, is_core: bool) -> str:
    """A unit's figure as printed: ∅ not reported, … not there, – nothing to count, empty if none is owed."""
    if figure is None or (
        not is_core and figure.state in ("missing", "not_reported") and not figure.is_answered
    ):
        return ""
    if figure.state != "value":
        return {"not_applicable": "–", "not_reported": "∅"}.get(figure.state, "…")
    if kind == "yes_no":
        return "có" if figure.value else "không"
    if is_of_few(figure, kind):
        return f"{figure.numerator}/{figure.denominator}"
    return printed(figure.value, decimals)


def test_sentence_tells_how_the_dimension_stands_and_its_place(case: Case, dimension_id: str) -> None:
    shares = {name: as_shown(*share(own_duties(case, name))) for name in DIMENSIONS}
    own = own_duties(case, dimension_id)
    (on_time, counted), rest = share(own), told(own)[2:]
    place = 1 + sum(other > shares[dimension_id] for other in shares.values())
    text = text_of(page(case.edition, f"dimensions/{dimension_id}").xpath("//p[@class='pb-lead']")[0])
    shown = numbers_in(printed_share(on_time, counted))
    expected = [str(counted), str(on_time), *shown, *rest, str(place), "8"]
    assert numbers_in(text) == expected


def test_every_solution_has_its_counts_and_its_share(case: Case, dimension_id: str) -> None:
    rows = table(page(case.edition, f"dimensions/{dimension_id}"), "solutions")
    assert rows
    for row in rows:
        solution_id = row["Giải pháp"].split()[0]
        own = [duty for duty in case.owed if duty.solution_id == solution_id]
        due = [duty.status for duty in own if duty.is_counted]
        counts = [len(own), len(due), *map(due.count, ("done_on_time", *FELL_SHORT))]
        assert sum(counts[2:]) == len(due)
        assert row["Tỷ lệ đúng hạn"] == printed_share(*share(own)), solution_id
        assert [int(text) for head, text in row.items() if "/" in head] == counts, solution_id
    files = csv_behind(case.edition, f"dimensions/{dimension_id}", "solutions")
    assert [row["solution_id"] for row in files] == [row["Giải pháp"].split()[0] for row in rows]
    for row in files:
        own = [duty for duty in case.owed if duty.solution_id == row["solution_id"]]
        assert (int(row["n_on_time"]), int(row["n_counted"])) == share(own)
        assert int(row["n_overdue"]) == len(overdue(own))


def test_task_grids_hold_every_obligation_with_its_status(case: Case, dimension_id: str) -> None:
    root, shown, signs = page(case.edition, f"dimensions/{dimension_id}"), {}, []
    for group in ("communes", "departments"):
        if root.xpath(f"//div[@id='table-task-grid-{group}']"):
            for row in csv_behind(case.edition, f"dimensions/{dimension_id}", f"task-grid-{group}"):
                shown[row["unit_id"], row["task_id"]] = row["status"], row["days_late"]
            grid = root.xpath(f"//div[@id='table-task-grid-{group}']//tbody//span/@class")
            signs += [name.split("pb-")[-1] for name in grid if "pb-sign" in name]
    own = own_duties(case, dimension_id)
    asked = {key for key in shown if case.given.units[key[0]]["is_reporting"] != "true"}
    expected = {(duty.unit_id, duty.task_id): duty for duty in own}
    assert set(shown) - asked == set(expected)
    for key, duty in expected.items():
        status, days = shown[key]
        assert status == duty.status, key
        assert int(days or 0) == (duty.days_late or 0), key
    assert sorted(signs) == sorted(status for status, _ in shown.values())


def test_every_indicator_has_its_district_value_target_and_change(case: Case, dimension_id: str) -> None:
    rows = table(page(case.edition, f"dimensions/{dimension_id}"), "indicators")
    shown = {row["Chỉ tiêu"].split()[0]: row for row in rows}
    values = district_figures(case.given, case.period_id)
    assert set(shown) == set(own_indicators(case, dimension_id))
    for indicator_id, row in shown.items():
        figure, decimals = values[indicator_id], int(case.given.indicators[indicator_id]["decimals"])
        target = case.given.targets.get((case.period_id, indicator_id))
        assert row["Toàn huyện"] == printed(figure.value, decimals), indicator_id
        assert row["Đơn vị có số liệu"] == f"{figure.n_units}/{figure.n_owing}", indicator_id
        aim, _, verdict = row["Chỉ tiêu giao"].partition(" ")
        assert aim == (printed(target, decimals) if target is not None else ""), indicator_id
        assert verdict.startswith("✓") == (figure.target_status == "met"), indicator_id
        moved = district_change(case.given, case.period_id, indicator_id)
        expected = printed_change(moved.change, decimals) if moved else ""
        # The column stands only where something can be compared.
        assert row.get("Thay đổi", "").split(" ")[0] == expected, indicator_id


def test_figures_of_every_commune_are_those_of_its_workbook(case: Case, dimension_id: str) -> None:
    root, written = page(case.edition, f"dimensions/{dimension_id}"), figures(case.given, case.period_id)
    names = {case.given.units[unit_id]["short_name"]: unit_id for unit_id in case.given.reporting("communes")}
    rows = table(root, "figures-communes")
    assert [names[row["Đơn vị"]] for row in rows] == case.given.reporting("communes")
    for row in rows:
        for head, text in list(row.items())[1:]:
            indicator = case.given.indicators[head.split()[0]]
            figure = written.get((names[row["Đơn vị"]], indicator["indicator_id"]))
            is_core, decimals = indicator["is_core"] == "true", int(indicator["decimals"])
            assert text == shown_figure(figure, indicator["kind"], decimals, is_core), (row["Đơn vị"], head)


def test_files_of_figures_hold_both_parts_of_every_ratio(case: Case, dimension_id: str) -> None:
    written, seen = figures(case.given, case.period_id), 0
    root = page(case.edition, f"dimensions/{dimension_id}")
    for table_id in ("figures-communes", "figures-departments"):
        if not root.xpath(f"//div[@id='table-{table_id}']"):
            continue
        for row in csv_behind(case.edition, f"dimensions/{dimension_id}", table_id):
            figure, seen = written[row["unit_id"], row["indicator_id"]], seen + 1
            assert row["obs_status"] == figure.state
            if figure.state != "value":
                assert row["obs_value"] == ""
                continue
            assert float(row["obs_value"]) == pytest.approx(
                float(figure.value or 0), abs=5e-7
            )  # six decimals
            for name in ("numerator", "denominator"):
                part = getattr(figure, name)
                assert Fraction(row[name] or -1) == (part if part is not None else -1)
    owing = [
        figure
        for figure in written.values()
        if case.given.indicators[figure.indicator_id]["dimension_id"] == dimension_id
        and (case.given.indicators[figure.indicator_id]["is_core"] == "true" or figure.is_answered)
    ]
    assert seen == len(owing)


def test_dots_of_every_chart_are_the_communes_values(case: Case, dimension_id: str) -> None:
    root, values = (
        page(case.edition, f"dimensions/{dimension_id}"),
        district_figures(case.given, case.period_id),
    )
    written, seen = figures(case.given, case.period_id), 0
    for indicator_id in own_indicators(case, dimension_id):
        indicator, figure = case.given.indicators[indicator_id], values[indicator_id]
        chart = root.xpath(f"//figure[@id='chart-indicator-{indicator_id.lower()}']")
        if not chart:
            assert indicator["kind"] == "yes_no" or "communes" not in indicator["reporter_ids"], indicator_id
            continue
        seen, decimals = seen + 1, int(indicator["decimals"])
        title = text_of(chart[0].xpath("./figcaption")[0])
        assert printed(figure.value, decimals) in numbers_in(title.replace("%", "")), title
        assert f"{figure.n_units}/{figure.n_owing}" in title
        dots = csv_behind(case.edition, f"dimensions/{dimension_id}", f"indicator-{indicator_id.lower()}")
        assert {row["unit_id"] for row in dots} <= set(case.given.reporting("communes"))
        if indicator["is_core"] == "true":  # who owes a figure and gave none has a row too, without a number
            assert len(dots) == len(case.given.reporting("communes"))
        valued = [row for row in dots if row["obs_value"]]
        assert {row["unit_id"]: printed(Fraction(row["obs_value"]), decimals) for row in valued} == {
            unit_id: printed(written[unit_id, indicator_id].value, decimals)
            for unit_id in case.given.reporting("communes")
            if written[unit_id, indicator_id].state == "value"
        }
    assert seen
