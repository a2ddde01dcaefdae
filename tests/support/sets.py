"""Small issued sets, as seal writes them: for tests that need no built edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from papibook.ground.paths import Project
from papibook.model.life import Step
from papibook.press.issued.fingerprint import fingerprint_of, made_from
from papibook.press.issued.sealed import SealedSet, seal

PAGE = '<!doctype html><title>{title}</title><article class="bd-article">{title}</article>\n'


def manifest(edition_id: str, cutoff_on: str = "2022-05-31") -> dict[str, object]:
    edition = {
        "edition_id": edition_id,
        "edition_name": f"Kỳ {edition_id}",
        "plan_number": "1/KH-UBND",
        "place_name": "Xã Hoa Ban",
        "cutoff_on": cutoff_on,
        "banner": None,
    }
    return {
        "code": {"version": "1", "digest": "c"},
        "dataset_sha256": f"d-{edition_id}",
        "edition": edition,
        "pages": [],
        "texts_sha256": "t",
        "libraries": {"python": "3.11"},
        "files": {},
    }


def sealed(root: Path, edition_id: str, *, pages: tuple[str, ...] = ("index.html", "book/a.html")) -> Path:
    """An issued edition of two pages in the project ``root``; returns its internal set."""
    site = root / f"built-{edition_id}"
    for name in pages:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (name.count("/") + 1)
        text = PAGE.format(title=f"{edition_id} {name}")
        (site / name).write_text(f'{text}<script defer src="{up}editions.js"></script>\n', encoding="utf-8")
    (site / "_static/files").mkdir(parents=True, exist_ok=True)
    (site / "_static/files/bao-cao.pdf").write_bytes(b"%PDF")
    made = manifest(edition_id)
    step = Step(
        edition_id,
        "issued",
        date(2022, 6, 9),
        number=f"12/{edition_id}",
        fingerprint=fingerprint_of(made_from(made)),
    )
    kept = {"data/a.csv": site / "index.html"}
    return seal(Project(root), step, [SealedSet("internal", site, made)], kept) / "internal"
