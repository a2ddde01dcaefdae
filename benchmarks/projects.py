"""Project folders to measure: copies of the shipped one, whole, with a few pages, or with N communes."""

from __future__ import annotations

import fnmatch
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benchmarks.commands import ROOT, run_timed

EDITION = "2022-S1"
PARTS = ("_config.yml", "_toc.yml", "book", "notebooks", "data")
CLI = (sys.executable, "-c", "from papibook.cli import main; main()")
FEW_PAGES = (
    "index",
    "district",
    "dimensions/1",
    "communes/xa-chieng-son",
    "communes/xa-phieng-luong",
    "departments/phong-noi-vu",
    "quality",
    "tasks",
)
"""One of each kind and one more, for ``make bench-quick``."""
_PAGES = "book/pages/"


@dataclass(frozen=True)
class PageWork:
    """A page of a built edition: its notebook, what it is given, and the slices it declares."""

    page_id: str
    template: str
    parameters: dict[str, str] = field(hash=False)
    slices: tuple[str, ...]


def fresh_project(target: Path, pages: Sequence[str] = ()) -> Path:
    """A new copy of the shipped project at ``target``; with ``pages``, its contents list only those."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("pages", ".pages-*"))
        else:
            shutil.copy2(ROOT / part, target / part)
    if pages:
        keep_contents(target / "_toc.yml", pages)
    return target


def keep_contents(toc: Path, pages: Sequence[str]) -> None:
    """Take generated pages that are not among ``pages`` out of the table of contents."""
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    for part in contents["parts"]:
        part["chapters"] = [chapter for chapter in part["chapters"] if _is_kept(chapter, pages)]
    contents["parts"] = [part for part in contents["parts"] if part["chapters"]]
    toc.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _is_kept(chapter: dict[str, str], pages: Sequence[str]) -> bool:
    name = chapter.get("file") or chapter["glob"]
    return not name.startswith(_PAGES) or any(
        fnmatch.fnmatch(page, name.removeprefix(_PAGES)) for page in pages
    )


def with_communes(target: Path, count: int) -> Path:
    """A new project whose made-up plan has ``count`` communes."""
    fresh_project(target)
    run_timed((*CLI, "demo", "--enlarge", f"communes={count}"), target, timeout=1200)
    return target


def edition_folder(project: Path) -> Path:
    return project / "_build" / "editions" / EDITION


def pages_of(project: Path) -> tuple[PageWork, ...]:
    """The pages of the edition built in ``project``, from its manifest."""
    manifest = json.loads((edition_folder(project) / "manifest.json").read_text(encoding="utf-8"))
    return tuple(
        PageWork(
            page["page"],
            page["template"],
            page["parameters"],
            tuple(name.format(**page["parameters"]) for name in _declared(project, page["template"])),
        )
        for page in manifest["pages"]
    )


def _declared(project: Path, template: str) -> list[str]:
    notebook = json.loads((project / "notebooks" / f"{template}.ipynb").read_text(encoding="utf-8"))
    declared: list[str] = notebook["metadata"]["papibook"]["slices"]
    return declared
