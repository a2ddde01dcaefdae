"""Every table of papibook, declared once: reference, plan, what units wrote, what is counted.

Three families:

* **given**: files of ``data/reference`` and ``data/plans/<id>``;
* **written**: what stands in the units' workbooks, row by row, with file, sheet and row;
* **counted**: one row per thing owed, with its status at the cut-off. Pages are made of these.

Text keys, no hidden index. Shares and ratios are in percent (0-100) and named ``_pct``.
"""

from __future__ import annotations

from papibook.model.frames import Schema, columns

# Given: reference.

DIMENSIONS = Schema(
    "dimensions",
    columns(
        dimension_id="text: 1 to 8",
        dimension_name="text: PAPI's official name",
        dimension_name_en="text",
        plan_name="text: the name as the plan prints it",
        short_name="text: for charts",
        source="text",
    ),
    ("dimension_id",),
)

SUBDIMENSIONS = Schema(
    "subdimensions",
    columns(
        subdimension_id="text: 1.1 to 8.3",
        dimension_id="text",
        subdimension_name="text",
        subdimension_name_en="text",
        scale_min="number: points",
        scale_max="number: points",
        first_year="integer: first PAPI year since 2018 that has it",
        last_year="integer: last PAPI year that has it; empty: still there",
        source="text",
    ),
    ("subdimension_id",),
)

UNITS = Schema(
    "units",
    columns(
        unit_id="text: ASCII slug",
        unit_code="text: official code with leading zeros; empty for departments",
        unit_name="text: full name",
        short_name="text: for charts and narrow tables",
        unit_kind="text: xa, thi_tran, phong_chuyen_mon, don_vi_su_nghiep, co_quan_nganh_doc, "
        "dang_doan_the, tu_phap, cap_tren",
        unit_group="text: communes, departments, asked, other",
        parent_id="text",
        is_reporting="flag: sends a workbook",
        sort_order="integer",
        valid_from="day",
        valid_to="day",
        successors="text: codes, separated by ;",
        note="text",
    ),
    ("sort_order", "unit_id"),
)

UNIT_ALIASES = Schema(
    "unit_aliases",
    columns(alias="text", unit_id="text", added_by="text", reason="text"),
    ("alias",),
)

INDICATORS = Schema(
    "indicators",
    columns(
        indicator_id="text",
        indicator_name="text",
        short_name="text",
        dimension_id="text",
        solution_ids="text: separated by ;",
        unit_measure="text",
        kind="text: count, ratio, yes_no",
        numerator_name="text",
        denominator_name="text",
        direction="text: higher, lower, neutral, context",
        period_type="text: flow_cumulative, stock_at_cutoff, annual_only",
        reporter_ids="text: communes or unit ids, separated by ;",
        total_of="text: the one kind of reporter that a district total counts",
        decimals="integer: places shown",
        value_min="number: least value allowed; empty: none",
        value_max="number: greatest value allowed; empty: none",
        numerator_may_exceed="flag: numerator > denominator is possible",
        is_integer_parts="flag: count, numerator and denominator are whole numbers",
        is_core="flag: owed",
        is_public="flag",
        note="text",
    ),
    ("indicator_id",),
)

PAPI_SCORES = Schema(
    "papi_scores",
    columns(
        year="integer",
        dimension_id="text: 1 to 8, or total",
        subdimension_id="text: empty for a whole dimension",
        score="number: points",
        province_rank="integer",
        n_provinces="integer: provinces with a value",
        national_median="number: points",
        national_best="number: points",
        best_province="text",
        national_min="number: points",
        is_break="flag: not comparable with the year before",
        break_note="text",
        published_on="day",
        published_source="text",
        source="text",
        note="text",
    ),
    ("year", "dimension_id", "subdimension_id"),
)

# Given: plan.

SOLUTIONS = Schema(
    "solutions",
    columns(
        solution_id="text: 1.1 to 8.4",
        dimension_id="text",
        title="text",
        legal_refs="text",
        deadline_text="text",
        note="text",
        sort_order="integer",
    ),
    ("sort_order",),
)

TASKS = Schema(
    "tasks",
    columns(
        task_id="text",
        solution_id="text: 1.1 to 8.4, or IV.1.1",
        dimension_id="text: empty for IV.1.1",
        title="text",
        product="text",
        lead="text: communes, departments or unit ids, separated by ;",
        support="text: like lead",
        due_kind="text: date, each_period, event",
        due_date="day: for due_kind date",
        due_text="text: as printed",
        is_request="flag: the plan only asks; outside every share",
        is_proposed="flag: not the plan's own",
        needs_product="flag: done must name a product or document",
        note="text",
    ),
    ("task_id",),
)

TARGETS = Schema(
    "targets",
    columns(
        indicator_id="text",
        period_id="text",
        target="number: in the indicator's unit of measure",
        source="text",
        is_proposed="flag",
    ),
    ("period_id", "indicator_id"),
)

EDITION = Schema(
    "edition",
    columns(
        edition_id="text: 2022-S1, 2022-S1.1",
        period_id="text",
        period_name="text",
        period_kind="text: half_year, year",
        revision="integer",
        starts_on="day",
        cutoff_on="day",
        data_closed_on="day",
        unit_deadline_on="day: last day on which a unit's report is on time",
        data_status="text: illustrative, real",
        plan_id="text",
        plan_number="text",
        plan_title="text",
        district_name="text",
        province_name="text",
        half_year_id="text: the half-year that this year contains; empty",
        comparable_id="text: the same period a year before, where data is there; empty",
    ),
)
"""One row: the edition a page belongs to."""

# Written.

RECEIPTS = Schema(
    "receipts",
    columns(
        receipt_id="text",
        unit_id="text: empty when the file could not be recognised",
        period_id="text",
        revision="integer: empty when refused",
        received_at="moment: local time",
        sender="text",
        original_name="text",
        sha256="text",
        outcome="text: accepted, refused",
        findings="text: codes, separated by ;",
    ),
    ("receipt_id",),
)

WRITTEN_INFO = Schema(
    "written_info",
    columns(
        unit_id="text",
        field="text: a field of the information sheet (papibook.model.layout.INFO_FIELDS)",
        value="text",
        file="text",
        sheet="text",
        cell="text",
    ),
    ("unit_id", "field"),
)

WRITTEN_TASKS = Schema(
    "written_tasks",
    columns(
        unit_id="text",
        task_id="text",
        written_status="text: not_started, in_progress, done, not_applicable; empty: left blank",
        percent_done="number: percent",
        completed_date="day",
        result_text="text: product, number of the document",
        reason="text: why not applicable",
        difficulty="text",
        proposal="text",
        is_refused="flag: an error finding on this row",
        file="text",
        sheet="text",
        row="integer: as the spreadsheet counts",
    ),
    ("unit_id", "task_id"),
)

WRITTEN_FIGURES = Schema(
    "written_figures",
    columns(
        unit_id="text",
        indicator_id="text",
        numerator="number",
        denominator="number",
        value="number: a count; 1 or 0 for yes or no; empty for ratios",
        reason_code="text: why there is no figure (papibook.model.layout.MISSING_REASONS)",
        note="text",
        is_refused="flag: an error finding on this row",
        file="text",
        sheet="text",
        row="integer: as the spreadsheet counts",
    ),
    ("unit_id", "indicator_id"),
)

FINDINGS = Schema(
    "findings",
    columns(
        code="text: table.problem",
        severity="text: error, warning, note",
        unit_id="text",
        period_id="text",
        file="text",
        sheet="text",
        cell="text: A1 form",
        subject_id="text: task or indicator",
        found="text: what stands there",
        message="text: Vietnamese, what is wrong",
        cure="text: Vietnamese, what to do",
        values="text: JSON of the message's facts, for other languages",
    ),
    ("file", "sheet", "cell", "code", "subject_id"),
)

# Counted.

OBLIGATIONS = Schema(
    "obligations",
    columns(
        period_id="text",
        unit_id="text",
        task_id="text",
        solution_id="text",
        dimension_id="text: empty for IV.1.1",
        due_kind="text",
        due_date="day: for each_period the cut-off; empty for event",
        is_request="flag",
        status="text: not_applicable, not_reported, done_on_time, done_late, overdue, in_progress, not_due",
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
        is_refused="flag: reported, but refused by an error finding",
        file="text",
        sheet="text",
        row="integer",
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
        is_owed="flag: core, and the period asks for it",
        is_answered="flag: a value, a status or a coded reason",
        file="text",
        sheet="text",
        row="integer",
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

# Measured (made by papibook.measures; some stand in the slice of district values).

OWN_PLANS = Schema(
    "own_plans",
    columns(
        period_id="text",
        unit_id="text",
        plan_number="text: of the unit's own plan, as written on the information sheet",
        issued_date="day",
        n_dimensions="integer: of the eight contents, those that the plan covers",
        missing_dimensions="text: contents that the plan lacks, separated by ;",
        has_results="flag: results are named",
        has_dates="flag: dates are named",
        has_lead="flag: who leads is named",
    ),
    ("period_id", "unit_id"),
)
"""The checklist of plan item IV.1.1, one row per unit that filled in some of it."""

DEADLINES = Schema(
    "deadlines",
    columns(
        deadline_id="text",
        item="text: of the plan",
        what="text",
        from_whom="text",
        to_whom="text",
        on_date="day: as the plan names it",
        rule="text: before (the day itself is late), not_later_than",
        last_day="day: the last day that is in time",
        note="text",
    ),
    ("last_day", "deadline_id"),
)
"""The dates that the plan itself sets (plan.yml): for reports, and for the units' own plans."""

STANDING = Schema(
    "standing",
    columns(
        n_obligations="integer",
        n_counted="integer: due and counted",
        n_on_time="integer: done on time among the counted",
        n_late="integer: done late among the counted",
        n_overdue="integer: counted, due, not done",
        n_not_reported="integer: counted and chưa báo cáo",
        n_in_progress="integer",
        n_not_due="integer",
        n_not_applicable="integer",
        n_done="integer: done on time or late, counted or not",
        n_unreported_all="integer: chưa báo cáo, due or not",
        share_on_time_pct="number: n_on_time / n_counted; empty when n_counted is 0",
    ),
)
"""Columns that follow the group's key columns in the result of papibook.measures.standing."""

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
    ),
    ("period_id", "indicator_id"),
)

REVISED = Schema(
    "revised",
    columns(
        period_id="text",
        unit_id="text",
        kind="text: task, figure; report: the whole report is new, or one of the two cannot be read",
        subject_id="text: task or indicator; empty for report",
        field="text: column of the form; is_refused: kept out by an error; for report: new, unreadable",
        old="text: what stood there; empty: nothing; numbers, days and codes as in the other tables",
        new="text: what stands there now",
        old_revision="integer: empty: none",
        new_revision="integer",
        received_at="moment: of the new revision",
        reason="text: why, as the unit says on the information sheet of the new revision",
        note="text: the unit's note beside the new figure",
        file="text: of the new revision",
        sheet="text",
        row="integer: as the spreadsheet counts",
    ),
    ("period_id", "unit_id", "new_revision", "kind", "subject_id", "field"),
)
"""One row per answer that a later revision of a report changed."""

FOLLOW_UP = Schema(
    "follow_up",
    columns(
        period_id="text",
        unit_id="text",
        subject_id="text: indicator or task",
        note="text: what is to be followed up",
        marked_on="day",
        marked_by="text: a post or an office, no person's name",
        resolved_on="day: empty: open",
    ),
    ("period_id", "unit_id", "subject_id", "marked_on"),
)
"""Figures that the office follows up (data/followup.csv). A mark changes no figure."""

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

COMMENTARY = Schema(
    "commentary",
    columns(period_id="text", place="text: cover, district, dimension-1 …", markdown="text"),
    ("period_id", "place"),
)

ALL = {
    schema.name: schema
    for schema in (
        DIMENSIONS,
        SUBDIMENSIONS,
        UNITS,
        UNIT_ALIASES,
        INDICATORS,
        PAPI_SCORES,
        SOLUTIONS,
        TASKS,
        TARGETS,
        EDITION,
        RECEIPTS,
        WRITTEN_INFO,
        WRITTEN_TASKS,
        WRITTEN_FIGURES,
        FINDINGS,
        OBLIGATIONS,
        FIGURES,
        REPORTS,
        REMARKS,
        OWN_PLANS,
        DEADLINES,
        DISTRICT_FIGURES,
        REVISED,
        FOLLOW_UP,
        PROPOSED,
        COMMENTARY,
    )
}
