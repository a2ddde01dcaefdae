"""What several pages say of the same frames: named values for a template's sentences, and phrases by rule.

A page's own values stand in its module; the sentences themselves in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from papibook.ground.numbers import NONE_MARK, NOT_REPORTED_MARK, format_share
from papibook.ground.texts import say
from papibook.measures.flags import is_true
from papibook.measures.standing import NOT_REPORTED_PARTS, SHORTFALLS, is_unknown
from papibook.measures.standing import standing_facts as facts_of
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.groups import UnitGroup, reporting_groups
from papibook.model.inline import Inline, joined, list_mark, text_of
from papibook.views.common import words
from papibook.views.common.display import Html, escape
from papibook.views.common.filling import fill
from papibook.views.common.html import folded, inline_html
from papibook.views.common.links import SILENT_ANCHOR, page_link, silent_units

Standing: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"
"""One row of papibook.measures.standing: the columns of papibook.model.tables.STANDING."""


def paragraph(*sentences: str, css: str = "pb-lead") -> Html:
    """Sentences as one escaped paragraph; empty ones are left out."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return Html(f'<p class="{css}">{escape(text)}</p>') if text else Html("")


def share_text(standing: Standing) -> str:
    """``80,0%``, of few cases ``2/3``; – where nothing is due yet, ∅ where nothing is reported."""
    missing = NOT_REPORTED_MARK if is_unknown(standing) else NONE_MARK
    if is_unknown(standing):
        return missing
    return format_share(standing["n_on_time"], standing["n_counted"], 1, missing=missing)


def standing_line(standing: Standing) -> str:
    """The quiet line of a solution or task: ``12/15 đầu việc đúng hạn · 3 quá hạn mà chưa hoàn thành``."""
    counted = words.int_of(standing["n_counted"])
    if counted == 0:
        return say("views", "nothing due yet in this period")
    if is_unknown(standing):
        return say("views", "{n} due assigned tasks, none reported", n=counted)
    parts = [
        say(
            "views",
            "{n}/{total} assigned tasks on time",
            n=words.int_of(standing["n_on_time"]),
            total=counted,
        )
    ]
    short = [name for name in SHORTFALLS if words.int_of(standing[name])]
    parts += [text_of(_shortfall(name, standing, standing)) for name in short]
    return " · ".join(parts)


def standing_facts(row: Standing, about: About) -> Facts:
    """How obligations stand, as named values.

    Names: n_obligations, n_counted, n_on_time, n_late, n_overdue, n_due_at_cutoff, n_not_done_in_period,
    n_not_reported, n_unsent, n_unanswered, n_later, share_on_time; shortfalls (", 2 done late and 3 overdue":
    all that was due and is not on time, empty where all is). Nothing to state: nothing was due, or nothing of
    it is reported.
    """
    facts = facts_of(row, about)
    named: Named = {**facts, "shortfalls": shortfalls(facts, row)}
    if is_unknown(row):
        text = say("views", "Of {n} assigned tasks due by the cut-off none is reported on.")
        return Facts(named, fill(text, n=facts["n_counted"]))
    is_due = words.int_of(row["n_counted"])
    return Facts(named, None if is_due else (say("views", "No assigned task was due by the cut-off."),))


_SHORTFALL_WORDS = {
    "n_late": "{n} done late",
    "n_overdue": "{n} overdue",
    "n_due_at_cutoff": "{n} due on the cut-off day and not done",
    "n_not_done_in_period": "{n} not done in the period",
    "n_not_reported": "{n} not reported",
}
_UNANSWERED = "{n} refused for an error or left blank"
_BOTH = "{n} not reported ({unsent} of units that sent no report, {unanswered} refused for an error or blank)"


def _shortfall(name: str, numbers: Mapping[str, Any], counts: Standing) -> Inline:
    """What became of so many, in words; ``numbers``: what is written for each of ``counts``."""
    text = _SHORTFALL_WORDS[name]
    if name == "n_not_reported" and words.int_of(counts.get("n_unanswered")):
        text = _BOTH if words.int_of(counts.get("n_unsent")) else _UNANSWERED
    n, unsent, unanswered = (
        value if isinstance(value := numbers.get(key), Fact) else str(words.int_of(value))
        for key in (name, *NOT_REPORTED_PARTS)
    )
    return fill(say("views", text), n=n, unsent=unsent, unanswered=unanswered)


def shortfalls(facts: Mapping[str, Fact | Inline], counts: Mapping[str, Any]) -> Inline:
    """``, 2 hoàn thành quá hạn và 3 chưa báo cáo``: what of ``counts`` (SHORTFALLS) is more than 0."""
    short = [_shortfall(name, facts, counts) for name in SHORTFALLS if words.int_of(counts.get(name))]
    return (", ", *join_pieces(short)) if short else ()


FEW_REPORTS_PCT = 80
"""Below so many percent of the units having reported, whoever reads a judgement is told of it first."""


def few_reports(n_silent: int, n_units: int, n_carried: int, edition: EditionRow) -> Inline:
    """A sentence of its own that most did not report, where so few did that what follows rests on little.

    Where none did: that no report has come, and until when they are due. ``n_carried``: how many of them
    report in the workbook of another unit.
    """
    if not n_units or 100 * (n_units - n_silent) >= FEW_REPORTS_PCT * n_units:
        return ()
    if n_silent == n_units:
        text = say("views", "No report of the units has been accepted yet; they are due by the end of {day}.")
        return fill(text, day=words.date_of(edition.unit_deadline_on))
    about = About(str(edition.period_id))
    text = say("views", "{n} of {total} units have not reported.")
    if n_carried:
        text = say("views", "{n} of {total} units have not reported, {carried} of them through another unit.")
    return fill(
        text,
        n=Fact(about.figure("n_units_silent", n_silent)),
        total=Fact(about.figure("n_reporting", n_units)),
        carried=str(n_carried),
    )


def reported(reports: pd.DataFrame, units: pd.DataFrame) -> Inline:
    """Who reported, a sentence a group: ``14 trong 15 đơn vị đã báo cáo, 10 đúng hạn; chưa báo cáo: Tà Lai.``

    Args:
        reports: schema REPORTS, rows of one period.
    """
    named = reports.merge(units[["unit_id", "unit_group"]], on="unit_id", how="left")
    parts = [(group, named[named["unit_group"] == group.group_id]) for group in reporting_groups(units)]
    return joined([_reported(rows, group, units) for group, rows in parts if len(rows)], " ")


def _reported(rows: pd.DataFrame, group: UnitGroup, units: pd.DataFrame) -> Inline:
    status, noun = rows["report_status"], group.many
    about, silent = (
        About(str(rows["period_id"].iloc[0]), group.group_id),
        rows[rows["report_status"] == "not_reported"],
    )
    numbers = {
        "n_reporting": len(rows),
        "n_reported": len(rows) - len(silent),
        "n_reported_on_time": int((status == "on_time").sum()),
    }
    total, sent, on_time = (Fact(about.figure(name, number)) for name, number in numbers.items())
    if len(silent) or len(rows) == 1:
        who = fill(say("views", "{n} of {total} {noun}"), n=sent, total=total, noun=noun)
    else:
        who = fill(words.sentence_case(say("views", "all {total} {noun}")), total=total, noun=noun)
    if numbers["n_reported"] and numbers["n_reported_on_time"] == numbers["n_reported"]:
        head = fill(say("views", "{who} reported, all on time"), who=who)
    else:
        head = fill(say("views", "{who} reported, {n} of them on time"), who=who, n=on_time)
    if silent.empty:
        return (*head, ".")
    named: list[Inline] = [(text_of(name),) for name in silent_units(silent, units)]
    names = listed(named, SILENT_ANCHOR, len(silent))
    return fill(say("views", "{head}; not reported: {names}."), head=head, names=names)


MOST_NAMES = 7
"""Names that may stand in a sentence; more are a list, which a reader opens."""


def listed(names: Sequence[Inline], anchor: str, n_units: int) -> Inline:
    """All of ``names``; of more than a sentence holds how many units, and a link to where they are listed."""
    if len(names) <= MOST_NAMES:
        return joined(list(names))
    see = page_link("quality", say("views", "see the list"), anchor=anchor)
    return fill(say("views", "{n} units ({see})"), n=n_units, see=see)


def folded_names(said: str, names: Sequence[Inline], anchor: str = "") -> Html:
    """A list of names under what it is, open on paper and folded on a screen; nothing of a few names."""
    if len(names) <= MOST_NAMES:
        return Html("")
    inner = inline_html(joined(list(names), " · "))
    return Html(folded(said, f"<p>{inner}</p>", anchor))


def no_report(reports: pd.DataFrame) -> bool:
    """Whether no unit has reported, so that nothing is known of any.

    Args:
        reports: schema REPORTS, rows of one period.
    """
    return bool((reports["report_status"] == "not_reported").all())


def nothing_known(obligations: pd.DataFrame) -> bool:
    """Whether of all that was due nothing is known.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
    """
    due = obligations[is_true(obligations["is_counted"])]
    return len(due) > 0 and bool((due["status"] == "not_reported").all())


def no_report_yet() -> Html:
    """In the place of what reports would tell."""
    return Html(f'<p class="pb-muted">{escape(say("views", "No report has been accepted yet."))}</p>')


def names_below(said: str, names: Sequence[Inline]) -> Html:
    """All names in a line under what they stand below, many of them folded."""
    many = folded_names(said, names)
    return (
        many
        if many.html
        else Html(f'<p class="pb-muted">{escape(said)}: {inline_html(joined(list(names)))}.</p>')
    )


def join_pieces(parts: Sequence[Inline]) -> Inline:
    """``a, b và c``; ``a; b, c và d`` where a part has a comma itself."""
    if len(parts) < 2:
        return joined(list(parts))
    first = joined(list(parts[:-1]), list_mark(map(text_of, parts)))
    return fill(say("views", "{first} and {last}"), first=first, last=parts[-1])


def names_pieces(names: Sequence[Inline], most: int = 5) -> Inline:
    """``A, B và C``; beyond ``most`` names the rest is counted: ``A, B, C và 4 đơn vị khác``."""
    if len(names) <= most + 1:
        return join_pieces(names)
    head = joined(list(names[:most]))
    return fill(say("views", "{names} and {n} more units"), names=head, n=len(names) - most)


def names_list(names: Sequence[str], most: int = 5) -> str:
    """As :func:`names_pieces`, of plain text."""
    return text_of(names_pieces([(name,) for name in names], most))


def break_reason(row: Standing) -> str:
    """Why a year's score is not comparable with the year before: the measure, or what it was measured in."""
    reasons = [words.text_of(row["break_note"]), geography_reason(row)]
    return "; ".join(reason for reason in reasons if reason)


def geography_reason(row: Standing) -> str:
    """That the year was measured in another geography than the year before; empty where it was not."""
    if words.is_missing(row["geography_before"]):
        return ""
    return say(
        "views_whole",
        "the country was measured in {n} provinces, the year before in {before}",
        n=words.int_of(row["geography"]),
        before=words.int_of(row["geography_before"]),
    )
