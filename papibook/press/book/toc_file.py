"""The table of contents, ``_toc.yml``: which pages it lists, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx.util.matching import Matcher, patfilter

from papibook.data.given.yaml_file import YamlFile, shown
from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.press.recipe.jobs import ANNEXES

ROOT = "book/pages/index"
_ANNEXES = f"book/pages/{ANNEXES}"
_SUFFIXES = (".md", ".ipynb", ".rst")
_KNOWN = ("format", "root", "title", "parts", "chapters")
_KNOWN_OF_PART = ("caption", "chapters", "reversed")
_KNOWN_OF_ENTRY = ("file", "glob", "url", "title", "sections")
_NO_EFFECT = {
    *("defaults", "meta", "options", "subtrees", "entries", "numbered", "maxdepth", "hidden"),
    *("titlesonly", "style", "restart_numbering"),
}
"""What Jupyter Book knows besides; the sidebar, which is the book's own, does not follow it."""

_Place = tuple[object, ...]


def page_name(path: str) -> str:
    """A page's name in Sphinx: its path without the ending."""
    return next((path.removesuffix(suffix) for suffix in _SUFFIXES if path.endswith(suffix)), path)


@dataclass
class TocCheck:
    """Reads ``file`` against ``pages``, the names of all that the book could show, and gathers what it finds.

    Attributes:
        folders: those of the groups' pages; a group may have no page.
        listed: the line where each page is listed.
        problems: all that is wrong.
    """

    file: YamlFile
    pages: Collection[str]
    folders: Collection[str] = ()
    listed: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        content = self.file.content
        self._keys(content, (), _KNOWN)
        for key, only in (("format", "jb-book"), ("root", ROOT)):
            if key not in content:
                self.problems.append(
                    problem("{file}: the key “{key}” is missing. Add it.", file=self.file.name, key=key)
                )
            elif page_name(shown(content[key])) != only:
                self._add(
                    "{file}, line {line}: {key} is “{found}”; this book can only be made with “{known}”.",
                    (key,),
                    found=shown(content[key]),
                    known=only,
                )
        self.listed[ROOT] = self.file.lines.get(("root",), 1)
        if "parts" in content and "chapters" in content:
            self._add(
                "{file}, line {line}: there are “parts” and “chapters”. Put the chapters into a part.",
                ("chapters",),
            )
        for place, part in self._entries(content, (), "parts"):
            self._keys(part, place, _KNOWN_OF_PART)
            self._is(part, place, "caption", str)
            self._is(part, place, "reversed", bool)
            if "chapters" not in part:
                self._add("{file}, line {line}: this part has no “chapters”. List its pages.", place)
            self._chapters(part, place, "chapters")
        self._chapters(content, (), "chapters")

    def groups_left_out(self) -> Iterator[Problem]:
        """Groups that have pages, none of which is listed."""
        for folder in self.folders:
            pages = [page for page in self.pages if page.startswith(f"{folder}/")]
            if pages and not {*pages} & {*self.listed}:
                yield problem(
                    "{file}: no line takes the {count} pages of the group “{group}”. Add a part with the "
                    "chapter “- glob: {glob}”.",
                    file=self.file.name,
                    count=len(pages),
                    group=folder.rpartition("/")[2],
                    glob=f"{folder}/*",
                )

    def excluded(self, patterns: Collection[tuple[str, int]], config: str) -> Iterator[Problem]:
        """Pages that are listed, and left out by one of the ``patterns`` of the file ``config``."""
        for pattern, line in patterns:
            leaves_out = Matcher([pattern])
            for page in sorted(self.listed):
                folders = page.split("/")
                above = ["/".join(folders[:depth]) for depth in range(1, len(folders))]
                if any(map(leaves_out, (*above, *(page + suffix for suffix in _SUFFIXES)))):
                    yield problem(
                        "{file}, line {line}: “{found}” leaves out the page {page}, which _toc.yml lists. "
                        "Delete one of the two.",
                        file=config,
                        line=line,
                        found=pattern,
                        page=page,
                    )
                    break

    def _chapters(self, content: Mapping[str, Any], above: _Place, key: str) -> None:
        for place, entry in self._entries(content, above, key):
            self._keys(entry, place, _KNOWN_OF_ENTRY)
            self._is(entry, place, "title", str)
            kinds = [kind for kind in ("file", "glob", "url") if kind in entry]
            if "url" in entry:
                self._add(
                    "{file}, line {line}: the contents lists no pages of other sites. Delete “url” and put "
                    "the link on a page.",
                    (*place, "url"),
                )
            elif len(kinds) != 1:
                self._add("{file}, line {line}: an entry has either “file” or “glob”.", place)
            elif self._is(entry, place, kinds[0], str):
                self._page(entry, place, kinds[0])
            self._chapters(entry, place, "sections")

    def _page(self, entry: Mapping[str, Any], place: _Place, kind: str) -> None:
        found = entry[kind]
        names = [page_name(found)] if kind == "file" else patfilter(sorted(self.pages), found)
        if kind == "file" and names[0] not in self.pages:
            self._add(
                "{file}, line {line}: there is no page “{found}”. Write the path of a file in "
                "book/, without its ending.",
                (*place, kind),
                hint=did_you_mean(names[0], self.pages),
                found=found,
            )
            return
        if not names and found not in {f"{folder}/*" for folder in (*self.folders, _ANNEXES)}:
            self._add(
                "{file}, line {line}: no page fits “{found}”. Correct or remove it.",
                (*place, kind),
                found=found,
            )
        if kind == "glob" and (extra := [key for key in ("title", "sections") if key in entry]):
            self._add(
                "{file}, line {line}: {key} has no effect in this book. Delete the line.", (*place, extra[0])
            )
        for name in names:
            if kind == "file" and name in self.listed:
                self._add(
                    "{file}, line {line}: the page “{found}” is listed in line {first} already. Keep one.",
                    (*place, kind),
                    found=found,
                    first=self.listed[name],
                )
            self.listed.setdefault(name, self.file.lines[*place, kind])

    def _entries(
        self, content: Mapping[str, Any], above: _Place, key: str
    ) -> Iterator[tuple[_Place, Mapping[str, Any]]]:
        if key not in content:
            return
        entries = content[key]
        if not isinstance(entries, list) or not entries:
            self._add(
                "{file}, line {line}: {key} must be a list with at least one entry, each on lines that "
                "begin with “-”.",
                (*above, key),
            )
            return
        for number, entry in enumerate(entries):
            place = (*above, key, number)
            if isinstance(entry, Mapping):
                yield place, entry
            else:
                self._add("{file}, line {line}: write “file:” before the page's path.", place)

    def _keys(self, content: Mapping[str, Any], above: _Place, known: Collection[str]) -> None:
        for key in content:
            if key in known:
                continue
            message = "{file}, line {line}: the key “{key}” is not known. Correct or remove it."
            if key in _NO_EFFECT:
                message = "{file}, line {line}: {key} has no effect in this book. Delete the line."
            self._add(
                message, (*above, key), hint="" if key in _NO_EFFECT else did_you_mean(shown(key), known)
            )

    def _is(self, content: Mapping[str, Any], above: _Place, key: str, kind: type) -> bool:
        if key not in content or isinstance(content[key], kind):
            return True
        message = "{file}, line {line}: {key} must be text. Put it between double quotes."
        if kind is bool:
            message = "{file}, line {line}: {key} must be true or false."
        self._add(message, (*above, key))
        return False

    def _add(self, message: str, place: _Place, *, hint: str = "", **facts: object) -> None:
        where = {
            "file": self.file.name,
            "line": self.file.lines[place],
            "key": shown(place[-1]) if place else "",
        }
        self.problems.append(problem(message, hint=hint, **where | facts))
