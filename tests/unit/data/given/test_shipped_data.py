"""The shipped plan and reference data keep the rules that the rest of the project builds on.

Read with the csv module alone, on purpose: a fault in the package's reader then can't hide one here.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[4] / "data"
REFERENCE = DATA / "reference"
PLAN = DATA / "plans" / "426-KH-UBND-2022"
COMMENTARY = DATA / "commentary"

KEYS = {
    REFERENCE / "dimensions.csv": ("dimension_id",),
    REFERENCE / "subdimensions.csv": ("subdimension_id",),
    REFERENCE / "units.csv": ("sort_order", "unit_id"),
    REFERENCE / "unit_aliases.csv": ("alias",),
    REFERENCE / "indicators.csv": ("indicator_id",),
    REFERENCE / "papi_scores.csv": ("province", "year", "dimension_id", "subdimension_id"),
    PLAN / "solutions.csv": ("sort_order",),
    PLAN / "tasks.csv": ("task_id",),
    PLAN / "targets.csv": ("period_id", "indicator_id"),
}
SECTION_IV = {"IV.1.1", "IV.1.2", "IV.2", "IV.3", "IV.4", "IV.5", "IV.6", "IV.7"}
HALF_YEAR_CUTOFF = "2022-05-31"
YEAR_CUTOFF = "2022-11-30"
EACH_FILE = pytest.mark.parametrize("path", KEYS, ids=lambda path: path.stem)

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def ids(path: Path, column: str) -> set[str]:
    return {row[column] for row in rows(path)}


UNITS = {row["unit_id"]: row for row in rows(REFERENCE / "units.csv")}
INDICATORS = {row["indicator_id"]: row for row in rows(REFERENCE / "indicators.csv")}
SOLUTIONS = {row["solution_id"]: row for row in rows(PLAN / "solutions.csv")}
TASKS = {row["task_id"]: row for row in rows(PLAN / "tasks.csv")}
DIMENSIONS = {str(number) for number in range(1, 9)}
REPORTING = {
    group: {key for key, row in UNITS.items() if row["is_reporting"] == "true" and row["unit_group"] == group}
    for group in ("communes", "departments")
}
COMMUNE_TASKS = [row for row in TASKS.values() if "communes" in items(row["lead"])]


def texts() -> Iterable[Path]:
    yield from KEYS
    yield PLAN / "plan.yml"
    yield from sorted(COMMENTARY.rglob("*.md"))


# Form of the files


@pytest.mark.parametrize("path", list(texts()), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_text_is_nfc_utf8_with_unix_line_ends_and_no_mark(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[\u200b-\u200f\u00a0\ufeff]", text)


@EACH_FILE
def test_csv_is_quoted_only_where_needed(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, strict=True))
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(table)
    assert again.getvalue().encode("utf-8") == path.read_bytes()


@EACH_FILE
def test_rows_are_whole_unique_and_sorted_by_their_key(path: Path) -> None:
    table = rows(path)
    keys = [
        tuple(row[column].zfill(4) if column == "sort_order" else row[column] for column in KEYS[path])
        for row in table
    ]
    assert keys == sorted(set(keys))
    for row in table:
        assert None not in row
        assert all(
            value is not None and value == value.strip() and "  " not in value for value in row.values()
        )


@EACH_FILE
def test_booleans_dates_and_lists_have_one_form(path: Path) -> None:
    for row in rows(path):
        for column, value in row.items():
            if column.startswith("is_") or column in {"numerator_may_exceed", "needs_product"}:
                assert value in {"true", "false"}, (column, row)
            if column.endswith("_date") or column in {"valid_from", "valid_to", "published_on"}:
                assert value == "" or dt.date.fromisoformat(value).isoformat() == value, (column, row)
            if column in {"lead", "support", "solution_ids", "reporter_ids", "total_of", "successors"}:
                assert len(items(value)) == len(set(items(value))), (column, row)
                assert " " not in value, (column, row)


def test_ids_are_ascii_slugs_and_unique() -> None:
    for path, column in ((REFERENCE / "units.csv", "unit_id"), (PLAN / "solutions.csv", "solution_id")):
        assert len(ids(path, column)) == len(rows(path))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit_id) for unit_id in UNITS)
    assert all(re.fullmatch(r"I[1-8]\d\d", indicator_id) for indicator_id in INDICATORS)
    assert all(re.fullmatch(r"T(0|[1-8]\.\d)-\d\d", task_id) for task_id in TASKS)


# Dimensions and official scores


def test_eight_dimensions_have_names_and_short_names_for_charts() -> None:
    dimensions = rows(REFERENCE / "dimensions.csv")
    assert {row["dimension_id"] for row in dimensions} == DIMENSIONS
    assert all(0 < len(row["short_name"]) <= 22 for row in dimensions)
    assert all(row["plan_name"] and row["source"] for row in dimensions)


def test_subdimensions_say_in_which_years_they_count() -> None:
    parts = {row["subdimension_id"]: row for row in rows(REFERENCE / "subdimensions.csv")}
    assert len(parts) == 29
    assert all(row["dimension_id"] == part_id[0] for part_id, row in parts.items())
    assert parts["5.2"]["last_year"] == "2020"
    assert parts["8.3"]["first_year"] == "2019"
    for part_id, part in parts.items():
        years = {row["year"] for row in scores() if row["subdimension_id"] == part_id}
        last = int(part["last_year"] or 2024)
        assert years == {str(year) for year in range(int(part["first_year"]), last + 1)}


def scores() -> list[Row]:
    return rows(REFERENCE / "papi_scores.csv")


@pytest.mark.parametrize("year", range(2018, 2025))
def test_scores_of_the_parts_add_up(year: int) -> None:
    of_year = [row for row in scores() if row["year"] == str(year)]
    whole = {row["dimension_id"]: float(row["score"]) for row in of_year if not row["subdimension_id"]}
    assert set(whole) == DIMENSIONS | {"total"}
    for dimension_id in DIMENSIONS:
        parts = [
            float(row["score"])
            for row in of_year
            if row["subdimension_id"] and row["dimension_id"] == dimension_id
        ]
        assert sum(parts) == pytest.approx(whole[dimension_id], abs=0.002)
    assert sum(whole[key] for key in DIMENSIONS) == pytest.approx(whole["total"], abs=0.002)


def test_scores_lie_between_the_lowest_and_the_best() -> None:
    for row in scores():
        low, best = float(row["national_min"]), float(row["national_best"])
        assert low <= float(row["score"]) <= best, row
        assert low <= float(row["national_median"]) <= best, row
        assert 1 <= int(row["n_provinces"]) <= 63
        if row["subdimension_id"]:
            assert row["province_rank"] == row["best_province"] == ""
        else:
            assert 1 <= int(row["province_rank"]) <= int(row["n_provinces"])
            assert row["best_province"]
        assert row["source"]
        assert row["published_source"]


def test_readers_are_told_of_institutions_and_the_technical_source_stands_apart() -> None:
    for row in scores():
        shown = " ".join(row[name] for name in ("source", "published_source", "note", "break_note"))
        assert not re.search(r"[\w-]+/[a-z]|bản [0-9a-f]{8}", shown), shown
        assert row["source_technical"]


def test_a_whole_breaks_when_a_part_breaks_and_every_break_is_explained() -> None:
    table = scores()
    for row in table:
        assert (row["is_break"] == "true") == bool(row["break_note"]), row
    broken = {
        (row["year"], row["dimension_id"], row["subdimension_id"])
        for row in table
        if row["is_break"] == "true"
    }
    broken_dimensions = {(year, dimension) for year, dimension, part in broken if part}
    assert {(y, d) for y, d, part in broken if not part and d != "total"} == broken_dimensions
    assert {y for y, d, _ in broken if d == "total"} == {y for y, _ in broken_dimensions}
    assert {("2021", "5", part) for part in ("5.1", "5.3", "5.4")} < broken
    assert {("2021", "3", "3.2"), ("2021", "6", "6.4"), ("2020", "8", "8.3"), ("2019", "7", "7.1")} < broken


def test_scores_of_a_year_are_published_in_the_next_on_one_day() -> None:
    days = {(row["year"], row["published_on"]) for row in scores()}
    assert len(days) == 7
    assert all(day.startswith(str(int(year) + 1)) for year, day in days)
    assert ("2021", "2022-05-10") in days
    assert ("2022", "2023-04-12") in days


# Units


def test_fifteen_communes_and_fourteen_departments_report() -> None:
    assert len(REPORTING["communes"]) == 15
    assert len(REPORTING["departments"]) == 14
    assert Counter(row["unit_group"] for row in UNITS.values() if row["is_reporting"] == "true") == {
        "communes": 15,
        "departments": 14,
    }
    assert Counter(UNITS[key]["unit_kind"] for key in REPORTING["communes"]) == {"xã": 13, "thị trấn": 2}


def test_units_use_known_groups_and_have_a_parent() -> None:
    assert {row["unit_group"] for row in UNITS.values()} == {"communes", "departments", "asked", "other"}
    assert {row["parent_id"] for row in UNITS.values()} - {""} <= set(UNITS)
    for group in REPORTING.values():
        assert {UNITS[unit_id]["parent_id"] for unit_id in group} == {"huyen-moc-chau"}
    order = [int(row["sort_order"]) for row in UNITS.values()]
    assert sorted(order) == list(range(1, len(UNITS) + 1))


def test_codes_are_text_with_leading_zeros() -> None:
    for unit_id in REPORTING["communes"]:
        assert re.fullmatch(r"0\d{4}", UNITS[unit_id]["unit_code"])
        assert all(re.fullmatch(r"0\d{4}", code) for code in items(UNITS[unit_id]["successors"]))
        assert UNITS[unit_id]["successors"]
    codes = [row["unit_code"] for row in UNITS.values() if row["unit_code"]]
    assert len(codes) == len(set(codes))
    assert all(UNITS[unit_id]["unit_code"] == "" for unit_id in REPORTING["departments"])


def test_short_names_are_unique_and_short() -> None:
    short = [row["short_name"] for row in UNITS.values()]
    assert len(short) == len(set(short))
    assert all(0 < len(name) <= 15 for name in short)


def test_an_alias_leads_to_one_unit_and_never_hides_a_units_own_name() -> None:
    aliases = rows(REFERENCE / "unit_aliases.csv")
    folded = [row["alias"].casefold() for row in aliases]
    assert len(folded) == len(set(folded))
    assert {row["unit_id"] for row in aliases} <= set(UNITS)
    assert not set(folded) & {row["unit_name"].casefold() for row in UNITS.values()}
    assert all(row["added_by"] and row["reason"] for row in aliases)
    short = {row["short_name"].casefold(): key for key, row in UNITS.items()}
    assert all(short.get(row["alias"].casefold(), row["unit_id"]) == row["unit_id"] for row in aliases)


def test_aliases_cover_common_spellings_but_no_doubtful_one() -> None:
    aliases = {row["alias"]: row["unit_id"] for row in rows(REFERENCE / "unit_aliases.csv")}
    assert aliases["TT Mộc Châu"] == "thi-tran-moc-chau"
    assert aliases["TTNT Mộc Châu"] == aliases["Thị trấn NT Mộc Châu"] == "thi-tran-nong-truong-moc-chau"
    assert aliases["Xã Qui Hướng"] == aliases["Qui Hướng"] == "xa-quy-huong"
    assert aliases["TN&MT"] == "phong-tai-nguyen-moi-truong"
    assert not {alias.casefold() for alias in aliases} & {"mộc châu", "moc chau"}
    assert not [alias for alias in aliases if "Hặc" in alias]
    for unit_id in REPORTING["communes"] | REPORTING["departments"]:
        name = UNITS[unit_id]["unit_name"]
        plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
        assert aliases["".join(sign for sign in plain if not unicodedata.combining(sign))] == unit_id


# Indicators and targets


def test_the_catalogue_has_55_indicators_of_which_42_are_core() -> None:
    assert len(INDICATORS) == 55
    assert sum(row["is_core"] == "true" for row in INDICATORS.values()) == 42
    kinds = Counter(row["kind"] for row in INDICATORS.values())
    assert kinds == {"ratio": 37, "count": 12, "yes_no": 6}


def test_indicators_refer_to_what_exists() -> None:
    for indicator_id, row in INDICATORS.items():
        assert row["dimension_id"] == indicator_id[1]
        assert set(items(row["solution_ids"])) <= set(SOLUTIONS) | SECTION_IV, indicator_id
        reporters = items(row["reporter_ids"])
        assert reporters
        assert set(reporters) <= REPORTING["departments"] | {"communes"}, indicator_id
        assert set(items(row["total_of"])) <= set(reporters), indicator_id
        # A total counts one kind of reporter.
        assert items(row["total_of"]) == ["communes"] or "communes" not in items(row["total_of"])
        assert row["direction"] in {"higher", "lower", "neutral", "context"}
        assert row["period_type"] in {"flow_cumulative", "stock_at_cutoff", "annual_only"}


def test_core_indicators_cover_every_solution() -> None:
    covered = {
        item for row in INDICATORS.values() if row["is_core"] == "true" for item in items(row["solution_ids"])
    }
    assert set(SOLUTIONS) <= covered


def test_indicator_fields_agree_with_the_kind() -> None:
    for indicator_id, row in INDICATORS.items():
        is_ratio = row["kind"] == "ratio"
        assert is_ratio == bool(row["numerator_name"]) == bool(row["denominator_name"]), indicator_id
        assert is_ratio == (row["unit_measure"] == "%"), indicator_id
        assert (row["kind"] == "yes_no") == (row["unit_measure"] == "có/không"), indicator_id
        assert (row["numerator_may_exceed"] == "false") or is_ratio, indicator_id
        assert (row["value_max"] == "100") == (is_ratio and row["numerator_may_exceed"] == "false"), (
            indicator_id
        )
        assert (row["value_min"] == "0") == (row["kind"] != "yes_no"), indicator_id
        assert (row["decimals"] == "0") == (row["kind"] == "count"), indicator_id
        assert 0 < len(row["short_name"]) <= 40, indicator_id
    assert {key for key, row in INDICATORS.items() if row["is_integer_parts"] == "false"} == {"I606", "I703"}
    assert {key for key, row in INDICATORS.items() if row["is_public"] == "false"} == {"I403", "I609"}
    short = [row["short_name"] for row in INDICATORS.values()]
    assert len(short) == len(set(short))


def test_targets_are_proposed_for_directional_core_indicators_only() -> None:
    targets = rows(PLAN / "targets.csv")
    periods = {period["period_id"] for period in plan()["periods"]}
    for row in targets:
        indicator = INDICATORS[row["indicator_id"]]
        assert indicator["direction"] in {"higher", "lower"}
        assert indicator["is_core"] == "true"
        assert row["period_id"] in periods
        assert row["is_proposed"] == "true"
        assert row["source"]
        assert float(row["target"]) >= 0
        assert float(row["target"]) <= 100
        assert not (indicator["period_type"] == "annual_only" and row["period_id"] == "2022-S1")
        # The same number serves a commune and the district, which a sum over communes could not.
        assert indicator["kind"] != "count" or row["target"] == "0"
    with_target = {row["indicator_id"] for row in targets}
    assert 20 <= len(with_target) <= 30
    assert {INDICATORS[key]["dimension_id"] for key in with_target} == DIMENSIONS
    assert {key for key, row in INDICATORS.items() if row["is_core"] == "true"} - with_target


# The plan


def test_there_are_35_solutions_in_the_plans_order() -> None:
    counts = Counter(row["dimension_id"] for row in SOLUTIONS.values())
    assert [counts[str(number)] for number in range(1, 9)] == [3, 6, 5, 4, 6, 4, 3, 4]
    assert [int(row["sort_order"]) for row in SOLUTIONS.values()] == list(range(1, 36))
    assert all(row["dimension_id"] == key[0] and row["title"] for key, row in SOLUTIONS.items())


def test_every_solution_has_a_task_that_is_no_mere_request() -> None:
    assert {row["solution_id"] for row in TASKS.values() if row["is_request"] == "false"} == set(
        SOLUTIONS
    ) | {"IV.1.1"}


def test_tasks_refer_to_what_exists() -> None:
    bodies = set(UNITS) | {"communes", "departments"}
    for task_id, row in TASKS.items():
        assert row["solution_id"] in set(SOLUTIONS) | {"IV.1.1"}, task_id
        assert row["dimension_id"] == ("" if row["solution_id"] == "IV.1.1" else row["solution_id"][0]), (
            task_id
        )
        assert task_id.split("-")[0] == ("T0" if row["solution_id"] == "IV.1.1" else "T" + row["solution_id"])
        lead, support = set(items(row["lead"])), set(items(row["support"]))
        assert lead, task_id
        assert lead | support <= bodies, task_id
        assert not lead & support, task_id
        assert row["product"], task_id
        assert 0 < len(row["title"]) <= 110, task_id
        assert not row["title"].endswith("."), task_id


def test_only_reporting_units_lead_and_only_asked_bodies_get_requests() -> None:
    asked = {key for key, row in UNITS.items() if row["unit_group"] == "asked"}
    assert asked == {"ubmttq-huyen", "toa-an-huyen"}
    for task_id, row in TASKS.items():
        allowed = (
            asked if row["is_request"] == "true" else REPORTING["departments"] | {"communes", "departments"}
        )
        assert set(items(row["lead"])) <= allowed, task_id


def test_only_the_plans_own_task_is_not_a_proposal() -> None:
    assert [key for key, row in TASKS.items() if row["is_proposed"] == "false"] == ["T0-01"]
    assert TASKS["T0-01"]["due_date"] == "2022-02-20"


def test_only_date_tasks_have_a_due_date_and_none_after_the_cut_off() -> None:
    for task_id, row in TASKS.items():
        assert row["due_kind"] in {"date", "each_period", "event"}, task_id
        assert (row["due_kind"] == "date") == bool(row["due_date"]), task_id
        assert row["due_date"] <= YEAR_CUTOFF, task_id
        assert row["due_text"], task_id


def due_by_half_year(row: Row) -> bool:
    return row["due_kind"] == "each_period" or "" < row["due_date"] <= HALF_YEAR_CUTOFF


@pytest.mark.parametrize("dimension_id", sorted(DIMENSIONS))
def test_every_dimension_has_a_commune_obligation_due_by_31_may(dimension_id: str) -> None:
    assert [row for row in COMMUNE_TASKS if row["dimension_id"] == dimension_id and due_by_half_year(row)]


def test_a_commune_owes_about_twenty_tasks_of_every_kind_of_due_date() -> None:
    assert 18 <= len(COMMUNE_TASKS) <= 24
    assert {row["dimension_id"] for row in COMMUNE_TASKS} - {""} == DIMENSIONS
    kinds = Counter(row["due_kind"] for row in COMMUNE_TASKS)
    assert kinds["each_period"] >= 4
    assert 1 <= kinds["event"] <= 2
    dates = [row["due_date"] for row in COMMUNE_TASKS if row["due_kind"] == "date"]
    assert sum(date <= HALF_YEAR_CUTOFF for date in dates) >= 4
    assert sum(date > HALF_YEAR_CUTOFF for date in dates) >= 4


def test_every_department_leads_two_tasks_of_its_own() -> None:
    own = Counter(unit_id for row in TASKS.values() for unit_id in items(row["lead"]))
    assert {unit_id: own[unit_id] for unit_id in REPORTING["departments"] if own[unit_id] < 2} == {}


# plan.yml and the commentary


def plan() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((PLAN / "plan.yml").read_text(encoding="utf-8"))
    return content


def test_the_plan_is_illustrative_and_belongs_to_known_units() -> None:
    content = plan()
    assert content["plan_id"] == PLAN.name
    assert content["data_status"] == "illustrative"
    place = content["place"]
    district = UNITS[place["unit_id"]]
    assert place["code"] == district["unit_code"] == "123"
    assert place["parent"]["code"] == UNITS[district["parent_id"]]["unit_code"] == "14"


def test_periods_close_between_the_units_deadline_and_the_chairmans() -> None:
    periods = plan()["periods"]
    assert [period["period_id"] for period in periods] == ["2022-S1", "2022"]
    assert [str(period["cutoff_on"]) for period in periods] == [HALF_YEAR_CUTOFF, YEAR_CUTOFF]
    for period in periods:
        assert str(period["starts_on"]) == "2021-12-01"
        to_department, to_chairman = period["deadlines"]
        assert to_department["item"] == "IV.1.2"
        assert to_chairman["item"] == "IV.2"
        assert period["cutoff_on"] < period["unit_deadline"]["on"] < to_department["on"]
        assert period["unit_deadline"]["on"] < period["data_closed_on"] < to_chairman["on"]
        assert period["unit_deadline"]["rule"] == "not_later_than"
        assert {deadline["rule"] for deadline in period["deadlines"]} == {"before"}


def test_ambiguities_name_an_item_of_the_plan() -> None:
    known = set(SOLUTIONS) | SECTION_IV | {"I.1", "III"}
    notes = plan()["missing_from_plan"]
    assert all(entry["item"] in known and entry["note"] for entry in notes)
    assert "IV.1.2" in {entry["item"] for entry in notes}


@pytest.mark.parametrize("period_id", ["2022-S1", "2022"])
def test_commentary_is_whole_plain_and_marked_as_illustrative(period_id: str) -> None:
    folder = COMMENTARY / period_id
    expected = {"cover", "decisions", "district"} | {f"dimension-{number}" for number in DIMENSIONS}
    assert {path.stem for path in folder.glob("*.md")} == expected
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("*(Nhận xét minh họa)*\n"), path.name
        assert "<" not in text, path.name
        assert not re.search(r"^#{1,2} ", text, re.MULTILINE), path.name
        # No figures: they would be invented. The plan's number and dates are all that may stand.
        plain = re.sub(r"426/KH-UBND|năm 2022|tháng 8\b", "", text, flags=re.IGNORECASE)
        assert not re.search(r"\d", plain), path.name
