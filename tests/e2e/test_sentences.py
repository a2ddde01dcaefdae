"""The numbers in the sentences of the built editions: each names its figure, and is the one of the tables."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from typing import Any

import pytest
from cases import Case
from shown import page, text_of
from test_values import cells, pages, printed

from papibook.model.figures import FigureId

pytestmark = pytest.mark.slow

WITHOUT_A_FIGURE = re.compile(r"\d+/\d+/\d{4}|(?<!\S)\d\. ")
"""Days, and the numbers of dimensions before their names."""

LED = "index$|district$|dimensions/|communes/|departments/"


def said(case: Case) -> list[tuple[str, Any]]:
    """Every number in a sentence, card or list, with its page."""
    return [
        (page_id, span)
        for page_id in pages(case.edition)
        for span in page(case.edition, page_id).xpath("//span[@data-figure]")
    ]


def test_a_figure_is_the_same_in_sentences_and_in_tables(case: Case) -> None:
    raw: dict[str, list[float]] = defaultdict(list)
    for _, cell in cells(case):
        for figure in cell.figures:
            if isinstance(figure.value, float):
                raw[str(figure.id)].append(figure.value)
    compared = 0
    for page_id, span in said(case):
        name, text = span.get("data-figure"), text_of(span)
        FigureId.parse(name)
        if text in ("…", "–"):
            continue
        decimals = len(text.rstrip("%").partition(",")[2])
        top, stroke, bottom = text.partition("/")
        for value in raw.get(name, []):
            compared += 1
            if stroke:  # of few cases both numbers stand in place of a percentage
                assert 100 * int(top) / int(bottom) == pytest.approx(value, abs=0.05), f"{page_id}: {name}"
                continue
            # A table's value may have been rounded to the places shown before.
            assert printed(text) == pytest.approx(value, abs=0.5000001 * 10**-decimals), f"{page_id}: {name}"
    assert compared > 200


def test_a_figure_is_written_alike_in_every_sentence(case: Case) -> None:
    written: dict[str, set[str]] = defaultdict(set)
    for _, span in said(case):
        written[span.get("data-figure")].add(text_of(span))
    assert {name: texts for name, texts in written.items() if len(texts) > 1} == {}
    assert len(written) > 200


def test_every_number_in_a_pages_leading_sentence_names_its_figure(case: Case) -> None:
    led = [page_id for page_id in pages(case.edition) if re.match(LED, page_id)]
    assert len(led) > 35
    for page_id in led:
        (lead,) = page(case.edition, page_id).xpath("//p[@class='pb-lead']")
        rest = copy.deepcopy(lead)
        for span in rest.xpath(".//span[@data-figure]"):
            span.text = ""
        assert not re.search(r"\d", WITHOUT_A_FIGURE.sub("", text_of(rest))), page_id
