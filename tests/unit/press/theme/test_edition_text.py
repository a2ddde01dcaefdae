"""Facts, statements and later texts of hand-written pages, as Sphinx sets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from papibook.press.theme.edition_text import EditionDirective, EditionRole, KnownFromDirective

EDITION = {
    "data_closed_on": "2022-06-08",
    "later_data": ["papi_scores"],
    "facts": {"plan_number": "1*2*/KH"},
    "statements": {"periods": "- **Một**: *a*\n- Hai", "tasks": ""},
}
PAGE = """# Trang

Số {edition}`plan_number`.

:::{edition} periods
:::

:::{edition} tasks
:::

:::{known-from} 2022-06-08
Biết trong ngày.
:::

:::{known-from} 2022-06-09
Chưa biết.
:::

:::{known-from} 2023-04-12
:asked: papi_scores
Điểm công bố 12/4/2023.
:::
"""


@pytest.fixture
def shown(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Builds PAGE, or another page, with the edition; its article and what Sphinx warned of."""

    def show(page: str = PAGE, edition: dict[str, object] | None = None) -> tuple[html.HtmlElement, str]:
        source = tmp_path / "source"
        (source / "book" / "pages").mkdir(parents=True)
        (source / "index.md").write_text(page, encoding="utf-8")
        if edition is not None:
            (source / "book" / "pages" / "edition.json").write_text(json.dumps(edition), encoding="utf-8")
        warned = tmp_path / "warned.txt"
        with docutils_namespace(), warned.open("w+", encoding="utf-8") as warnings:
            app = Sphinx(
                str(source),
                None,
                str(tmp_path / "out"),
                str(tmp_path / "doctrees"),
                "html",
                confoverrides={"extensions": ["myst_parser"], "myst_enable_extensions": ["colon_fence"]},
                status=None,
                warning=warnings,
            )
            app.add_role("edition", EditionRole())
            app.add_directive("edition", EditionDirective)
            app.add_directive("known-from", KnownFromDirective)
            app.build()
        page_html = html.parse(str(tmp_path / "out" / "index.html")).getroot()
        return page_html.xpath("//section")[0], warned.read_text(encoding="utf-8")

    return show


def test_a_fact_is_plain_text_and_a_statement_is_markdown(shown) -> None:  # type: ignore[no-untyped-def]
    article, warned = shown(edition=EDITION)
    assert "Số 1*2*/KH." in article.text_content()
    assert [item.text_content().strip() for item in article.xpath(".//li")] == ["Một: a", "Hai"]
    assert article.xpath(".//li//strong/text()") == ["Một"]
    assert warned == ""


def test_what_was_known_only_later_is_left_out_or_marked(shown) -> None:  # type: ignore[no-untyped-def]
    article, _ = shown(edition=EDITION)
    assert "Biết trong ngày." in article.text_content()
    assert "Chưa biết." not in article.text_content()
    later = article.xpath(".//div[contains(@class, 'pb-later')]")
    assert [" ".join(block.text_content().split()) for block in later] == [
        "Công bố sau kỳ này: Điểm công bố 12/4/2023."
    ]


def test_later_data_that_the_plan_does_not_ask_for_is_left_out(shown) -> None:  # type: ignore[no-untyped-def]
    article, _ = shown(edition={**EDITION, "later_data": []})
    assert "12/4/2023" not in article.text_content()


def test_in_a_later_edition_it_is_text_like_any_other(shown) -> None:  # type: ignore[no-untyped-def]
    article, _ = shown(edition={**EDITION, "data_closed_on": "2023-04-12"})
    assert "Điểm công bố 12/4/2023." in article.text_content()
    assert "Công bố sau kỳ này" not in article.text_content()


def test_without_an_edition_the_page_is_still_made(shown) -> None:  # type: ignore[no-untyped-def]
    article, warned = shown()
    assert "Số …." in article.text_content()
    assert warned == ""


@pytest.mark.parametrize("page", ["{edition}`periode`", ":::{edition} periode\n:::"])
def test_a_name_that_no_edition_has_is_told(shown, page: str) -> None:  # type: ignore[no-untyped-def]
    _, warned = shown(f"# Trang\n\n{page}\n", EDITION)
    assert "periode" in warned
