"""What a preview adds to the book: the script that reloads its pages, and a page for what is not there."""

from __future__ import annotations

import html
from collections.abc import Iterable

from papibook.ground.texts import say

EVENTS = "/-preview/events"
SCRIPT_PATH = "/-preview/preview.js"

SCRIPT = """\
(() => {
  const shown = document.currentScript.dataset.version;
  const bar = document.createElement("div");
  bar.id = "pb-preview";
  bar.setAttribute("role", "alert");
  bar.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:9999;max-height:50vh;overflow:auto;" +
    "padding:0.75rem 1rem;background:#7a1f0f;color:#fff;font:1rem/1.5 sans-serif;white-space:pre-wrap";
  bar.hidden = true;
  document.body.append(bar);
  new EventSource("/-preview/events").onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.version !== shown) {
      location.reload();
      return;
    }
    bar.textContent = told.problems.join("\\n");
    bar.hidden = told.problems.length === 0;
  };
})();
"""


def with_script(page: bytes, version: str) -> bytes:
    """``page`` with the script that reloads it when another version is in place. The file stays as it is."""
    head, found, tail = page.rpartition(b"</body>")
    return head + _script(version).encode() + found + tail if found else page + _script(version).encode()


def plain_page(version: str, problems: Iterable[str], path: str) -> str:
    """What is shown where there is no file: what is wrong, that it is being made, or how to get the PDF."""
    found = list(problems)
    if version:
        title = say("press", "There is no such page.")
        if path.endswith(".pdf"):
            title = say("press", "A preview makes no PDF. “papibook build” does.")
        found = []
    elif found:
        title = say("press", "The edition could not be built.")
    else:
        title = say("press", "The edition is being built. This page comes by itself.")
    said = "".join(f"<p>{html.escape(problem)}</p>" for problem in found)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body style="max-width:45rem;margin:3rem auto;padding:0 1rem;font:1.1rem/1.6 sans-serif">'
        f"<h1>{html.escape(title)}</h1>{said}{_script(version)}</body></html>\n"
    )


def _script(version: str) -> str:
    return f'<script src="{SCRIPT_PATH}" data-version="{html.escape(version, quote=True)}"></script>'
