"""The book's looks, as a Sphinx extension: layout, style, sidebar, search, standing lines of the plan.

What a page shows comes from its view; here is what surrounds it.
"""

from pathlib import Path

STATIC_FOLDER = Path(__file__).resolve().parent / "static"
HTML_FOLDER = STATIC_FOLDER.with_name("html")
