"""Texts that float above a sheet: text boxes and shapes. No cell holds them, so nothing of them is read."""

from __future__ import annotations

from dataclasses import dataclass

from papibook.data.workbook.members import Members, target_of

MAX_BOXES = 50
MAX_BOX_TEXT = 500


@dataclass(frozen=True)
class TextBox:
    """A text above the cells from (``top``, ``left``) to (``bottom``, ``right``), counted from 0."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


class _Anchors:
    def __init__(self) -> None:
        self.boxes: list[TextBox] = []
        self._place: dict[str, int] = {}
        self._text: list[str] = []
        self._end, self._tag = "", ""

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag in ("oneCellAnchor", "twoCellAnchor"):
            self._place, self._text = {}, []
        elif tag in ("from", "to"):
            self._end = tag
        elif tag == "p" and self._text:
            self._text.append(" ")
        self._tag = tag

    def end(self, tag: str) -> None:
        self._tag = ""
        if tag in ("from", "to"):
            self._end = ""
        elif tag in ("oneCellAnchor", "twoCellAnchor"):
            text = " ".join("".join(self._text).split())[:MAX_BOX_TEXT]
            if text and "fromrow" in self._place and len(self.boxes) < MAX_BOXES:
                top, left = self._place["fromrow"], self._place.get("fromcol", 0)
                bottom, right = self._place.get("torow", top), self._place.get("tocol", left)
                self.boxes.append(TextBox(top, left, max(top, bottom), max(left, right), text))

    def characters(self, data: str) -> None:
        if self._tag in ("row", "col") and self._end and data.strip().isdecimal():
            self._place[self._end + self._tag] = min(int(data.strip()[:7]), 10**6)
        elif self._tag == "t" and len(self._text) < MAX_BOX_TEXT:
            self._text.append(data)


def text_boxes(members: Members, sheet_part: str) -> tuple[TextBox, ...]:
    """The text boxes above the sheet that the part ``sheet_part`` holds, in the order of the drawing."""
    drawing = target_of(members.relations(sheet_part), sheet_part, kind="drawing")
    if not drawing or drawing not in members:
        return ()
    anchors = _Anchors()
    members.stream(drawing, anchors.start, anchors.end, anchors.characters)
    return tuple(anchors.boxes)
