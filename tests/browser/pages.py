"""What a page of a built edition looks like to a reader: gathered once, in one visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = 390, 1280

LOOK = r"""() => {
  const number = /\d+(?:[.,\/]\d+)*%?/g;
  const broken = [];
  const place = document.querySelector("article") ?? document.body;
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("td, th")) continue;
    for (const found of node.data.matchAll(number)) {
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) broken.push(found[0]);
    }
  }
  const boxes = [...document.querySelectorAll(".pb-scroll")];
  const slides = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
  const isSaid = (box) => box.previousElementSibling?.matches(".pb-table-cue") && box.dataset.more === "end";
  return {
    title: document.title,
    kind: document.body.className,
    width: document.documentElement.scrollWidth,
    screens: document.documentElement.scrollHeight / 800,
    broken,
    silent: slides.filter((box) => !isSaid(box)).map((box) => box.closest("[id]").id),
    cut: slides.filter((box) => box.querySelector("table.pb-stack")).map((box) => box.closest("[id]").id),
    slides: slides.length,
    unmarked: [...document.querySelectorAll("article em")]
      .filter((each) => /^[\x20-\x7e]{4,}$/.test(each.textContent) && !each.closest('[lang="en"]'))
      .map((each) => each.textContent),
    english: document.querySelectorAll('article [lang="en"]').length,
  };
}"""


@dataclass(frozen=True)
class Seen:
    """A page in a window of one width: ``found`` is what :data:`LOOK` gives, ``barriers`` what axe says."""

    name: str
    window: int
    found: dict[str, Any]
    barriers: tuple[str, ...]


def pages_of(html: Path) -> list[Path]:
    """Every page of a book, the one of search among them; the file at the root only leads on to the cover."""
    pages = sorted(html.rglob("*.html"))
    return [path for path in pages if "_static" not in path.parts and path != html / "index.html"]


def look_at(page: Page, html: Path, *, every_colour: bool = False) -> Iterator[Seen]:
    """Every page of the book in ``html``, in both windows.

    All of axe's default rules run on every page in both windows, but for the contrast of colours, which takes
    four fifths of its time: that is measured once for each kind of page, since the same style sheet colours
    all of one kind, and with ``every_colour`` on all that each page says at the desk.
    """
    kinds: set[str] = set()
    for path in pages_of(html):
        name = path.relative_to(html).as_posix()
        page.set_viewport_size({"width": DESK, "height": 900})
        page.goto(path.as_uri())
        page.evaluate(f"{AXE};0")
        for window in (DESK, PHONE):
            page.set_viewport_size({"width": window, "height": 900})
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            found = page.evaluate(LOOK)
            is_new = (found["kind"], window) not in kinds
            kinds.add((found["kind"], window))
            barriers = _barriers(page, "document", "{rules: {'color-contrast': {enabled: false}}")
            if is_new or (every_colour and window == DESK):
                place = "document" if is_new else "'article'"
                barriers += _barriers(page, place, "{runOnly: ['color-contrast']")
            yield Seen(name, window, found, barriers)


def _barriers(page: Page, place: str, options: str) -> tuple[str, ...]:
    done = page.evaluate(f"axe.run({place}, {options}, resultTypes: ['violations'], preload: false}})")
    return tuple(f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in done["violations"])
