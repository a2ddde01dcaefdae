"""The project's two files for Jupyter Book, checked before anything is built."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from papibook.data.given.plan_text import FOLDER, MANY, contents_file, text_folder
from papibook.data.given.yaml_file import YamlFile, read_yaml, refused
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, RefusedFileError
from papibook.ground.shipped import PAGES
from papibook.press.book.config_file import config_problems, excluding
from papibook.press.book.toc_file import TocCheck, page_name

CONFIG = "_config.yml"
GENERATED = "book/pages/"


def check_project_files(
    root: Path, page_ids: Collection[str], groups: Iterable[str], plan_id: str = ""
) -> tuple[str, ...]:
    """Check ``_config.yml`` and the contents of the project at ``root``, whose build makes ``page_ids``.

    ``groups``: ids of the groups of units; each has a folder of pages. ``plan_id``: whose text the book has,
    where the project has several plans'.

    Returns:
        The generated pages that the contents does not list: they are not in the book.

    Raises:
        RefusedFileError: with all that is wrong in the two, by file and line.
    """
    generated = {GENERATED + page_id for page_id in page_ids}
    problems: list[Problem] = []
    files: dict[str, YamlFile] = {}
    contents = contents_file(Project(root), plan_id)
    toc_name = contents.relative_to(root).as_posix()
    for name, example in ((CONFIG, "title: Kế hoạch"), (toc_name, "format: jb-book")):
        try:
            files[name] = read_yaml(root / name, name, example=example)
        except RefusedFileError as err:
            problems += err.problems
    if CONFIG in files:
        problems += config_problems(files[CONFIG], root)
    listed: Collection[str] = generated
    if toc_name in files:
        folders = tuple(GENERATED + group for group in groups)
        toc = TocCheck(files[toc_name], generated | _own_pages(Project(root), plan_id), folders)
        problems += [*toc.problems, *toc.groups_left_out()]
        problems += toc.excluded(excluding(files[CONFIG]), CONFIG) if CONFIG in files else ()
        listed = toc.listed
    if problems:
        raise refused(*problems)
    return tuple(sorted(name.removeprefix(GENERATED) for name in generated - set(listed)))


def check_groups_listed(
    root: Path, page_ids: Collection[str], groups: Iterable[str], plan_id: str = ""
) -> None:
    """Refuse a contents that leaves out all pages of a group; nothing where there is no contents yet.

    ``plan_id``: whose contents it is, where the project has several plans.

    Raises:
        RefusedFileError: with every such group.
    """
    contents = contents_file(Project(root), plan_id)
    if not contents.is_file():
        return
    generated = {GENERATED + page_id for page_id in page_ids}
    folders = tuple(GENERATED + group for group in groups)
    name = contents.relative_to(root).as_posix()
    toc = TocCheck(read_yaml(contents, name, example="format: jb-book"), generated, folders)
    if problems := tuple(toc.groups_left_out()):
        raise refused(*problems)


def _own_pages(project: Project, plan_id: str) -> set[str]:
    """Names of the pages that the office writes, and of those that the package has."""
    own, book = text_folder(project, plan_id), project.book
    files = {path.relative_to(project.root).as_posix() for path in book.rglob("*") if path.is_file()}
    if own.parent.name == MANY:
        files = {name for name in files if not name.startswith(f"book/{FOLDER}/")}
        files |= {f"book/{FOLDER}/{path.relative_to(own).as_posix()}" for path in own.rglob("*")}
    named = (name for name in (*files, *PAGES) if not name.startswith((GENERATED, f"book/{MANY}/")))
    return {page_name(name) for name in named if page_name(name) != name}
