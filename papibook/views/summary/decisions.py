"""What the leadership must decide, whom to press, who is silent: the cover's lists."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.overdue import UNDONE, overdue, worst_units
from papibook.measures.remarks import common_proposals
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.commentary import markdown_items
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow, current
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import linked_units, page_link
from papibook.views.common.rows import rows_of
from papibook.views.common.standing_lines import REPORTS_ANCHOR

_MOST_PROPOSALS = 3


def silent_facts(reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Facts:
    """Who has not reported, by name. Nothing to state: all have.

    Names: n_units_silent, n_reporting, silent (their names, each linked).

    Args:
        reports, units: schemas REPORTS (rows of one period), UNITS.
    """
    about = About(str(edition.period_id))
    silent = _silent(reports, units)
    total = Fact(about.figure("n_reporting", len(reports)))
    named: Named = {
        "n_units_silent": Fact(about.figure("n_units_silent", len(silent))),
        "n_reporting": total,
        "silent": joined(silent),
    }
    everybody = fill(say("views_whole", "All {n} units that owe a report have reported."), n=total)
    return Facts(named, None if silent else everybody)


def decisions(
    commentary: pd.DataFrame,
    remarks: pd.DataFrame,
    district: pd.DataFrame,
    reports: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Html:
    """What the leadership must decide, each with the place where it is set out.

    First what holds up the whole (reports that have not come, and how many indicators with a target they keep
    from being whole), then what the office proposes (``decisions.md``, one item of its list each), then what
    several units propose in the same words, by how many they are.

    Args:
        commentary, remarks, district, reports, units: schemas COMMENTARY, REMARKS, DISTRICT_FIGURES, REPORTS,
            UNITS; of any periods.
    """
    items = [
        *_blocked(current(district, edition), current(reports, edition), units, edition),
        *_of_office(current(commentary, edition)),
        *_of_units(current(remarks, edition), edition),
    ]
    if not items:
        nothing = say("views_whole", "Nothing is put to the leadership in this period.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    listed = "\n".join(
        f'<li>{said} <span class="pb-decision-source">({inline_html(source)})</span></li>'
        for said, source in items
    )
    return Html(f'<ol class="pb-decisions">\n{listed}\n</ol>')


def worst_three(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Html:
    """The three units with the most overdue, then the most undone: what each owes, and what is late longest.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (rows of one period), TASKS, UNITS.
    """
    worst = rows_of(worst_units(obligations, units, most=3))
    if not worst:
        nothing = say("views_whole", "No unit that reported owes anything that was due.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    late = overdue(obligations, tasks, units).drop_duplicates("unit_id").set_index("unit_id")
    names, items = linked_units(units), []
    for row in worst:
        about = About(str(edition.period_id), row["unit_id"])
        facts = sentences.standing_facts(row, about).named
        longest: Inline = ()
        if row["unit_id"] in late.index:
            first = late.loc[row["unit_id"]]
            days = replace(about, subject=f"task:{first['task_id']}").figure("days_late", first["days_late"])
            longest = fill(
                say("views_whole", "; longest: {title} ({days} days)"), title=first["title"], days=Fact(days)
            )
        items.append(
            fill(
                say("views_whole", "{unit}: {owed} of {n_counted} due{longest}"),
                unit=names[row["unit_id"]],
                owed=sentences.shortfalls(facts, {name: row[name] for name in UNDONE})[1:],
                n_counted=facts["n_counted"],
                longest=longest,
            )
        )
    listed = "\n".join(f"<li>{inline_html(item)}</li>" for item in items)
    return Html(f'<ul class="pb-worst">\n{listed}\n</ul>')


def _silent(reports: pd.DataFrame, units: pd.DataFrame) -> list[Inline]:
    names = linked_units(units.sort_values(["sort_order", "unit_id"], kind="stable"))
    silent = set(reports.loc[reports["report_status"] == "not_reported", "unit_id"])
    return [name for unit_id, name in names.items() if unit_id in silent]


def _blocked(
    district: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> list[tuple[str, Inline]]:
    silent = _silent(reports, units)
    asked = district[district["target"].notna()]
    n = int((asked["n_units"] < asked["n_units_owing"]).fillna(False).sum())
    if not silent or not n:
        return []
    figure = About(str(edition.period_id)).figure("n_indicators_incomplete", n)
    said = fill(
        say(
            "views_whole",
            "Reports of {units} have not come: {n} indicators with a target stand on fewer units.",
        ),
        units=sentences.names_pieces(silent),
        n=Fact(figure),
    )
    source = page_link("quality", say("views_whole", "see the reports"), anchor=REPORTS_ANCHOR)
    return [(inline_html(said), source)]


def _of_office(commentary: pd.DataFrame) -> list[tuple[str, Inline]]:
    texts = commentary.loc[commentary["place"] == "decisions", "markdown"].dropna()
    source = page_link("district", say("views_whole", "the office proposes"))
    return [(item, source) for text in texts for item in markdown_items(text)]


def _of_units(remarks: pd.DataFrame, edition: EditionRow) -> list[tuple[str, Inline]]:
    items = []
    for place, row in enumerate(rows_of(common_proposals(remarks).head(_MOST_PROPOSALS)), start=1):
        about = About(str(edition.period_id), subject=f"proposal:{place}")
        source = fill(
            say("views_whole", "{n} units, {see}"),
            n=Fact(about.figure("n_units_proposing", row["n_units"])),
            see=page_link("remarks", say("views_whole", "see what they write")),
        )
        items.append((f"“{escape(words.one_line(row['text']))}”", source))
    return items
