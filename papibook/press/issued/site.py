"""A static site of issued editions: what it holds, and the pages that join them.

::

    index.html  404.html  editions.js  .nojekyll  papibook-site.json
    2022-S1/  2022-S1.1/      each a set as it was issued, with its manifest
    latest/                   the same files as the newest one's: links into it stay right

Everything is read from the sets themselves, so that the site needs no project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2

from papibook.ground.numbers import format_date
from papibook.ground.texts import say
from papibook.model.life import period_of, revision_of
from papibook.press.issued.sealed import MANIFEST
from papibook.press.theme import HTML_FOLDER

LATEST = "latest"
_SCRIPT = Path(__file__).with_name("editions.js")
_KINDS = {".pdf": "PDF", ".xlsx": "XLSX", ".docx": "DOCX"}


@dataclass(frozen=True)
class IssuedEdition:
    """An edition as its manifest describes it. ``pages``: the HTML files of the set, sorted."""

    edition_id: str
    name: str
    plan_number: str
    place: str
    cutoff_on: str
    number: str
    made_on: date
    audience: str
    fingerprint: str
    banner: str
    pages: tuple[str, ...]
    downloads: tuple[str, ...]

    @property
    def age(self) -> tuple[str, int]:
        """Orders editions by their period, then by revision."""
        return self.cutoff_on, revision_of(self.edition_id)


def issued_edition(folder: Path) -> IssuedEdition:
    """The set in ``folder``."""
    value: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    facts, issued = value["made_from"]["edition"], value["issued"]
    files = sorted(value["files"])
    return IssuedEdition(
        edition_id=facts["edition_id"],
        name=facts["edition_name"],
        plan_number=facts["plan_number"],
        place=facts["place_name"],
        cutoff_on=facts["cutoff_on"],
        number=issued["number"],
        made_on=date.fromisoformat(issued["made_on"]),
        audience=value["audience"],
        fingerprint=value["fingerprint"],
        banner=facts["banner"] or "",
        pages=tuple(name for name in files if name.endswith(".html")),
        downloads=tuple(
            name for name in files if Path(name).suffix in _KINDS and name.startswith("_static/files/")
        ),
    )


def replaced_by(edition: IssuedEdition, editions: Iterable[IssuedEdition]) -> IssuedEdition | None:
    """The newest edition of the same period, where that is a later one."""
    period = period_of(edition.edition_id)
    later = [each for each in editions if period_of(each.edition_id) == period and each.age > edition.age]
    return max(later, key=lambda each: each.age, default=None)


def newest(editions: Sequence[IssuedEdition]) -> IssuedEdition:
    """The edition that ``latest`` shows: the last revision of the last period."""
    return max(editions, key=lambda each: each.age)


def script(editions: Sequence[IssuedEdition]) -> str:
    """``editions.js``: by it every page, of old editions too, says what other editions there are.

    The editions' own bytes stay as they were issued: their pages ask for this file wherever they lie in a
    folder that bears the edition's name (papibook.js).
    """
    ordered = sorted(editions, key=lambda each: each.age, reverse=True)
    told = [
        {
            "id": each.edition_id,
            "name": each.name,
            "number": each.number,
            "day": format_date(each.made_on),
            "replacedBy": after.edition_id if (after := replaced_by(each, editions)) else "",
            "pages": list(each.pages),
        }
        for each in ordered
    ]
    words = {
        "editions": say("issued", "Editions"),
        "here": say("issued", "This page in"),
        "cover": say("issued", "(cover)"),
        "all": say("issued", "All editions"),
        "replaced": say("issued", "This edition was replaced by {name}, No. {number} of {day}."),
        "see": say("issued", "See this page there"),
    }
    values = {"latest": newest(editions).edition_id, "editions": told, "words": words}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    return _SCRIPT.read_text(encoding="utf-8").replace('{"editions": []}', text)


def entry_page(editions: Sequence[IssuedEdition], *, is_lost: bool = False) -> str:
    """``index.html``: every edition with its downloads; ``is_lost``: ``404.html``, with a remark above."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HTML_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined
    )
    last = newest(editions)
    rows = [
        {
            "id": each.edition_id,
            "name": each.name,
            "number": each.number,
            "day": format_date(each.made_on),
            "after": replaced_by(each, editions),
            "fingerprint": each.fingerprint,
            "downloads": [
                (_KINDS[Path(name).suffix], f"{each.edition_id}/{name}") for name in each.downloads
            ],
        }
        for each in sorted(editions, key=lambda each: each.age, reverse=True)
    ]
    return environment.get_template("site-index.html").render(
        title=say("issued", "Reports on plan {number}, {place}", number=last.plan_number, place=last.place),
        lost=say("issued", "There is no such page. These editions are there:") if is_lost else "",
        banner=last.banner,
        rows=rows,
        latest=say("issued", "The newest edition: {name}", name=last.name),
        words={
            "edition": say("issued", "Edition"),
            "number": say("issued", "Number"),
            "day": say("issued", "Issued on"),
            "state": say("issued", "State"),
            "files": say("issued", "Downloads"),
            "mark": say("issued", "Fingerprint"),
            "in_force": say("issued", "in force"),
            "replaced": say("issued", "replaced by"),
            "note": say("issued", "Every file can be proved: papibook verify, followed by this folder."),
        },
    )
