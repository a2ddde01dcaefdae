"""What came in: receipts, rows of the units' workbooks with file, sheet and row, what is wrong with them."""

from __future__ import annotations

from papibook.model.frames import Schema, column, columns
from papibook.model.outcomes import OUTCOMES, TAKES

RECEIPTS = Schema(
    "receipts",
    columns(
        receipt_id="text",
        unit_id="text: empty when the file could not be recognised",
        period_id="text",
        revision="integer: of accepted reports",
        received_at="moment: local time; of a decision (withdrawn, restored, returned) when it was made",
        sender="text",
        original_name="text",
        sha256="text",
        outcome=column("text", required=True, allowed=OUTCOMES),
        findings="text: codes, separated by ;",
        takes=column(
            "text: of accepted reports, how they are taken over; empty: replace", allowed=TAKES, is_added=True
        ),
        about=column("text: the receipt that this line decides about", is_added=True),
        reason=column("text: of the office, for its decision", is_added=True),
        decided_at=column("moment: when the office decided; empty: nobody had to", is_added=True),
    ),
    ("receipt_id",),
    known_from="received_at",
)

CHOSEN = Schema(
    "chosen",
    columns(
        unit_id="text",
        revision="integer: the revision that is read; empty: only later ones came",
        received_at="moment: of that revision",
        first_received_at="moment: of the first accepted revision; decides whether the unit is on time",
        file="text: of that revision",
        waiting_revision="integer: the last accepted after the data were closed",
        waiting_received_at="moment",
        reports_through="text: the unit whose report this is and that carries its rows; empty: its own",
    ),
    ("unit_id",),
)
"""One row per unit that has an accepted report, or of which another's has rows, read or waiting."""

WRITTEN_INFO = Schema(
    "written_info",
    columns(
        unit_id="text",
        field="text: a field of the information sheet (papibook.model.layout.info_fields)",
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
        explanation="text: why what was asked about is right",
        is_refused="flag: an error finding on this row",
        file="text",
        sheet="text",
        row="integer: as the spreadsheet counts",
        sources="text: of a merged report, JSON: file, sheet and cell of each answer; empty: all in this row",
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
        explanation="text: why what was asked about is right",
        is_refused="flag: an error finding on this row",
        file="text",
        sheet="text",
        row="integer: as the spreadsheet counts",
        sources="text: as in WRITTEN_TASKS",
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
        other_id="text: task or indicator whose answer contradicts it; empty",
        found="text: what stands there",
        message="text: Vietnamese, what is wrong",
        cure="text: Vietnamese, what to do",
        values="text: JSON of the message's facts, for other languages",
    ),
    ("file", "sheet", "cell", "code", "subject_id"),
)

REVISED = Schema(
    "revised",
    columns(
        period_id="text",
        unit_id="text",
        kind="text: task, figure; report: the whole report is new, withdrawn or unreadable",
        subject_id="text: task or indicator; empty for report",
        field="text: column of the form; is_refused: kept out by an error; or new, unreadable, withdrawn",
        old="text: what stood there; empty: nothing; numbers, days and codes as in the other tables",
        new="text: what stands there now",
        old_revision="integer: empty: none",
        new_revision="integer: empty: none, the report was withdrawn",
        received_at="moment: of the new revision; of a withdrawal when it was made",
        reason="text: why, as the unit says on the new information sheet, or the office of a withdrawal",
        note="text: the unit's note beside the new figure",
        file="text: of the new revision",
        sheet="text",
        row="integer: as the spreadsheet counts",
    ),
    ("period_id", "unit_id", "new_revision", "kind", "subject_id", "field"),
)
"""One row per answer that a later revision of a report changed."""

KEPT_QUOTES = Schema(
    "kept_quotes",
    columns(
        place=column("text: of the commentary: cover, dimension-1 …", required=True),
        text_digest=column("text: of the text that quotes it", required=True),
        text_line=column("integer: of the text", required=True),
        written=column("text: the number as the text has it, or its hole", required=True),
        figure=column("text: the figure that it is, or can be", required=True),
        value=column("text: what it was", required=True),
    ),
    order=("place", "text_line", "written", "figure"),
)
"""What the figures were that the office's commentary quotes (data/commentary/<period>/figures.csv)."""

QUOTES = Schema(
    "quotes",
    columns(
        period_id="text",
        place="text: of the commentary: cover, dimension-1 …",
        text_line="integer: of its text",
        written="text: the number as the text has it, or its hole",
        status="text: found, unknown, moved",
        figures="text: the figures that it can be; of one that moved, what it is",
        was="text: of one that moved, what it was when the text was written",
        now="text: what it is",
        nearest="text: of an unknown one, the nearest figures",
    ),
    ("period_id", "place", "text_line", "written"),
)
"""The numbers of the office's commentary against the figures of its pages."""
