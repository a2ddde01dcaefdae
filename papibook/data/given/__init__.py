"""What the office keeps: plan.yml, the tables of reference and plan, commentary, marks of follow-up.

Read strictly, all problems at once. Who owes what is expanded here; what units send does not belong here.
"""

from papibook.data.given.commentary import read_commentary
from papibook.data.given.csv_table import read_csv, write_csv
from papibook.data.given.plan import Plan, read_plan
from papibook.data.given.plan_file import read_plan_file
from papibook.data.given.reference import Reference, read_reference

__all__ = [
    "Plan",
    "Reference",
    "read_commentary",
    "read_csv",
    "read_plan",
    "read_plan_file",
    "read_reference",
    "write_csv",
]
