"""The benchmarks' arithmetic, the shape of their JSON, and that the document says what was measured."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import document, growth
from benchmarks.commands import BenchError, Timed
from benchmarks.corrections import UNIT, pages_that_see
from benchmarks.editions import IDS, Round, results_of
from benchmarks.goals import GOALS
from benchmarks.ours import Build, read_build
from benchmarks.projects import PageWork, keep_contents
from benchmarks.results import Result, judged, merged, not_measured, ratios, read_results, write_results

FIELDS = ["id", "what", "value", "unit", "bar", "aim", "met"]
HERE = Result("machine", "a machine", None, "", None, None, None)


def test_each_round_is_compared_with_itself() -> None:
    assert ratios([30.0, 60.0], [3.0, 2.0]) == (10.0, 30.0)


def test_the_value_is_the_median_of_the_rounds() -> None:
    assert judged("build_vs_plain", [4.0, 100.0, 5.0]).value == 5.0


@pytest.mark.parametrize(
    ("goal_id", "value", "met"),
    [
        ("build_vs_plain", 5.0, True),
        ("build_vs_plain", 4.99, False),
        ("one_fix", 0.25, True),
        ("one_fix", 0.26, False),
        ("one_figure", 0.9, None),
    ],
)
def test_a_bar_is_met_on_its_better_side(goal_id: str, value: float, met: bool | None) -> None:
    assert judged(goal_id, [value]).met is met


def test_a_second_condition_can_keep_a_bar_from_being_met() -> None:
    assert judged("noop", [0.4], also=False).met is False


def test_the_json_is_a_list_of_objects_with_the_seven_fields(tmp_path: Path) -> None:
    results = (HERE, judged("noop", [0.5, 0.6], parts={"noop": [0.5, 0.6]}), not_measured("growth", "why"))
    write_results(tmp_path / "results.json", results)
    objects = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert [list(one)[:7] for one in objects] == [FIELDS] * 3
    assert objects[0]["id"] == "machine"
    assert read_results(tmp_path / "results.json") == results


def test_figures_of_another_machine_are_not_kept() -> None:
    elsewhere = Result("machine", "another", None, "", None, None, None)
    former, fresh = [elsewhere, judged("noop", [0.5])], [HERE, judged("growth", [1.0])]
    assert [result.id for result in merged(former, fresh)] == ["machine", "growth"]
    assert [result.id for result in merged([HERE, *former[1:]], fresh)] == ["machine", "noop", "growth"]


def build(wall: float, notebooks: float) -> Build:
    return Build(wall, wall, notebooks, book=1.0, pages=44, made=44)


def test_a_failed_step_costs_its_own_figures_alone() -> None:
    good = {"noop": 0.5, "plain_noop": 3.0, "loop": 100.0, "plain": 120.0, "plain_cpu": 120.0}
    rounds = [
        Round(good | {"floor": 2.0, "floor_drawn": 4.0}, {"cold": build(20, 8), "fix": build(4, 1)}),
        Round(good, {"cold": build(24, 10), "fix": build(6, 1)}, {"figure": "values stand\nmore"}),
    ]
    found = {result.id: result for result in results_of(rounds)}
    assert set(found) == set(IDS)
    assert found["notebooks_vs_papermill"].rounds == (12.5, 10.0)
    assert found["one_fix"].value == pytest.approx((0.2 + 0.25) / 2)
    assert found["one_figure"].note == "not measured: values stand"
    assert found["noop"].met is True


def test_the_stages_are_read_from_what_the_build_says() -> None:
    lines = (
        (1.0, "Reading and checking the reports …"),
        (2.0, "Making the pages …"),
        (5.0, "  10/44"),
        (9.0, "  44/44"),
        (12.0, "Making the HTML book and the PDF …"),
        (20.0, "  2/2"),
        (20.5, "Putting the edition in place …"),
        (21.0, "Pages    44, 43 of them made now (PDF: 212)"),
    )
    assert read_build(Timed(21.5, 30.0, lines)) == Build(21.5, 30.0, 7.0, 8.5, 44, 43)


def test_only_pages_that_declare_a_changed_slice_may_run() -> None:
    work = (
        PageWork("index", "summary", {}, ("plan", "whole")),
        PageWork("communes/x", "unit", {}, ("plan", "unit/x", "district")),
        PageWork(f"communes/{UNIT}", "unit", {}, ("plan", f"unit/{UNIT}", "district")),
    )
    before = {"plan": "1", "whole": "1", "district": "1", "unit/x": "1", f"unit/{UNIT}": "1"}
    after = before | {"whole": "2", f"unit/{UNIT}": "2"}
    assert pages_that_see(work, before, after) == {"index", f"communes/{UNIT}"}
    with pytest.raises(BenchError, match="unit/x"):
        pages_that_see(work, before, before | {"unit/x": "2"})


def test_contents_keep_only_the_pages_there_are(tmp_path: Path) -> None:
    toc = tmp_path / "_toc.yml"
    toc.write_text(
        "root: book/pages/index\nparts:\n"
        "- chapters: [{file: book/plan/index}, {file: book/pages/papi}]\n"
        "- chapters: [{glob: book/pages/communes/*}]\n- chapters: [{glob: book/pages/departments/*}]\n",
        encoding="utf-8",
    )
    keep_contents(toc, ["index", "communes/x"])
    text = toc.read_text(encoding="utf-8")
    assert "book/plan/index" in text
    assert "communes/*" in text
    assert "papi" not in text
    assert "departments" not in text


def test_the_document_says_what_was_measured() -> None:
    results = read_results(document.RESULTS)
    text = document.DOCUMENT.read_text(encoding="utf-8")
    assert document.with_figures(text, results) == text
    assert set(re.findall(r"^\| `(\w+)` \| [A-Z]", text, flags=re.MULTILINE)) == {
        result.id for result in results if result.id in GOALS
    }


def test_growth_compares_a_page_of_many_with_the_mean_of_both_builds_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = {
        "few": [Build(50, 60, 30, 10, 80, 80), Build(60, 70, 34, 14, 80, 80)],
        "many": [Build(700, 900, 500, 150, 1000, 1000)],
    }
    monkeypatch.setattr(growth, "with_communes", lambda folder, _count: folder)
    monkeypatch.setattr(growth, "_small_points", lambda _folder, _say: [])
    monkeypatch.setattr(growth, "offers", lambda *_: True)
    monkeypatch.setattr(growth, "build", lambda project: built[project.name].pop(0))
    cost, few, many = growth.measure(tmp_path, ["growth"], lambda _text: None)
    assert cost.value == pytest.approx((650 / 1000) / ((40 / 80 + 48 / 80) / 2), rel=1e-3)
    assert (few.id, many.id) == ("pages_80", "pages_1000")
    assert many.parts == {"pages": 1000, "notebooks": 500, "book": 150, "whole": 700}


def test_a_build_that_fails_costs_the_growth_figures_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_project: Path) -> Build:
        raise BenchError("disk full\nand more")

    monkeypatch.setattr(growth, "fresh_project", lambda folder: folder)
    monkeypatch.setattr(growth, "offers", lambda *_: True)
    monkeypatch.setattr(growth, "build", fail)
    (found,) = growth.measure(tmp_path, ["growth"], lambda _text: None)
    assert (found.value, found.note) == (None, "not measured: disk full")
