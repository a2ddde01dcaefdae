"""One fault, one finding: what several checks say of the same fault is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papibook.data.report.places import Origin
from papibook.data.workbook.cells import Sheet, a1
from papibook.data.workbook.text_boxes import TextBox
from papibook.model.findings import Finding

_NO_ANSWER = ("figure.missing_without_reason", "figure.part_missing", "progress.blank_status", "info.missing")


def with_text_boxes(findings: Sequence[Finding], sheets: Sequence[Sheet], origin: Origin) -> list[Finding]:
    """The findings; where an answer is missing beside a text box, the one finding says both.

    A text box elsewhere has a note of its own. It is not quoted: it may hold a name or a phone number.
    """
    result = list(findings)
    for sheet in sheets:
        for box in sheet.boxes:
            place = next((n for n, each in enumerate(result) if _is_beside(each, sheet, box)), None)
            if place is None:
                cell = a1(box.top, box.left)
                result.append(origin.finding("sheet.text_box", sheet=sheet.name, cell=cell))
            else:
                missing = result[place]
                values = {"name": missing.subject_id or missing.values.get("label", "")}
                result[place] = replace(missing, code="cell.text_box", found=box.text, values=values)
    return result


def _is_beside(finding: Finding, sheet: Sheet, box: TextBox) -> bool:
    if finding.code not in _NO_ANSWER or finding.sheet != sheet.name or not finding.cell:
        return False
    return box.top + 1 <= int(finding.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= box.bottom + 1
