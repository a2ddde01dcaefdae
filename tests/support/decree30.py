"""Whether a document keeps the paper rules of Decree 30/2020/NĐ-CP, Annex I: read from its OOXML, its PDF."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4  # twentieths of a point
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
ORDER = (
    r"^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$",
    r"^Độc lập - Tự do - Hạnh phúc$",
    r"^.+, ngày\s+tháng (?:0[12]|[3-9]|1[0-2]) năm \d{4}$",
    r"^BÁO CÁO$",
    r"^Kính gửi:",
    r"^I\. ",
    r"^Nơi nhận:$",
    r"^Phụ lục",
)
"""The parts on the right or in the middle, in the order of the page."""
ORDER_OF_LETTERS = (r"^Số:\s+/\S+$", r"^V/v ", *ORDER[:3], r"^Kính gửi:", r"^Nơi nhận:$", r"^Phụ lục")
"""A letter (công văn) has no line of its kind: what it is about stands under its number."""


def word_faults(data: bytes, *, is_letter: bool = False) -> list[str]:
    """What of the Word file breaks the rules; of a letter those of công văn."""
    parts = zipfile.ZipFile(BytesIO(data))
    body = etree.fromstring(parts.read("word/document.xml"))
    styles = etree.fromstring(parts.read("word/styles.xml"))
    return [
        *_sheets(body),
        *_order(body, is_letter=is_letter),
        *_fonts(body, styles),
        *_numbers(body, parts),
        *_tables(body),
    ]


def _sheets(body: Any) -> Iterator[str]:
    for section in body.iter(f"{W}sectPr"):
        size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        sides = sorted(round(int(size.get(f"{W}{side}")) / MM) for side in ("w", "h"))
        if sides != [210, 297]:
            yield f"paper {sides}"
        for side, (least, most) in MARGINS.items():
            width = int(margin.get(f"{W}{side}")) / MM
            if not least - 0.1 <= width <= most + 0.1:
                yield f"{side} margin {width:.1f} mm"


def paragraphs(body: Any) -> list[str]:
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in body.iter(f"{W}p")]


def _order(body: Any, *, is_letter: bool) -> Iterator[str]:
    texts, at = paragraphs(body), 0
    if is_letter and any(each.get(f"{W}val") == "Title" for each in body.iter(f"{W}pStyle")):
        yield "a letter with a line of its kind"
    for pattern in ORDER_OF_LETTERS if is_letter else ORDER:
        found = next((n for n, text in enumerate(texts[at:], at) if re.match(pattern, text)), None)
        if found is None:
            yield f"no {pattern} behind paragraph {at}"
        else:
            at = found


def _fonts(body: Any, styles: Any) -> Iterator[str]:
    names = {each.get(f"{W}ascii") for tree in (body, styles) for each in tree.iter(f"{W}rFonts")} - {None}
    used = {each.get(f"{W}val") for each in body.iter(f"{W}pStyle")} | {"Normal", "TableGrid"}
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") in used:
            own = style.find(f"{W}rPr/{W}rFonts")
            name = None if own is None else own.get(f"{W}ascii")
            if name not in (None, "Times New Roman"):
                yield f"{style.get(f'{W}styleId')} in {name}"
    if "Times New Roman" not in names:
        yield "not in Times New Roman"
    for run in body.iter(f"{W}r"):
        size = run.find(f"{W}rPr/{W}sz")
        points = 14 if size is None else int(size.get(f"{W}val")) / 2
        text = "".join(each.text or "" for each in run.iter(f"{W}t"))
        if text.strip() and not 11 <= points <= 14:
            yield f"{text[:20]!r} in {points} points"


def _numbers(body: Any, parts: zipfile.ZipFile) -> Iterator[str]:
    headers = [name for name in parts.namelist() if re.match(r"word/header\d+\.xml", name)]
    numbered = [name for name in headers if b" PAGE " in parts.read(name)]
    sections = list(body.iter(f"{W}sectPr"))
    if len(numbered) < len(sections):
        yield f"{len(numbered)} headers with a number for {len(sections)} sections"
    for name in numbered:
        alignment = etree.fromstring(parts.read(name)).find(f".//{W}jc")
        if alignment is None or alignment.get(f"{W}val") != "center":
            yield f"the number of {name} is not centred"
    for section in sections:
        if section.find(f"{W}titlePg") is None:
            yield "the first page has a number"
    for section in sections[1:]:
        start = section.find(f"{W}pgNumType")
        if start is None or start.get(f"{W}start") != "1":
            yield "an annex is not counted from 1"


def _tables(body: Any) -> Iterator[str]:
    """Every table of data says its header rows again and has words for who hears it."""
    for table in body.iter(f"{W}tbl"):
        if not _shows_lines(table):
            continue
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield "a table without header row"
        for name in ("tblCaption", "tblDescription"):
            if table.find(f"{W}tblPr/{W}{name}") is None:
                yield f"a table without {name}"


def _shows_lines(table: Any) -> bool:
    """A table of data does; one that only places its parts side by side has none, or has them as nil."""
    borders = [
        side for name in ("tblBorders", "tcBorders") for each in table.iter(f"{W}{name}") for side in each
    ]
    if borders:
        return any(side.get(f"{W}val") not in ("nil", "none") for side in borders)
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return style is not None and "Grid" in style.get(f"{W}val", "")


def archive_faults(pdf: pikepdf.Pdf) -> list[str]:
    """What a PDF lacks to be one for archives (PDF/A-2a) and for who hears it (PDF/UA-1), in Vietnamese."""
    faults = []
    with pdf.open_metadata() as about:
        if (about.get("pdfaid:part"), about.get("pdfaid:conformance")) != ("2", "A"):
            faults.append(f"PDF/A-{about.get('pdfaid:part')}{about.get('pdfaid:conformance')}")
        if about.get("pdfuaid:part") != "1":
            faults.append("not PDF/UA-1")
    if str(pdf.Root.get("/Lang", "")) not in ("vi", "vi-VN"):
        faults.append(f"language {pdf.Root.get('/Lang')}")
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
        faults.append("not tagged")
    return faults


def pdf_faults(path: Path) -> list[str]:
    """What of the PDF breaks the rules of paper and archives."""
    faults = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            sides = sorted(round(float(side) * 25.4 / 72) for side in page.mediabox[2:])
            if sides != [210, 297]:
                faults.append(f"page {number}: paper {sides}")
        faults += archive_faults(pdf)
        fonts = {
            str(font.BaseFont).split("+")[-1]
            for page in pdf.pages
            for font in page.resources.get("/Font", {}).values()
        }
        faults += [f"in {name}" for name in fonts if not re.match(r"/?(LiberationSerif|TimesNewRoman)", name)]
    return faults
