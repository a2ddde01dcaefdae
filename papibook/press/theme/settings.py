"""Settings of Sphinx that the book cannot be without: the extension sets them, whatever ``_config.yml`` says.

So they hold in a plain ``jupyter-book build .`` too. ``papibook build`` checks ``_config.yml`` before it
begins (:mod:`papibook.press.book.config_file`) and refuses what is set here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LANGUAGE = "vi"
EXTENSIONS = (
    "myst_nb",
    "jupyter_book",
    "sphinx_external_toc",
    "sphinx_book_theme",
    "papibook.press.sphinx_ext",
)
"""All of them: Jupyter Book's own list also brings sphinx-thebe, comments, copy buttons and intersphinx,
scripts that load from the network or raise console errors. Sphinx loads extensions before any of them can say
this, so ``_config.yml`` has the list."""

MYST = ("colon_fence", "deflist", "attrs_inline", "attrs_block", "html_image")
"""Syntax of Markdown that the plan's text and the pages are written in; ``_config.yml`` may name more."""

LEFT_OUT: tuple[str, ...] = (".venv", ".git", "_build", "data", "docs", "notebooks", "papibook", "tests")
LEFT_OUT += ("*.md", "**/.ipynb_checkpoints", "**/_static")
"""What a plain build in the project's folder need not read; the build itself copies ``book/`` alone."""

VALUES: Mapping[str, Any] = {
    "external_toc_exclude_missing": True,
    "nb_execution_mode": "off",  # papermill has run the pages before Jupyter Book sees them
    "nb_code_prompt_show": "Xem mã",
    "nb_code_prompt_hide": "Ẩn mã",
    "myst_heading_anchors": 3,
    "numfig": False,
    "html_theme": "sphinx_book_theme",
    "html_sidebars": {"**": ["pb-brand.html", "sbt-sidebar-nav.html"]},
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "html_use_index": False,
    "html_domain_indices": False,
}
THEME_OPTIONS: Mapping[str, Any] = {
    "home_page_in_toc": True,
    "show_navbar_depth": 1,
    "max_navbar_depth": 2,
    "show_toc_level": 2,
    "toc_title": "Trong trang này",
    "search_bar_text": "Tìm trong báo cáo…",
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "footer_start": [],
    "footer_end": [],
    "primary_sidebar_end": [],
    "footer_content_items": ["pb-edition.html"],
    "article_header_start": ["toggle-primary-sidebar.html"],
    "article_header_end": ["article-header-buttons.html"],
}
_OFFICES_OPTIONS = ("announcement", "extra_footer")
"""The theme's options that are the office's own words."""


def use_settings(config: Any) -> None:
    """Set all of them in Sphinx's ``config``."""
    for name, value in VALUES.items():
        config[name] = value
    theirs = {name: config.html_theme_options.get(name) or "" for name in _OFFICES_OPTIONS}
    config.html_theme_options = {**THEME_OPTIONS, **theirs}
    config.myst_enable_extensions = sorted({*config.myst_enable_extensions, *MYST})
    # _toc.yml is checked before: a pattern takes nothing only where this edition has no such pages.
    config.suppress_warnings = [*config.suppress_warnings, "etoc.glob"]
    config.exclude_patterns = list(dict.fromkeys([*config.exclude_patterns, *LEFT_OUT]))
