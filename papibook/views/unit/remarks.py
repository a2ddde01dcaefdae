"""A unit's difficulties and proposals, quoted as it wrote them."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common import words
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow, current
from papibook.views.common.rows import rows_of

KINDS = ("difficulty", "proposal")


def unit_remarks(remarks: pd.DataFrame, tasks: pd.DataFrame, edition: EditionRow) -> Html:
    """Quotes, difficulties first; each says which task it was written beside, general ones stand first.

    Args:
        remarks: schema REMARKS of one unit. tasks: schema TASKS.
    """
    own = current(remarks, edition)
    if own.empty:
        return Html(
            f'<p class="pb-muted">{escape(say("views", "The unit wrote no difficulties or proposals."))}</p>'
        )
    titles = tasks.set_index("task_id")["title"]
    parts = []
    for kind in KINDS:
        rows = own[own["kind"] == kind]
        if rows.empty:
            continue
        parts.append(f'<p class="pb-remark-kind">{escape(words.remark_title(kind))}</p>')
        ordered = rows.assign(place=rows["task_id"].fillna("")).sort_values("place", kind="stable")
        parts += [_quote(str(row["text"]), row["task_id"], titles) for row in rows_of(ordered)]
    return Html('<div class="pb-remarks">' + "\n".join(parts) + "</div>")


def _quote(text: str, task_id: object, titles: pd.Series) -> str:
    body = escape(text.strip().replace("\r\n", "\n")).replace("\n", "<br>")
    about = say("views", "general") if words.is_missing(task_id) else f"{task_id} {titles[task_id]}"
    return f'<blockquote class="pb-quote"><p>{body}</p><footer>{escape(about)}</footer></blockquote>'
