"""The whole book as one HTML document for pandoc: what a reader of paper needs, and nothing else.

Sphinx's singlehtml puts every page into one file, in the book's order. Here its pages are taken apart into flat
lists of blocks and put together again: parts at heading level 1, pages at 2, their sections below, without gaps
(PDF/UA refuses a skipped level). Navigation, scripts, code and downloads go. Nothing of the page's own words changes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import builder

from papibook.ground.errors import BookError
from papibook.ground.texts import say
from papibook.press.print_layout import close_gaps, lay_out
from papibook.press.print_links import Anchors, put_footnotes
from papibook.press.print_pages import HEADINGS, Page, drop_screen_parts, read_parts
from papibook.press.print_roles import keep_roles

Node = Any  # lxml publishes no usable types for HTML elements




@dataclass(frozen=True)
class PrintDocument:
    """``html`` for pandoc; ``images``: name in the HTML to the file it stands for."""

    html: str
    images: Mapping[str, Path] = field(hash=False)





def print_document(single: Path) -> PrintDocument:
    """The book in ``single``, a folder that Sphinx's singlehtml builder made.

    Raises:
        BookError: the folder holds no book, or a picture that a page shows is not there.
    """
    tree = _main_page(single)
    captions = _captions(tree)
    article = _article(tree, single)
    drop_screenread_parts(article)
    anchors = Anchors()
    parts = list(read_parts(article))
    for pages in parts:
        for page in pages:
            put_footnotes(page.blocks)
            anchors.read(page.name, page.blocks)
    images: dict[str, Path] = {}
    body: list[Node] = []
    for page in (page for pages in parts for page in pages):
        anchors.aim(page.name, page.blocks)
    anchors.place()
    for page in (page for pages in parts for page in pages):
        for title in [block for block in page.blocks if block.tag in HEADINGS][:1]:
            title.set("class", "pb-title")
    for number, pages in enumerate(parts):
        # The cover's page comes first and belongs to no part.
        caption = captions[number - 1] if number and len(captions) == len(parts) - 1 else None
        for place, page in enumerate(pages):
            if number == 0:
                _rename(page, say("print", "Summary"))
            for block in page.blocks:
                _pictures(block, single, images)
            body.append(builder.DIV(builder.CLASS("pb-new-page")))
            if caption and place == 0:
                page.blocks.insert(0, builder.H1(caption, builder.CLASS("pb-title")))
            body += lay_out(page.blocks)
    close_gaps(body)
    html = "\n".join(lxml.html.tostring(keep_roles(node), encoding="unicode", with_tail=False) for node in body)
    return PrintDocument(unicodedata.normalize("NFC", html), images)


def _main_page(single: Path) -> Node:
    pages = [path for path in sorted(single.rglob("*.html")) if "_static" not in path.relative_to(single).parts]
    if not pages:
        raise BookError("There is no book in {folder} to print.", folder=single.name)
    # The root document may lie in a folder; index.html above it then only points there.
    page = max(pages, key=lambda path: path.stat().st_size)
    return lxml.html.document_fromstring(page.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def _article(tree: Node, single: Path) -> Node:
    for path in ("//article", "//*[@role='main']", "//main", "//div[@class='body']"):
        found = tree.xpath(path)
        if found:
            return found[0]
    raise BookError("There is no book in {folder} to print.", folder=single.name)


def _captions(tree: Node) -> list[str]:
    """The parts' names: singlehtml leaves them out of the text, the sidebar has them."""
    found = [" ".join(node.text_content().split()) for node in tree.xpath("//p[contains(@class, 'caption')][@role]")]
    return list(dict.fromkeys(found))





def _rename(page: Page, title: str) -> None:
    """The cover's page bears the book's title, which stands on the cover already."""
    for block in page.blocks:
        if block.tag == "h1":
            for child in list(block):
                child.drop_tree()
            block.text = title
            return


def _pictures(block: Node, single: Path, images: dict[str, Path]) -> None:
    for node in block.iter("img"):
        source = node.get("src", "")
        # From which page the path was written is lost; what follows the static folder's name is sure.
        place = next((source[source.index(name) :] for name in ("_static/", "_images/") if name in source), None)
        path = single / place if place else None
        found = path if path and path.is_file() else next(iter(sorted(single.rglob(place or "\0"))), None)
        if found is None:
            raise BookError("A picture that a page shows is not there: {path}.", path=source[:200])
        name = f"images/{found.name}"
        images[name] = found
        node.set("src", name)






