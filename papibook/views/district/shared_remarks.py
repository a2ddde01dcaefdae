"""What several units write alike, gathered: shared proposals, and what holds up work that was due."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.remarks import common_proposals, difficulties_of_undone, said_alike
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.model.inline import Inline
from papibook.views.common import sentences
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.filling import fill
from papibook.views.common.html import folded, inline_html
from papibook.views.common.links import linked_units, proposal_anchor
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

_OPEN = 8
"""Proposals that stand open; the rest of a long list is folded on a screen."""


def shared_proposals(remarks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Html:
    """Every proposal that several units wrote in the same words, with who they are, the most units first.

    Args:
        remarks, units: schemas REMARKS (rows of one period), UNITS.
    """
    rows = rows_of(common_proposals(remarks))
    if not rows:
        nothing = say("views_whole", "No two units propose the same.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    proposals = said_alike(remarks[remarks["kind"] == "proposal"])
    quotes = []
    for place, row in enumerate(rows, start=1):
        about = About(str(edition.period_id), subject=f"proposal:{place}")
        ids = set(proposals.loc[proposals["text"] == row["text"], "unit_id"])
        n, names = Fact(about.figure("n_units_proposing", row["n_units"])), _names(ids, units)
        many = sentences.folded_names(say("views_whole", "their names"), names).html
        who = fill(
            say("views_whole", "{n} units" if many else "{n} units: {names}"),
            n=n,
            names=sentences.join_pieces(names),
        )
        text = inline_html((row["text"].replace("\r\n", "\n"),))
        quotes.append(
            f'<blockquote class="pb-quote" id="{proposal_anchor(place)}"><p>{text}</p>'
            f"<footer>{inline_html(who)}{many}</footer></blockquote>"
        )
    if len(quotes) <= _OPEN + 3:
        return Html("\n".join(quotes))
    rest = folded(say("views_whole", "{n} more", n=len(quotes) - _OPEN), "\n".join(quotes[_OPEN:]))
    return Html("\n".join([*quotes[:_OPEN], rest]))


def held_up(
    remarks: pd.DataFrame, obligations: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """What units say holds up work that was due and is not done, by how much work each difficulty is beside.

    Args:
        remarks, obligations, units: schemas REMARKS, OBLIGATIONS (rows of one period), UNITS.
    """
    rows = difficulties_of_undone(remarks, obligations)
    if rows.empty:
        nothing = say("views_whole", "No unit wrote a difficulty beside work that was due and is not done.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    texts = rows.drop_duplicates("text", ignore_index=True)
    shown = texts.assign(
        where=[
            sentences.names_pieces(_names(set(rows.loc[rows["text"] == text, "unit_id"]), units))
            for text in texts["text"]
        ],
        place=range(1, len(texts) + 1),
        tasks=[", ".join(sorted(set(rows.loc[rows["text"] == text, "task_id"]))) for text in texts["text"]],
    )
    columns = [
        TableColumn("text", say("views_whole", "Difficulty, as the units write it")),
        TableColumn(
            "n_obligations",
            say("views_whole", "Assigned tasks not done"),
            "number",
            measure="n_undone_with_difficulty",
        ),
        TableColumn("where", say("views_whole", "Units")),
        TableColumn("tasks", say("views_whole", "Tasks")),
    ]
    shape = TableShape(
        "held-up",
        say("views_whole", "{n} difficulties beside {of} due assigned tasks", n=len(texts), of=len(rows)),
        stub="text",
        notes=(units_source(edition),),
        stacks=True,
        folds=True,
    )

    def about(row: Row) -> About:
        return About(str(edition.period_id), subject=f"difficulty:{row['place']}")

    return make_table(shown, columns, shape, data=rows, about=about)


def _names(ids: set[str], units: pd.DataFrame) -> list[Inline]:
    """The names of ``ids``, each linked, in the order of the units."""
    links = linked_units(units.sort_values(["sort_order", "unit_id"], kind="stable"))
    return [name for unit_id, name in links.items() if unit_id in ids]
