"""The numbers in the sentences of the built editions: each names its figure, and is the one of the tables."""

from __future__ import annotations

import copy
import re

import pytest
from agreeing import disagreeing, written_differently
from cases import Case
from shown import page, text_of
from test_values import pages

pytestmark = pytest.mark.slow

WITHOUT_A_FIGURE = re.compile(r"\d+/\d+/\d{4}|(?<!\S)\d\. ")
"""Days, and the numbers of dimensions before their names."""

LED = "index$|district$|dimensions/|communes/|departments/"


def test_a_figure_is_the_same_in_sentences_and_in_tables(case: Case) -> None:
    found, compared = disagreeing(case.edition)
    assert found == []
    assert compared > 200


def test_a_figure_is_written_alike_in_every_sentence(case: Case) -> None:
    found, n_figures = written_differently(case.edition)
    assert found == {}
    assert n_figures > 200


def test_every_number_in_a_pages_leading_sentence_names_its_figure(case: Case) -> None:
    led = [page_id for page_id in pages(case.edition) if re.match(LED, page_id)]
    assert len(led) > 35
    for page_id in led:
        (lead,) = page(case.edition, page_id).xpath("//p[@class='pb-lead']")
        rest = copy.deepcopy(lead)
        for span in rest.xpath(".//span[@data-figure]"):
            span.text = ""
        assert not re.search(r"\d", WITHOUT_A_FIGURE.sub("", text_of(rest))), page_id
