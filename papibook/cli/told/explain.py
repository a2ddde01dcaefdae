"""What ``build --explain`` tells: the pages that would be run, by reason, with the files behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from papibook.ground.texts import say
from papibook.press.edition.explain import Explained, PageToRun, RunReason
from papibook.press.edition.lineage import ChangedFile

SLICES = {
    "plan": "the plan and the reference tables",
    "standing": "how the tasks of all units stand",
    "figures": "the figures of all units",
    "checked": "the findings and receipts of all units",
    "words": "the remarks and own plans of all units",
    "commentary": "the office's commentary",
    "revised": "what was revised",
    "follow-up": "the marks of what is followed up",
    "district": "the figures of the whole as shown",
    "papi": "the official PAPI scores",
    "unit": "the figures of {name}",
    "dimension": "the figures of dimension {name}",
}
SETTINGS = {
    "title": "the title of the page",
    "parameters": "the parameters of the page",
    "font": "the font of the charts",
    "pdf": "the name of the PDF",
    "xlsx": "the name of the data file",
}
CHANGES = {"changed": "changed", "new": "new", "gone": "gone"}
"""msgids of ``cli``."""

SHOWN_FILES = 8


def show_explained(console: Console, explained: Explained, lang: str) -> None:
    """Which pages a build would run and why; then what only the book is made again for."""
    for reasons, pages in groupby(_by_reason(explained.to_run), key=lambda page: page.why):
        console.print(Text(", ".join(page.page_id for page in pages), style="bold"))
        for reason in reasons:
            console.print(Padding(Text(_reason(reason, explained.units, lang)), (0, 0, 0, 2)))
            _show_files(console, reason.files, lang)
    if explained.book:
        console.print(Text(say("cli", "The HTML book and the PDF", lang=lang), style="bold"))
        _show_files(console, explained.book, lang)
    told = say(
        "cli",
        "{count} of {pages} pages would be run.",
        lang=lang,
        count=len(explained.to_run),
        pages=explained.n_pages,
    )
    console.print(told, soft_wrap=True)


def _by_reason(pages: Iterable[PageToRun]) -> list[PageToRun]:
    """Pages of the same reasons beside each other, in the book's order of each group's first page."""
    groups: dict[tuple[RunReason, ...], list[PageToRun]] = {}
    for page in pages:
        groups.setdefault(page.why, []).append(page)
    return [page for group in groups.values() for page in group]


def _reason(reason: RunReason, units: Mapping[str, str], lang: str) -> str:
    def t(message: str, **values: object) -> str:
        return say("cli", message, lang=lang, **values)

    match reason.kind:
        case "never_made":
            return t("not made before")
        case "not_kept":
            return t("no longer in the cache")
        case "data":
            kind, _, which = reason.what.partition("/")
            return t(SLICES[kind], name=units.get(which, which))
        case "template":
            return t("the template notebook")
        case "code":
            return t("the code of papibook")
        case "library":
            return f"{reason.what}: {reason.former or '–'} → {reason.now or '–'}"
    what = t(SETTINGS[reason.what]) if reason.what in SETTINGS else reason.what
    return f"{what}: {reason.former or '–'} → {reason.now or '–'}"


def _show_files(console: Console, files: tuple[ChangedFile, ...], lang: str) -> None:
    """One file a line, never wrapped, so that its path can be copied."""
    for file in files[:SHOWN_FILES]:
        change = say("cli", CHANGES[file.change], lang=lang)
        console.print(f"    {file.path} ({change})", soft_wrap=True, markup=False)
    if len(files) > SHOWN_FILES:
        more = say("cli", "and {count} more files", lang=lang, count=len(files) - SHOWN_FILES)
        console.print(f"    {more}", soft_wrap=True, markup=False)
