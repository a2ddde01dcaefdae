"""The made-up register: told from a real one by its rows, never written over one."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import make_project

from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.demo.register import MADE_UP, made_up_register, refuse_foreign_register, write_register
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

SHIPPED = Project(Path(__file__).parents[3])


def test_the_shipped_register_is_what_the_demo_writes_today(tmp_path: Path) -> None:
    plan = read_plan(SHIPPED)
    aside = Project(tmp_path)
    (aside.plans / plan.file.plan_id).mkdir(parents=True)
    write_register(aside, plan, made_up_register(plan, read_reference(SHIPPED)))
    place = Path("data/plans") / plan.file.plan_id / "directives.csv"
    assert (tmp_path / place).read_bytes() == (SHIPPED.root / place).read_bytes()


def test_any_plan_gets_one_that_names_its_own_items_and_units_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    write_register(project, read_plan(project), made_up_register(read_plan(project), read_reference(project)))
    plan = read_plan(project)
    check_plan(plan, read_reference(project))
    assert set(plan.directives["kind"]) == {"document", "meeting", "inspection", "urging", "conclusion"}
    assert plan.directives["directive_id"].str.startswith(MADE_UP).all()
    assert plan.directives["number"].dropna().str.startswith("MH-").all()


def test_a_register_that_the_office_keeps_is_never_replaced(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    head = "directive_id,kind,number,issued_on,issuer,subject,item,lead,due_date,done_on,result,link\n"
    path = project.plans / "1-KH-2022" / "directives.csv"
    path.write_text(f"{head}cv-12,document,12/UBND,2022-03-01,,Phân công,,,,,,\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        refuse_foreign_register(read_plan(project))
    assert "cv-12" in caught.value.text("en")
