"""The book for paper, one document for each volume: pages laid out one by one, then put together.

A page is laid out as soon as the HTML book has it, or taken from the cache. Parts stand at heading level 1,
pages at 2, their sections below, without gaps (PDF/UA refuses a skipped level). Nothing of the pages' own
words changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from papibook.ground.errors import BookError
from papibook.ground.texts import say
from papibook.press.pages.values import read_values
from papibook.press.printing.html_blocks import article_of
from papibook.press.printing.markup import without_marks
from papibook.press.printing.row_headings import RowHeadings
from papibook.press.printing.sheet import DEEPEST, LaidOutPage, sheet_of
from papibook.press.printing.sheet_cache import SheetCache
from papibook.press.printing.volumes import PrintedPart, VolumeName, in_volumes, volume_names
from papibook.press.theme.contents import BookContents, BookPage

NEW_PAGE = "#new-page[\n\n\n]"
_RESULTS = "book/pages/"


@dataclass(frozen=True)
class PrintDocument:
    """One volume: its ``text`` in Typst's markup.

    ``images``: name in the text to the file it stands for. ``tables``: the row headings of its tables, in
    order. ``volume``: what its cover says of it, None for the only one.
    """

    text: str
    images: Mapping[str, Path] = field(hash=False)
    tables: Sequence[RowHeadings]
    volume: VolumeName | None = None


class PrintBook:
    """The book of ``contents``, whose HTML pages are in ``html`` or come there.

    ``values``: the folder with the tables and charts of its pages.
    ``made_up``: pages whose sheets bear the mark, up to where their official part begins.
    """

    def __init__(
        self,
        html: Path,
        contents: BookContents,
        values: Path,
        cache: SheetCache | None = None,
        *,
        made_up: Collection[str] = (),
    ) -> None:
        self._made_up = frozenset(made_up)
        self._html, self._contents, self._values, self._cache = html, contents, values, cache
        self._pages = {page.name: page for page in contents.pages()}
        self._openings = {part.pages[0].name: part.caption for part in contents.parts if part.pages}
        self._names = hashlib.sha256("\n".join(self._pages).encode()).hexdigest()
        self._sheets: dict[str, LaidOutPage] = {}

    def lay(self, name: str) -> None:
        """Lay out the page ``name``, which stands complete.

        Raises:
            BookError: it is no page of a book, a picture on it has no words, or a table or chart no value.
        """
        if name in self._pages:
            self._sheets[name] = self._sheet(self._pages[name], self._openings.get(name, ""), DEEPEST)

    def documents(self, html: Path, *, limit: int) -> Iterator[PrintDocument]:
        """The whole book, whose pages stand in ``html`` by now, in volumes of size ``limit``.

        Raises:
            BookError: a page is missing, or a picture that a page shows.
        """
        self._html = html
        for name in [name for name in self._pages if name not in self._sheets]:
            self.lay(name)
        parts = [PrintedPart("", [self._sheets[self._contents.root].page], is_cover=True)]
        parts += [
            PrintedPart(part.caption, [self._sheets[page.name].page for page in part.pages])
            for part in self._contents.parts
            if part.pages
        ]
        volumes = in_volumes(parts, limit)
        links = _BookLinks(volumes, self._sheets)
        for held, volume in zip(volumes, volume_names(volumes, parts), strict=True):
            yield self._document(held, links, volume)
        if self._cache:
            self._cache.prune()

    def _document(
        self, parts: Sequence[PrintedPart], links: _BookLinks, volume: VolumeName | None
    ) -> PrintDocument:
        pieces: list[str] = []
        images: dict[str, Path] = {}
        tables: list[RowHeadings] = []
        level = 0
        was_made_up = False
        for part in parts:
            for page in part.pages:
                sheet = self._sheets[page.name]
                opening = part.name if page is part.pages[0] else ""
                if opening != self._openings.get(page.name, "") or level < sheet.first - 1:
                    sheet = self._sheet(self._pages[page.name], opening, level)
                is_made_up = page.name in self._made_up
                # A unit's page can be handed out alone; the plan's and the methods' text runs on.
                if page is part.pages[0] or page.name.startswith(_RESULTS) or is_made_up is not was_made_up:
                    pieces += [NEW_PAGE, f"#made-up.update({str(is_made_up).lower()})"]
                was_made_up = is_made_up
                pieces.append(links.put(sheet))
                images |= {name: self._picture(place) for name, place in sheet.images.items()}
                tables += sheet.tables
                level = sheet.last or level
        return PrintDocument("\n\n".join(filter(None, pieces)), images, tables, volume)

    def _sheet(self, page: BookPage, opening: str, level: int) -> LaidOutPage:
        path = self._html / f"{page.name}.html"
        article = article_of(path.read_bytes()) if path.is_file() else None
        if article is None:
            raise BookError("There is no book in {folder} to print.", folder=self._html.name)
        kept = self._values / f"{page.name.removeprefix(_RESULTS)}.json"
        values = kept.read_text(encoding="utf-8") if kept.is_file() else "{}"
        made_from = {
            "page": page.name,
            "values": hashlib.sha256(values.encode()).hexdigest(),
            "depth": page.depth,
            "article": hashlib.sha256(article).hexdigest(),
            "opening": opening,
            "level": level,
            "pages": self._names,
        }
        key = self._cache.key(made_from) if self._cache else ""
        sheet = self._cache.read(key) if self._cache else None
        if sheet is None:
            sheet = sheet_of(
                article,
                page,
                read_values(values),
                opening=opening,
                level=level,
                pages=self._pages,
                root=self._contents.root,
            )
            if self._cache:
                self._cache.write(key, sheet)
        return sheet

    def _picture(self, place: str) -> Path:
        path = self._html / place
        if not path.is_file():
            raise BookError("A picture that a page shows is not there: {path}.", path=place[:200])
        return path


class _BookLinks:
    """Where the links of all pages lead: places get their names in the order of the links."""

    def __init__(self, volumes: Sequence[Sequence[PrintedPart]], sheets: Mapping[str, LaidOutPage]) -> None:
        self._sheets = sheets
        self._volume = {
            page.name: number
            for number, parts in enumerate(volumes, 1)
            for part in parts
            for page in part.pages
        }
        self._names: dict[str, dict[int, str]] = {name: {} for name in self._volume}
        count = 0
        for name in self._volume:
            for target, anchor in sheets[name].links.link_targets:
                place = self._place(target, anchor)
                found = self._names[target]
                if place is not None and self._volume[name] == self._volume[target] and place not in found:
                    count += 1
                    found[place] = f"place-{count}"

    def put(self, sheet: LaidOutPage) -> str:
        """The text of ``sheet`` with its links and places."""
        links: dict[int, str] = {}
        words: dict[int, str] = {}
        for number, (target, anchor) in enumerate(sheet.links.link_targets):
            place = self._place(target, anchor)
            volume = self._volume[target]
            if place is None:
                continue
            if volume == self._volume[sheet.page.name]:
                links[number] = self._names[target][place]
            else:
                words[number] = f"({say('print', 'Volume {number}', number=volume)})"
        return without_marks(sheet.text, sheet.marks, self._names[sheet.page.name], links, words)

    def _place(self, target: str, anchor: str) -> int | None:
        """The place of ``anchor`` on ``target``, or its beginning; None where nothing stands on that page."""
        sheet = self._sheets[target]
        return sheet.links.places.get(anchor, 0) if sheet.text else None
