"""Measures: pure functions from frames to frames. No file is opened here, nothing is formatted.

Templates write ``from papibook import measures as m``. Counting a whole dataset, which only the press does,
stands apart in :mod:`papibook.measures.counted`.
"""

from papibook.measures.changes import difference, district_changes, figure_changes
from papibook.measures.district import district_figures, item_figures
from papibook.measures.figures import count_figures
from papibook.measures.follow_up import proposed
from papibook.measures.headline import Headline, HeadlineFigure, headline
from papibook.measures.jobs import lifting_jobs
from papibook.measures.obligations import count_obligations
from papibook.measures.outliers import outliers
from papibook.measures.overdue import overdue
from papibook.measures.periods import current, of_period
from papibook.measures.precision import shown
from papibook.measures.remarks import count_remarks
from papibook.measures.reports import completeness, count_reports, timeliness
from papibook.measures.standing import standing, standing_changes
from papibook.measures.submission import submission_status, unanswered, urged
from papibook.measures.targets import target_gaps, with_further_targets
from papibook.measures.unit_figures import unit_figures

__all__ = [
    "Headline",
    "HeadlineFigure",
    "completeness",
    "count_figures",
    "count_obligations",
    "count_remarks",
    "count_reports",
    "current",
    "difference",
    "district_changes",
    "district_figures",
    "figure_changes",
    "headline",
    "item_figures",
    "lifting_jobs",
    "of_period",
    "outliers",
    "overdue",
    "proposed",
    "shown",
    "standing",
    "standing_changes",
    "submission_status",
    "target_gaps",
    "timeliness",
    "unanswered",
    "unit_figures",
    "urged",
    "with_further_targets",
]
