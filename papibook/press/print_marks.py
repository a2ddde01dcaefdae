"""Texts in Typst's markup: what a unit typed stays the text it is."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(r"([!-/:-@\[-`{-~])")
_BREAK = " ?#linebreak\\(\\); ?"
LINE_BREAK = "#linebreak();"


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
