"""What the book needs of Sphinx: the standing lines, the edition's banner, search, texts and a quiet page.

The extension only shows what stands ready in two files that the press writes beside the pages:
``standing.json`` (one entry an item of the plan) and ``edition.json``. Where they are absent the book
still builds and says that there is no edition yet.
"""

from __future__ import annotations

import gettext
import html
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.config import Config

from papibook.ground.texts import LOCALE_FOLDER, say
from papibook.press.theme import HTML_FOLDER, STATIC_FOLDER
from papibook.press.theme.edition_text import (
    EditionDirective,
    EditionRole,
    KnownFromDirective,
    read_edition,
)
from papibook.press.theme.page_order import order_pages
from papibook.press.theme.pictures import add_pictures
from papibook.press.theme.search import SEARCH_PAGE, write_search_index
from papibook.press.theme.settings import use_settings
from papibook.press.theme.sidebar import add_contents, contents_page
from papibook.press.theme.standing_directive import (
    StandingDirective,
    StandingLine,
    skip_standing,
    visit_standing,
)
from papibook.press.theme.text_tables import named_tables
from papibook.press.theme.unbroken import unbroken

_UNUSED = (
    "scripts/fontawesome.js",
    "scripts/fontawesome.js.LICENSE.txt",
    "vendor",
    "locales",
    "webpack-macros.html",
    "sbt-webpack-macros.html",
    "searchtools.js",
)


def body_class(pagename: str) -> str:
    """The class of a page's ``<body>``: plan pages are set for reading, the others for looking up."""
    name = pagename.removeprefix("book/").removeprefix("pages/")
    kind = name.split("/")[0] if "/" in name else ("cover" if name == "index" else name)
    return f"pb-page pb-{re.sub(r'[^a-z0-9]+', '-', kind.lower())}"


def window_title(title: str, book: str, edition: Mapping[str, Any]) -> str:
    """What a browser's tab and a printed sheet call a page: its title, period, place, the book."""
    parts = [title, str(edition.get("period_name") or ""), str(edition.get("place_name") or ""), book]
    said: list[str] = []
    for part in parts:
        if part and not any(part.lower() in other.lower() for other in said):
            said.append(part)
    return " – ".join(said)


def _compose(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Every page in precomposed letters (TCVN 6909), whatever its file has."""
    source[0] = unicodedata.normalize("NFC", source[0])


def _use_config(app: Sphinx, config: Config) -> None:
    use_settings(config)
    srcdir = Path(app.srcdir)
    config.templates_path = [str(HTML_FOLDER), *config.templates_path]
    pages_static = srcdir / "book" / "pages" / "_static"
    folders = [STATIC_FOLDER, *([pages_static] if pages_static.is_dir() else [])]
    config.html_static_path = [*config.html_static_path, *map(str, folders)]
    # In the configuration, so that Sphinx writes every page anew when the edition changes.
    config.html_context = {**config.html_context, "pb_edition": read_edition(srcdir), "default_mode": "light"}
    _use_texts(app, config.language)


def _use_texts(app: Sphinx, language: str) -> None:
    """The theme's words in ``language``: ours first, since what Sphinx and the themes have is patchy."""
    for catalogue in ("sphinx", "booktheme"):
        ours = gettext.translation("press_book", LOCALE_FOLDER, languages=[language], fallback=True)
        theirs = sphinx.locale.translators.get(("general", catalogue))
        if theirs is not None:
            ours.add_fallback(theirs)
        sphinx.locale.translators["general", catalogue] = ours
    app.translator = sphinx.locale.translators["general", "sphinx"]


def _name_page(
    _app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    context["pb_body_class"] = body_class(pagename)
    edition = context["pb_edition"]
    context["pb_banner"] = edition.get("banner") if pagename in edition.get("made_up_pages", ()) else None
    title = html.unescape(re.sub(r"<[^>]*>", "", context.get("title") or ""))
    context["body"] = unbroken(named_tables(context.get("body") or "", title))
    context["pb_window_title"] = window_title(title, context["docstitle"], edition)


def _keep_inside(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Sphinx adds MathJax and others by address; a page of the book asks for nothing outside itself."""
    for kind in ("script_files", "css_files"):
        context[kind] = [
            file for file in context[kind] if "://" not in str(getattr(file, "filename", file) or "")
        ]


def _use_own_search(app: Sphinx) -> None:
    # Sphinx then neither makes its index nor its page of search.
    app.builder.search = False  # type: ignore[attr-defined]  # of the HTML builders


def _search_page(_app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield SEARCH_PAGE, {"title": say("press_book", "Search")}, "search.html"


def _write_search(app: Sphinx, failed: Exception | None) -> None:
    """After the pages that an update of the book did not write have come beside those that it did."""
    if failed is None and app.builder.format == "html" and app.builder.name == "html":
        write_search_index(Path(app.outdir), app.env.found_docs)


def _prune(app: Sphinx, failed: Exception | None) -> None:
    """Takes out what no page uses: 4 MB of icon fonts and source maps."""
    if failed is not None or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    for name in _UNUSED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in static.rglob("*.map"):
        path.unlink()


def setup(app: Sphinx) -> Mapping[str, object]:
    """Entry point that Sphinx calls."""
    # Jupyter Book sets it for sphinx-comments, which we leave out; unknown, it would warn at each build.
    app.add_config_value("comments_config", {}, "")
    app.add_node(
        StandingLine,
        html=(visit_standing, None),
        latex=(skip_standing, None),
        text=(skip_standing, None),
    )
    app.add_directive("standing", StandingDirective)
    app.add_directive("edition", EditionDirective)
    app.add_directive("known-from", KnownFromDirective)
    app.add_role("edition", EditionRole())
    add_pictures(app)
    app.add_css_file("papibook.css", priority=900)
    app.add_js_file("papibook.js", loading_method="defer")
    app.connect("config-inited", _use_config)
    app.connect("source-read", _compose)
    app.connect("doctree-read", order_pages, priority=100)  # Sphinx reads the contents at 500
    # Before the theme's handlers (500), which try its templates out; and after them, for the last word.
    app.connect("html-page-context", _name_page, priority=100)
    app.connect("html-page-context", add_contents, priority=100)
    app.connect("builder-inited", _use_own_search)
    app.connect("html-collect-pages", contents_page)
    app.connect("html-collect-pages", _search_page)
    app.connect("html-page-context", _keep_inside, priority=900)
    app.connect("build-finished", _prune)
    app.connect("build-finished", _write_search)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
