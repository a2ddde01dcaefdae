"""``docs/codes.md``: every finding code with its severity, meaning and cure, in English and Vietnamese."""

from __future__ import annotations

from papibook.ground.texts import say
from papibook.model.findings.catalogue import CATALOGUE, CURES
from papibook.model.findings.code import FindingCode

_INTRO = """\
# Finding codes

What `papibook check` reports. This page is made from `papibook/model/findings`
(`papibook.model.findings.codes_page`); a test compares. Words in braces are filled in with what stands there.

An **error** keeps something out of every total until it is mended: the whole report (*file*), one of its
sheets (*sheet*), or one task or figure (*row*). A **warning** keeps nothing out, but asks for a look.
A **note** says how something was read. Every code has a broken report in `tests/support/broken_workbooks.py`.

| code | severity | keeps out |
|---|---|---|
"""

_CAUSES = """\
`{cause}` and `{cure}` in `file.unreadable` are one of these:
"""


def codes_page() -> str:
    """The page as Markdown."""
    rows = "".join(
        f"| [`{kind.code}`](#{_anchor(kind)}) | {kind.severity} | {_scope(kind)} |\n" for kind in CATALOGUE
    )
    causes = "".join(
        f"- {cause}: {say('findings', cause)}. {cure} *{say('findings', cure)}*\n"
        for cause, cure in CURES.items()
    )
    return f"{_INTRO}{rows}\n{_CAUSES}\n{causes}\n" + "\n".join(_section(kind) for kind in CATALOGUE)


def _anchor(kind: FindingCode) -> str:
    return kind.code.replace(".", "")


def _scope(kind: FindingCode) -> str:
    return "–" if kind.scope == "none" else kind.scope


def _section(kind: FindingCode) -> str:
    return (
        f"## {kind.code}\n\n"
        f"{kind.severity.capitalize()}. {kind.message} {kind.cure}\n\n"
        f"*{say('findings', kind.message)} {say('findings', kind.cure)}*\n\n"
        f"Example: {kind.example}\n"
    )
