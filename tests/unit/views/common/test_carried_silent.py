"""Units that report through another: one absent workbook is never told as so many missing reports."""

from __future__ import annotations

import re

import pandas as pd
import views_frames as f

from papibook import views as v
from papibook.measures.reports import n_carried_silent, n_silent
from papibook.model.inline import text_of
from papibook.model.plan import OutsideItem
from papibook.model.tables import CHECKLISTS, REPORTS, SOLUTIONS
from papibook.views.common import sentences
from papibook.views.common.display import Html
from papibook.views.common.links import silent_units
from papibook.views.common.standing_lines import standing_lines

THROUGH = {"xa-a": "phong-d", "xa-b": "phong-d"}


def units() -> pd.DataFrame:
    known = f.units()
    return known.assign(reports_through=known["unit_id"].map(THROUGH).astype("string"))


def reports(*silent: str) -> pd.DataFrame:
    return REPORTS.from_records(
        [
            {
                "period_id": "2022-S1",
                "unit_id": unit_id,
                "report_status": "not_reported" if unit_id in silent else "on_time",
                "reports_through": THROUGH.get(unit_id),
            }
            for unit_id in ("xa-a", "xa-b", "xa-c", "phong-d")
        ]
    )


def shown(view: Html) -> str:
    return re.sub(r"<[^>]+>", "", view.html)


def test_units_of_one_workbook_are_one_entry_with_the_name_of_its_sender() -> None:
    names = [text_of(name) for name in silent_units(reports("xa-a", "xa-b", "phong-d"), units())]
    assert names == ["2 đơn vị báo cáo qua D", "D"]
    alone = [text_of(name) for name in silent_units(reports("xa-b"), units())]
    assert alone == ["B báo cáo qua D"]


def test_the_counts_are_those_of_units() -> None:
    all_but_one = reports("xa-a", "xa-b", "phong-d")
    assert (n_silent(all_but_one), n_carried_silent(all_but_one)) == (3, 2)
    facts = v.silent_facts(all_but_one, units(), f.edition())
    told = shown(v.sentence("({n_units_silent}/{n_reporting}): {silent}.", facts))
    assert "(3/4): 2 đơn vị báo cáo qua D, D." in told
    few = sentences.few_reports(3, 4, 2, f.edition())
    assert text_of(few) == "3 trong 4 đơn vị chưa báo cáo, trong đó 2 đơn vị báo cáo qua đơn vị khác."


def test_the_sentence_of_a_group_names_the_sender() -> None:
    told = text_of(sentences.reported(reports("xa-a", "xa-b", "phong-d"), units()))
    assert "1 trong 3 xã, thị trấn đã báo cáo, tất cả đúng hạn; chưa báo cáo: 2 đơn vị báo cáo qua D." in told


def test_reports_that_the_plan_asks_for_are_workbooks() -> None:
    items = [OutsideItem(item="IV.1.2", asks_for="reports")]
    lines = standing_lines(
        f.obligations(f.obligation("T1.1-01", "done_on_time")), SOLUTIONS.empty(),
        reports("xa-a", "xa-b", "phong-d"), units(), items, CHECKLISTS.empty(),
    )  # fmt: skip
    assert lines["IV.1.2"]["text"] == "1/2 báo cáo gửi đúng hạn · 1 đơn vị chưa báo cáo"


def test_the_head_of_a_page_says_through_whom_the_unit_reports() -> None:
    sent = f.reports(reports_through="phong-d")
    assert "Báo cáo qua: Phòng D" in shown(v.unit_head(units(), sent, f.edition(), "xa-a"))
    assert "Báo cáo qua" not in shown(v.unit_head(units(), f.reports(), f.edition(), "xa-a"))
