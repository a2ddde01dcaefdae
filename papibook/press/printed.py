"""The print edition: singlehtml → Typst → PDF, tagged (PDF/UA-1), the same bytes from the same book.

No step reads the clock, the network or the machine's fonts.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from papibook.ground.errors import BookError
from papibook.ground.texts import say
from papibook.model.status import STATUSES
from papibook.press.print_glyphs import BOX, unprintable
from papibook.press.print_html import PrintDocument, print_document
from papibook.press.print_typst import typst_text

DEFAULT_FONT = "Libertinus Serif"
"""Carried by the Typst wheel, so that the bytes do not depend on the machine."""
TYPST_FOLDER = Path(__file__).resolve().parent / "typst"


@dataclass(frozen=True)
class PrintMeta:
    """What cover, running line and document information say. ``day`` dates the document.

    ``font``: a family of ``font_folder``, or None for the one that the wheel carries.
    """

    title: str
    subtitle: str
    edition_line: str
    banner: str | None
    day: date
    issuer: str
    place: str
    plan_number: str
    font: str | None = None
    font_folder: Path | None = None


@dataclass(frozen=True)
class PdfResult:
    """What was printed."""

    pages: int


def build_pdf(single: Path, out: Path, meta: PrintMeta, *, work: Path) -> PdfResult:
    """Print the book in ``single``, which Sphinx's singlehtml builder made, to ``out`` by way of ``work``.

    Raises:
        BookError: there is no such font, no book, a picture is missing, or Typst refused.
    """
    work.mkdir(parents=True, exist_ok=True)
    font = _font(meta)
    font_paths = [meta.font_folder] if meta.font_folder else []
    document = print_document(single)
    pictures = {
        name: path.read_text(encoding="utf-8")
        for name, path in document.images.items()
        if path.suffix == ".svg"
    }
    text = unicodedata.normalize("NFC", typst_text(document.blocks))
    # A unit's text may hold anything; what no font shows would make Typst refuse the whole book.
    everything = "".join([text, *pictures.values()])
    boxes = str.maketrans(dict.fromkeys(unprintable(everything, font, font_paths, work), BOX))
    _write_pictures(document, pictures, boxes, work)
    shutil.copyfile(TYPST_FOLDER / "template.typ", work / "template.typ")
    (work / "meta.json").write_text(_facts(meta, font), encoding="utf-8")
    main = work / "book.typ"
    main.write_text(f'#import "template.typ": *\n#show: book\n\n{text.translate(boxes)}\n', encoding="utf-8")
    return _compile(main, out, meta, font_paths)


def _font(meta: PrintMeta) -> str:
    font = meta.font or DEFAULT_FONT
    folder = [meta.font_folder] if meta.font_folder else []
    families = typst.Fonts(include_system_fonts=False, font_paths=folder).families()
    if font not in families:
        raise BookError(
            "The font {font} for the print edition is not in {folder}. Put its files there, or name "
            "another font in plan.yml (print: font, font_folder).",
            font=font,
            folder=meta.font_folder.name if meta.font_folder else "print.font_folder",
        )
    return font


def _write_pictures(
    document: PrintDocument, drawn: Mapping[str, str], boxes: Mapping[int, str], work: Path
) -> None:
    for name, path in document.images.items():
        target = work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name in drawn:
            target.write_text(drawn[name].translate(boxes), encoding="utf-8")
        else:
            shutil.copyfile(path, target)


def _facts(meta: PrintMeta, font: str) -> str:
    """What template.typ reads."""
    day = meta.day
    # Decree 30/2020: days below 10 and months 1 and 2 are written with a leading 0.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    value = {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "edition_line": meta.edition_line,
        "banner": meta.banner,
        "day": [day.year, day.month, day.day],
        "issuer": meta.issuer,
        "place_day": say(
            "print",
            "{place}, {day} {month} {year}",
            place=meta.place,
            day=f"{day.day:02d}",
            month=month,
            year=day.year,
        ),
        "plan_number": meta.plan_number,
        "font": font,
        "words": {
            "contents": say("print", "Contents"),
            "page": say("print", "p."),
            "plan": say("print", "Plan No."),
            "report": say("print", "Report book"),
        },
        "statuses": {status.id: {"fill": status.fill, "ink": status.ink} for status in STATUSES},
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _compile(main: Path, out: Path, meta: PrintMeta, font_paths: list[Path]) -> PdfResult:
    out.parent.mkdir(parents=True, exist_ok=True)
    compiler = typst.Compiler(main, root=main.parent, font_paths=font_paths, ignore_system_fonts=True)
    moment = int(datetime.combine(meta.day, time(), UTC).timestamp())
    try:
        compiler.compile(output=out, format="pdf", pdf_standards=["ua-1"], timestamp=moment)
        pages = json.loads(compiler.query("<page-count>", field="value", one=True))
    except BaseException as err:
        # A panic inside Typst comes as an exception of its own kind, which is no Exception.
        if not isinstance(err, Exception) and type(err).__name__ != "PanicException":
            raise
        raise BookError(
            "The print edition failed in {stage}: {cause}", stage="Typst", cause=_short(err)
        ) from err
    return PdfResult(int(pages))


def _short(err: BaseException) -> str:
    return re.sub(r"\s+", " ", str(err)).strip()[:600]
