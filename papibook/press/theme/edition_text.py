"""What hand-written pages take from the edition: facts, statements, and text that only later editions know.

::

    {edition}`plan_number`

    :::{edition} periods
    :::

    :::{known-from} 2023-04-12
    :asked: papi_scores
    …
    :::

Names and texts come ready-made from ``book/pages/edition.json``. What stands in ``known-from`` is left out of
an edition whose data were closed before that day (:mod:`papibook.model.as_of`); where plan.yml asks for later
data of that table, it stays and says that it came later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from papibook.ground.texts import say

EDITION_FILE = "book/pages/edition.json"
_LOGGER = logging.getLogger(__name__)


def read_edition(srcdir: Path) -> dict[str, Any]:
    """``edition.json`` of the pages under ``srcdir``; empty where no edition has been built."""
    try:
        found = json.loads((srcdir / EDITION_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}


def text_of_edition(edition: Mapping[str, Any], kind: str, name: str) -> str | None:
    """A fact or statement by name; a mark where no edition has been built; None for an unknown name."""
    if not edition:
        return "…"
    found = edition.get(kind, {}).get(name)
    return found if isinstance(found, str) else None


class EditionRole(SphinxRole):
    """``{edition}`name```: a fact within a sentence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The fact as plain text."""
        text = text_of_edition(read_edition(Path(self.env.srcdir)), "facts", self.text.strip())
        if text is None:
            _LOGGER.warning(
                "edition.json has no fact %s", self.text, location=self.get_location(), type="papibook"
            )
        return [nodes.Text(text or "…")], []


class EditionDirective(SphinxDirective):
    """``:::{edition} name``: a statement, as Markdown."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The statement's paragraphs, lists and tables; nothing where there is nothing to state."""
        name = self.arguments[0].strip()
        text = text_of_edition(read_edition(Path(self.env.srcdir)), "statements", name)
        if text is None:
            where = self.get_location()
            _LOGGER.warning("edition.json has no statement %s", name, location=where, type="papibook")
        place = nodes.container()
        lines = (text or "").split("\n")
        self.state.nested_parse(StringList(lines, self.env.docname), self.content_offset, place)
        return list(place.children)


class KnownFromDirective(SphinxDirective):
    """``:::{known-from} 2023-04-12``: text about what became known on that day."""

    required_arguments = 1
    has_content = True
    option_spec = {"asked": str}  # noqa: RUF012  # docutils' own form

    def run(self) -> list[nodes.Node]:
        """The text; nothing in an edition that was closed before."""
        edition = read_edition(Path(self.env.srcdir))
        is_known = not edition or date.fromisoformat(self.arguments[0].strip()) <= date.fromisoformat(
            edition["data_closed_on"]
        )
        if not is_known and self.options.get("asked") not in edition.get("later_data", ()):
            return []
        place = nodes.container(classes=[] if is_known else ["pb-later"])
        if not is_known:
            place += nodes.paragraph(
                "", "", nodes.strong("", say("press_book", "Published after this period:"))
            )
        self.state.nested_parse(self.content, self.content_offset, place)
        return list(place.children) if is_known else [place]
