"""Pages that ``_toc.yml`` takes in by a pattern, in the edition's order instead of the alphabet's.

The press writes the order (``pages`` in ``edition.json``): units as every page orders them, dimensions by
number. Pages that are not the edition's follow by their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.matching import patfilter

from papibook.press.theme.edition_text import read_edition


def in_page_order(
    names: Sequence[str], patterns: Sequence[str], ranks: Mapping[str, int], *, is_reversed: bool = False
) -> list[str]:
    """``names`` with those that one of ``patterns`` took in by their rank; each other keeps its place."""
    ordered = list(names)
    for pattern in patterns:
        chosen = set(patfilter(names, pattern))
        places = [place for place, name in enumerate(names) if name in chosen]
        ranked = sorted(chosen, key=lambda name: (ranks.get(name, len(ranks)), name), reverse=is_reversed)
        for place, name in zip(places, ranked, strict=True):
            ordered[place] = name
    return ordered


def order_pages(app: Sphinx, doctree: nodes.document) -> None:
    """Put the contents that ``doctree`` begins in order, before Sphinx takes note of them."""
    item = app.env.external_site_map.get(app.env.docname)  # type: ignore[attr-defined]  # of sphinx-external-toc
    pages = read_edition(Path(app.srcdir)).get("pages", ()) if item else ()
    ranks = {f"book/pages/{page_id}": rank for rank, page_id in enumerate(pages)}
    if not item or not ranks:
        return
    for tree, contents in zip(item.subtrees, doctree.findall(addnodes.toctree), strict=True):
        listed = in_page_order(contents["includefiles"], tree.globs(), ranks, is_reversed=tree.reversed)
        place = {name: at for at, name in enumerate(listed)}
        contents["includefiles"] = listed
        contents["entries"].sort(key=lambda entry, place=place: place[entry[1]])
