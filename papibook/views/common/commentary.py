"""The office's own words, from its Markdown files, clearly marked as such."""

from __future__ import annotations

import pandas as pd
from markdown_it import MarkdownIt
from markdown_it.token import Token

from papibook.ground.texts import say
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow, current
from papibook.views.common.links import office_anchor

DECISIONS = "decisions"
"""The place of what the office puts to the leadership."""
FIRST_LEVEL, LAST_LEVEL = 3, 6
"""The commentary stands under a page's section (h2), so its own headings begin at h3."""


def office_words(commentary: pd.DataFrame, edition: EditionRow, place: str) -> Html:
    """The office's commentary for ``place`` (cover, district, dimension-1 …), marked as its words.

    A quiet line where it has written nothing: an empty place must not look as if all were well.
    """
    own = current(commentary, edition)
    texts = own.loc[own["place"] == place, "markdown"].dropna()
    if texts.empty or not texts.iloc[0].strip():
        return Html(
            f'<p class="pb-muted">{escape(say("views", "The office has not commented on this part."))}</p>'
        )
    label = escape(say("views", "Assessment by the office that compiles the report"))
    words = markdown_html(texts.iloc[0])
    return Html(f'<div class="pb-commentary"><p class="pb-commentary-label">{label}</p>\n{words}</div>')


def office_proposals(commentary: pd.DataFrame, edition: EditionRow) -> Html:
    """The office's proposals to the leadership, whole, each item of its lists with an anchor.

    A quiet line where it proposes nothing.
    """
    own = current(commentary, edition)
    texts = own.loc[own["place"] == DECISIONS, "markdown"].dropna()
    if texts.empty or not texts.iloc[0].strip():
        return Html(f'<p class="pb-muted">{escape(say("views", "The office proposes nothing."))}</p>')
    tokens = _parser().parse(texts.iloc[0])
    items = (token for token in tokens if token.type == "list_item_open")
    for place, token in enumerate(items, start=1):
        token.attrSet("id", office_anchor(place))
    return Html(f'<div class="pb-commentary">\n{_rendered(tokens)}</div>')


def markdown_html(markdown: str) -> str:
    """CommonMark as HTML: no raw HTML, headings from h3 without gaps.

    No pictures: a page asks nothing of other sites.
    """
    return _rendered(_parser().parse(markdown))


def markdown_items(markdown: str) -> list[tuple[int, str]]:
    """The items of a text's lists, each with its place among them and as HTML within a line.

    What stands beside the lists is left out.
    """
    parser = _parser()
    is_item, place, items = False, 0, []
    for token in parser.parse(markdown):
        place += token.type == "list_item_open"
        is_item = token.type == "list_item_open" or (is_item and token.type != "list_item_close")
        if is_item and token.type == "inline":
            items.append((place, str(parser.renderer.render([token], parser.options, {}))))
    return items


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _rendered(tokens: list[Token]) -> str:
    parser = _parser()
    _shift_headings(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _shift_headings(tokens: list[Token]) -> None:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not levels:
        return
    shift, last = FIRST_LEVEL - min(levels), FIRST_LEVEL - 1
    for token in tokens:
        if token.type == "heading_open":
            last = max(FIRST_LEVEL, min(int(token.tag[1]) + shift, last + 1, LAST_LEVEL))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"
