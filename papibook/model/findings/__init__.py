"""What is wrong with the units' data: a finding, its words, and the catalogue of its codes.

Checks that make findings stand where the data are read; problems of the office's own tables are no findings.
"""

from papibook.model.findings.catalogue import (
    BLANK_SHEET,
    CATALOGUE,
    CAUSES,
    CODES,
    CONTRADICTION,
    CONTRADICTIONS,
    CURES,
    NO_ANSWER,
    SHIFTED,
    TEXT_BOX,
    UNITS_SILENT,
)
from papibook.model.findings.code import FindingCode
from papibook.model.findings.finding import (
    ERROR,
    EXPLANATION,
    NOTE,
    OF_UNIT,
    WARNING,
    Cause,
    Finding,
    by_kind,
    from_frame,
    to_frame,
)

__all__ = [
    "BLANK_SHEET",
    "CATALOGUE",
    "CAUSES",
    "CODES",
    "CONTRADICTION",
    "CONTRADICTIONS",
    "CURES",
    "ERROR",
    "EXPLANATION",
    "NOTE",
    "NO_ANSWER",
    "OF_UNIT",
    "SHIFTED",
    "TEXT_BOX",
    "UNITS_SILENT",
    "WARNING",
    "Cause",
    "Finding",
    "FindingCode",
    "by_kind",
    "from_frame",
    "to_frame",
]
