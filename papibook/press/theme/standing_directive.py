"""The directive ``standing``: one quiet line under an item of the plan, saying how it stands.

::

    :::{standing} 1.1
    :::

Sign and sentence come ready-made from ``book/pages/standing.json``; nothing is counted here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from papibook.ground.texts import say
from papibook.model.status import BY_ID

STANDING_FILE = "book/pages/standing.json"
_LOGGER = logging.getLogger(__name__)


class StandingLine(nodes.General, nodes.Element):  # type: ignore[misc]  # docutils has no types
    """The line in the document tree. ``entry`` holds the item's entry of ``standing.json``, or None."""


class StandingDirective(SphinxDirective):
    """``:::{standing} <item>``."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """The line of the item that the directive names."""
        item = self.arguments[0].strip()
        path = Path(self.env.srcdir) / STANDING_FILE
        # Noted also where the file is absent: Sphinx then reads the page again on each build.
        self.env.note_dependency(STANDING_FILE)
        found = read_standing(path)
        if found is not None and item not in found:
            where = self.get_location()
            _LOGGER.warning("standing.json has no item %s", item, location=where, type="papibook")
        entry = found.get(item) if found is not None else None
        if found is not None and item in found and entry is None:
            return []
        line = StandingLine(item=item, entry=dict(entry) if entry else None, is_built=found is not None)
        self.set_source_info(line)
        return [line]


def read_standing(path: Path) -> Mapping[str, Mapping[str, Any] | None] | None:
    """``standing.json``: item to entry, None for an item of which there is nothing to say.

    None where no edition has been built.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found if isinstance(found, dict) else None


def standing_html(entry: Mapping[str, Any] | None, href: str | None, *, is_built: bool = True) -> str:
    """The line as HTML. ``href`` None: the page it belongs to is not in this book, so there is no link."""
    if entry is None:
        text = "No figures for this item." if is_built else "No edition has been built yet."
        return f'<p class="pb-standing pb-standing-none">{html.escape(say("press_book", text))}</p>\n'
    status = str(entry.get("status") or "")
    status = status if status in BY_ID else "not_due"
    sign = html.escape(str(entry.get("sign") or BY_ID[status].sign))
    text = html.escape(str(entry.get("text") or ""))
    link = ""
    if href is not None:
        page, anchor = (html.escape(str(entry.get(key) or ""), quote=True) for key in ("page", "anchor"))
        label = html.escape(say("press_book", "Tasks and figures"))
        link = (
            f' <a class="pb-standing-link" href="{html.escape(href, quote=True)}" data-page="{page}" '
            f'data-anchor="{anchor}">{label}</a>'
        )
    return (
        f'<p class="pb-standing" data-status="{status}">'
        f'<span class="pb-sign pb-{status}" aria-hidden="true">{sign}</span> '
        f'<span class="pb-standing-text">{text}</span>{link}</p>\n'
    )


def visit_standing(translator: Any, node: StandingLine) -> None:
    """Writes the line; the link is relative to the page, or within it where the book is one page."""
    entry = node["entry"]
    href = None
    if entry and entry.get("page"):
        target = f"book/pages/{entry['page']}"
        builder = translator.builder
        if target in builder.env.found_docs:
            anchor = f"#{entry['anchor']}" if entry.get("anchor") else ""
            uri = builder.get_relative_uri(builder.current_docname, target)
            href = (anchor or uri) if uri.startswith("#") else uri + anchor
    translator.body.append(standing_html(entry, href, is_built=node["is_built"]))
    raise nodes.SkipNode


def skip_standing(_translator: object, _node: StandingLine) -> None:
    """Leaves the line out of formats that are not HTML."""
    raise nodes.SkipNode
