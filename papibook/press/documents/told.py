"""What a report's outline may say: named values and lists, from the slices that the edition's pages open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd
from markdown_it import MarkdownIt

from papibook.data.slices import Page, open_page
from papibook.ground.numbers import format_date
from papibook.measures import current, headline, lifting_jobs, overdue, standing, standing_changes
from papibook.measures.flags import is_true
from papibook.measures.overdue import UNDONE_STATUSES
from papibook.measures.remarks import common_proposals, difficulties_of_undone
from papibook.measures.standing import BEHIND_PCT, ON_TRACK_PCT
from papibook.model.facts import Fact, Facts
from papibook.model.figures import ALL, About
from papibook.model.inline import Inline, Run, text_of
from papibook.views import (
    change_facts,
    conclusion_entries,
    conclusion_facts,
    dimension_facts,
    directive_entries,
    directive_facts,
    gap_facts,
    silent_facts,
    verdict_facts,
)
from papibook.views.common import sentences, words
from papibook.views.common.commentary import DECISIONS
from papibook.views.common.filling import Source, facts_of, fill
from papibook.views.common.rows import rows_of

_MOST = 5
"""Entries of a list in the body; all of them stand in the annexes or the book."""


@dataclass(frozen=True)
class Told:
    """``sources``: facts, a later one's names count; ``lists``: entries by name."""

    sources: tuple[Facts, ...]
    lists: Mapping[str, Sequence[Inline]] = field(hash=False)


def told_of(slices: Path) -> tuple[Told, tuple[Told, ...]]:
    """What is told of the whole, and of each dimension, of the edition whose slices lie in that folder.

    Raises:
        ConfigError: the edition lacks one of the slices.
    """
    page = open_page(
        slices, "plan", "standing", "district", "words", "commentary", "checklists", "directives"
    )
    ids = [str(each) for each in page["dimensions"]["dimension_id"]]
    of_each = open_page(slices, "plan", "district", *(f"dimension/{each}" for each in ids))
    return _whole(page), tuple(_dimension(of_each, each) for each in ids)


def _whole(page: Page) -> Told:
    edition = page.edition
    now, reports = current(page["obligations"], edition), current(page["reports"], edition)
    remarks = current(page["remarks"], edition)
    figures = current(page["district_figures"], edition)
    by_dimension = current(page["district_standing"], edition)
    head = headline(page["obligations"], page["reports"], page["district_figures"], edition)
    changes = standing_changes(page["obligations"], ["dimension_id"], edition)
    about = About(str(edition.period_id))
    explained = difficulties_of_undone(remarks, now)
    undone = is_true(now["is_counted"]) & now["status"].isin(UNDONE_STATUSES)
    own = Facts(
        {
            "n_reported": Fact(about.figure("n_reported", len(reports) - head.n_silent)),
            "n_explained": Fact(about.figure("n_undone_explained", len(explained))),
            "n_undone": Fact(about.figure("n_undone", int(undone.sum()))),
        }
    )
    sources: tuple[Source, ...] = (
        edition,
        head,
        verdict_facts(head, by_dimension, page["dimensions"], edition),
        silent_facts(reports, page["units"], edition),
        change_facts(changes, page["dimensions"], edition),
        gap_facts(figures, edition),
        directive_facts(page["directives"], edition),
        conclusion_facts(page["directives"], edition),
        own,
    )
    return Told(
        tuple(facts_of(source) for source in sources),
        {
            "conclusions": conclusion_entries(page["directives"], page["units"], edition),
            "directives": directive_entries(page["directives"]),
            "strengths": _graded(by_dimension, page["dimensions"], about, is_good=True),
            "weaknesses": _graded(by_dimension, page["dimensions"], about, is_good=False),
            "difficulties": _difficulties(explained, about),
            "asked": _asked(page, about),
            "next": _next(page, now, reports),
            "office": _commentary(page, DECISIONS),
            "proposals": _proposals(remarks, about),
        },
    )


def _graded(
    by_dimension: pd.DataFrame, dimensions: pd.DataFrame, about: About, *, is_good: bool
) -> list[Inline]:
    """The dimensions at or above the mark for “on track”, or below that for “behind”, with their shares."""
    names = dict(zip(dimensions["dimension_id"], dimensions["dimension_name"], strict=True))
    share = by_dimension["share_on_time_pct"]
    chosen = by_dimension[share >= ON_TRACK_PCT if is_good else share < BEHIND_PCT]
    ordered = chosen.sort_values("share_on_time_pct", ascending=not is_good, kind="stable")
    return [
        fill(
            "“{name}”: {n_on_time}/{n_counted} đầu việc đến hạn hoàn thành đúng hạn ({share_on_time}).",
            name=names.get(row["dimension_id"], row["dimension_id"]),
            **sentences.standing_facts(
                row, About(about.period_id, subject=f"dimension:{row['dimension_id']}")
            ).named,
        )
        for row in rows_of(ordered)
    ]


def _asked(page: Page, about: About) -> list[Inline]:
    """How the items stand by which the plan asks units for a checklist, such as a plan of their own."""
    tasks = current(page["checklist_tasks"], page.edition)
    entries = []
    for row in rows_of(standing(tasks, ("period_id", "solution_id"))):
        if not row["n_counted"]:
            continue
        subject = About(about.period_id, subject=f"solution:{row['solution_id']}")
        titles = tasks.loc[tasks["solution_id"] == row["solution_id"], "task_id"].drop_duplicates()
        names = dict(zip(page["tasks"]["task_id"], page["tasks"]["title"], strict=True))
        entries.append(
            fill(
                "{title} (mục {item}): {n_on_time} trong {n_counted} cơ quan, đơn vị hoàn thành đúng hạn.",
                title=names[titles.iloc[0]],
                item=row["solution_id"],
                **sentences.standing_facts(row, subject).named,
            )
        )
    return entries


def _difficulties(explained: pd.DataFrame, about: About) -> list[Inline]:
    texts = explained.drop_duplicates("text", ignore_index=True)
    return [
        fill(
            "{text} ({n} đầu việc).",
            text=words.one_line(row["text"]).rstrip("."),
            n=Fact(
                About(about.period_id, subject=f"difficulty:{place}").figure(
                    "n_undone_with_difficulty", row["n_obligations"]
                )
            ),
        )
        for place, row in enumerate(rows_of(texts)[:_MOST], start=1)
    ]


def _proposals(remarks: pd.DataFrame, about: About) -> list[Inline]:
    return [
        fill(
            "{n} đơn vị đề nghị {text}.",
            n=Fact(
                About(about.period_id, subject=f"proposal:{place}").figure(
                    "n_units_proposing", row["n_units"]
                )
            ),
            text=_uncapitalised(words.one_line(row["text"]).rstrip(".").removeprefix("Đề nghị ")),
        )
        for place, row in enumerate(rows_of(common_proposals(remarks))[:_MOST], start=1)
    ]


def _uncapitalised(text: str) -> str:
    """A proposal goes on within a sentence; a name at its beginning stays."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if not rest[:1].isupper() else text


def _next(page: Page, now: pd.DataFrame, reports: pd.DataFrame) -> list[Inline]:
    """The jobs that would raise the share on time most; reports that have not come are one entry."""
    period_id = str(page.edition.period_id)
    titles = dict(zip(page["tasks"]["task_id"], page["tasks"]["title"], strict=True))
    names = dict(zip(page["units"]["unit_id"], page["units"]["unit_name"], strict=True))
    entries = []
    for row in rows_of(lifting_jobs(now, reports))[:_MOST]:
        is_report = row["kind"] == "report"
        unit_id = str(row["unit_id"]) if is_report else ALL
        subject = f"report:{unit_id}" if is_report else f"task:{row['task_id']}"
        text = (
            "Yêu cầu {what} gửi báo cáo ({n} đầu việc đến hạn chưa có báo cáo)."
            if is_report
            else "Đôn đốc thực hiện “{what}” ({n} đầu việc chưa được tính đúng hạn)."
        )
        gain = About(period_id, unit_id, subject).figure("n_to_gain", row["n_to_gain"])
        what = names[row["unit_id"]] if is_report else titles[row["task_id"]]
        entries.append(fill(text, what=what, n=Fact(gain)))
    return entries


def _dimension(page: Page, dimension_id: str) -> Told:
    edition = page.edition
    dimension = page["dimensions"].set_index("dimension_id").loc[dimension_id]
    number = Facts({"number": (dimension_id,), "name": (str(dimension["dimension_name"]),)})
    return Told(
        (number, dimension_facts(page["district_standing"], edition, dimension_id)),
        {
            "commentary": _commentary(page, f"dimension-{dimension_id}"),
            "overdue": _overdue(page, dimension_id),
            "figures": _figures(page, dimension_id),
        },
    )


def _overdue(page: Page, dimension_id: str) -> list[Inline]:
    """The dimension's overdue tasks, those late longest first, each with the units that owe it so long."""
    period_id = str(page.edition.period_id)
    late = overdue(current(page["obligations"], page.edition), page["tasks"], page["units"])
    late = late[late["dimension_id"] == dimension_id]
    names = dict(zip(page["units"]["unit_id"], page["units"]["unit_name"], strict=True))
    entries = []
    for _, rows in list(late.groupby(["task_id", "days_late"], sort=False))[:_MOST]:
        first = rows_of(rows)[0]
        about = About(period_id, first["unit_id"], subject=f"task:{first['task_id']}")
        entries.append(
            fill(
                "{title}: quá hạn {days} ngày (hạn {due}): {units}.",
                title=words.one_line(first["title"]),
                days=Fact(about.figure("days_late", first["days_late"])),
                due=format_date(first["due_date"]),
                units=", ".join(names[row["unit_id"]] for row in rows_of(rows)),
            )
        )
    return entries


def _figures(page: Page, dimension_id: str) -> list[Inline]:
    """The dimension's indicators with a target that is missed, each with its figure."""
    edition = page.edition
    catalogue = page["indicators"].set_index("indicator_id")
    own = current(page["district_figures"], edition)
    own = own[own["indicator_id"].isin(catalogue.index[catalogue["dimension_id"] == dimension_id])]
    return list(_figure_lines(own, catalogue, str(edition.period_id)))


def _figure_lines(own: pd.DataFrame, catalogue: pd.DataFrame, period_id: str) -> Iterator[Inline]:
    for row in rows_of(own[own["target"].notna() & own["obs_value"].notna()]):
        indicator = catalogue.loc[row["indicator_id"]]
        about = About(period_id, subject=f"indicator:{row['indicator_id']}")
        measure = words.measure_of(indicator["unit_measure"], str(indicator["kind"]), total=True)
        kind: Literal["percent", "number"] = "percent" if measure == "%" else "number"
        yield fill(
            "{name}: {value}{measure} (mức giao {target}{measure}).",
            name=str(indicator["indicator_name"]),
            value=Fact(about.figure("value", row["obs_value"]), kind, int(indicator["decimals"])),
            target=Fact(about.figure("target", row["target"]), kind, int(indicator["decimals"])),
            measure="" if measure in ("", "%") else f" {measure}",
        )


def _commentary(page: Page, place: str) -> list[Inline]:
    """The office's paragraphs for that place, as plain text; of what it puts to the leadership, the lists."""
    own = current(page["commentary"], page.edition)
    texts = own.loc[own["place"] == place, "markdown"].dropna()
    lines = [line for text in texts for line in _lines(str(text), lists_only=place == DECISIONS)]
    return [(line,) for line in lines if line]


def _lines(markdown: str, *, lists_only: bool) -> Iterator[str]:
    depth = 0
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline" and (depth or not lists_only):
            yield " ".join("".join(child.content or " " for child in token.children or ()).split())


def plain(said: Inline) -> str:
    """What a sentence says, in one line."""
    return " ".join(text_of(said).split())


def without_pointers(said: Inline) -> Inline:
    """``said`` without links to other pages: a document has none."""
    return tuple(piece for piece in said if not (isinstance(piece, Run) and piece.link.startswith("page:")))
