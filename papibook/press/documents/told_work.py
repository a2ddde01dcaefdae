"""What a report says of assigned work: who is late since when, what blocks what, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from papibook.ground.numbers import format_date
from papibook.measures import lifting_jobs, overdue, standing
from papibook.measures.overdue import UNDONE_STATUSES
from papibook.measures.remarks import common_proposals
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.filling import fill
from papibook.views.common.rows import by_id, rows_of

MOST = 5
"""Entries of a list in the body; all of them stand in the annexes or the book."""
_MOST_BLOCKED, _MOST_CAUSES = 2, 2


def unit_names(units: pd.DataFrame) -> dict[str, str]:
    """Each unit's name within a sentence: a place's kind in small letters, an office as it is written.

    Args:
        units: schema SHOWN_UNITS.
    """
    return {
        str(row["unit_id"]): str(row["unit_name"])
        if words.is_missing(row["unit_code"])
        else words.within_sentence(row["unit_name"])
        for row in rows_of(units[["unit_id", "unit_name", "unit_code"]])
    }


def names_said(unit_ids: Sequence[str], units: pd.DataFrame) -> Inline:
    """The units by name, beyond a few the rest counted. No “và”: many an office has one in its name."""
    names = unit_names(units)
    told = [names.get(unit_id, unit_id) for unit_id in unit_ids]
    between = "; " if any("," in name for name in told) else ", "
    if len(told) <= MOST + 1:
        return (between.join(told),)
    return (f"{between.join(told[:MOST])} và {len(told) - MOST} đơn vị khác",)


def asked_entries(tasks: pd.DataFrame, titles: pd.DataFrame, edition: EditionRow) -> list[Inline]:
    """How the items stand by which the plan asks units for a checklist, such as a plan of their own.

    Args:
        tasks: schema CHECKLIST_TASKS, rows of one period. titles: schema TASKS.
    """
    names, entries = by_id(titles, "task_id", "title"), []
    for row in rows_of(standing(tasks, ("period_id", "solution_id"))):
        if not words.int_of(row["n_counted"]):
            continue
        subject = About(str(edition.period_id), subject=f"solution:{row['solution_id']}")
        first = tasks.loc[tasks["solution_id"] == row["solution_id"], "task_id"].iloc[0]
        facts = sentences.standing_facts(row, subject)
        if facts.nothing is not None:
            entries.append(fill("{title}: {nothing}", title=names[first], nothing=facts.nothing))
            continue
        entries.append(
            fill(
                "{title} (mục {item} của Kế hoạch): {n_on_time} trong {n_counted} cơ quan, đơn vị, địa "
                "phương hoàn thành đúng hạn{shortfalls}.",
                title=names[first],
                item=row["solution_id"],
                **{name: facts.named[name] for name in ("n_on_time", "n_counted", "shortfalls")},
            )
        )
    return entries


def overdue_entries(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, subject: str
) -> list[Inline]:
    """The overdue tasks of these, those late longest first, each with the units that owe it so long.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (rows of one period), TASKS, SHOWN_UNITS. subject: what
            these are of.
    """
    late = overdue(obligations, tasks, units)
    groups = list(late.groupby(["task_id", "days_late"], sort=False))
    entries = []
    for _, rows in groups[:MOST]:
        first = rows_of(rows)[0]
        about = About(str(edition.period_id), first["unit_id"], subject=f"task:{first['task_id']}")
        entries.append(
            fill(
                "Nhiệm vụ “{title}” quá hạn {days} ngày (hạn {due}), chưa hoàn thành tại: {units}.",
                title=words.one_line(first["title"]),
                days=Fact(about.figure("days_late", first["days_late"])),
                due=format_date(first["due_date"]),
                units=names_said(list(rows["unit_id"]), units),
            )
        )
    if left := sum(len(rows) for _, rows in groups[MOST:]):
        n = Fact(About(str(edition.period_id), subject=subject).figure("n_more_overdue", left))
        entries.append(fill("Còn {n} đầu việc quá hạn khác, nêu tại phụ lục.", n=n))
    return entries


def blocked_entries(
    explained: pd.DataFrame,
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    edition: EditionRow,
) -> list[Inline]:
    """The tasks of which several units say what blocks them, with what most of them say.

    Args:
        explained: papibook.measures.remarks.difficulties_of_undone of ``obligations``.
        obligations: schema OBLIGATIONS, rows of one period. tasks: schema TASKS.
    """
    titles, entries = by_id(tasks, "task_id", "title"), []
    counts = (
        explained.groupby("task_id", sort=False)["unit_id"]
        .nunique()
        .sort_values(ascending=False, kind="stable")
    )
    for task_id in counts.index[counts > 1][:_MOST_BLOCKED]:
        own = explained[explained["task_id"] == task_id]
        about = About(str(edition.period_id), subject=f"task:{task_id}")
        said = (
            own.groupby("text", sort=False)["unit_id"].nunique().sort_values(ascending=False, kind="stable")
        )
        named = [
            fill("“{text}” ({n} đơn vị)", text=_quoted(text), n=Fact(about.figure("n_units_saying", n)))
            for text, n in list(said.items())[:_MOST_CAUSES]
        ]
        undone = obligations[
            (obligations["task_id"] == task_id) & obligations["status"].isin(UNDONE_STATUSES)
        ]
        entries.append(
            fill(
                "Nhiệm vụ “{title}” còn {n} đơn vị chưa hoàn thành; các đơn vị nêu vướng mắc: {named}.",
                title=words.one_line(str(titles[task_id])),
                n=Fact(about.figure("n_units_undone", undone["unit_id"].nunique())),
                named=joined(named),
            )
        )
    return entries


def cause_entries(explained: pd.DataFrame, about: About) -> list[Inline]:
    """What units say blocks work that was due, those said beside most of it first.

    Args:
        explained: papibook.measures.remarks.difficulties_of_undone, rows of one period.
    """
    texts = explained.drop_duplicates("text", ignore_index=True)
    entries = []
    for place, row in enumerate(rows_of(texts)[:MOST], start=1):
        subject = About(about.period_id, subject=f"difficulty:{place}")
        n_units = explained.loc[explained["text"] == row["text"], "unit_id"].nunique()
        entries.append(
            fill(
                "{text} ({n_units} đơn vị nêu, ở {n} đầu việc).",
                text=_sentence(row["text"]),
                n_units=Fact(subject.figure("n_units_saying", n_units)),
                n=Fact(subject.figure("n_undone_with_difficulty", row["n_obligations"])),
            )
        )
    return entries


def proposal_entries(remarks: pd.DataFrame, about: About) -> list[Inline]:
    """What several units propose in the same words, the most units first.

    Args:
        remarks: schema REMARKS, rows of one period.
    """
    return [
        fill(
            "{text} ({n} đơn vị đề xuất).",
            text=_sentence(row["text"]),
            n=Fact(
                About(about.period_id, subject=f"proposal:{place}").figure(
                    "n_units_proposing", row["n_units"]
                )
            ),
        )
        for place, row in enumerate(rows_of(common_proposals(remarks))[:MOST], start=1)
    ]


def next_entries(
    obligations: pd.DataFrame,
    reports: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> list[Inline]:
    """What is to be done next: what is overdue, reports that have not come, work that can still be on time.

    Args:
        obligations, reports: schemas OBLIGATIONS, REPORTS, rows of one period. tasks, units: schemas TASKS,
            SHOWN_UNITS.
    """
    about = About(str(edition.period_id))
    entries: list[Inline] = []
    late = overdue(obligations, tasks, units)
    if len(late):
        n = Fact(about.figure("n_overdue", len(late)))
        n_units = Fact(about.figure("n_units_overdue", late["unit_id"].nunique()))
        entries.append(
            fill("Hoàn thành dứt điểm {n} đầu việc đã quá hạn của {n_units} đơn vị.", n=n, n_units=n_units)
        )
    jobs = lifting_jobs(obligations, reports)
    silent = jobs[jobs["kind"] == "report"]
    if len(silent):
        n = Fact(about.figure("n_unsent", int(silent["n_to_gain"].sum())))
        is_all = sentences.no_report(reports)
        who = ("các cơ quan, đơn vị, địa phương",) if is_all else names_said(list(silent["unit_id"]), units)
        entries.append(
            fill("Yêu cầu {who} gửi báo cáo ({n} đầu việc đến hạn chưa có thông tin).", who=who, n=n)
        )
    titles = by_id(tasks, "task_id", "title")
    for row in rows_of(jobs[jobs["kind"] == "task"].head(MOST - len(entries))):
        gain = About(about.period_id, subject=f"task:{row['task_id']}").figure("n_to_gain", row["n_to_gain"])
        entries.append(
            fill(
                "Đôn đốc thực hiện nhiệm vụ “{title}” (còn {n} đơn vị chưa hoàn thành hoặc chưa báo cáo "
                "hợp lệ).",
                title=words.one_line(str(titles[row["task_id"]])),
                n=Fact(gain),
            )
        )
    later = standing(obligations.assign(all="all"), ("all",))
    facts = sentences.standing_facts(later.iloc[0], about).named if len(later) else {}
    n_later = facts.get("n_later")
    if isinstance(n_later, Fact) and n_later.figure.value:
        entries.append(fill("Tiếp tục thực hiện {n} đầu việc chưa đến hạn trong kỳ này.", n=n_later))
    return entries


def _quoted(text: str) -> str:
    return words.one_line(text).rstrip(".")


def _sentence(text: str) -> str:
    return words.sentence_case(_quoted(text))
