"""The document as a PDF, set by Typst: content and paper rules of the Word file, tagged and for archives."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import pikepdf
import typst

from papibook.model.inline import Inline, Run, Sign
from papibook.model.plan import PrintSettings
from papibook.model.table import TableValue
from papibook.press.documents.content import Annex, DocumentContent, Heading, Paragraph, Picture, ended
from papibook.press.documents.laid import laid_out
from papibook.press.documents.told import plain
from papibook.press.printing.glyphs import BOX, unprintable
from papibook.press.printing.markup import escaped, string
from papibook.press.printing.paper_tables import from_value, inline_markup
from papibook.press.printing.row_headings import set_row_headings
from papibook.press.printing.typst_run import TypstOrder, run_typst
from papibook.press.printing.typst_tables import LANDSCAPE_MM, PORTRAIT_MM, row_headings, table_text

FONT = "Times New Roman"
TWIN = "Liberation Serif"
"""Has the measures of Times New Roman and is carried by the package (SIL Open Font License 1.1)."""
_FONTS = Path(__file__).resolve().parent / "fonts"
_TEMPLATE = Path(__file__).resolve().parent / "document.typ"
_TIMEOUT = 300.0
MARGINS = {"top": 20.0, "bottom": 20.0, "left": 30.0, "right": 15.0}
"""Millimetres; the decree gives 20 to 25, 20 to 25, 30 to 35 and 15 to 20."""
DASH = "\\- "
"""A dash at the beginning of a line would be Typst's list."""


def pdf_file(
    content: DocumentContent, target: Path, *, work: Path, settings: PrintSettings, root: Path
) -> int:
    """Set ``content`` to ``target`` by way of the folder ``work``; returns the number of pages.

    Times New Roman where ``print.font_folder`` has it, else its twin.

    Raises:
        BookError: Typst refused.
    """
    own = [root / settings.font_folder] if settings.font_folder else []
    fonts = [*own, _FONTS]
    families = typst.Fonts(include_system_fonts=False, font_paths=fonts).families()
    font = FONT if FONT in families else TWIN
    work.mkdir(parents=True, exist_ok=True)
    laid = laid_out(content.made) if content.made else None
    shown = [block for block in content.body if isinstance(block, TableValue)]
    tables = [from_value(table) for table in (*shown, *(annex.table for annex in content.annexes))]
    headings = [*(laid.tables if laid else ()), *map(row_headings, tables)]
    text = "\n\n".join([laid.markup if laid else _markup(content), *map(_annex, content.annexes)])
    text = unicodedata.normalize("NFC", text)
    boxes = str.maketrans(dict.fromkeys(unprintable(text, font, fonts, work), BOX))
    for number, block in enumerate(content.body, start=1):
        if isinstance(block, Picture):
            (work / _picture_name(number)).write_bytes(block.png)
    shutil.copyfile(_TEMPLATE, work / "document.typ")
    (work / "document.json").write_text(
        _facts(content, font, laid.margins if laid else MARGINS), encoding="utf-8"
    )
    (work / "main.typ").write_text(
        f'#import "document.typ": *\n#show: document\n\n{text.translate(boxes)}\n', encoding="utf-8"
    )
    run_typst(
        TypstOrder(
            main=str(work / "main.typ"),
            root=str(work),
            out=str(work / "out.pdf"),
            font_paths=tuple(map(str, fonts)),
            moment=int(datetime.combine(content.month_of, time(), UTC).timestamp()),
        ),
        timeout=_TIMEOUT,
    )
    set_row_headings(work / "out.pdf", target, headings)
    with pikepdf.open(target) as pdf:
        return len(pdf.pages)


def _facts(content: DocumentContent, font: str, margins: Mapping[str, float]) -> str:
    """What document.typ reads."""
    day = content.month_of
    value = {
        "font": font,
        "title": content.title,
        "superior": content.superior.upper(),
        "issuer": content.issuer,
        "code": content.code,
        "kind": content.kind,
        "subject": content.subject,
        "place": content.place,
        "month_year": content.month_year,
        "margins": margins,
        "day": [day.year, day.month, day.day],
        "receivers": ended(content.receivers),
        "opening": content.opening,
        "called": content.called,
        "basis": ended(content.basis),
        "authority": content.authority,
        "post": content.post.upper(),
        "copies": ended(content.copies),
        "remark": content.remark,
    }
    return json.dumps(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)), ensure_ascii=False)


def _markup(content: DocumentContent) -> str:
    blocks = ["#head()"]
    for number, block in enumerate(content.body, start=1):
        if isinstance(block, Heading):
            text = block.text.upper() if block.level == 1 else block.text
            blocks.append(f"{'=' * block.level} {escaped(text)}")
        elif isinstance(block, Picture):
            facts = f"alt: {string(block.words)}, width: {block.width_mm}mm"
            blocks.append(f"#align(center, image({string(_picture_name(number))}, {facts}))")
        elif isinstance(block, TableValue):
            blocks.append(_table(block, PORTRAIT_MM))
        elif not content.post:
            blocks.append(_line(block, ""))
        else:
            end = "./." if number == len(content.body) and not plain(block.said).endswith(".") else ""
            end = end or ("/." if number == len(content.body) else "")
            blocks.append(_line(block, end))
    blocks += ["#ending()"] if content.post else []
    return "\n\n".join(blocks)


def _line(block: Paragraph, end: str) -> str:
    return f"#line-of[{DASH if block.is_item else ''}{_said(block.said)}{end}]"


def _picture_name(number: int) -> str:
    return f"picture-{number}.png"


def _said(said: Inline) -> str:
    return "".join(_piece(piece) for piece in said)


def _piece(piece: str | Run | Sign) -> str:
    if isinstance(piece, Run):
        text = escaped(piece.text)
        return f"#strong[{text}]" if "strong" in piece.styles else text
    return escaped(piece if isinstance(piece, str) else piece.words)


def _annex(annex: Annex) -> str:
    width = LANDSCAPE_MM if annex.is_wide else PORTRAIT_MM
    wide = "true" if annex.is_wide else "false"
    return (
        f"#annex({string(annex.name)}, {string(annex.title)}, wide: {wide})[\n{_table(annex.table, width)}\n]"
    )


def _table(value: TableValue, width: float) -> str:
    """The table with its notes below."""
    notes = "".join(f"\n#note[{inline_markup(note)}]" for note in value.notes if plain(note))
    return f"{table_text(from_value(value), width)}\n{notes}"
