"""Jobs: which pages an edition has."""

import pandas as pd

from papibook.data.given.reference import earlier_groups
from papibook.model.groups import with_groups
from papibook.model.tables import DIMENSIONS, UNITS
from papibook.press.recipe.jobs import page_jobs


def units() -> pd.DataFrame:
    plain = UNITS.from_records(
        [
            {"unit_id": unit_id, "unit_group": group, "unit_name": unit_id, "is_reporting": True}
            for unit_id, group in (("xa-1", "communes"), ("xa-2", "communes"), ("phong-a", "departments"))
        ]
    )
    return with_groups(plain, earlier_groups())


def test_a_unit_of_which_no_report_is_read_has_the_short_page_at_its_usual_place() -> None:
    jobs = page_jobs(
        DIMENSIONS.empty(), units(), edition_title="X", whole_title="Y", silent={"xa-2", "phong-a"}
    )
    assert {job.page_id: job.template for job in jobs if job.parameters} == {
        "communes/xa-1": "unit",
        "communes/xa-2": "not_reported",
        "departments/phong-a": "not_reported",
    }
