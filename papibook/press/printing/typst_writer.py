"""From the print document's blocks to Typst markup.

Every mark in a text is escaped, so that what a unit typed stays the text it is; roles (classes ``pb-…``)
become calls of the functions in ``template.typ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from papibook.model.status import BY_ID
from papibook.press.pages.part_mark import OFFICIAL_PART
from papibook.press.printing.html_blocks import HEADINGS, has_class
from papibook.press.printing.markup import LINE_BREAK, collapsed, escaped, quoted, string, trimmed
from papibook.press.printing.pictures import size_in_typst

Node = Any  # lxml publishes no usable types for HTML elements

BLOCK_ROLES = {
    "pb-new-page": "new-page",
    "pb-landscape": "landscape",
    "pb-card": "card",
    "pb-card-label": "card-label",
    "pb-card-value": "card-value",
    "pb-card-note": "card-note",
    "pb-card-change": "card-note",
    "pb-card-detail": "card-note",
    "pb-official": "official",
    "pb-commentary": "commentary",
    "pb-quote": "said",
    "pb-said-by": "said-by",
    "pb-failed": "failed",
    "admonition": "remark",
    "pb-standing": "standing",
    "pb-lead": "lead",
    "pb-muted": "muted",
    "pb-legend": "muted",
    "pb-meta": "muted",
    "pb-table-notes": "notes",
    "pb-notes": "notes",
    "pb-commentary-label": "label-line",
    "pb-official-label": "label-line",
    "admonition-title": "label-line",
    "pb-remark-kind": "label-line",
    "pb-strip": "strip",
    "pb-strip-item": "strip-item",
}
"""Class of a division to the template's function that sets it."""

_SHORT_QUOTE = 900
"""Letters up to which a quote and its names stay on one page."""
_CONTAINERS = ("address", "article", "aside", "details", "div", "footer", "header", "main", "nav", "section")
_PARTS = (
    "blockquote",
    "dd",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "ul",
)
_BLOCKS = {*HEADINGS, *_CONTAINERS, *_PARTS, "table"}
_EMPHASIS = dict.fromkeys(("em", "i", "cite", "dfn"), "emph")
_WRAPPED = {**_EMPHASIS, "strong": "strong", "b": "strong", "sub": "sub", "sup": "super", "u": "underline"}


def typst_text(blocks: Iterable[Node], written: Mapping[str, str] | None = None) -> str:
    """``blocks``, as :func:`papibook.press.printing.sheet.sheet_of` leaves them, in Typst's markup.

    ``written``: the markup of tables and charts, by the key in ``data-written``.
    """
    writer = _Writer(written or {})
    return "\n\n".join(piece for block in blocks for piece in writer.block(block))


def content(node: Node) -> str:
    """What stands in ``node``: one run of text, or paragraphs and blocks apart."""
    return _Writer({}).content(node)


class _Writer:
    """Writes blocks; what stands in them may be further blocks."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written

    def content(self, node: Node) -> str:
        return "\n\n".join(self.pieces(node))

    def pieces(self, node: Node) -> list[str]:
        """Loose text and inline elements in a row make a paragraph of their own between the blocks."""
        pieces: list[str] = []
        line = [collapsed(node.text)]

        def end_line() -> None:
            text = trimmed("".join(line))
            if text:
                pieces.append(text)
            line.clear()

        for child in node:
            if child.tag in _BLOCKS:
                end_line()
                pieces.extend(self.block(child))
            else:
                line.append(_inline(child))
            line.append(collapsed(child.tail))
        end_line()
        return pieces

    def block(self, node: Node) -> list[str]:
        if not isinstance(node.tag, str):
            return []
        if (key := node.get("data-written")) is not None:
            return [self._written[key]]
        if node.tag in HEADINGS:
            return [f"#heading(level: {node.tag[1]})[{trimmed(inline(node))}]{_label(node)}"]
        match node.tag:
            case "div":
                return self.division(node)
            case "ul" | "ol":
                return self.items(node)
            case "dl":
                return self.terms(node)
            case "figure":
                return self.figure(node)
            case "pre":
                return [f"#raw(block: true, {string(node.text_content().rstrip(chr(10)))})"]
            case "blockquote":
                return [f"#quote(block: true)[\n{self.content(node)}\n\n]"]
            case "hr":
                return ["#official-part" if has_class(node, OFFICIAL_PART) else "#horizontalrule"]
            case _:
                return self.pieces(node)

    def division(self, node: Node) -> list[str]:
        if has_class(node, "pb-headline"):
            cards = "".join(f"[{self.content(card)}], " for card in node)
            return [f"#headline({cards})"]
        names = node.get("class", "").split()
        role = next((BLOCK_ROLES[name] for name in names if name in BLOCK_ROLES), None)
        if role == "said" and len(node.text_content()) <= _SHORT_QUOTE:
            role = "said(whole: true)"
        # The breaks end a paragraph: the call stands by itself.
        return [f"#{role}[\n{self.content(node)}\n\n]"] if role else self.pieces(node)

    def items(self, node: Node) -> list[str]:
        items = [child for child in node if child.tag == "li"]
        tight = "false" if any(item.find("p") is not None for item in items) else "true"
        start = node.get("start", "")
        name = f"enum(start: {start}, " if start.isdigit() else "enum("
        call = name if node.tag == "ol" else "list("
        # No empty line between an item and the list below it, or both are set apart.
        texts = ("\n".join(self.pieces(item)) if tight == "true" else self.content(item) for item in items)
        return [f"#{call}tight: {tight}, " + "".join(f"[{text}], " for text in texts) + ")"]

    def terms(self, node: Node) -> list[str]:
        """A definition goes on the line of its term, so that no page ends between the two."""
        items: list[str] = []
        names: list[str] = []
        for child in node:
            if child.tag == "dt":
                names.append(trimmed(inline(child)))
            elif child.tag == "dd":
                items.append(f"terms.item([{' #linebreak() '.join(names)}], [{self.content(child)}]), ")
                names = []
        return [f"#terms(tight: false, {''.join(items)})"]

    def figure(self, node: Node) -> list[str]:
        """A picture of the text; its title stands below it."""
        title = "".join(self.content(part) for part in node.iter("figcaption"))
        picture, rest = "", []
        for child in node:
            if not picture and next(child.iter("img"), None) is not None:
                picture = _inline(child)
            elif child.tag != "figcaption":
                rest += self.block(child) if child.tag in _BLOCKS else [_inline(child)]
        body = "\n\n".join(rest)
        return [f"#illustration(title: [{title}], picture: [{picture}])[\n{body}\n\n]{_label(node)}"]


def inline(node: Node) -> str:
    """Text and inline elements in ``node``, its own tags left out."""
    parts = [collapsed(node.text)]
    for child in node:
        parts += [_inline(child), collapsed(child.tail)]
    return "".join(parts)


def _inline(node: Node) -> str:
    if not isinstance(node.tag, str):
        return ""
    if node.tag == "br":
        return LINE_BREAK
    if node.tag == "img":
        return _picture(node)
    if node.tag == "span":
        return _span(node)
    if node.tag == "a":
        return _link(node)
    if node.tag in ("code", "kbd", "samp"):
        return f"#raw({quoted(node.text_content())});"
    if node.tag in _WRAPPED:
        return f"#{_WRAPPED[node.tag]}[{inline(node)}];"
    if node.tag == "q":
        return f"“{inline(node)}”"
    return inline(node)


def _span(node: Node) -> str:
    classes = node.get("class", "").split()
    if "pb-anchor" in classes:
        return f"#place-anchor({quoted(node.get('id', ''))});{inline(node)}"
    text = inline(node)
    if "pb-footnote" in classes:
        return f"#footnote[{trimmed(text)}];"
    if "pb-nowrap" in classes:
        return f"#box[{text}];"
    if "pb-small" in classes:
        return f"#small[{text}];"
    if "pb-strip-share" in classes:
        return f"#h(1fr);{text}"
    if "pb-status" in classes or "pb-sign" in classes:
        return _with_sign(classes, text, node)
    return text


def _with_sign(classes: list[str], text: str, node: Node) -> str:
    """Of "✓ đúng hạn" only the sign is set in its colour."""
    status = next((name[3:] for name in classes if name.startswith("pb-") and name[3:] in BY_ID), None)
    sign = next(iter((node.text or "").split()), "")
    if status is None or not sign or sign[0].isalnum():
        return text
    shown = escaped(sign)
    return f"#sign({quoted(status)})[{shown}];{text.lstrip().removeprefix(shown)}"


def _link(node: Node) -> str:
    href, text = node.get("href", ""), inline(node)
    if not href:
        return text
    if not href.startswith("#"):
        return f"#link({quoted(href)})[{text}];"
    place = f"<{href[1:]}>"
    link = f"#link({place})[{text}{node.get('data-end', '')}];"
    if has_class(node, "pb-standing-link"):
        return f"· {link}#page-of({place});"
    if has_class(node, "pb-source"):
        return f"{link}#page-beside({place});"
    return f"{link}#page-of({place});" if has_class(node, "pb-onward") else link


def _picture(node: Node) -> str:
    in_cell = next(node.iterancestors("td", "th"), None) is not None
    line = next(node.iterancestors("p", "li", "dd"), None)
    in_text = line is not None and bool(line.text_content().strip())
    name = "cell-picture" if in_cell else "text-picture" if in_text else "picture"
    sizes = ", ".join(size_in_typst(node, side) for side in ("width", "height"))
    call = f"{name}({quoted(node.get('src', ''))}, {quoted(node.get('alt', ''))}, {sizes})"
    side = next((side for side in ("center", "right") if has_class(node, f"align-{side}")), None)
    return f"#align({side}, {call});" if side and not in_cell else f"#{call};"


def _label(node: Node) -> str:
    return f"<{node.get('id')}>" if node.get("id") else ""
