"""The page on the data themselves: who reported when, completeness, findings, what was left out.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.quality.charts import reporting_timeline
from papibook.views.quality.findings import (
    finding_facts,
    findings_table,
    issue_reasons,
    outliers_table,
    unread_findings,
)
from papibook.views.quality.left_out import left_out_list, missing_figures_table
from papibook.views.quality.page import (
    completeness_table,
    receipt_facts,
    reporting_sentence,
)
from papibook.views.quality.status import submission_table

__all__ = [
    "completeness_table",
    "finding_facts",
    "findings_table",
    "issue_reasons",
    "left_out_list",
    "missing_figures_table",
    "outliers_table",
    "receipt_facts",
    "reporting_sentence",
    "reporting_timeline",
    "submission_table",
    "unread_findings",
]
