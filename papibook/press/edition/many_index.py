"""The page that joins the books of many districts: static, made anew as a whole, readable from ``file://``."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2

from papibook.ground.errors import ConfigError
from papibook.ground.numbers import NONE_MARK, format_number, format_percent
from papibook.ground.texts import say
from papibook.ground.whole_file import write_whole
from papibook.measures.precision import SHARE_DECIMALS
from papibook.press.edition.many_districts import District, facts_in_place
from papibook.press.theme import HTML_FOLDER, STATIC_FOLDER

_TEMPLATE = "many-index.html"
_OURS = 'name="generator" content="papibook build-many"'


@dataclass(frozen=True)
class _Row:
    """One district as the page shows it; ``html`` is empty where it has no book.

    ``pdfs``: words and address of the link to each volume of the print edition.
    """

    name: str
    why: str = ""
    html: str = ""
    pdfs: tuple[tuple[str, str], ...] = ()
    reported: str = ""
    share: str = ""
    width: float | None = None
    errors: str = ""
    warnings: str = ""


def make_room(folder: Path, districts: Iterable[Path]) -> None:
    """See that the index can be written to ``folder``, before the districts are built, which takes long.

    Raises:
        ConfigError: the folder holds anything else, or lies in a district's project, whose next build would
            take the index for a source of its book.
        OSError: it cannot be made, or not written to.
    """
    refuse_foreign_folder(folder)
    for project in districts:
        if folder.resolve().is_relative_to(project):
            raise ConfigError(
                "{folder} lies in the project {project}. Name a folder outside of it with --out.",
                folder=str(folder),
                project=str(project),
            )
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=folder).close()


def refuse_foreign_folder(folder: Path) -> None:
    """Refuse a folder to write the index to that holds anything else.

    Raises:
        ConfigError: it would be lost among it.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    index = folder / "index.html"
    if not (index.is_file() and _OURS in index.read_text(encoding="utf-8", errors="replace")):
        raise ConfigError(
            "{folder} holds other files, which the index would replace. Name another folder with --out.",
            folder=str(folder),
        )


def write_index(districts: Sequence[District], edition_id: str, folder: Path) -> Path:
    """Write the page with its style to ``folder``, in the place of an earlier one; returns the page.

    Books are linked where they stand, by relative paths. The folder itself stays: somebody may stand in it.

    Raises:
        ConfigError: the folder holds other files.
    """
    refuse_foreign_folder(folder)
    static, index = folder / "_static", folder / "index.html"
    static.mkdir(parents=True, exist_ok=True)
    for name in ("papibook.css", "papibook.svg"):
        write_whole(static / name, (STATIC_FOLDER / name).read_bytes())
    write_whole(index, index_html(districts, edition_id, folder).encode())
    return index


def index_html(districts: Sequence[District], edition_id: str, folder: Path) -> str:
    """The page as text, its links seen from ``folder``; districts by name, those without a book included."""
    facts = [facts_in_place(district.project, edition_id) for district in districts]
    names = Counter(district.name for district in districts)
    n_failed = sum(district.error is not None for district in districts)
    n_all = len(districts)
    lead = (
        say(
            "press",
            "{count} places; {failed} of them could not be built this time.",
            count=n_all,
            failed=n_failed,
        )
        if n_failed
        else say("press", "{count} places, all built.", count=n_all)
    )
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HTML_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template(_TEMPLATE).render(
        words=_words(),
        title=say("press", "Reports of all places"),
        period=next((each["period_name"] for each in facts if each.get("period_name")), edition_id),
        banner=next((each["banner"] for each in facts if each.get("banner")), None),
        lead=lead,
        rows=[
            _row(district, folder, is_namesake=names[district.name] > 1)
            for district in sorted(districts, key=lambda each: (_sort_key(each.name), each.project.root))
        ],
    )


def _words() -> dict[str, str]:
    return {
        "district": say("press", "Locality"),
        "reported": say("press", "Units that reported"),
        "share": say("press", "Share on time"),
        "errors": say("press", "Errors in the data"),
        "warnings": say("press", "Warnings"),
        "book": say("press", "Book"),
        "no_book": say("press", "No book of this edition"),
        "note": say(
            "press", "The share on time counts the obligations due by the cut-off; each book says how."
        ),
    }


def _row(district: District, folder: Path, *, is_namesake: bool) -> _Row:
    name = f"{district.name} ({district.project.root.name})" if is_namesake else district.name
    summary = district.summary
    why = ""
    if district.error is not None:
        why = say("press", "Not built: {reason}", reason=district.error.text())
        if summary is not None:
            why += " " + say("press", "The book linked here is an earlier one.")
    elif summary is not None and summary.failed:
        why = say("press", "{count} pages of this book could not be made.", count=len(summary.failed))
    if summary is None:
        return _Row(name, why)
    share = summary.share_on_time_pct
    return _Row(
        name,
        why,
        html=_link(summary.html(district.project), folder),
        pdfs=tuple(
            ("PDF" if number == 1 else say("print", "Volume {number}", number=number), _link(path, folder))
            for number, path in enumerate(summary.pdfs(district.project), 1)
        ),
        reported=f"{format_number(summary.units_reported)}/{format_number(summary.units_expected)}",
        share=format_percent(share, SHARE_DECIMALS, missing=NONE_MARK),
        width=share,
        errors=format_number(summary.findings["error"]),
        warnings=format_number(summary.findings["warning"]),
    )


def _link(target: Path, folder: Path) -> str:
    try:
        relative = os.path.relpath(target, folder.resolve())
    except ValueError:  # another drive
        return target.as_uri()
    return quote(Path(relative).as_posix())


def _sort_key(name: str) -> tuple[str, str]:
    """Vietnamese order, near enough: đ after d, marks only where the letters are the same."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d\uffff"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)), name
