"""The whole book as one HTML document for pandoc: what a reader of paper needs, and nothing else.

Sphinx's singlehtml puts every page into one file, in the book's order. Here its pages are taken apart into flat
lists of blocks and put together again: parts at heading level 1, pages at 2, their sections below, without gaps
(PDF/UA refuses a skipped level). Navigation, scripts, code and downloads go. Nothing of the page's own words changes.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import builder

from papibook.ground.errors import BookError
from papibook.ground.texts import say
from papibook.press.print_links import Anchors, put_footnotes
from papibook.press.print_tables import LANDSCAPE_MM, PORTRAIT_MM, needs_landscape, set_table

Node = Any  # lxml publishes no usable types for HTML elements

DROPPED = (
    "headerlink", "pb-download", "pb-downloads", "pb-table-tools", "pb-code", "pb-sr", "pb-chart-spec", "toggle",
    "cell_input", "copybtn",
)  # fmt: skip
"""Classes of what has no meaning on paper."""
BOXES = ("pb-headline", "pb-strip", "pb-quote", "pb-official", "pb-commentary", "pb-failed", "admonition")
"""Classes that stay together in a frame of their own; any other container is taken apart."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "q", "small", "span", "strong", "sub", "sup", "time"}
_UNFRAMED = {"article", "div", "header", "main", "nav", "section"}


@dataclass(frozen=True)
class PrintDocument:
    """``html`` for pandoc; ``images``: name in the HTML to the file it stands for."""

    html: str
    images: Mapping[str, Path] = field(hash=False)


@dataclass
class _Page:
    """One page of the book: its name in Sphinx and its blocks, in order. Headings are already h1 to h6."""

    name: str
    blocks: list[Node]


def print_document(single: Path) -> PrintDocument:
    """The book in ``single``, a folder that Sphinx's singlehtml builder made.

    Raises:
        BookError: the folder holds no book, or a picture that a page shows is not there.
    """
    tree = _main_page(single)
    captions = _captions(tree)
    article = _article(tree, single)
    _drop(article)
    anchors = Anchors()
    parts = list(_parts(article))
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
            body += _laid_out(page.blocks)
    _close_gaps(body)
    html = "\n".join(lxml.html.tostring(_tidy(node), encoding="unicode", with_tail=False) for node in body)
    return PrintDocument(unicodedata.normalize("NFC", html), images)


def _main_page(single: Path) -> Node:
    pages = [path for path in sorted(single.rglob("*.html")) if "_static" not in path.relative_to(single).parts]
    if not pages:
        raise BookError("There is no book in {folder} to print.", folder=single.name)
    # The root document may lie in a folder; index.html above it then only points there.
    return lxml.html.document_fromstring(max(pages, key=lambda path: path.stat().st_size).read_bytes())


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


def _drop(article: Node) -> None:
    for node in list(article.iter()):
        if not isinstance(node.tag, str):
            node.drop_tree()
        elif node.tag in ("script", "style", "button", "input", "template", "noscript") or _has(node, *DROPPED):
            node.drop_tree()


def _has(node: Node, *classes: str) -> bool:
    return bool(set(_classes(node)) & set(classes))


def _parts(article: Node) -> Iterator[list[_Page]]:
    """The cover's page, then the pages of each part."""
    wrappers = [node for node in article.iter("div") if _has(node, "toctree-wrapper")]
    outer = [node for node in wrappers if not any(_has(above, "toctree-wrapper") for above in node.iterancestors())]
    for node in outer:
        node.drop_tree()
    yield [_Page("", list(_flat(article, raw=False)))]
    for node in outer:
        pages: list[_Page] = []
        for child in node:
            name = child.get("id", "")
            if name.startswith("document-"):
                pages.append(_Page(name.removeprefix("document-"), []))
            elif pages:
                pages[-1].blocks += _flat_one(child, raw=False)
        yield pages


def _flat(parent: Node, *, raw: bool, ids: tuple[str, ...] = ()) -> Iterator[Node]:
    """The blocks below ``parent`` in order, containers opened. ``raw``: inside a view's own HTML."""
    line: list[Node | str] = [parent.text or ""]
    for child in list(parent):
        if child.tag in _INLINE:
            line += [child, child.tail or ""]
            child.tail = None
            continue
        yield from _paragraph(line)
        line = [child.tail or ""]
        child.tail = None
        yield from _flat_one(child, raw=raw)
    yield from _paragraph(line)


def _paragraph(line: list[Node | str]) -> Iterator[Node]:
    """Loose text as a paragraph; a lone anchor stays an anchor for what follows."""
    if not any(part.strip() if isinstance(part, str) else part.tag in ("img",) or part.text_content().strip() for part in line):
        for part in line:
            if not isinstance(part, str) and part.get("id"):
                yield builder.P(part, builder.CLASS("pb-anchor-only"))
        return
    paragraph = builder.P()
    for part in line:
        if isinstance(part, str):
            _add_text(paragraph, part)
        else:
            paragraph.append(part)
    yield paragraph


def _add_text(node: Node, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _flat_one(node: Node, *, raw: bool) -> Iterator[Node]:
    if not isinstance(node.tag, str):
        return
    node.tail = None
    opened = node.tag in _UNFRAMED and not _has(node, *BOXES)
    if node.tag in HEADINGS:
        yield _heading(node, raw=raw)
    elif node.tag == "div" and node.get("class", "").startswith("pb-") and opened and _is_text(node):
        yield node
    elif opened:
        if node.get("id"):
            yield builder.P(builder.SPAN(id=node.get("id")), builder.CLASS("pb-anchor-only"))
        wide = _has(node, "pb-wide")
        for block in _flat(node, raw=raw or _has(node, "output", "cell_output")):
            if wide and block.tag == "table":
                block.set("class", block.get("class", "") + " pb-wide")
            yield block
    else:
        for heading in list(node.iter(*HEADINGS)):
            _heading(heading, raw=raw)
        yield node


def _is_text(node: Node) -> bool:
    return not any(below.tag in ("table", "figure", "img", *HEADINGS) for below in node.iter() if isinstance(below.tag, str))


def _heading(node: Node, *, raw: bool) -> Node:
    """``node`` at its level in print: Sphinx has moved its own headings to their place, a view's stay as in its page."""
    level = int(node.tag[1])
    if not raw:
        level = sum(1 for above in node.iterancestors("section") if not _inside_view(above))
    # The pages of a part stand one level below it.
    level += any(_has(above, "toctree-wrapper") for above in node.iterancestors())
    node.tag = f"h{min(max(level, 1), 6)}"
    return node


def _inside_view(node: Node) -> bool:
    return any(_has(above, "cell_output") for above in node.iterancestors())


def _rename(page: _Page, title: str) -> None:
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


def _laid_out(blocks: list[Node]) -> list[Node]:
    """Blocks with empty sections left out, tables set, and runs that need it on landscape pages."""
    blocks = _without_empty_sections(blocks)
    wide = [block.tag == "table" and needs_landscape(block) for block in blocks]
    turned = list(wide)
    for place, is_wide in enumerate(wide):
        if is_wide:
            _turn_around(blocks, place, turned)
    for block, is_turned in zip(blocks, turned, strict=True):
        for table in block.iter("table"):
            set_table(table, LANDSCAPE_MM if is_turned else PORTRAIT_MM)
    laid: list[Node] = []
    for block, is_turned in zip(blocks, turned, strict=True):
        if not is_turned:
            laid.append(block)
        elif laid and _has(laid[-1], "pb-landscape"):
            laid[-1].append(block)
        else:
            laid.append(builder.DIV(block, builder.CLASS("pb-landscape")))
    return laid


def _turn_around(blocks: list[Node], place: int, turned: list[bool]) -> None:
    """Turns what belongs to the wide table at ``place``: its notes, and the headings and few lines right before it."""
    after = place + 1
    while after < len(blocks) and _has(blocks[after], "pb-table-notes"):
        turned[after] = True
        after += 1
    before = place - 1
    while before >= 0 and place - before <= 4 and blocks[before].tag in ("p", "div") and not turned[before]:
        before -= 1
    is_led = before >= 0 and blocks[before].tag in HEADINGS
    while is_led and before > 0 and blocks[before - 1].tag in HEADINGS:
        before -= 1
    if is_led:
        turned[before:place] = [True] * (place - before)


def _without_empty_sections(blocks: list[Node]) -> list[Node]:
    kept: list[Node] = []
    for block in reversed(blocks):
        level = int(block.tag[1]) if block.tag in HEADINGS else None
        below = kept[-1] if kept else None
        below_level = int(below.tag[1]) if below is not None and below.tag in HEADINGS else None
        is_last = level is not None and (below is None or (below_level is not None and below_level <= level))
        # A page's own title stays even when nothing follows it.
        if is_last and not _has(block, "pb-title"):
            continue
        kept.append(block)
    kept.reverse()
    return kept


def _close_gaps(body: list[Node]) -> None:
    last = 0
    for node in (below for block in body for below in block.iter(*HEADINGS)):
        level = min(int(node.tag[1]), last + 1)
        node.tag, last = f"h{level}", level


def _tidy(block: Node) -> Node:
    """What has a role becomes a division, since pandoc keeps no class of a paragraph, a quote or a list."""
    block = copy.deepcopy(block)
    for node in list(block.iter("p", "footer", "cite")):
        if node.tag == "footer" or (node.tag == "cite" and _has(node.getparent(), "pb-quote")):
            node.set("class", "pb-said-by")
        if any(name.startswith("pb-") or name == "admonition-title" for name in _classes(node)):
            _wrap(node, "div")
    for node in block.iter("blockquote", "aside"):
        node.tag = "div"
    for node in list(block.iter("ol", "ul")):
        if _has(node, "pb-strip"):
            _set_strip(node)
    if _has(block, "pb-headline"):
        for card in block:
            card.set("class", "pb-headline-card")
    return block


def _wrap(node: Node, tag: str) -> None:
    """``node`` as a ``tag`` around one paragraph."""
    inner = builder.P()
    inner.text, node.text = node.text, None
    inner.extend(list(node))
    node.append(inner)
    node.tag = tag


def _set_strip(strip: Node) -> None:
    """The strip of the dimensions as lines: number and name, then how it stands."""
    strip.tag = "div"
    for item in strip.iter("li"):
        for part in item.iter("span"):
            part.tail = (part.tail or "") + " "
        _wrap(item, "div")
        item.set("class", "pb-strip-item")


def _classes(node: Node) -> list[str]:
    return list(node.get("class", "").split())
