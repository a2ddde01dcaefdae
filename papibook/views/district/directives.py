"""How the plan was directed: documents, meetings, inspections and urgings of the period, and conclusions."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.ground.vietnamese import fold
from papibook.model.code_words import CONCLUSION, DIRECTIVE
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.groups import group_noun, split_ids
from papibook.model.inline import Inline, Run, joined
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.display import Heading, Stack, Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.figure_cells import figure_cell
from papibook.views.common.filling import fill
from papibook.views.common.links import plan_link
from papibook.views.common.rows import Row, by_id, rows_of
from papibook.views.common.sentences import join_pieces
from papibook.views.common.tables import TableColumn, TableShape, make_table

MOST = 5
"""Of one kind that a report's body names; all stand in the table."""

_COUNTED = {
    "document": "{n} documents issued",
    "meeting": "{n} meetings held",
    "inspection": "{n} inspections carried out",
    "urging": "{n} urgings sent",
}
_HEADS = {"document": "Documents", "meeting": "Meeting", "inspection": "Inspection", "urging": "Urging"}
"""What a kind is called before its first subject, unless that begins with the same word."""


def directives(told: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, *, heading: str) -> Stack:
    """Under ``heading`` how far the conclusions are carried out, and what was issued and held in the period.

    Nothing where the register has nothing to tell.

    Args:
        told, units: schemas TOLD_DIRECTIVES, SHOWN_UNITS.
    """
    if told.empty:
        return Stack(())
    conclusions = told[told["kind"] == "conclusion"].reset_index(drop=True)
    issued = told[told["kind"] != "conclusion"].reset_index(drop=True)
    parts: list[Heading | Table] = [Heading(heading)]
    if len(conclusions):
        parts.append(_conclusions(conclusions, units, edition))
    if len(issued):
        parts.append(_issued(issued, edition))
    return Stack(tuple(parts))


def _conclusions(rows: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    records = rows_of(rows)
    shown = rows.assign(
        decision=[_subject(row) for row in records],
        who=[lead_text(row["lead"], units) for row in records],
        due=["" if words.is_missing(row["due_date"]) else words.date_of(row["due_date"]) for row in records],
        stands=[_stands(row, edition) for row in records],
    )
    columns = [
        TableColumn("decision", say("views_whole", "Conclusion")),
        TableColumn("who", say("views_whole", "Given to")),
        TableColumn("due", say("views_whole", "Due"), missing="", align="right"),
        TableColumn("stands", say("views_whole", "Carried out")),
    ]
    shape = TableShape(
        "conclusions",
        say("views_whole", "Conclusions of the leadership and how far they are carried out"),
        stub="decision",
        notes=(_closing(edition),),
        stacks=True,
    )
    return make_table(shown, columns, shape, data=rows)


def _issued(rows: pd.DataFrame, edition: EditionRow) -> Table:
    records = rows_of(rows)
    shown = rows.assign(
        day=[words.date_of(row["issued_on"]) for row in records],
        kind_word=[words.sentence_case(say("views", DIRECTIVE[row["kind"]])) for row in records],
        about=[_subject(row) for row in records],
        item_link=[() if words.is_missing(row["item"]) else _items(row["item"]) for row in records],
    )
    columns = [
        TableColumn("about", say("views_whole", "What it is about")),
        TableColumn("kind_word", say("views_whole", "Kind")),
        TableColumn("day", say("views_whole", "Day"), align="right"),
        TableColumn("item_link", say("views_whole", "Item of the plan")),
    ]
    if rows["result"].notna().any():
        columns.append(TableColumn("result", say("views_whole", "Result"), missing=""))
    shape = TableShape(
        "directives",
        say("views_whole", "What was issued and held to direct the plan in the period"),
        stub="about",
        notes=(_closing(edition),),
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=rows)


def _closing(edition: EditionRow) -> str:
    day = words.date_of(edition.data_closed_on)
    return say("views_whole", "As the office's register stood at the end of {day}.", day=day)


def _subject(row: Row) -> Inline:
    """What it is about; below it which document it is of, and where that can be read."""
    number, issuer = words.text_of(row["number"]), words.text_of(row["issuer"])
    of = [part for part in (number, issuer) if part]
    if row["kind"] == "conclusion":
        of.insert(1 if number else 0, words.date_of(row["issued_on"]))
    below = [Run(", ".join(of), ("note",))] if of else []
    if not words.is_missing(row["link"]):
        below.append(Run(str(row["link"]), ("note",), str(row["link"])))
    pieces: list[Run | str] = [str(row["subject"])]
    for piece in below:
        pieces += ["\n", piece]
    return tuple(pieces)


def _items(spec: object) -> Inline:
    return joined([plan_link(item) for item in split_ids(spec)], "; ")


def lead_text(spec: object, units: pd.DataFrame) -> str:
    """Who is named: units by their names, groups by what their units are called."""
    names = by_id(units, "unit_id", "unit_name")
    return "; ".join(
        str(names.get(word) or say("views_whole", "the {units}", units=group_noun(units, word)))
        for word in split_ids(spec)
    )


def _stands(row: Row, edition: EditionRow) -> Cell:
    word = words.sentence_case(say("views", CONCLUSION[row["standing"]]))
    late = _about(row, edition).figure("days_late", row["days_late"])
    if not words.is_missing(row["done_on"]):
        text = f"{word} ({words.date_of(row['done_on'])})"
        result = words.text_of(row["result"])
        return Cell((text, *(("\n", Run(result, ("note",))) if result else ())), "text")
    if late.value is None:
        return Cell((word,), "text")
    return figure_cell(say("views_whole", "{status}, {n} days", status=word, n=int(row["days_late"])), late)


def _about(row: Row, edition: EditionRow) -> About:
    return About(str(edition.period_id), subject=f"conclusion:{row['directive_id']}")


def directive_facts(told: pd.DataFrame, edition: EditionRow) -> Facts:
    """How much was issued and held in the period.

    Names: directed (“3 documents issued, 2 meetings held”). Nothing to state: the register has nothing.

    Args:
        told: schema TOLD_DIRECTIVES.
    """
    counts = told["kind"].value_counts()
    parts = [
        fill(say("views_whole", text), n=Fact(_of_kind(kind, edition).figure("n_directives", counts[kind])))
        for kind, text in _COUNTED.items()
        if counts.get(kind)
    ]
    return Facts({"directed": join_pieces(parts)}, None if parts else ())


def _of_kind(kind: str, edition: EditionRow) -> About:
    return About(str(edition.period_id), subject=f"directive:{kind}")


def conclusion_facts(told: pd.DataFrame, edition: EditionRow) -> Facts:
    """How far the conclusions before this report are carried out.

    Names: n_conclusions, carried_out (“3 done, 1 overdue and 1 under way”). Nothing to state: there is none.

    Args:
        told: schema TOLD_DIRECTIVES.
    """
    own = told[told["kind"] == "conclusion"]
    about, standing = About(str(edition.period_id)), own["standing"]
    done, overdue = int(standing.isin(["done", "done_late"]).sum()), int((standing == "overdue").sum())
    numbers = {
        "{n} conclusions done": ("n_conclusions_done", done),
        "{n} conclusions overdue": ("n_conclusions_overdue", overdue),
        "{n} conclusions under way": ("n_conclusions_open", len(own) - done - overdue),
    }
    parts = [
        fill(say("views_whole", text), n=Fact(about.figure(name, n)))
        for text, (name, n) in numbers.items()
        if n
    ]
    named: Named = {
        "n_conclusions": Fact(about.figure("n_conclusions", len(own))),
        "carried_out": join_pieces(parts),
    }
    return Facts(named, None if len(own) else ())


def directive_entries(told: pd.DataFrame) -> list[Inline]:
    """What was issued and held, a sentence a kind: the latest of it by name.

    Args:
        told: schema TOLD_DIRECTIVES.
    """
    entries = []
    for kind, word in _HEADS.items():
        rows = rows_of(told[told["kind"] == kind])
        if not rows:
            continue
        named = [(_named(row),) for row in rows[-MOST:]]
        if len(rows) > MOST:
            named.append((say("views_whole", "and {n} before them", n=len(rows) - MOST),))
        head = say("views_whole", word)
        is_said = fold(str(rows[-MOST:][0]["subject"])).startswith(fold(head))
        entries.append(("" if is_said else f"{head}: ", *joined(list(named), "; "), "."))
    return entries


def _named(row: Row) -> str:
    subject, day = str(row["subject"]).rstrip("."), words.date_of(row["issued_on"])
    if words.is_missing(row["number"]):
        return say("views_whole", "{subject} (on {day})", subject=subject, day=day)
    return say(
        "views_whole", "{subject} (No. {number}, {day})", subject=subject, number=row["number"], day=day
    )


_ENTRY = {
    "done": "{subject} (given to {who}): done on {done}",
    "done_late": "{subject} (given to {who}): done on {done}, after the day set ({due})",
    "overdue": "{subject} (given to {who}): not done, {days} days after the day set ({due})",
    "open": "{subject} (given to {who}): under way, due by {due}",
    "open_undated": "{subject} (given to {who}): under way, no day was set",
}


def conclusion_entries(told: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> list[Inline]:
    """Each conclusion: what was decided, who carries it out, how far it is.

    Args:
        told, units: schemas TOLD_DIRECTIVES, SHOWN_UNITS.
    """
    entries = []
    for row in rows_of(told[told["kind"] == "conclusion"]):
        said = fill(
            say("views_whole", _ENTRY[row["standing"]]),
            subject=str(row["subject"]).rstrip("."),
            who=lead_text(row["lead"], units),
            done=words.date_of(row["done_on"]),
            due=words.date_of(row["due_date"]),
            days=Fact(_about(row, edition).figure("days_late", row["days_late"])),
        )
        result = words.within_sentence(row["result"]).rstrip(".")
        entries.append((*said, f"; {result}." if result else "."))
    return entries
