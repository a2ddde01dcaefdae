"""A sender's own workbook, marked: read with openpyxl, which keeps what a new workbook would lose.

Formulas stay as they were, with their results; macros, their buttons and what reaches outside
(papibook.data.returns.external_links) do not. The same file and findings give the same bytes.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from datetime import datetime

from openpyxl import Workbook, load_workbook

from papibook.data.returns.external_links import cut_off
from papibook.data.returns.formula_results import Results, results_in, with_results
from papibook.data.returns.marks import Listing, place_marks, remove_marks
from papibook.data.workbook.scan import sheet_parts

MAX_UNZIPPED_BYTES = 15 * 1024**2
"""openpyxl needs some fifty times as much memory. A form has a hundredth of this."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CORE = "docProps/core.xml"


def marked_copy(data: bytes, listing: Listing, moment: datetime) -> bytes | None:
    """The XLSX file ``data`` with its findings marked; None where it cannot be written again.

    ``data`` must have been read before (papibook.data.workbook.scan refuses what is dangerous to open).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if sum(member.file_size for member in archive.infolist()) > MAX_UNZIPPED_BYTES:
                return None
            results = {name: results_in(archive.read(part)) for name, part in sheet_parts(archive).items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out
            book = load_workbook(io.BytesIO(data), rich_text=True, keep_links=False)
            cut_off(book, data)
            if _CORE not in names:
                book.properties.created = moment
            remove_marks(book)
            place_marks(book, listing)
            return _saved(book, moment, results)
    except Exception:  # noqa: BLE001  openpyxl fails on odd files in any way; the text tells the sender enough
        return None


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
