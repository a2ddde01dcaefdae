"""Tables that the office keeps: ``data/reference``, ``data/plans/<id>``, ``data/followup.csv``, commentary.

What their cells may hold is declared here and checked in :mod:`papibook.data.given.constraints`.
"""

from __future__ import annotations

from papibook.model.frames import Schema, column, columns
from papibook.model.recurrence import RECURRING
from papibook.model.rules import RELATIONS, SEVERITIES

DIRECTIVE_KINDS = ("document", "meeting", "inspection", "urging", "conclusion")

DIMENSIONS = Schema(
    "dimensions",
    columns(
        dimension_id="text: its number, 1 …",
        dimension_name=column("text: PAPI's official name", required=True),
        dimension_name_en="text",
        plan_name="text: the name as the plan prints it",
        short_name=column("text: for charts", required=True),
        source="text",
    ),
    ("dimension_id",),
)

SUBDIMENSIONS = Schema(
    "subdimensions",
    columns(
        subdimension_id="text: 1.1 …",
        dimension_id=column("text", required=True, refers_to=("dimensions",)),
        subdimension_name=column("text", required=True),
        subdimension_name_en="text",
        scale_min="number: points",
        scale_max="number: points",
        first_year="integer: first PAPI year since 2018 that has it",
        last_year="integer: last PAPI year that has it; empty: still there",
        source="text",
    ),
    ("subdimension_id",),
)

GROUPS = Schema(
    "groups",
    columns(
        group_id="text: ASCII slug; tasks and indicators name its units by it; the folder of its pages",
        name_one=column("text: what one of its units is called within a sentence", required=True),
        name_many=column("text: the same, of several", required=True),
        name_one_en=column("text: in English", required=True),
        name_many_en=column("text: in English", required=True),
        caption=column("text: heading over its units", required=True),
        sort_order=column("integer: of its part on pages", required=True),
        reports=column("flag: units of it send reports", required=True),
        has_pages=column("flag: each of its units that reports has a page", required=True),
        shows_supported=column("flag: a page also shows the tasks that its unit supports", is_added=True),
    ),
    ("group_id",),
    order=("sort_order", "group_id"),
)

UNITS = Schema(
    "units",
    columns(
        unit_id="text: ASCII slug",
        unit_code="text: official code of a place, with leading zeros; empty: none",
        unit_name=column("text: full name", required=True),
        short_name=column("text: for charts and narrow tables", required=True),
        unit_kind="text: the office's own word for what it is",
        unit_group=column("text", required=True, refers_to=("groups",)),
        parent_id=column("text", refers_to=("units",)),
        is_reporting=column("flag: reports, in a workbook of its own or through another unit", required=True),
        sort_order=column("integer", required=True),
        valid_from="day",
        valid_to=column("day", known_from="valid_to"),
        successors=column("text: codes, separated by ;", known_from="valid_to"),
        note=column("text", known_from="note_known_from"),
        note_known_from=column(
            "day: from when on the note is known; empty: always", known_from="note_known_from"
        ),
        addressed_as=column("text: as a letter names it; empty: its full name", is_added=True),
        reports_through=column(
            "text: the unit whose workbook carries its figures; empty: it sends its own",
            refers_to=("units",),
            is_added=True,
        ),
    ),
    ("unit_id",),
    order=("sort_order", "unit_id"),
)

UNIT_CHANGES = Schema(
    "unit_changes",
    columns(
        changed_on=column("day", required=True, known_from="changed_on"),
        kind=column("text", required=True, allowed=("merge", "split", "rename")),
        from_unit=column(
            "text: empty: a body that the project does not have", required=False, refers_to=("units",)
        ),
        to_unit=column("text", refers_to=("units",)),
        source=column("text: what says so, and how sure that is; of a split also which part", required=True),
    ),
    ("changed_on", "from_unit", "to_unit"),
    known_from="changed_on",
)
"""What became of units (data/reference/unit_changes.csv; may be absent)."""

UNIT_ALIASES = Schema(
    "unit_aliases",
    columns(
        alias="text",
        unit_id=column("text", required=True, refers_to=("units",)),
        added_by=column("text", required=True),
        reason="text",
    ),
    ("alias",),
)

INDICATORS = Schema(
    "indicators",
    columns(
        indicator_id="text",
        indicator_name=column("text", required=True),
        short_name=column("text", required=True),
        dimension_id=column("text", required=True, refers_to=("dimensions",)),
        solution_ids=column("text: separated by ;", refers_to=("solutions", "items")),
        unit_measure="text",
        kind=column("text", required=True, allowed=("count", "ratio", "yes_no")),
        numerator_name="text",
        denominator_name="text",
        direction=column(
            "text",
            required=True,
            allowed=("higher", "lower", "neutral", "context"),
        ),
        period_type=column(
            "text",
            required=True,
            allowed=("flow_cumulative", "stock_at_cutoff", "annual_only"),
        ),
        reporter_ids=column(
            "text: ids of groups or units, separated by ;", required=True, refers_to=("groups", "units")
        ),
        total_of=column(
            "text: the one kind of reporter that a total of the whole place counts",
            required=True,
            refers_to=("groups", "units"),
        ),
        decimals=column("integer: places shown", required=True),
        value_min="number: least value allowed; empty: none",
        value_max="number: greatest value allowed; empty: none",
        numerator_may_exceed=column("flag: numerator > denominator is possible", required=True),
        is_integer_parts=column("flag: count, numerator and denominator are whole numbers", required=True),
        is_core=column("flag: owed", required=True),
        is_public=column("flag", required=True),
        note=column("text", known_from="note_known_from"),
        note_known_from=column(
            "day: from when on the note is known; empty: always", known_from="note_known_from"
        ),
    ),
    ("indicator_id",),
)

PAPI_SCORES = Schema(
    "papi_scores",
    columns(
        province=column(
            "text: whose scores they are (plan.yml, papi_name); named nowhere in the table: the plan's own",
            required=False,
            is_added=True,
        ),
        year="integer",
        dimension_id=column("text: of a dimension, or total", allowed=("total",), refers_to=("dimensions",)),
        subdimension_id=column(
            "text: empty for a whole dimension", required=False, refers_to=("subdimensions",)
        ),
        score="number: points",
        province_rank="integer",
        n_provinces="integer: provinces with a value",
        geography=column(
            "integer: provinces that the country had when it was measured (63, later 34)",
            is_added=True,
        ),
        national_median="number: points",
        national_best="number: points",
        best_province="text",
        national_min="number: points",
        is_break=column("flag: not comparable with the year before", required=True),
        break_note="text",
        published_on=column("day", required=True),
        published_source="text",
        source="text: the institutions, as readers see it",
        source_technical="text: where the values were read; on no page",
        note="text",
    ),
    ("province", "year", "dimension_id", "subdimension_id"),
    known_from="published_on",
)

SOLUTIONS = Schema(
    "solutions",
    columns(
        solution_id="text: 1.1 …",
        dimension_id=column("text", required=True, refers_to=("dimensions",)),
        title=column("text", required=True),
        legal_refs="text",
        deadline_text="text",
        note=column("text", known_from="note_known_from"),
        note_known_from=column(
            "day: from when on the note is known; empty: always", known_from="note_known_from"
        ),
        sort_order="integer",
    ),
    ("solution_id",),
    order=("sort_order",),
)

TASKS = Schema(
    "tasks",
    columns(
        task_id="text",
        solution_id=column(
            "text: of a solution, or an item of the plan outside of its solutions",
            required=True,
            refers_to=("solutions", "items"),
        ),
        dimension_id=column("text: empty: no dimension's", refers_to=("dimensions",)),
        title=column("text", required=True),
        product="text",
        lead=column(
            "text: ids of groups or units, separated by ;",
            required=True,
            refers_to=("groups", "units"),
        ),
        support=column("text: like lead", refers_to=("groups", "units")),
        due_kind=column("text", required=True, allowed=("date", *RECURRING, "event")),
        due_date="day: for due_kind date",
        due_rule=column(
            "text: for each_month to each_year: 25 (the 25th), +5 (days after); empty: its last day",
            is_added=True,
        ),
        due_text="text: as printed",
        is_request=column("flag: the plan only asks; outside every share", required=True),
        is_proposed=column("flag: not the plan's own", required=True),
        needs_product=column("flag: done must name a product or document", required=True),
        note="text",
        continues=column(
            "text: the task of another plan of the project that this one carries on", is_added=True
        ),
    ),
    ("task_id",),
)

CHECKLISTS = Schema(
    "checklists",
    columns(
        item=column("text: of the plan, that asks for it", required=True, refers_to=("solutions", "items")),
        field="text: ASCII name of the answer, its own in the whole table",
        label=column("text: the question, as the information sheet of the form has it", required=True),
        short_label=column(
            "text: heads a column, or says what is lacking; empty: the label",
            is_added=True,
        ),
        hint=column("text: explanation beside the answer; empty: the dimension's name", is_added=True),
        kind=column("text", required=True, allowed=("text", "day", "yes_no")),
        dimension_id=column(
            "text: that the answer is about; of an item with such answers these alone are counted",
            refers_to=("dimensions",),
            is_added=True,
        ),
        same_as=column(
            "text: the answer of the item's task that says the same; a table shows that one under this label",
            allowed=("completed_date", "result_text"),
            is_added=True,
        ),
        is_required=column("flag: left blank it is an error", required=True),
        sort_order=column("integer: place in the form", required=True),
    ),
    ("field",),
    order=("sort_order", "field"),
)
"""What an item of the plan asks each unit that owes a task of it, or, without tasks, each that reports."""

TARGETS = Schema(
    "targets",
    columns(
        indicator_id=column("text", refers_to=("indicators",)),
        period_id=column("text", refers_to=("periods",)),
        target=column("number: in the indicator's unit of measure", required=True),
        source="text",
        is_proposed=column("flag", required=True),
        set_by=column(
            "text: who set it, as readers read it; empty: the plan itself",
            required=False,
            is_added=True,
        ),
    ),
    ("period_id", "indicator_id", "set_by"),
)

SERVES = Schema(
    "serves",
    columns(
        index_name=column(
            "text: of another index than PAPI (PAR-INDEX, PCI, a province's own)", required=True
        ),
        subject=column("text: a task or an indicator", required=True, refers_to=("tasks", "indicators")),
        item=column("text: of that index, as it calls it", required=False),
        note="text",
    ),
    ("index_name", "item", "subject"),
)
"""Which tasks and indicators of the plan serve another index too."""

DIRECTIVES = Schema(
    "directives",
    columns(
        directive_id="text: ASCII slug",
        kind=column("text", required=True, allowed=DIRECTIVE_KINDS),
        number="text: of the document; empty: it has none",
        issued_on=column("day: issued or held on", required=True),
        issuer="text: who issued or led it; empty: who issued the plan",
        subject=column("text: what it is about; of a conclusion, what was decided", required=True),
        item=column("text: of the plan; empty: of no single one", refers_to=("solutions", "items")),
        lead=column("text: who is to do it; of conclusions alone required", refers_to=("units", "groups")),
        due_date="day: by when; empty: no day was set",
        done_on=column("day: empty: not done yet", known_from="done_on"),
        result=column("text: what came of it", known_from="done_on"),
        link="text: an address (https://…) where the document can be read",
    ),
    ("directive_id",),
    order=("issued_on", "directive_id"),
    known_from="issued_on",
)
"""What was issued and held to direct the plan (documents, meetings, inspections, urgings, conclusions)."""

OWN_INDEX = Schema(
    "own_index",
    columns(
        index_name=column("text: as its owner calls it; never PAPI", required=True),
        unit_id=column("text: whose score it is", required=True, refers_to=("units",)),
        year=column("integer: that it is about", required=True),
        score=column("number: points; empty: a rank alone was published", required=False),
        rank="integer: 1 is the best",
        n_units="integer: units that were ranked",
        published_on=column("day: from when on it is known", required=True),
        source=column("text: who published it, and in which document", required=True),
        note="text",
    ),
    ("index_name", "year", "unit_id"),
    known_from="published_on",
)
"""Scores that a province or another body gives the units of the plan by an index of its own."""

RULES = Schema(
    "rules",
    columns(
        left="text: a task or indicator, and what of it (papibook.data.given.rules)",
        relation=column("text", allowed=RELATIONS),
        right="text: like left",
        condition="text: sides that must all hold for the rule to be checked, separated by ;",
        severity=column("text", allowed=SEVERITIES),
        words="text: why, in Vietnamese; told to the unit",
        line="integer: of the file",
    ),
)
"""What answers of one report must not contradict; in the order of the file."""

FOLLOW_UP = Schema(
    "follow_up",
    columns(
        period_id=column("text", refers_to=("periods",)),
        unit_id=column("text", refers_to=("units",)),
        subject_id=column("text: indicator or task", refers_to=("indicators", "tasks")),
        note=column("text: what is to be followed up", required=True),
        marked_on="day",
        marked_by="text: a post or an office, no person's name",
        resolved_on="day: empty: open",
    ),
    ("period_id", "unit_id", "subject_id", "marked_on"),
)
"""Figures that the office follows up (data/followup.csv). A mark changes no figure."""

RECIPIENTS = Schema(
    "recipients",
    columns(
        recipient_id="text: ASCII slug, the name of its folder; of a unit its unit_id",
        name=column("text", required=True),
        kind=column("text", required=True, allowed=("leadership", "unit", "receiver", "oversight", "public")),
        audience=column("text: who may see what it gets", required=True, allowed=("internal", "public")),
        what=column(
            "text: brief, report, data, unit, notice, loudspeaker, portal; separated by ;", required=True
        ),
    ),
    ("recipient_id",),
)
"""Who gets which part of an edition (``papibook packs``)."""
URGINGS = Schema(
    "urgings",
    columns(
        period_id=column("text", refers_to=("periods",)),
        unit_id=column("text", refers_to=("units",)),
        urged_on=column("day: of the letter", required=True),
        asked=column("text: what it has to do with its report", allowed=("send", "mend", "fill", "nothing")),
        n_overdue="integer: overdue tasks that the letter names",
    ),
    ("period_id", "unit_id", "urged_on"),
    known_from="urged_on",
)
"""Who was urged when, and what for (``papibook urge``)."""
CONFIRMATIONS = Schema(
    "confirmations",
    columns(
        period_id=column("text", refers_to=("periods",)),
        unit_id=column("text", refers_to=("units",)),
        code=column("text: of the finding", required=True),
        subject_id=column("text: indicator or task", required=False),
        part=column("text: column, label or the other answer", required=False),
        found=column("text: what stands there; another value is asked about again", required=False),
        explanation=column("text: why it is right", required=True),
        confirmed_on=column("day", required=True),
        confirmed_by="text: a post or an office, no person's name",
    ),
    ("period_id", "unit_id", "code", "subject_id", "part", "found"),
)
"""What the office confirmed of what was asked about (data/confirmations.csv)."""

EDITION_STEPS = Schema(
    "edition_steps",
    columns(
        entry="integer: 1, 2 … as they were written",
        edition_id=column("text: 2022-S1; its first revision 2022-S1.1", required=True),
        step=column("text", required=True, allowed=("opened", "reason", "submitted", "issued")),
        made_on=column("day", required=True),
        subject="text: reason: the code of the finding that it is given for",
        number="text: issued: number and sign of the signed document",
        made_by="text: a post or an office, no person's name",
        why="text: opened: why the edition before it is replaced; reason: why it is issued all the same",
        data_closed_on="day: opened: until when reports are read",
        fingerprint="text: issued: of what the edition was made from",
    ),
    ("entry",),
)
"""What the office did with its editions (data/editions.csv); rows are only added."""

PERSONS = Schema(
    "persons",
    columns(
        unit_id=column("text: who wrote the text; empty: the office", required=False, refers_to=("units",)),
        kind=column("text", allowed=("phone", "identity", "email", "address", "name")),
        text="text: as it is written in the report",
        answer=column("text", required=True, allowed=("keep", "mask")),
        reason="text: why; required where a number or an address is kept",
        decided_on=column("day", required=True),
        decided_by="text: a post or an office, no person's name",
        found_in="text: where it stood then; says nothing about where the answer holds",
    ),
    ("unit_id", "kind", "text"),
)
"""What the office said about personal data in texts (data/persons.csv)."""

COMMENTARY = Schema(
    "commentary",
    columns(period_id="text", place="text: cover, district, dimension-1 …", markdown="text"),
    ("period_id", "place"),
)
