"""One page of the HTML book as text for Typst, by itself: it depends on no other page's words.

What the rest of the book decides (which volume a page stands in, which of its places a link leads to) is left
open by marks, see :mod:`papibook.press.printing.links`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from lxml.html import builder

from papibook.ground.texts import say
from papibook.press.pages.values import PageValues
from papibook.press.printing.html_blocks import HEADINGS, blocks_of, has_class, read_article
from papibook.press.printing.layout import close_gaps, drop_empty_sections, lay_out
from papibook.press.printing.links import Links, mark_links, put_footnotes
from papibook.press.printing.markup import PlaceMarks
from papibook.press.printing.pictures import read_pictures
from papibook.press.printing.roles import keep_roles
from papibook.press.printing.row_headings import RowHeadings
from papibook.press.printing.typst_tables import LANDSCAPE_MM, PORTRAIT_MM, row_headings, table_text
from papibook.press.printing.typst_writer import typst_text
from papibook.press.printing.values import chart_pictures, charts_text, paper_tables, put_values, size_of
from papibook.press.printing.volumes import PrintedPage, title_of
from papibook.press.theme.contents import BookPage

Node = Any  # lxml publishes no usable types for HTML elements

DEEPEST = len(HEADINGS)


@dataclass(frozen=True)
class LaidOutPage:
    """A page laid out for paper.

    Attributes:
        text: its markup, with ``marks`` in it.
        first: the level of its first heading; 0 where it has none.
        last: the level of its last heading.
        images: each picture's name in ``text``, and where it lies in the HTML book.
        tables: the row headings of its tables, in order.
    """

    page: PrintedPage
    text: str
    marks: PlaceMarks
    links: Links
    first: int
    last: int
    images: dict[str, str] = field(hash=False)
    tables: tuple[RowHeadings, ...]


def sheet_of(
    article: bytes,
    page: BookPage,
    values: PageValues,
    *,
    opening: str,
    level: int,
    pages: Collection[str],
    root: str,
) -> LaidOutPage:
    """``page``, which says ``article``, laid out after a heading of ``level``.

    ``values``: its tables and charts. ``opening``: the name of the part that begins with it, if one does.
    ``pages``: names of all pages of the book, which begins with ``root``.

    Raises:
        BookError: a picture has no words that stand for it; ``values`` lacks a table or chart.
    """
    marks = PlaceMarks(f"p{hashlib.sha256(article).hexdigest()[:16]}")
    tree = read_article(article)
    put_values(tree, values)
    blocks = blocks_of(tree, page.depth)
    if page.name == root:
        _rename(blocks, say("print", "Summary"))
    told = PrintedPage(page.name, size_of(blocks, values), title_of(blocks))
    put_footnotes(blocks)
    drop_empty_sections(blocks)
    links = mark_links(blocks, page.name, pages, root, marks)
    if opening:
        blocks.insert(0, builder.H1(opening))
    images = read_pictures(blocks) | chart_pictures(blocks, values)
    tables = paper_tables(blocks, values)
    body = lay_out(blocks, tables)
    last = close_gaps(body, level)
    levels = [int(node.tag[1]) for block in body for node in block.iter(*HEADINGS)]
    written = charts_text(body, values)
    headings = []
    for block in body:
        width = LANDSCAPE_MM if has_class(block, "pb-landscape") else PORTRAIT_MM
        for node in block.iter("table"):
            table = tables[node.get("data-written")]
            written[node.get("data-written")] = table_text(table, width, node.get("id", ""))
            headings.append(row_headings(table))
    text = typst_text((keep_roles(node) for node in body), written)
    return LaidOutPage(
        told,
        text,
        marks,
        links,
        levels[0] if levels else 0,
        last if levels else 0,
        images,
        tuple(headings),
    )


def _rename(blocks: list[Node], title: str) -> None:
    """The cover's page bears the book's title, which stands on the cover already."""
    heading = next((block for block in blocks if block.tag == "h1"), None)
    if heading is not None:
        for child in list(heading):
            child.drop_tree()
        heading.text = title
