"""Values as HTML: pieces of text, and tables. The one renderer; the contract stands in docs/architecture.md.

A text is always escaped. Row headings are ``<th scope="row">``; each group of rows is a ``<tbody>`` that its
heading (``scope="rowgroup"``) begins. A cell or a piece of a sentence that shows a figure names it in
``data-figure``.

Classes a stylesheet may rely on: ``pb-gt`` (table) · ``gt_left gt_center gt_right`` (cells) ·
``gt_stub`` (row headings) · ``gt_group_heading`` (group rows) · ``gt_column_spanner`` (spanners) ·
``gt_col_heading`` (column heads) · ``pb-total`` (a total's row) · ``pb-mark`` (cells that hold – or …) ·
``pb-stack`` (a table whose rows become blocks in a narrow window, each cell under its ``data-label``) ·
``pb-long`` (a table of so many rows that only its first are open; papibook.js folds the others) ·
``pb-table-notes`` (the notes, below the table: a footer inside it would be repeated on each printed page).
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby

from papibook.model.inline import Inline, Run, Sign
from papibook.model.status import BY_ID
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue

_SPANS = {
    "small": "pb-small",
    "note": "pb-muted pb-cell-note",
    "id": "pb-id",
    "nowrap": "pb-nowrap",
    "direction": "pb-change-word",
    **{name: f"pb-target pb-{name.replace('_', '-')}" for name in ("met", "not_met", "no_target")},
    **{name: f"pb-change pb-{name}" for name in ("better", "worse", "same", "neutral", "none")},
}
"""Style to the classes of its ``<span>``."""


MOST_OPEN = 30
"""Rows up to which a table that grows with the number of units stands whole on a screen."""


def escape(text: object) -> str:
    """``text`` as HTML text. Everything that came from a unit's workbook passes here."""
    return html.escape("" if text is None else str(text), quote=True)


def folded(said: str, inner: str, anchor: str = "") -> str:
    """HTML under what it is, closed on a screen until a reader opens it and open on paper."""
    place = f' id="{anchor}"' if anchor else ""
    return f'<details class="pb-names"{place}><summary>{escape(said)}</summary>{inner}</details>'


def inline_html(inline: Inline) -> str:
    """Pieces of text as HTML."""
    if len(inline) == 1 and isinstance(inline[0], str):
        return _lines(inline[0])
    return _styled(inline, 0)


def _styled(pieces: Sequence[str | Run | Sign], depth: int) -> str:
    """Neighbours with a style in common share its element."""

    def style(piece: str | Run | Sign) -> str:
        return piece.styles[depth] if isinstance(piece, Run) and len(piece.styles) > depth else ""

    parts: list[str] = []
    for name, group in groupby(pieces, key=style):
        if not name:
            parts += map(_piece, group)
            continue
        inner = _styled(list(group), depth + 1)
        is_strong = name == "strong"
        parts.append(
            f"<strong>{inner}</strong>" if is_strong else f'<span class="{_SPANS[name]}">{inner}</span>'
        )
    return "".join(parts)


def _piece(piece: str | Run | Sign) -> str:
    if isinstance(piece, str):
        return _lines(piece)
    if isinstance(piece, Sign):
        return _sign(piece)
    text = _lines(piece.text)
    if piece.figure and piece.figure.id:
        text = f'<span data-figure="{piece.figure.id}">{text}</span>'
    return f'<a href="{escape(piece.link)}">{text}</a>' if piece.link else text


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _sign(sign: Sign) -> str:
    """Sign, colour class and word always together, never colour alone."""
    title = f' title="{escape(sign.title)}"' if sign.title else ""
    shown, words = BY_ID[sign.status_id].sign, escape(sign.words)
    if sign.is_alone:
        return (
            f'<span class="pb-status pb-sign pb-{sign.status_id}"{title}>{shown}'
            f'<span class="pb-sr"> {words}</span></span>'
        )
    return (
        f'<span class="pb-status pb-{sign.status_id}"{title}>{shown} '
        f'<span class="pb-status-word">{words}</span></span>'
    )


def table_html(table: TableValue) -> str:
    """The ``<table>`` with its caption, and its notes below."""
    css = "pb-gt pb-stack" if table.stacks else "pb-gt"
    if table.folds and len(table.rows) > MOST_OPEN:
        css += " pb-long"
    bodies = "".join(_body(group, table) for group in table.groups)
    notes = "".join(f"<p>{inline_html(note)}</p>" for note in table.notes)
    below = f'<div class="pb-table-notes">{notes}</div>\n' if notes else ""
    return (
        f'<table class="{css}">\n<caption>{escape(table.caption)}</caption>\n'
        f"<thead>\n{_head(table.columns)}</thead>\n{bodies}</table>\n{below}"
    )


def _head(columns: Sequence[ShownColumn]) -> str:
    if not any(column.spanner for column in columns):
        return f"<tr>{''.join(_head_cell(column) for column in columns)}</tr>\n"
    upper, lower = [], []
    for spanner, members in groupby(columns, key=lambda column: column.spanner):
        below = list(members)
        if spanner:
            upper.append(
                f'<th class="gt_column_spanner gt_center" scope="colgroup" colspan="{len(below)}">'
                f"{escape(spanner)}</th>"
            )
            lower += [_head_cell(column) for column in below]
        else:
            upper += [_head_cell(column, ' rowspan="2"') for column in below]
    return f"<tr>{''.join(upper)}</tr>\n<tr>{''.join(lower)}</tr>\n"


def _head_cell(column: ShownColumn, span: str = "") -> str:
    return f'<th class="gt_col_heading gt_{column.side}" scope="col"{span}>{escape(column.heading)}</th>'


def _body(group: RowGroup, table: TableValue) -> str:
    lines = [_row(row, table) for row in group.rows]
    if group.heading:
        lines.insert(
            0,
            f'<tr class="gt_group_heading_row"><th class="gt_group_heading gt_left" scope="rowgroup" '
            f'colspan="{len(table.columns)}">{inline_html(group.heading)}</th></tr>',
        )
    return "<tbody>\n" + "\n".join(lines) + "\n</tbody>\n"


def _row(row: TableRow, table: TableValue) -> str:
    anchor = f' id="{row.anchor}"' if row.anchor else ""
    css = ' class="pb-total"' if row.is_total else ""
    pairs = zip(table.columns, row.cells, strict=True)
    cells = "".join(_cell(column, cell, stacks=table.stacks) for column, cell in pairs)
    return f"<tr{anchor}{css}>{cells}</tr>"


def _cell(column: ShownColumn, cell: Cell, *, stacks: bool) -> str:
    text = inline_html(cell.content)
    if cell.role == "heading":
        return f'<th class="gt_stub gt_{column.side}" scope="row">{text}</th>'
    mark = " pb-mark" if cell.role == "missing" else ""
    label = f' data-label="{escape(column.heading)}"' if stacks else ""
    figure = f' data-figure="{cell.figures[0].id}"' if cell.figures and cell.figures[0].id else ""
    return f'<td class="gt_{column.side}{mark}"{label}{figure}>{text}</td>'
