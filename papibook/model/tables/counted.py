"""What is counted and measured: one row per thing owed with its status at the cut-off, and totals of these.

Shares and ratios are in percent (0-100) and named ``_pct``.
"""

from __future__ import annotations

from papibook.model.frames import Schema, columns

OBLIGATIONS = Schema(
    "obligations",
    columns(
        period_id="text",
        unit_id="text",
        task_id="text",
        solution_id="text",
        dimension_id="text: empty: no dimension's",
        due_kind="text",
        due_date="day: for each_period the cut-off; each_month to each_year: the last in it; event: none",
        is_request="flag",
        status="text: not_applicable, not_reported, done_on_time, done_late, not_done_in_period, "
        "due_at_cutoff, overdue, in_progress, not_due",
        is_due="flag: due on or before the cut-off",
        is_counted="flag: in the denominator of the share on time",
        days_late="integer: done_late: completed after due; overdue: cut-off after due",
        written_status="text",
        percent_done="number: percent",
        completed_date="day",
        result_text="text",
        reason="text",
        difficulty="text",
        proposal="text",
        explanation="text: why what was asked about is right",
        is_refused="flag: reported, but refused by an error finding",
        is_unsent="flag: of a unit of which no report is read",
        file="text",
        sheet="text",
        row="integer",
        sources="text: of a merged report: file, sheet and cell of each answer; empty: all in this row",
    ),
    ("period_id", "unit_id", "task_id"),
)
"""One row per task × unit × period: who owes what by when, and how it stands at the cut-off."""

FIGURES = Schema(
    "figures",
    columns(
        period_id="text",
        unit_id="text",
        indicator_id="text",
        dimension_id="text",
        numerator="number",
        denominator="number",
        obs_value="number: percent for ratios, the count, 1 or 0 for yes or no",
        obs_status="text: value, not_applicable, missing, refused, not_reported",
        reason_code="text: for missing and not_applicable",
        note="text",
        explanation="text: why what was asked about is right",
        is_owed="flag: core, and the period asks for it",
        is_answered="flag: a value, a status or a coded reason",
        file="text",
        sheet="text",
        row="integer",
        sources="text: as in obligations",
    ),
    ("period_id", "unit_id", "indicator_id"),
)
"""One row per indicator × reporter × period; optional indicators only where something was written.
A ratio with denominator 0 is ``not_applicable``. ``missing``: the unit reported, this figure is not there."""

REPORTS = Schema(
    "reports",
    columns(
        period_id="text",
        unit_id="text",
        report_status="text: on_time, late, not_reported",
        first_received_at="moment: of the first accepted revision",
        received_at="moment: of the revision that is read",
        revision="integer: the revision that is read",
        deadline_on="day",
        days_late="integer: first_received_at against the deadline; negative: early",
        tasks_owed="integer",
        tasks_answered="integer",
        figures_owed="integer",
        figures_answered="integer",
        n_errors="integer",
        n_warnings="integer",
        waiting_revision="integer: accepted after the data were closed; waits for the next edition",
        waiting_received_at="moment",
        file="text",
        reports_through="text: the unit whose workbook carries its rows; empty: it sends its own",
    ),
    ("period_id", "unit_id"),
)
"""One row per reporting unit × period: did it report, when, how completely."""

REMARKS = Schema(
    "remarks",
    columns(
        period_id="text",
        unit_id="text",
        kind="text: difficulty, proposal",
        dimension_id="text: empty for general remarks",
        task_id="text: empty for general remarks",
        text="text: as written",
        file="text",
        sheet="text",
        row="integer",
    ),
    ("period_id", "unit_id", "kind", "task_id"),
)

CHECKLIST_ANSWERS = Schema(
    "checklist_answers",
    columns(
        period_id="text",
        unit_id="text",
        item="text: of the plan, that asks for it",
        field="text: of schema CHECKLISTS",
        label="text: the question",
        value="text: as written; a day as 2022-05-31, yes or no",
    ),
    ("period_id", "unit_id", "item", "field"),
)
"""What units answered to the checklists of the plan; what they left open is absent."""

STANDING = Schema(
    "standing",
    columns(
        n_obligations="integer",
        n_counted="integer: due and counted",
        n_on_time="integer: done on time among the counted",
        n_late="integer: done late among the counted",
        n_overdue="integer: counted, due before the cut-off, not done",
        n_due_at_cutoff="integer: counted, due on the day of the cut-off, not done",
        n_not_done_in_period="integer: counted, recurring, not done in the period",
        n_not_reported="integer: counted and chưa báo cáo: n_unsent and n_unanswered",
        n_unsent="integer: of these, of units of which no report is read",
        n_unanswered="integer: of these, refused for an error or left blank in a report that is read",
        n_in_progress="integer",
        n_not_due="integer",
        n_not_applicable="integer",
        n_done="integer: done on time or late, counted or not",
        n_unreported_all="integer: chưa báo cáo, due or not",
        share_on_time_pct="number: n_on_time / n_counted; empty when n_counted is 0",
    ),
)
"""Columns that follow the group's key columns in the result of papibook.measures.standing. Of what is not
reported nobody knows how much was done: empty, not 0."""

DISTRICT_STANDING = Schema(
    "district_standing",
    (*columns(period_id="text", dimension_id="text"), *STANDING.columns),
    ("period_id", "dimension_id"),
)

DISTRICT_FIGURES = Schema(
    "district_figures",
    columns(
        period_id="text",
        indicator_id="text",
        dimension_id="text",
        numerator="number",
        denominator="number",
        obs_value="number: ratio of sums in percent; sum of counts; percent of yes among answers",
        n_units="integer: reporters the value stands on",
        n_units_owing="integer: reporters that should have one",
        target="number",
        target_status="text: met, not_met, none",
        target_set_by="text: who set the target; empty: the plan itself",
    ),
    ("period_id", "indicator_id"),
)

TARGET_GAPS = Schema(
    "target_gaps",
    columns(
        period_id="text",
        indicator_id="text",
        dimension_id="text",
        n_units="integer: reporters the value stands on",
        n_units_owing="integer: reporters that should have one",
        kind="text: of the indicator",
        direction="text: higher, lower",
        decimals="integer: places shown",
        done="number: numerator, or the count",
        of="number: denominator; empty for counts",
        value="number: as shown",
        target="number: as shown",
        needed="number: nearest to done that meets the target; empty: none does",
        missing="number: of what done counts, more or fewer",
        points="number: distance of value and target as shown",
        target_set_by="text: who set the target; empty: the plan itself",
    ),
    ("period_id", "indicator_id"),
)
"""The targets that the whole misses (papibook.measures.target_gaps)."""

ITEM_FIGURES = Schema(
    "item_figures",
    columns(
        period_id="text",
        items="text: of the plan, outside of its solutions, separated by ;",
        indicator_id="text",
        unit_id="text: empty: the number of all",
        numerator="number",
        denominator="number",
        obs_value="number: as in figures, and in district_figures",
        obs_status="text: of a unit's figure",
        n_units="integer: reporters the number of all stands on",
        n_units_owing="integer: reporters that should have one",
        is_in_whole="flag: the number of all includes this unit's",
    ),
)
"""Figures of what the plan asks outside of its solutions (papibook.measures.item_figures)."""

DISTRICT_CHANGES = Schema(
    "district_changes",
    columns(
        period_id="text",
        indicator_id="text",
        value="number: in the indicator's unit of measure",
        previous="number",
        change="number: value less previous, as shown",
        basis="text: comparable, difference, cutoff, none",
        status="text: compared, no_comparable",
        direction_of_change="text: better, worse, same, neutral",
        n_units="integer: units that gave both",
    ),
    ("period_id", "indicator_id"),
)

PROPOSED = Schema(
    "proposed",
    columns(
        period_id="text",
        unit_id="text",
        indicator_id="text",
        rule="text: outlier, change",
        obs_value="number: percent for ratios, the count",
        compared_value="number: outlier: median of the units; change: the figure it is compared with",
        distance="number: outlier: robust z-score; change: value less compared value, as shown",
    ),
    ("period_id", "rule", "indicator_id", "unit_id"),
)
"""Figures that rules propose for follow-up (papibook.measures.follow_up)."""
