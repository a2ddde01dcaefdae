"""Whether one figure reads alike everywhere on the pages of a built edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shown import page, text_of
from test_values import cells_of, pages, printed

from papibook.model.figures import FigureId


def said(edition: Path) -> Iterator[tuple[str, Any]]:
    """Every number in a sentence, card or list, with its page."""
    for page_id in pages(edition):
        for span in page(edition, page_id).xpath("//span[@data-figure]"):
            yield page_id, span


def disagreeing(edition: Path) -> tuple[list[str], int]:
    """Numbers in sentences that are not those of the tables, and how many were compared."""
    raw: dict[str, list[float]] = defaultdict(list)
    for _, cell in cells_of(edition):
        for figure in cell.figures:
            if isinstance(figure.value, float):
                raw[str(figure.id)].append(figure.value)
    found, compared = [], 0
    for page_id, span in said(edition):
        name, text = span.get("data-figure"), text_of(span)
        FigureId.parse(name)
        if text in ("…", "–"):
            continue
        decimals = len(text.rstrip("%").partition(",")[2])
        top, stroke, bottom = text.partition("/")
        for value in raw.get(name, []):
            compared += 1
            if stroke:  # of few cases both numbers stand in place of a percentage
                agrees = 100 * int(top) / int(bottom) == pytest.approx(value, abs=0.05)
            else:  # a table's value may have been rounded to the places shown before
                agrees = printed(text) == pytest.approx(value, abs=0.5000001 * 10**-decimals)
            if not agrees:
                found.append(f"{page_id}: {name} {text} {value}")
    return found, compared


def written_differently(edition: Path) -> tuple[dict[str, set[str]], int]:
    """Figures that sentences write in several ways, and how many figures there are."""
    written: dict[str, set[str]] = defaultdict(set)
    for _, span in said(edition):
        written[span.get("data-figure")].add(text_of(span))
    return {name: texts for name, texts in written.items() if len(texts) > 1}, len(written)
