"""What the looks of a text say: a part that is struck out, a digit that is raised.

"~~12~~15" is 15 to whoever looks at it and 1215 to whoever reads its letters; "54¹" is 54 with a footnote.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_OFF = ("0", "false", "none")


@dataclass(frozen=True)
class Looks:
    """A text of which a part is struck out or raised: what stands, what is struck out, what is raised.

    Lowered letters count as raised. They are part of what stands. A cell that is struck out as a whole has
    nothing that stands.
    """

    stands: str = ""
    struck: str = ""
    raised: str = ""


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get("val", "1") not in _OFF


class Runs:
    """Fed with the elements of one rich text (CT_Rst); says how it looks.

    ``is_struck``: how the cell looks that the text stands in; a run with looks of its own does not take it.
    """

    def __init__(self, *, is_struck: bool = False) -> None:
        self._parts: list[tuple[str, bool, bool]] = []
        self._of_cell = is_struck
        self._struck, self._raised, self._is_phonetic = is_struck, False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "r":
            self._struck, self._raised = self._of_cell, False
        elif tag == "rPr":
            self._struck = False
        elif tag == "strike":
            self._struck = _is_on(attributes)
        elif tag == "vertAlign":
            self._raised = attributes.get("val") in ("superscript", "subscript")
        elif tag == "rPh":
            self._is_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self._is_phonetic = False

    def text(self, data: str) -> None:
        if not self._is_phonetic:
            self._parts.append((data, self._struck, self._raised))

    def looks(self) -> Looks | None:
        """None where nothing is struck out or raised."""
        struck = "".join(text for text, is_struck, _ in self._parts if is_struck).strip()
        raised = "".join(text for text, is_struck, is_raised in self._parts if is_raised and not is_struck)
        if not struck and not raised.strip():
            return None
        stands = "".join(text for text, is_struck, _ in self._parts if not is_struck)
        return Looks(stands.strip(), struck, raised.strip())


@dataclass
class StruckStyles:
    """Fed with the elements of styles.xml; ``numbers``: the styles that strike out, as cells name them."""

    numbers: set[str] = field(default_factory=set)
    _fonts: list[bool] = field(default_factory=list)
    _in: str = ""
    _count: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("fonts", "cellXfs"):
            self._in = tag
        elif self._in == "fonts":
            if tag == "font":
                self._fonts.append(False)
            elif tag == "strike" and self._fonts:
                self._fonts[-1] = _is_on(attributes)
        elif self._in == "cellXfs" and tag == "xf":
            font = attributes.get("fontId", "0")
            if font.isdecimal() and int(font) < len(self._fonts) and self._fonts[int(font)]:
                self.numbers.add(str(self._count))
            self._count += 1

    def end(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""


class SharedLooks:
    """Fed with sharedStrings.xml; ``found``: by number, the texts with a struck or raised part."""

    def __init__(self) -> None:
        self.found: dict[str, Looks] = {}
        self._runs: Runs | None = None
        self._count, self._is_text = 0, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._runs = Runs()
        elif self._runs is not None:
            self._runs.start(tag, attributes)
            self._is_text = tag == "t"

    def end(self, tag: str) -> None:
        if self._runs is not None:
            self._runs.end(tag)
        if tag == "t":
            self._is_text = False
        elif tag == "si" and self._runs is not None:
            if looks := self._runs.looks():
                self.found[str(self._count)] = looks
            self._count += 1
            self._runs = None

    def characters(self, data: str) -> None:
        if self._runs is not None and self._is_text:
            self._runs.text(data)
