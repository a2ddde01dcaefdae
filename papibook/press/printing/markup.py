"""Texts in Typst's markup: what a unit typed stays the text it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(r"([!-/:-@\[-`{-~])")
_BREAK = " ?#linebreak\\(\\); ?"
LINE_BREAK = "#linebreak();"
_OPENING = (" ", "\n", "[", LINE_BREAK)
"""Behind these a space at the beginning of a text is none."""


def escaped(text: str) -> str:
    r"""``text`` as markup that shows just it.

    >>> print(escaped("-5 *a* 1.2"))
    \-5 \*a\* 1\.2
    """
    return _MARK.sub(r"\\\1", text)


def quoted(text: str) -> str:
    r"""``text`` as a string, its spaces collapsed.

    >>> print(quoted('a  "b"'))
    "a \"b\""
    """
    return string(_SPACE.sub(" ", text).strip())


def string(text: str) -> str:
    """``text`` as a string, as it is."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def collapsed(text: str | None) -> str:
    """``text`` escaped, its spaces collapsed as a browser does; a no-break space stays."""
    return escaped(_SPACE.sub(" ", text)) if text else ""


def trimmed(markup: str) -> str:
    """A paragraph's ``markup`` without spaces at its ends and around its line breaks."""
    return re.sub(_BREAK, LINE_BREAK, _SPACE.sub(" ", markup).strip(" "))


@dataclass(frozen=True)
class PlaceMarks:
    """Marks in the text of one page; ``name`` is of letters and figures and stands nowhere in its words."""

    name: str

    def link(self, number: int) -> str:
        """Where a link leads."""
        return f"{self.name}to{number}q"

    def end(self, number: int) -> str:
        """The end of a link's words."""
        return f"{self.name}end{number}q"

    def place(self, number: int) -> str:
        """A place that links may lead to."""
        return f"{self.name}at{number}q"


def without_marks(
    text: str,
    marks: PlaceMarks,
    places: Mapping[int, str],
    links: Mapping[int, str],
    words: Mapping[int, str],
) -> str:
    """``text`` of a page with what its marks stand for.

    ``places`` that a link leads to, ``links`` that lead to a place of the same volume, with the place's name;
    other links become text, with ``words`` behind them where there are any.
    """

    def put_label(match: re.Match[str]) -> str:
        name = places.get(int(match[1]))
        return f"<{name}>" if name else ""

    def put_anchors(match: re.Match[str]) -> str:
        found = [(places.get(int(number)), space) for number, space in anchor.findall(match[0])]
        kept = "".join(f'#place-anchor("{name}");' for name, _ in found if name)
        begins = match.string[: match.start()].endswith(_OPENING) or match.start() == 0
        space = " " if any(space for _, space in found) and (kept or not begins) else ""
        return kept + space

    def put_link(match: re.Match[str]) -> str:
        number = int(match["link"])
        if number in links:
            return match[0].replace(match["end"], "").replace(match["name"], links[number])
        more = words.get(number, "")
        return match["text"].rstrip(" ") + " " + escaped(more) if more else match["text"]

    name = marks.name
    anchor = re.compile(rf'#place-anchor\("{name}at(\d+)q"\);( ?)')
    text = re.sub(rf"<{name}at(\d+)q>", put_label, text)
    text = re.sub(rf"(?:{anchor.pattern})+", put_anchors, text)
    return re.sub(
        rf"(?:· )?#link\(<(?P<name>{name}to(?P<link>\d+)q)>\)\[(?P<text>.*?)(?P<end>{name}end(?P=link)q)\];"
        rf"(?:#page-(?:of|beside)\(<(?P=name)>\);)?",
        put_link,
        text,
        flags=re.DOTALL,
    )
