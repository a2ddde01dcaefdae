"""What a reader finds on a built page: its tables cell by cell, its sentences, the CSV files beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

Cells = dict[str, str]


@cache
def tree(path: Path) -> Any:
    """The page without its code cells."""
    root = lxml_html.fromstring(path.read_bytes())
    for hidden in root.xpath("//script | //style | //div[contains(@class, 'cell_input')]"):
        hidden.drop_tree()
    return root


def page(edition: Path, page_id: str) -> Any:
    return tree(edition / f"html/book/pages/{page_id}.html")


def text_of(element: Any) -> str:
    """Its words, with line breaks and every other white space as one space."""
    for line_break in element.xpath(".//br"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join(element.text_content().split())


def table(root: Any, table_id: str) -> list[Cells]:
    """The body's rows by column head; under a spanner it is ``spanner / head``. Group rows are left out."""
    body = root.xpath(f"//div[@id='table-{table_id}']//table")[0]
    names = heads(body.xpath("./thead/tr"))
    lines = [line.xpath("./th | ./td") for line in body.xpath("./tbody/tr")]
    return [
        dict(zip(names, map(text_of, line), strict=True))
        for line in lines
        if not any(cell.get("scope") == "rowgroup" for cell in line)
    ]


def heads(lines: list[Any]) -> list[str]:
    names: list[str] = []
    below = iter(lines[1].xpath("./th") if len(lines) > 1 else [])
    for cell in lines[0].xpath("./th"):
        if cell.get("scope") == "colgroup":
            names += [f"{text_of(cell)} / {text_of(next(below))}" for _ in range(int(cell.get("colspan")))]
        else:
            names.append(text_of(cell))
    return names


def csv_behind(edition: Path, page_id: str, view_id: str) -> list[Cells]:
    """The rows of the file to download; it must be UTF-8 with a byte order mark, so that Excel reads it."""
    stem = f"{page_id.replace('/', '-')}--{view_id}"
    folder = edition / "html/_static/csv"
    (path,) = (path for path in (folder / f"{stem}-minh-hoa.csv", folder / f"{stem}.csv") if path.exists())
    return csv_rows(path)


def csv_rows(path: Path) -> list[Cells]:
    """The rows of a file, by the machine's names of its columns, which stand in brackets."""
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), path
    header, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    names = [name.rpartition("(")[2].rstrip(")") for name in header]
    return [dict(zip(names, line, strict=True)) for line in lines]


def chart_words(root: Any, chart_id: str) -> str:
    """A chart's picture in words."""
    return str(root.xpath(f"//figure[@id='chart-{chart_id}']/img/@alt")[0])


def numbers_in(text: str) -> list[str]:
    """Every number as printed, in order: ``181 trong 272 (66,5%)`` gives 181, 272, 66,5%."""
    return re.findall(r"-?\d[\d.]*(?:,\d+)?%?", re.sub(r"(?<=\d)\.(?=\s|$)", "", text))


def broken_links(root: Path, pages: Iterable[Path]) -> list[str]:
    """What links of ``pages`` lead to nothing within the book in ``root``, page or place on it."""
    broken = []
    anchors: dict[Path, set[str]] = {}
    for path in pages:
        for href in lxml_html.fromstring(path.read_bytes()).xpath("//a/@href"):
            target, _, anchor = href.partition("#")
            if "://" in href or href.startswith(("mailto:", "javascript:")):
                continue
            place = (path.parent / target).resolve() if target else path
            if not place.exists():
                broken.append(f"{path.relative_to(root)} → {href}")
            elif anchor and place.suffix == ".html":
                if place not in anchors:
                    anchors[place] = set(lxml_html.fromstring(place.read_bytes()).xpath("//@id"))
                if anchor not in anchors[place]:
                    broken.append(f"{path.relative_to(root)} → {href}")
    return broken
