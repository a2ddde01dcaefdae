"""rules.csv, the reference's and the plan's: what is wrong with it is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import make_project

from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.data.given.rules import FILE, read_rules, subjects_of
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.rules import Rule, Side

HEADER = "left,relation,right,condition,severity,words"
SHIPPED = Path(__file__).parents[4]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def write(folder: Path, *lines: str) -> None:
    (folder / FILE).write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")


def read(project: Project) -> tuple[Rule, ...]:
    plan, reference = read_plan(project), read_reference(project)
    check_plan(plan, reference)
    subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
    return (*read_rules(plan.rules, subjects), *read_rules(reference.rules, subjects))


def refused(project: Project) -> list[str]:
    with pytest.raises(RefusedTablesError) as caught:
        read(project)
    return caught.value.text("en").splitlines()


def test_rules_of_the_plan_and_of_the_reference_are_read_in_their_order(project: Project) -> None:
    write(next(project.plans.iterdir()), "T1.1-02,implies,I102 all,I101;I103,note,Vì thế.")
    write(project.reference, "I102 numerator,at_most,I104 denominator,,warning,Một phần.")
    assert read(project) == (
        Rule(
            Side("T1.1-02", "done"),
            "implies",
            Side("I102", "all"),
            (Side("I101", "value"), Side("I103", "yes")),
            "note",
            "Vì thế.",
        ),
        Rule(Side("I102", "numerator"), "at_most", Side("I104", "denominator"), (), "warning", "Một phần."),
    )


def test_a_project_needs_no_rules(project: Project) -> None:
    (next(project.plans.iterdir()) / FILE).unlink()
    assert read(project) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1.1-01,equal,I101,,warning,x", "line 3, column relation: “equal” is not one of implies, equals"),
        ("T1.1-01,equals,I101,,error,x", "line 3, column severity: “error” is not one of warning, note"),
        ("T1.1-01,equals,I101,,warning,", "line 3: words is empty"),
        (",equals,I101,,warning,x", "line 3: left is empty"),
        ("T1.1-01,equals,I101,warning,x", "line 3: 5 cells where the header has 6"),
        ("I101,implies,T1.1-02 begun,,note,x", "line 3: the rule stands in line 2 already"),
        ("T1.1-1,equals,I101,,warning,x", "line 3, column left: “T1.1-1” is no task and no indicator"),
        ("T1.1-01,implies,I101,I999,warning,x", "line 3, column condition: “I999” is no task and no"),
        ("T1.1-01,implies,I102,,warning,x", "line 3, column right: “I102” does not say what is meant"),
        ("T1.1-01 late,implies,I101,,warning,x", "Write one of: T1.1-01 done, T1.1-01 begun."),
        ("T1.1-01,at_most,I101,,warning,x", "line 3: at_most compares two numbers"),
        ("T1.1-01,equals,T1.1-01,,warning,x", "line 3: both sides are the same"),
        ("I101,at_most,I102 denominator,,warning,x", "line 3: the rule names no task"),
        ("T2.1-01,implies,I101,,warning,x", "line 3: no unit answers all of T2.1-01, I101"),
    ],
)
def test_what_is_wrong_with_a_rule_of_the_plan_is_said_with_its_line(
    project: Project, line: str, said: str
) -> None:
    write(next(project.plans.iterdir()), "I101,implies,T1.1-02 begun,,note,x", line)
    text = refused(project)
    assert len(text) == 1
    assert text[0].startswith("1-KH-2022/rules.csv, line 3")
    assert said in text[0]


def test_a_task_has_no_place_in_the_rules_of_the_reference(project: Project) -> None:
    write(project.reference, "I101,implies,T1.1-02 begun,,note,x")
    assert refused(project)[0].startswith("reference/rules.csv, line 2: the rule names a task.")


def test_all_problems_are_said_at_once_and_in_vietnamese(project: Project) -> None:
    write(next(project.plans.iterdir()), "T1.1-01,equals,I99,,warning,x", "", "T9,equals,I101,,warning,x")
    with pytest.raises(RefusedTablesError) as caught:
        read(project)
    lines = caught.value.text("vi").splitlines()
    assert [line.partition(",")[2].partition(",")[0] for line in lines] == [" dòng 2", " dòng 4"]


def test_the_shipped_rules_cover_both_tables() -> None:
    rules = read(Project(SHIPPED))
    named = {side.subject_id[0] for rule in rules for side in rule.sides}
    assert named == {"T", "I"}
    assert {rule.relation for rule in rules} >= {"implies", "equals", "at_most"}
    assert all(rule.words.endswith(".") for rule in rules)
