"""One report held against the plan: where its sheets and rows are, whose it is, what is wrong with it.

Many reports of a period, and which revision counts, belong to :mod:`papibook.data.edition`.
"""

from papibook.data.report.report import ReportRead, check_report, open_report
from papibook.data.report.rules import UnitRules, rules_by_unit

__all__ = ["ReportRead", "UnitRules", "check_report", "open_report", "rules_by_unit"]
