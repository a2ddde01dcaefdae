"""Cover, district page and plan text: the numbers a reader sees are those of the workbooks.

Expected values come from ``independent`` and its neighbours, which count a second time and import nothing of
papibook; found ones from the pages' HTML and the CSV files beside tables and charts, of both editions.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from cases import DIMENSIONS, FELL_SHORT, Case, as_shown, day, is_unknown, not_reported_parts, told
from independent import (
    half_year,
    obligations,
    overdue,
    printed,
    printed_change,
    printed_share,
    reports,
    share,
)
from independent_changes import district_change
from independent_figures import district_figures
from shown import chart_words, csv_behind, numbers_in, page, table, text_of, tree

pytestmark = pytest.mark.slow


def test_cover_shows_the_four_headline_figures(case: Case) -> None:
    on_time, counted = share(case.owed)
    sent = reports(case.given, case.period_id).values()
    judged = [figure.target_status for figure in district_figures(case.given, case.period_id).values()]
    values = [text_of(card) for card in page(case.edition, "index").xpath("//*[@class='pb-card-value']")]
    assert values == [
        printed_share(on_time, counted),
        str(len(overdue(case.owed))),
        f"{sum(report.is_on_time for report in sent)}/{len(sent)}",
        f"{judged.count('met')}/{judged.count('met') + judged.count('not_met')}",
    ]


def test_cover_says_of_how_many_the_headline_figures_are(case: Case) -> None:
    on_time, counted = share(case.owed)
    notes = [
        numbers_in(text_of(card)) for card in page(case.edition, "index").xpath("//*[@class='pb-card-note']")
    ]
    due = [duty.status for duty in case.owed if duty.is_counted]
    rest = [due.count(status) for status in FELL_SHORT if status != "overdue"]
    rest += not_reported_parts(case.owed)
    assert notes[:2] == [
        [str(on_time), str(counted)],
        [str(counted), *(str(number) for number in rest if number)],
    ]
    lead = numbers_in(text_of(page(case.edition, "index").xpath("//p[@class='pb-lead']")[0]))
    assert {*told(case.owed), printed_share(on_time, counted)} <= set(lead)


def test_cover_compares_the_year_with_its_half_year(case: Case) -> None:
    cards = page(case.edition, "index").xpath("//*[contains(@class, 'pb-card-change')]")
    changes = [text_of(card) for card in cards]
    half = half_year(case.given, case.period_id)
    if half is None:
        assert changes == []  # said once, in the section on changes
        assert "Chưa có số liệu cùng kỳ để so sánh" in text_of(page(case.edition, "index"))
        return
    both = set.intersection(
        *(
            {unit_id for unit_id, report in reports(case.given, period_id).items() if report.path}
            for period_id in (case.period_id, half)
        )
    )
    then, now = (
        [duty for duty in obligations(case.given, period_id) if duty.unit_id in both and not duty.is_request]
        for period_id in (half, case.period_id)
    )
    in_time = [
        sum(report.is_on_time for report in reports(case.given, period_id).values())
        for period_id in (case.period_id, half)
    ]
    expected = [
        printed_change(as_shown(*share(now)) - as_shown(*share(then)), 1),
        printed_change(Fraction(len(overdue(now)) - len(overdue(then))), 0),
        printed_change(Fraction(in_time[0] - in_time[1]), 0),
    ]
    assert [text.split()[0] for text in changes[:3]] == expected
    n_units = len(reports(case.given, half))
    on = f"tính trên {len(both)} đơn vị" if len(both) < n_units else ""
    assert [on in text for text in changes[:2]] == [True, True]
    assert changes[3] == "chưa có số liệu cùng kỳ để so sánh"


def test_cover_strip_shows_every_dimension(case: Case) -> None:
    items = page(case.edition, "index").xpath("//ol[@class='pb-strip']/li")
    assert len(items) == 8
    for dimension_id, item in zip(DIMENSIONS, items, strict=True):
        own = [duty for duty in case.owed if duty.dimension_id == dimension_id]
        shown = numbers_in(text_of(item.xpath(".//*[@class='pb-strip-share']")[0]))
        assert shown == [printed_share(*share(own))]
        base = numbers_in(text_of(item.xpath(".//*[contains(@class, 'pb-strip-note')]")[0]).replace("/", " "))
        assert base == [str(number) for number in share(own)]


def overdue_lines(case: Case) -> list[tuple[str, ...]]:
    """Item, unit, due, days overdue and what the unit wrote, the longest overdue first."""
    late = sorted(overdue(case.owed), key=lambda duty: -(duty.days_late or 0))
    return [
        (
            duty.solution_id,
            case.given.units[duty.unit_id]["short_name"],
            day(duty.due),
            str(duty.days_late),
            duty.wrote + (f", {printed(duty.percent)}%" if duty.percent is not None else ""),
        )
        for duty in late
    ]


def test_overdue_list_names_task_unit_and_days(case: Case) -> None:
    shown = [
        (row["Mục"], row["Đơn vị"], row["Thời hạn"], row["Số ngày quá hạn"], row["Đơn vị ghi"])
        for row in table(page(case.edition, "overdue"), "overdue")
    ]
    expected = overdue_lines(case)
    assert [line[3] for line in shown] == [line[3] for line in expected]
    assert sorted(shown) == sorted(expected)


def test_the_cover_names_who_is_silent_and_who_has_most_overdue(case: Case) -> None:
    root = page(case.edition, "index")
    silent = [
        case.given.units[unit_id]["short_name"]
        for unit_id, report in reports(case.given, case.period_id).items()
        if report.path is None
    ]
    told = [text_of(each) for each in root.xpath("//p[starts-with(., 'Chưa báo cáo (')]")]
    assert [sorted(text.rsplit(": ", 1)[1].rstrip(".").split(", ")) for text in told] == (
        [sorted(silent)] if silent else []
    )
    undone = {
        unit_id: [
            sum(duty.status == status for duty in case.of_unit(unit_id) if duty.is_counted)
            for status in ("overdue", "due_at_cutoff", "not_done_in_period")
        ]
        for unit_id in {duty.unit_id for duty in case.owed}
    }
    shown = [
        each.get("href").rsplit("/", 1)[1] for each in root.xpath("//ul[@class='pb-worst']/li[not(@class)]/a")
    ]
    every = sorted(((n[0], sum(n)) for n in undone.values() if sum(n)), reverse=True)
    ranks = every[:3]
    assert bool(root.xpath("//li[@class='pb-alike']")) == (every[2:3] == every[3:4] != [])
    assert [
        (undone[name][0], sum(undone[name])) for name in (href.removesuffix(".html") for href in shown)
    ] == ranks


@pytest.mark.parametrize("group", ["communes", "departments"])
def test_district_heatmap_is_the_share_of_each_unit_in_each_dimension(case: Case, group: str) -> None:
    members = case.given.reporting(group)
    cells = {
        (row["unit_id"], row["dimension_id"]): row
        for row in csv_behind(case.edition, "district", f"heatmap-{group}")
    }
    seen = 0
    for unit_id in (*members, group):
        for dimension_id in (*DIMENSIONS, "all"):
            own = [
                duty
                for duty in case.owed
                if duty.unit_id in (members if unit_id == group else [unit_id])
                and dimension_id in (duty.dimension_id, "all")
            ]
            if (unit_id, dimension_id) not in cells:
                assert not own or unit_id == group, (unit_id, dimension_id)
                continue
            seen += 1
            row, (on_time, counted) = cells[unit_id, dimension_id], share(own)
            known = not is_unknown(own)
            assert (row["n_on_time"], row["n_counted"]) == (str(on_time) if known else "", str(counted))
            shown = row["share_on_time_pct"]
            is_share = counted and known
            assert Fraction(shown) == as_shown(on_time, counted) if is_share else not shown
    assert seen == len(cells)


@pytest.mark.parametrize("group", ["communes", "departments"])
def test_district_heatmap_says_each_units_share_in_words(case: Case, group: str) -> None:
    words = chart_words(page(case.edition, "district"), f"heatmap-{group}")
    for unit_id, report in reports(case.given, case.period_id).items():
        own, name = case.of_unit(unit_id), case.given.units[unit_id]["short_name"]
        if unit_id in case.given.reporting(group) and report.path is not None and share(own)[1]:
            on_time, counted = share(own)
            few = f"{on_time}/{counted}" if counted < 10 else f"{printed(Fraction(100 * on_time, counted))}%"
            assert f"{name} {few}" in words


@pytest.mark.parametrize("group", ["communes", "departments"])
def test_district_counts_every_status_of_every_dimension(case: Case, group: str) -> None:
    members = case.given.reporting(group)
    shown = {
        (row["dimension_id"], row["status_id"]): int(row["n"])
        for row in csv_behind(case.edition, "district", f"status-{group}")
        if int(row["n"])
    }
    expected: dict[tuple[str, str], int] = {}
    for duty in case.owed:
        if duty.unit_id in members and duty.dimension_id:
            key = duty.dimension_id, duty.status
            expected[key] = expected.get(key, 0) + 1
    assert shown == expected


@pytest.mark.parametrize("group", ["", "communes", "departments"])
def test_district_sentences_tell_how_all_and_each_kind_of_unit_stand(case: Case, group: str) -> None:
    root = page(case.edition, "district")
    lines = root.xpath("//p[@class='pb-line']") if group else root.xpath("//p[@class='pb-lead']")
    text = text_of(lines[1 if group == "departments" else 0])
    owed = [duty for duty in case.owed if not group or duty.unit_id in case.given.reporting(group)]
    on_time, counted = share(owed)
    numbers = told(owed)
    expected = [str(counted), str(on_time), printed_share(on_time, counted), *numbers[2:]]
    assert sorted(numbers_in(text)[: len(expected)]) == sorted(expected)


def test_own_plans_show_when_each_was_issued(case: Case) -> None:
    shown = {row["Đơn vị"]: row for row in table(page(case.edition, "execution"), "checklist-iv-1-1")}
    own = [duty for duty in case.owed if duty.solution_id == "IV.1.1"]
    assert len(shown) == len(own) == 29
    for duty in own:
        row = shown[case.given.units[duty.unit_id]["short_name"]]
        nothing = "∅" if duty.status == "not_reported" else "…"
        assert row["Ngày ban hành"] == (day(duty.done_on) if duty.done_on else nothing)


def test_district_deadlines_add_up(case: Case) -> None:
    rows = csv_behind(case.edition, "district", "deadlines")
    assert rows
    for row in rows:
        dimension_id = "" if row["dimension_id"] == "0" else row["dimension_id"]
        own = [
            duty
            for duty in case.owed
            if duty.dimension_id == dimension_id and duty.due and duty.due.isoformat() == row["due_date"]
        ]
        on_time, counted = share(own)
        assert (int(row["n_counted"]), int(row["n_obligations"])) == (counted, len(own))
        known = ("", "") if is_unknown(own) else (str(on_time), str(len(overdue(own))))
        assert (row["n_on_time"], row["n_overdue"]) == known


def test_district_indicators_show_value_target_and_how_many_units_stand_behind(case: Case) -> None:
    rows = {row["Chỉ tiêu"]: row for row in table(page(case.edition, "district"), "headline-indicators")}
    figures = district_figures(case.given, case.period_id)
    targets = {name: aim for (period, name), aim in case.given.targets.items() if period == case.period_id}
    assert len(rows) == len(targets)
    for indicator_id, aim in targets.items():
        indicator, figure = case.given.indicators[indicator_id], figures[indicator_id]
        decimals, row = int(indicator["decimals"]), rows[indicator["indicator_name"]]
        assert row["Giá trị"] == printed(figure.value, decimals), indicator_id
        assert row["Chỉ tiêu giao"] == printed(aim, decimals), indicator_id
        assert row["Đơn vị có số liệu"] == f"{figure.n_units}/{figure.n_owing}", indicator_id
        assert row["So với chỉ tiêu giao"].startswith("✓") == (figure.target_status == "met"), indicator_id
        moved = district_change(case.given, case.period_id, indicator_id)
        if moved is None and "Thay đổi" not in row:  # no column where nothing can be compared
            continue
        assert row["Thay đổi"].split(" ")[0] == (printed_change(moved.change, decimals) if moved else "–")


def test_district_indicator_file_has_the_values_of_the_table(case: Case) -> None:
    figures = district_figures(case.given, case.period_id)
    rows = csv_behind(case.edition, "district", "headline-indicators")
    assert rows
    for row in rows:
        figure, decimals = figures[row["indicator_id"]], int(row["decimals"])
        assert row["target_status"] == figure.target_status
        assert (row["n_units"], row["n_units_owing"]) == (str(figure.n_units), str(figure.n_owing))
        assert printed(Fraction(row["obs_value"]), decimals) == printed(figure.value, decimals)


def test_every_solution_in_the_plans_text_carries_its_standing(case: Case) -> None:
    lines = tree(case.edition / "html/book/plan/part-2.html").xpath("//p[@class='pb-standing']")
    solutions = {duty.solution_id for duty in case.owed} - {"IV.1.1"}
    assert len(lines) == 35
    for line in lines:
        anchor = line.xpath("./a/@data-anchor")[0]
        solution_id = anchor.removeprefix("solution-").replace("-", ".")
        own = [duty for duty in case.owed if duty.solution_id == solution_id]
        assert numbers_in(text_of(line.xpath("./*[@class='pb-standing-text']")[0]).replace("/", " ")) == told(
            own
        )
        solutions.discard(solution_id)
    assert solutions == set()


def test_the_plans_own_duties_carry_their_standing(case: Case) -> None:
    lines = tree(case.edition / "html/book/plan/part-4.html").xpath("//*[@class='pb-standing-text']")
    # Behind the standing of the reports stands why they cannot be in time: no count.
    said = (text_of(line).split(". ")[0].replace("/", " ") for line in lines)
    plans, sending, *others = (numbers_in(text) for text in said)
    spoken_to = ["phong-noi-vu", "phong-van-hoa-thong-tin", "van-phong-hdnd-ubnd"]
    spoken_to += ["trung-tam-truyen-thong-van-hoa"]
    assert others == [*(told(case.of_unit(unit_id)) for unit_id in spoken_to), [], []]
    assert plans == told([duty for duty in case.owed if duty.solution_id == "IV.1.1"])
    sent = list(reports(case.given, case.period_id).values())
    on_time = sum(report.is_on_time for report in sent)
    silent = sum(report.path is None for report in sent)
    rest = [number for number in (len(sent) - on_time - silent, silent) if number]
    assert sending == [str(number) for number in (on_time, len(sent), *rest)]
