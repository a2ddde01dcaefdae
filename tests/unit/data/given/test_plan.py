"""plan.yml, the plan's tables and the reference tables: every fault named, with its cure."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from forms import PLAN_YML, make_project

from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.plan_file import read_plan_file
from papibook.data.given.reference import read_reference, recognise_unit
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedFileError, RefusedTablesError
from papibook.model.groups import group_members


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def _refusal(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "1-KH-2022" / "plan.yml"
    path.parent.mkdir()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RefusedFileError) as caught:
        read_plan_file(path)
    assert caught.value.exit_code == 2
    text = caught.value.text("en")
    assert "1-KH-2022/plan.yml" in text
    assert caught.value.text("vi") != text
    return text


def test_plan_is_read(project: Project) -> None:
    plan = read_plan(project)
    assert plan.file.period("2022-S1") is not None
    assert list(plan.tasks["task_id"]) == ["T1.1-01", "T1.1-02", "T2.1-01"]
    check_plan(plan, read_reference(project))


def test_misspelt_key_is_named_with_the_one_meant(tmp_path: Path) -> None:
    text = _refusal(tmp_path, PLAN_YML.replace("cutoff_on: 2022-05-31", "cutof_on: 2022-05-31"))
    assert (
        "the key “periods.1.cutof_on” is not known. Correct or remove it. Did you mean “cutoff_on”?" in text
    )
    assert "the key “periods.1.cutoff_on” is missing" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("issued_on: 2022-02-18", "issued_on: 18/02/2022", "issued_on: “18/02/2022” is not a date"),
        ("issued_on: 2022-02-18", "issued_on: 2022-02-30", "issued_on: “2022-02-30” is not a date"),
        ('period_id: "2022"', "period_id: 2022", "periods.2.period_id: “2022” must be text"),
        ('period_id: "2022"', "period_id: 2022--S3", "does not have the form"),
        ('period_id: "2022"', "period_id: 2022-S1", "two periods have the same period_id"),
        ("cumulates: [2022-S1]", "cumulates: 2022-S1", "periods.2.cumulates: must be a list"),
        ("cutoff_on: 2022-05-31", "cutoff_on: 2022-06-30", "must follow each other in time"),
        ("number: 1, data", "number: 2, data", "numbered 1, 2, 3"),
        ("title: Kế hoạch thử", "title: [Kế hoạch", "not readable as YAML"),
        ("title: Kế hoạch thử", "title: A\ntitle: B", "line 4: the key “title” stands there twice"),
        ("title: Kế hoạch thử\n", "", "the key “title” is missing"),
        ("title: Kế hoạch thử", "title: !!python/name:os.system x", "not readable as YAML"),
    ],
)  # fmt: skip
def test_fault_in_plan_yml_is_said_in_plain_words(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PLAN_YML
    assert said in _refusal(tmp_path, PLAN_YML.replace(old, new, 1))


def test_plan_yml_that_is_no_mapping_or_not_utf8_is_refused(tmp_path: Path) -> None:
    assert "must hold keys" in _refusal(tmp_path, "- a\n- b\n")
    (tmp_path / "x").mkdir()
    assert "line 2: not UTF-8" in _refusal(tmp_path / "x", b"plan_id: a\ntitle: \xe1\n")


def test_key_named_on_needs_no_quotes(project: Project) -> None:
    period = read_plan(project).file.period("2022-S1")
    assert period is not None
    assert period.unit_deadline.last_day.isoformat() == "2022-06-02"


def test_project_without_a_plan_is_refused(project: Project) -> None:
    with pytest.raises(ConfigError, match="holds no plan"):
        read_plan(Project(project.root / "elsewhere"))


def _spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_faults_of_all_reference_tables_are_listed(project: Project) -> None:
    folder = project.reference
    _spoil(folder / "indicators.csv", "count,", "cuont,")
    _spoil(folder / "indicators.csv", "phong-x", "phong-y")
    _spoil(folder / "subdimensions.csv", "1.1,1,", "1.1,9,")
    _spoil(folder / "unit_aliases.csv", "UBND xã A", "xã  b")
    _spoil(folder / "units.csv", "Tòa án,Tòa án", "Tòa án,")
    with pytest.raises(RefusedTablesError) as caught:
        read_reference(project)
    text = caught.value.text("en")
    assert "“I101”, column kind: “cuont” is not one of count, ratio, yes_no. Did you mean “count”?" in text
    assert "“phong-y” does not stand in groups.csv, units.csv. Did you mean “phong-x”?" in text
    assert "subdimensions.csv: “1.1”, column dimension_id: “9” does not stand in dimensions.csv" in text
    assert "“xã  b” is given to xa-a, but it already means xa-b" in text
    assert "units.csv: “toa-an” has no short_name" in text


def test_all_faults_of_the_plans_tables_are_listed(project: Project) -> None:
    tasks = project.plans / "1-KH-2022" / "tasks.csv"
    _spoil(tasks, ",date,2022-03-31", ",date,")
    _spoil(tasks, "T2.1-01,2.1", "T2.1-01,2.9")
    with pytest.raises(RefusedTablesError) as caught:
        read_plan(project)
    text = caught.value.text("en")
    assert "“T1.1-01” has due_kind date and no due_date" in text
    assert "“T2.1-01”, column solution_id: “2.9” does not stand in solutions.csv" in text


def test_plan_that_names_unknown_units_or_indicators_is_refused(project: Project) -> None:
    folder = project.plans / "1-KH-2022"
    _spoil(folder / "tasks.csv", "phong-x", "phong-z")
    _spoil(folder / "targets.csv", "I102", "I999")
    with pytest.raises(RefusedTablesError) as caught:
        check_plan(read_plan(project), read_reference(project))
    assert "“phong-z” does not stand in groups.csv, units.csv" in caught.value.text("en")
    assert "“I999” does not stand in indicators.csv" in caught.value.text("en")


def test_unit_is_recognised_by_id_code_name_and_alias(project: Project) -> None:
    reference = read_reference(project)
    assert {recognise_unit(name, reference) for name in ("xa-a", "03985", "XÃ  a", "ubnd xã A")} == {"xa-a"}
    assert recognise_unit("Xã Chiềng Hặc", reference) is None


def test_group_means_its_reporting_units_in_their_order() -> None:
    units = pd.DataFrame(
        {
            "unit_id": ["b", "a", "c", "court"],
            "unit_group": ["communes", "communes", "communes", "asked"],
            "is_reporting": [True, True, False, False],
            "sort_order": [1, 2, 3, 4],
        }
    )
    assert group_members("communes", units) == ("b", "a")
    assert group_members("court; a;communes", units) == ("b", "a", "court")
    assert group_members(pd.NA, units) == group_members("", units) == group_members(float("nan"), units) == ()
    with pytest.raises(ValueError, match="'d'"):
        group_members("a;d", units)


GROUPS = """\
group_id,name_one,name_many,name_one_en,name_many_en,caption,sort_order,reports,has_pages,shows_supported
communes,xã,xã,commune,communes,Xã,2,true,true,false
departments,phòng,phòng,office,offices,Phòng,1,true,false,true
asked,cơ quan,cơ quan,body,bodies,Cơ quan,3,false,false,false
other,đơn vị khác,đơn vị khác,other,others,Đơn vị khác,4,false,false,false
"""


def test_groups_are_data(project: Project) -> None:
    (project.reference / "groups.csv").write_text(GROUPS, encoding="utf-8")
    units = read_reference(project).shown_units.set_index("unit_id")
    assert units.loc["xa-a", ["group_many", "group_order", "page_id"]].tolist() == ["xã", 2, "communes/xa-a"]
    assert units["page_id"].dropna().index.tolist() == [
        name for name in units.index if name.startswith("xa-")
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("communes,xã", "cum,xã", "unit_group: “communes” does not stand in groups.csv"),
        ("asked,", "xa-a,", "units.csv: “xa-a” is the id of a group too"),
        ("asked,", "dimensions,", "groups.csv: the id “dimensions” has a meaning of its own"),
        ("asked,", "Bên hỏi,", "groups.csv: group_id “Bên hỏi” must be made of a-z, 0-9 and single hyphens"),
        ("2,true", "2,false", "“xa-a” reports, but groups.csv says of its group “communes” that it does not"),
    ],
)
def test_what_is_wrong_with_groups_is_told(project: Project, old: str, new: str, said: str) -> None:
    assert old in GROUPS
    (project.reference / "groups.csv").write_text(GROUPS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RefusedTablesError) as caught:
        read_reference(project)
    assert said in caught.value.text("en")


def test_nothing_is_asked_of_a_group_that_does_not_report(project: Project) -> None:
    _spoil(project.plans / "1-KH-2022" / "tasks.csv", "phong-x", "asked")
    with pytest.raises(RefusedTablesError) as caught:
        check_plan(read_plan(project), read_reference(project))
    assert "“T2.1-01”, column lead: the group “asked” has no unit, or does not report" in caught.value.text(
        "en"
    )
