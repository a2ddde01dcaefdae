"""What goes wrong in the synthetic submissions, on purpose: who is late or silent, which cells are bad.

Declared by kind of period, for units, tasks and indicators of the shipped plan; another plan simply has none
of those it does not know. Days are counted so that the schedule moves with plan.yml's dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AFTER_DEADLINE, AFTER_CLOSING = "after_deadline", "after_closing"


@dataclass(frozen=True)
class Arrival:
    """When a revision arrives: so many days after the unit deadline, or after the data were closed."""

    unit_id: str
    revision: int
    after: str
    days: int


@dataclass(frozen=True)
class BadTask:
    """Cells of a task row that are put wrong; ``code`` is the finding this gives."""

    unit_id: str
    task_id: str
    cells: Mapping[str, object]
    code: str


@dataclass(frozen=True)
class BadFigure:
    """A figure that is put wrong, in revisions up to ``last_revision``.

    ``change`` is one of: numerator_over (2 more than the denominator), blank (no figure, no reason),
    below_half_year (1 less than the half-year's), misread (a wrong but possible numerator), text_number
    (the count typed as text), few_answers (a sample below 30).
    """

    unit_id: str
    indicator_id: str
    change: str
    code: str
    last_revision: int = 99


@dataclass(frozen=True)
class Faults:
    """All faults of one kind of period."""

    silent: tuple[str, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    revised: tuple[str, ...] = ()
    tasks: tuple[BadTask, ...] = ()
    figures: tuple[BadFigure, ...] = ()
    info_left_out: Mapping[str, tuple[str, ...]] | None = None
    has_stranger: bool = False


_DONE_WITHOUT_DATE = {
    "written_status": "done",
    "percent_done": 100.0,
    "completed_date": None,
    "result_text": "Đã niêm yết tại Bộ phận một cửa",
    "difficulty": None,
    "proposal": None,
}
_DONE_AT_95 = {"written_status": "done", "percent_done": 95.0}
_LEFT_BLANK = {
    "written_status": None,
    "percent_done": None,
    "completed_date": None,
    "result_text": None,
    "difficulty": None,
    "proposal": None,
}

HALF_YEAR = Faults(
    silent=("xa-ta-lai",),
    arrivals=(
        Arrival("xa-quy-huong", 1, AFTER_DEADLINE, 2),
        Arrival("xa-hua-pang", 1, AFTER_DEADLINE, 5),
        Arrival("xa-tan-lap", 2, AFTER_DEADLINE, 4),
        Arrival("xa-chieng-khua", 1, AFTER_CLOSING, 2),
        Arrival("phong-tai-nguyen-moi-truong", 2, AFTER_CLOSING, 1),
    ),
    revised=("xa-tan-lap", "phong-tai-nguyen-moi-truong"),
    tasks=(
        BadTask("xa-chieng-hac", "T4.2-01", _DONE_WITHOUT_DATE, "progress.done_without_date"),
        BadTask("xa-dong-sang", "T2.4-01", _DONE_AT_95, "progress.percent_conflict"),
        BadTask("xa-na-muong", "T3.4-01", _LEFT_BLANK, "progress.blank_status"),
    ),
    figures=(
        BadFigure("xa-phieng-luong", "I205", "numerator_over", "figure.numerator_exceeds_denominator"),
        BadFigure("xa-tan-hop", "I304", "blank", "figure.missing_without_reason"),
        BadFigure("xa-long-sap", "I206", "blank", "figure.missing_without_reason"),
        BadFigure("xa-muong-sang", "I307", "text_number", "figure.number_as_text"),
        BadFigure("xa-long-sap", "I507", "few_answers", "figure.small_sample"),
        BadFigure("xa-tan-lap", "I601", "misread", "", last_revision=1),
        BadFigure("phong-tai-nguyen-moi-truong", "I503", "misread", "", last_revision=1),
    ),
    info_left_out={"xa-hua-pang": ("approved_by",)},
    has_stranger=True,
)

YEAR = Faults(
    silent=("phong-kinh-te-ha-tang",),
    arrivals=(Arrival("xa-long-sap", 1, AFTER_DEADLINE, 1),),
    tasks=(BadTask("xa-na-muong", "T3.4-01", _DONE_AT_95, "progress.percent_conflict"),),
    figures=(
        BadFigure("xa-chieng-hac", "I307", "below_half_year", "figure.below_half_year"),
        BadFigure("xa-quy-huong", "I304", "blank", "figure.missing_without_reason"),
    ),
)

BY_KIND = {"half_year": HALF_YEAR, "year": YEAR}

STRANGER = "Xã Chiềng Hặc"
"""Who sends a workbook by mistake: a commune of another district, one tone mark away from Chiềng Hắc."""
STRANGER_ID = "xa-chieng-hac-yen-chau"
