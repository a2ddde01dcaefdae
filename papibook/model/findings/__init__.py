"""What is wrong with the units' data: a finding, its words, and the catalogue of its codes.

Checks that make findings stand where the data are read; problems of the office's own tables are no findings.
"""

from papibook.model.findings.catalogue import (
    CATALOGUE,
    CAUSES,
    CODES,
    CONTRADICTION,
    CONTRADICTIONS,
    CURES,
    TEXT_BOX,
)
from papibook.model.findings.code import FindingCode
from papibook.model.findings.finding import (
    ERROR,
    EXPLANATION,
    NOTE,
    WARNING,
    Cause,
    Finding,
    by_kind,
    from_frame,
    to_frame,
)

__all__ = [
    "CATALOGUE",
    "CAUSES",
    "CODES",
    "CONTRADICTION",
    "CONTRADICTIONS",
    "CURES",
    "ERROR",
    "EXPLANATION",
    "NOTE",
    "TEXT_BOX",
    "WARNING",
    "Cause",
    "Finding",
    "FindingCode",
    "by_kind",
    "from_frame",
    "to_frame",
]
