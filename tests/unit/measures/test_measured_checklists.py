"""What units answered to the checklists of the plan."""

import pandas as pd

from papibook.measures.checklists import count_checklists
from papibook.model.tables import CHECKLISTS, WRITTEN_INFO

FIELDS = CHECKLISTS.from_records(
    [
        {"item": item, "field": field, "label": f"Hỏi {field}", "kind": "text", "sort_order": place}
        for place, (item, field) in enumerate(
            (("IV.1", "plan_number"), ("IV.1", "plan_lead"), ("2.3", "day"))
        )
    ]
)


def counted(*answers: tuple[str, str, str]) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"unit_id": unit_id, "field": field, "value": value} for unit_id, field, value in answers
    ]
    return count_checklists(WRITTEN_INFO.from_records(rows), FIELDS, period_id="2022-S1")


def test_each_answer_is_a_row_with_its_item_and_its_question() -> None:
    rows = counted(("xa-1", "plan_number", "30/KH-UBND"), ("xa-1", "day", "2022-02-18"))
    assert rows[["unit_id", "item", "field", "label", "value"]].to_numpy().tolist() == [
        ["xa-1", "2.3", "day", "Hỏi day", "2022-02-18"],
        ["xa-1", "IV.1", "plan_number", "Hỏi plan_number", "30/KH-UBND"],
    ]


def test_what_is_left_open_is_absent_and_not_no() -> None:
    assert counted(("xa-1", "plan_lead", "no"))["field"].tolist() == ["plan_lead"]


def test_what_no_checklist_asks_is_no_answer_to_one() -> None:
    assert counted(("xa-1", "general_difficulty", "mưa nhiều")).empty


def test_nobody_answered() -> None:
    assert counted().empty
