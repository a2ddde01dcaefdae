"""Views: frame and options in, a table, chart or sentence out. Pure: they read, write and look up nothing."""

from papibook.views.annex import indicators_note, indicators_table, tasks_note, tasks_table
from papibook.views.commentary import office_words
from papibook.views.comparison import comparison_basis, dimension_moves, figure_moves, unit_moves
from papibook.views.district import (
    district_sentence,
    group_sentence,
    headline_indicators,
    of_group,
    overdue_sentence,
    overdue_table,
    own_plans,
    own_plans_sentence,
)
from papibook.views.district_charts import deadline_timeline, dimension_status_bars, share_heatmap
from papibook.views.district_remarks import remarks_by_dimension, remarks_sentence
from papibook.views.papi import (
    papi_breaks,
    papi_dimensions,
    papi_scores_table,
    papi_sources,
    papi_statement,
    papi_subdimensions,
    papi_total,
)
from papibook.views.quality import (
    completeness_table,
    findings_sentence,
    findings_table,
    outliers_table,
    refused_receipts,
    reporting_sentence,
    waiting_table,
)
from papibook.views.quality_charts import reporting_timeline
from papibook.views.quality_left_out import left_out_list, missing_figures_table
from papibook.views.summary import (
    dimension_strip,
    downloads,
    edition_line,
    headline_cards,
    link_to_overdue,
    on_track,
    what_changed,
)

__all__ = [
    "comparison_basis",
    "completeness_table",
    "deadline_timeline",
    "dimension_moves",
    "dimension_status_bars",
    "dimension_strip",
    "district_sentence",
    "downloads",
    "edition_line",
    "figure_moves",
    "findings_sentence",
    "findings_table",
    "group_sentence",
    "headline_cards",
    "headline_indicators",
    "indicators_note",
    "indicators_table",
    "left_out_list",
    "link_to_overdue",
    "missing_figures_table",
    "of_group",
    "office_words",
    "on_track",
    "outliers_table",
    "overdue_sentence",
    "overdue_table",
    "own_plans",
    "own_plans_sentence",
    "papi_breaks",
    "papi_dimensions",
    "papi_scores_table",
    "papi_sources",
    "papi_statement",
    "papi_subdimensions",
    "papi_total",
    "refused_receipts",
    "remarks_by_dimension",
    "remarks_sentence",
    "reporting_sentence",
    "reporting_timeline",
    "share_heatmap",
    "tasks_note",
    "tasks_table",
    "unit_moves",
    "waiting_table",
    "what_changed",
]
