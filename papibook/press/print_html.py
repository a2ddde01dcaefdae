"""The book as lists of blocks for paper, one for each volume: what a reader of paper needs, and nothing else.

Sphinx's singlehtml puts every page into one file, in the book's order. Here its pages are taken apart into
flat lists of blocks and put together again: parts at heading level 1, pages at 2, their sections below,
without gaps (PDF/UA refuses a skipped level). Nothing of the pages' own words changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import builder

from papibook.ground.errors import BookError
from papibook.ground.texts import say
from papibook.press.print_layout import close_gaps, drop_empty_sections, lay_out
from papibook.press.print_links import Anchors, put_footnotes
from papibook.press.print_pages import Page, drop_screen_parts, read_parts
from papibook.press.print_roles import keep_roles
from papibook.press.print_volumes import Part, VolumeName, in_volumes, volume_names

Node = Any  # lxml publishes no usable types for HTML elements

_RESULTS = "book/pages/"


@dataclass(frozen=True)
class PrintDocument:
    """One volume. ``blocks``: HTML elements in order.

    ``images``: name in the blocks to the file it stands for. ``volume``: what its cover says of it, None
    for the only one.
    """

    blocks: Sequence[Node] = field(hash=False)
    images: Mapping[str, Path] = field(hash=False)
    volume: VolumeName | None = None


def print_documents(single: Path, *, limit: int) -> Iterator[PrintDocument]:
    """The book in ``single``, a folder that Sphinx's singlehtml builder made, in volumes of size ``limit``.

    Each is laid out when it is asked for: laid out, a long book takes several times its room.

    Raises:
        BookError: the folder holds no book, or a picture that a page shows is not there.
    """
    parts = _read(single)
    volumes = in_volumes(parts, limit)
    names = volume_names(volumes, parts)
    del parts  # a volume that was laid out leaves memory
    _link_up(volumes)
    for number in range(len(volumes)):
        yield _laid_out(volumes[number], single, names[number])
        volumes[number] = []


def _read(single: Path) -> list[Part]:
    """The cover's page as a part without a name, then the parts of the book."""
    tree = _main_page(single)
    captions = _captions(tree)
    article = _article(tree, single)
    drop_screen_parts(article)
    parts = list(read_parts(article))
    _rename(parts[0][0], say("print", "Summary"))
    names = ["", *captions] if len(captions) == len(parts) - 1 else [""] * len(parts)
    return [Part(name, pages) for name, pages in zip(names, parts, strict=True)]


def _laid_out(parts: Sequence[Part], single: Path, volume: VolumeName | None) -> PrintDocument:
    images: dict[str, Path] = {}
    body: list[Node] = []
    for part in parts:
        if part.name:
            part.pages[0].blocks.insert(0, builder.H1(part.name))
        for page in part.pages:
            for block in page.blocks:
                _find_pictures(block, single, images)
            # A unit's page can be handed out alone; the plan's and the methods' text runs on.
            if page is part.pages[0] or page.name.startswith(_RESULTS):
                body.append(builder.DIV(builder.CLASS("pb-new-page")))
            body += lay_out(page.blocks)
    close_gaps(body)
    return PrintDocument([keep_roles(node) for node in body], images, volume)


def _link_up(volumes: Sequence[Sequence[Part]]) -> None:
    """Footnotes to where they are called, links to where they lead."""
    pages = [
        (number, page) for number, parts in enumerate(volumes, 1) for part in parts for page in part.pages
    ]
    anchors = Anchors({page.name: number for number, page in pages})
    for _, page in pages:
        put_footnotes(page.blocks)
        drop_empty_sections(page.blocks)
        anchors.read(page.name, page.blocks)
    for _, page in pages:
        anchors.aim(page.name, page.blocks)
    anchors.place()


def _main_page(single: Path) -> Node:
    pages = [
        path for path in sorted(single.rglob("*.html")) if "_static" not in path.relative_to(single).parts
    ]
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
    found = [
        " ".join(node.text_content().split())
        for node in tree.xpath("//p[contains(@class, 'caption')][@role]")
    ]
    return list(dict.fromkeys(found))


def _rename(page: Page, title: str) -> None:
    """The cover's page bears the book's title, which stands on the cover already."""
    for block in page.blocks:
        if block.tag == "h1":
            for child in list(block):
                child.drop_tree()
            block.text = title
            return


def _find_pictures(block: Node, single: Path, images: dict[str, Path]) -> None:
    for node in block.iter("img"):
        source = node.get("src", "")
        # From which page the path was written is lost; what follows the static folder's name is sure.
        place = next(
            (source[source.index(name) :] for name in ("_static/", "_images/") if name in source), ""
        )
        # Sphinx writes _images beside the root document, which may lie in a folder.
        found = (
            next((path for path in sorted(single.rglob(place)) if path.is_file()), None) if place else None
        )
        if found is None:
            raise BookError("A picture that a page shows is not there: {path}.", path=source[:200])
        if not node.get("alt", "").strip():
            # PDF/UA refuses a picture without words; its title says at least what it is.
            title = next(("".join(n.itertext()) for n in block.iter("figcaption")), "").strip()
            if not title:
                raise BookError("A picture has no alternative text: {path}.", path=found.name)
            node.set("alt", title)
        name = f"images/{found.name}"
        images[name] = found
        node.set("src", name)
