"""Views: frame and options in, a table, chart or sentence out. Pure: they read, write and look up nothing."""

from papibook.views.annex_indicators import indicators_note, indicators_table
from papibook.views.annex_tasks import tasks_note, tasks_table
from papibook.views.commentary import office_words
from papibook.views.comparison import comparison_basis, dimension_moves, unit_moves
from papibook.views.comparison_figures import figure_moves
from papibook.views.comparison_revised import revised_answers
from papibook.views.dimension import dimension_sentence, solution_standing
from papibook.views.dimension_dots import indicator_dots
from papibook.views.dimension_figures import figure_grid, indicator_table
from papibook.views.dimension_grid import task_grid
from papibook.views.dimension_papi import official_scores
from papibook.views.district import (
    district_sentence,
    group_sentence,
    own_plans,
    own_plans_sentence,
    plan_deadlines,
)
from papibook.views.district_bars import dimension_status_bars
from papibook.views.district_heatmap import share_heatmap
from papibook.views.district_indicators import headline_indicators
from papibook.views.district_overdue import overdue_sentence, overdue_table
from papibook.views.district_remarks import remarks_by_dimension, remarks_sentence
from papibook.views.district_timeline import deadline_timeline
from papibook.views.follow_up import follow_up_table, proposed_table
from papibook.views.papi import papi_breaks, papi_dimensions, papi_sources, papi_statement, papi_total
from papibook.views.papi_tables import papi_scores_table, papi_subdimensions
from papibook.views.quality import completeness_table, refused_receipts, reporting_sentence, waiting_table
from papibook.views.quality_charts import reporting_timeline
from papibook.views.quality_findings import findings_sentence, findings_table, outliers_table
from papibook.views.quality_left_out import left_out_list, missing_figures_table
from papibook.views.quality_status import as_of_sentence, submission_table
from papibook.views.summary import downloads, edition_line, link_to_overdue, on_track, what_changed
from papibook.views.summary_cards import dimension_strip, headline_cards
from papibook.views.unit_figures import unit_figures
from papibook.views.unit_gaps import unit_gaps
from papibook.views.unit_head import unit_head, unit_neighbours, unit_sentence
from papibook.views.unit_remarks import unit_remarks
from papibook.views.unit_standing import dimension_bars
from papibook.views.unit_tasks import supported_tasks, unit_tasks

__all__ = [
    "as_of_sentence",
    "comparison_basis",
    "completeness_table",
    "deadline_timeline",
    "dimension_bars",
    "dimension_moves",
    "dimension_sentence",
    "dimension_status_bars",
    "dimension_strip",
    "district_sentence",
    "downloads",
    "edition_line",
    "figure_grid",
    "figure_moves",
    "findings_sentence",
    "findings_table",
    "follow_up_table",
    "group_sentence",
    "headline_cards",
    "headline_indicators",
    "indicator_dots",
    "indicator_table",
    "indicators_note",
    "indicators_table",
    "left_out_list",
    "link_to_overdue",
    "missing_figures_table",
    "office_words",
    "official_scores",
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
    "plan_deadlines",
    "proposed_table",
    "refused_receipts",
    "remarks_by_dimension",
    "remarks_sentence",
    "reporting_sentence",
    "reporting_timeline",
    "revised_answers",
    "share_heatmap",
    "solution_standing",
    "submission_table",
    "supported_tasks",
    "task_grid",
    "tasks_note",
    "tasks_table",
    "unit_figures",
    "unit_gaps",
    "unit_head",
    "unit_moves",
    "unit_neighbours",
    "unit_remarks",
    "unit_sentence",
    "unit_tasks",
    "waiting_table",
    "what_changed",
]
