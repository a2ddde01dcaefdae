"""The tables and charts of a page: found in its HTML by their ids, set from their values.

In the page's tree an empty ``<table>`` or ``<figure>`` stands for each (``data-value`` is its id), so that
what is around it can be laid out. The tables of the book's own prose have no value: Sphinx's HTML is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml.html import builder

from papibook.ground.errors import BookError
from papibook.model.inline import Inline, Run, Sign
from papibook.model.table import TableValue
from papibook.press.pages.values import DrawnChart, PageValues
from papibook.press.printing.html_blocks import add_text, has_class
from papibook.press.printing.markup import collapsed, string, trimmed
from papibook.press.printing.paper_tables import PaperTable, from_html, from_value
from papibook.press.printing.typst_writer import content

Node = Any  # lxml publishes no usable types for HTML elements

_CELL = 20
"""A table's cell weighs as much as so many letters besides those in it."""


def put_values(article: Node, values: PageValues) -> None:
    """Let an empty element stand for each table and chart of ``article``.

    Raises:
        BookError: ``values`` lacks one.
    """
    for node in list(article.iter("div", "figure")):
        if not has_class(node, "pb-table", "pb-chart"):
            continue
        name = node.attrib.pop("id", "")
        value = values.get(name)
        if value is None:
            raise BookError("What a page shows is not among its values: {name}.", name=name[:200])
        tail = node.tail
        node.clear()
        node.tail = tail
        node.set("data-value", name)
        if isinstance(value, TableValue):
            del node.attrib["data-value"]
            anchors = [
                builder.SPAN({"id": row.anchor, "data-row": str(number)})
                for number, row in enumerate(value.rows)
                if row.anchor
            ]
            node.append(builder.TABLE(*anchors, {"id": name, "data-value": name}))
            if value.notes:
                node.append(builder.DIV(builder.CLASS("pb-table-notes"), *map(_note, value.notes)))
        else:
            node.set("id", name)


def _note(note: Inline) -> Node:
    paragraph = builder.P()
    for piece in note:
        if isinstance(piece, Run) and piece.link.startswith("page:"):
            page, _, anchor = piece.link.removeprefix("page:").partition("#")
            paragraph.append(builder.A(_sayable(piece.text), {"data-page": page, "data-anchor": anchor}))
        elif isinstance(piece, Run) and "strong" in piece.styles:
            paragraph.append(builder.STRONG(_sayable(piece.text)))
        elif not isinstance(piece, Sign):
            add_text(paragraph, _sayable(piece.text if isinstance(piece, Run) else piece))
    return paragraph


def _sayable(text: str) -> str:
    """``text`` without control characters, which XML cannot hold."""
    return "".join(char if char.isprintable() else " " for char in text)


def size_of(blocks: Sequence[Node], values: PageValues) -> int:
    """How much there is to set in ``blocks``: letters, and the cells of tables."""
    text = sum(len("".join(block.itertext())) for block in blocks)
    cells = sum(1 for block in blocks for _ in block.iter("td", "th"))
    shown = [values[node.get("data-value")] for block in blocks for node in block.iter("table", "figure")
             if node.get("data-value")]  # fmt: skip
    return text + _CELL * cells + sum(map(_size, shown))


def _size(value: TableValue | DrawnChart) -> int:
    if isinstance(value, DrawnChart):
        return len(value.chart.title) + len(value.chart.source)
    cells = [cell for row in from_value(value).rows for cell in row.cells]
    return len(value.caption) + sum(_CELL + sum(map(len, cell.lines)) for cell in cells)


def paper_tables(blocks: Sequence[Node], values: PageValues) -> dict[str, PaperTable]:
    """Every table of ``blocks``; each element is given its key in ``data-written``."""
    tables: dict[str, PaperTable] = {}
    for number, node in enumerate([node for block in blocks for node in block.iter("table")]):
        value = values.get(node.get("data-value", ""))
        if isinstance(value, TableValue):
            anchors = [(int(row.get("data-row")), row[0].get("id")) for row in node.iter("span") if len(row)]
            tables[f"table {number}"] = from_value(value, anchors)
        else:
            tables[f"table {number}"] = from_html(node, content)
        node.set("data-written", f"table {number}")
    return tables


def charts_text(blocks: Sequence[Node], values: PageValues) -> dict[str, str]:
    """Every chart of ``blocks`` as markup, by the key that its element is given in ``data-written``."""
    written: dict[str, str] = {}
    for block in blocks:
        for node in block.iter("figure"):
            value = values.get(node.get("data-value", ""))
            if isinstance(value, DrawnChart):
                node.set("data-written", node.get("data-value"))
                written[node.get("data-value")] = _chart_text(value, node.get("id", ""))
    return written


def _chart_text(drawn: DrawnChart, label: str) -> str:
    """Title, picture and source stay on one page."""
    title, source = (trimmed(collapsed(text)) for text in (drawn.chart.title, drawn.chart.source))
    # PDF/UA refuses a picture without words; its title says at least what it is.
    words = string(drawn.chart.alt.strip() or drawn.chart.title)
    sizes = ", ".join(f"{size * 0.75:g}pt" for size in (drawn.width, drawn.height))  # 96 pixels to the inch
    picture = f"#picture({string(_picture_name(drawn))}, {words}, {sizes});"
    at = f"<{label}>" if label else ""
    return f"#chart(title: [{title}], picture: [{picture}])[\n#notes[\n{source}\n\n]\n\n]{at}"


def chart_pictures(blocks: Sequence[Node], values: PageValues) -> dict[str, str]:
    """The charts' pictures: each name in the markup, with the place of its file in the HTML book."""
    found = (values.get(node.get("data-value", "")) for block in blocks for node in block.iter("figure"))
    return {
        _picture_name(value): f"_static/{value.picture}" for value in found if isinstance(value, DrawnChart)
    }


def _picture_name(drawn: DrawnChart) -> str:
    return f"images/{drawn.picture.rsplit('/', 1)[-1]}"
