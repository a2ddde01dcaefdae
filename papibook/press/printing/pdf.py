"""The print edition: Typst → PDF, for archives and tagged (PDF/A-2a, PDF/UA-1), the same bytes each time.

No step reads the clock, the network or the machine's fonts.
"""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from papibook.ground.errors import BookError
from papibook.ground.numbers import month_digits
from papibook.ground.texts import say
from papibook.model.status import BY_ID
from papibook.press.printing.book import PrintDocument
from papibook.press.printing.glyphs import BOX, unprintable
from papibook.press.printing.row_headings import set_row_headings
from papibook.press.printing.typst_run import TypstOrder, run_typst
from papibook.press.printing.volumes import VOLUME_SIZE, VolumeName
from papibook.press.theme.unbroken import NUMBERS

DEFAULT_FONT = "Libertinus Serif"
"""Carried by the Typst wheel, so that the bytes do not depend on the machine."""
TYPST_FOLDER = Path(__file__).resolve().parent / "typst"


@dataclass(frozen=True)
class PrintMeta:
    """What cover, running line and document information say. ``day`` dates the document.

    ``edition_id`` stands in the running line alone: it is for whoever looks the edition up, not for reading.

    ``banner``: stands on the cover, and on the sheets of ``made_up_pages``, documents of the book.

    ``font``: a family of ``font_folder``, or None for the one that the wheel carries. ``volume_size``: the
    most that one volume should hold (:mod:`papibook.press.printing.volumes`).
    """

    title: str
    subtitle: str
    edition_line: str
    edition_id: str
    banner: str | None
    made_up_pages: tuple[str, ...]
    day: date
    issuer: str
    place: str
    plan_number: str
    font: str | None = None
    font_folder: Path | None = None
    volume_size: int = VOLUME_SIZE


@dataclass(frozen=True)
class PrintedVolume:
    """A PDF that was made: its name and how many pages it has."""

    name: str
    pages: int


def build_pdf(
    volumes: Iterable[PrintDocument], out: Path, meta: PrintMeta, *, work: Path, timeout: float = 900.0
) -> tuple[PrintedVolume, ...]:
    """Print ``volumes``, the first to ``out`` and the others beside it, by way of the folder ``work``.

    Raises:
        BookError: there is no such font, Typst refused, or a volume was not set within ``timeout`` seconds.
    """
    font = _font(meta)
    font_paths = [meta.font_folder] if meta.font_folder else []
    written = []
    for number, document in enumerate(volumes, 1):
        folder = work if number == 1 else work / f"volume-{number}"
        _write_volume(document, meta, font, font_paths, folder)
        written.append((folder, document.tables))
    out.parent.mkdir(parents=True, exist_ok=True)
    made = []
    for number, (folder, tables) in enumerate(written, 1):
        target = volume_path(out, number)
        order = TypstOrder(
            main=str(folder / "book.typ"),
            root=str(folder),
            out=str(folder / "book.pdf"),
            font_paths=tuple(map(str, font_paths)),
            moment=int(datetime.combine(meta.day, time(), UTC).timestamp()),
        )
        pages = run_typst(order, timeout=timeout)
        set_row_headings(folder / "book.pdf", target, tables)
        made.append(PrintedVolume(target.name, pages))
    return tuple(made)


def volume_path(out: Path, number: int) -> Path:
    """Where volume ``number`` of the book printed to ``out`` stands."""
    return out if number == 1 else out.with_name(f"{out.stem}-tap-{number}{out.suffix}")


def _write_volume(
    document: PrintDocument, meta: PrintMeta, font: str, font_paths: list[Path], work: Path
) -> None:
    """Everything that Typst reads of one volume, in ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    pictures = {
        name: path.read_text(encoding="utf-8")
        for name, path in document.images.items()
        if path.suffix == ".svg"
    }
    text = unicodedata.normalize("NFC", document.text)
    # A unit's text may hold anything; what no font shows would make Typst refuse the whole book.
    everything = "".join([text, *pictures.values()])
    boxes = str.maketrans(dict.fromkeys(unprintable(everything, font, font_paths, work), BOX))
    _write_pictures(document, pictures, boxes, work)
    shutil.copyfile(TYPST_FOLDER / "template.typ", work / "template.typ")
    (work / "meta.json").write_text(_facts(meta, font, document.volume), encoding="utf-8")
    (work / "book.typ").write_text(
        f'#import "template.typ": *\n#show: book\n\n{text.translate(boxes)}\n', encoding="utf-8"
    )


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


def _facts(meta: PrintMeta, font: str, volume: VolumeName | None) -> str:
    """What template.typ reads."""
    day = meta.day
    value = {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "edition_line": meta.edition_line,
        "edition_id": meta.edition_id,
        "banner": meta.banner,
        "day": [day.year, day.month, day.day],
        "issuer": meta.issuer,
        "place_day": say(
            "print",
            "{place}, {day} {month} {year}",
            place=meta.place,
            day=f"{day.day:02d}",
            month=month_digits(day),
            year=day.year,
        ),
        "plan_number": meta.plan_number,
        "font": font,
        "unbroken": NUMBERS,
        "volume": asdict(volume) if volume else None,
        "words": {
            "banner": say(
                "print",
                "The units' figures are made up; the plan's text and the official PAPI scores are not.",
            ),
            "contents": say("print", "Contents"),
            "page": say("print", "p."),
            "plan": say("print", "Plan No."),
            "report": say("print", "Report"),
            "others": say("print", "Other volumes"),
        },
        "statuses": {status.id: {"fill": status.fill, "ink": status.ink} for status in BY_ID.values()},
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
