"""A sender's own workbook, marked: read with openpyxl, written again, and held against what came.

openpyxl does well what is hardest in such a file (styles, comments and their shapes, names that follow the
sheets) and leaves out silently what it does not know, so the copy is counted against the original
(papibook.data.returns.inventory). Where anything is missing there is no copy. Formulas stay as they were,
with their results; macros and what reaches outside (papibook.data.returns.external_links) do not. The same
file and findings give the same bytes.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook, load_workbook

from papibook.data.returns.external_links import cut_off
from papibook.data.returns.formula_results import Results, results_in, with_results
from papibook.data.returns.inventory import Thing, other_cells, things_of
from papibook.data.returns.marks import Listing, place_list, place_marks, remove_marks
from papibook.data.returns.repaired import with_sound_styles
from papibook.data.workbook.scan import sheet_parts
from papibook.model.layout import IDENTITY_SHEET

MAX_UNZIPPED_BYTES = 15 * 1024**2
"""openpyxl needs some fifty times as much memory. A form has a hundredth of this."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CORE = "docProps/core.xml"


@dataclass(frozen=True)
class MarkedCopy:
    """A marked workbook, or what it would have lost: ``content`` is None then.

    ``lost`` is empty where the workbook cannot be written again at all.
    """

    content: bytes | None
    lost: tuple[Thing, ...] = ()


def marked_copy(data: bytes, listing: Listing, moment: datetime) -> MarkedCopy:
    """The XLSX file ``data`` with its findings marked, if it then still holds all that it held.

    ``data`` must have been read before (papibook.data.workbook.scan refuses what is dangerous to open).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(member.file_size for member in archive.infolist()) > MAX_UNZIPPED_BYTES:
                return MarkedCopy(None)
            results = {name: results_in(archive.read(part)) for name, part in sheet_parts(archive).items()}
        sound = with_sound_styles(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out
            book = load_workbook(io.BytesIO(sound), rich_text=True, keep_links=False)
            cut = cut_off(book, sound)
            if _CORE not in names:
                book.properties.created = moment
            cut |= remove_marks(book)
            place_marks(book, listing)
            copy = _saved(book, moment, results)
        lost = _lost(data, copy, cut)
        return MarkedCopy(None, lost) if lost else MarkedCopy(copy)
    except Exception:  # noqa: BLE001  openpyxl fails on odd files in any way; the original goes back then
        return MarkedCopy(None)


def _lost(data: bytes, copy: bytes, cut: Collection[Thing]) -> tuple[Thing, ...]:
    """What ``data`` holds and ``copy`` does not, but for what was taken out on purpose."""
    missing = {*(things_of(data) - things_of(copy)), *other_cells(data, copy)}
    lists = {thing.sheet for thing in cut if thing.kind == "sheet"}
    return tuple(sorted(thing for thing in missing - set(cut) if thing.sheet not in lists))


def list_alone(listing: Listing, identity: Mapping[str, str], moment: datetime) -> bytes:
    """The list of findings as a workbook of its own, for a report that goes back as it came.

    ``identity``: whose it is, as the hidden sheet of a form says it; the list may come back alone.
    """
    book = Workbook()
    place_list(book, listing)
    book.remove(book.worksheets[-1])
    hidden = book.create_sheet(IDENTITY_SHEET)
    hidden.sheet_state = "veryHidden"
    for pair in identity.items():
        hidden.append(pair)
    book.properties.created = moment
    return _saved(book, moment, {})


def _saved(book: Workbook, moment: datetime, results: Mapping[str, Results]) -> bytes:
    """The file, dated with ``moment`` inside instead of now, its formulas with their ``results``."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    # openpyxl numbers the members in the order of the sheets.
    of_part = {
        f"xl/worksheets/sheet{number}.xml": results.get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif of_part.get(name):
                content = with_results(content, of_part[name])
            member = zipfile.ZipInfo(name)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(member, content)
    return out.getvalue()
