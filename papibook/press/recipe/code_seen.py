"""Which code a page can see: the modules its template's names lead to, and the catalogues they speak from.

Found by reading imports, not by running anything. A package's ``__init__`` that only passes names on is
looked through: who uses ``views.unit_head`` depends on the module where ``unit_head`` stands and on what that
imports, not on every other view. This holds because importing a module of the package changes nothing outside
of it (a test says so); whatever cannot be followed counts as the whole module or package that it comes from.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from papibook.press.recipe.inputs import PACKAGE

Reference = tuple[str, str, frozenset[str]]
"""A module, a name taken from it (none: the module itself), and what is asked of that name where it is only
ever asked for something (``v.unit_head``); nothing asked stands for all of it."""

_ALL: frozenset[str] = frozenset()

_NEVER_SHOWN = frozenset({"errors"})
"""Domains whose texts only end a program: a page that raises is not kept."""


@dataclass(frozen=True)
class _Source:
    """What one source text takes from the package, where its names come from, and the domains it speaks from.

    ``is_index``: it does nothing but import and list names.
    """

    references: tuple[Reference, ...]
    origins: Mapping[str, Reference] = field(hash=False)
    domains: frozenset[str]
    is_index: bool


def code_seen(
    sources: Iterable[str], modules: Iterable[str] = (), *, package: Path = PACKAGE
) -> frozenset[str]:
    """Files of the package, relative to it, that source texts and ``modules`` (dotted names) lead to."""
    reader = _Reader(package)
    for source in sources:
        reader.follow(_read(source).references)
    reader.follow((module, "", _ALL) for module in modules)
    return frozenset(reader.files)


class _Reader:
    """Follows references through the package's files."""

    def __init__(self, package: Path) -> None:
        self._package = package
        self._done: set[Reference] = set()
        self.files: set[str] = set()

    def follow(self, references: Iterable[Reference]) -> None:
        waiting = list(references)
        while waiting:
            reference = waiting.pop()
            if reference not in self._done:
                self._done.add(reference)
                waiting.extend(self._step(*reference))

    def _step(self, module: str, name: str, asked: frozenset[str]) -> Iterator[Reference]:
        """What this reference needs; notes the module's file if what stands in it counts."""
        path = self._file(module)
        if path is None:
            return
        if name and self._file(f"{module}.{name}") is not None:
            yield f"{module}.{name}", "", asked
            return
        source = _read(path.read_text(encoding="utf-8"))
        names = {name} if name else asked
        if source.is_index and names and names <= source.origins.keys():
            yield from (source.origins[each] for each in names)
            return
        self.files.add(path.relative_to(self._package).as_posix())
        self.files.update(_catalogues(self._package, source.domains))
        yield from source.references

    def _file(self, module: str) -> Path | None:
        first, *rest = module.split(".")
        if first != self._package.name:
            return None
        place = self._package.joinpath(*rest)
        candidates = (place / "__init__.py", place.with_name(place.name + ".py"))
        return next((path for path in candidates if path.is_file()), None)


def _catalogues(package: Path, domains: Iterable[str]) -> Iterator[str]:
    for domain in domains:
        found = package.glob(f"locale/*/LC_MESSAGES/{'*' if domain == '*' else domain}.mo")
        yield from (path.relative_to(package).as_posix() for path in found)


@cache
def _read(text: str) -> _Source:
    tree = ast.parse(text)
    nodes = tuple(ast.walk(tree))
    bindings = tuple(_bindings(nodes))
    return _Source(
        references=tuple(dict.fromkeys(reference for _, reference in bindings)),
        origins=dict(bindings),
        domains=frozenset(_domains(nodes)) - _NEVER_SHOWN,
        is_index=all(_only_lists(statement) for statement in tree.body),
    )


def _bindings(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, Reference]]:
    """Each name that an import binds, with what it is bound to."""
    asked, whole = _uses(nodes)

    def asked_of(bound: str) -> frozenset[str]:
        return _ALL if bound in whole else frozenset(asked.get(bound, ()))

    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                bound = alias.asname or alias.name
                yield bound, (node.module or "", alias.name, asked_of(bound))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name
                yield bound, (alias.name, "", asked_of(bound))


def _uses(nodes: Iterable[ast.AST]) -> tuple[dict[str, set[str]], set[str]]:
    """What is asked of each name, and the names that are also used as a whole."""
    asked: dict[str, set[str]] = {}
    n_asked: Counter[str] = Counter()
    n_used: Counter[str] = Counter()
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked.setdefault(node.value.id, set()).add(node.attr)
            n_asked[node.value.id] += 1
        elif isinstance(node, ast.Name):
            n_used[node.id] += 1
    return asked, {name for name, count in n_used.items() if count > n_asked[name]}


def _domains(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            match node.args:
                case [ast.Constant(value=str(domain)), *_]:
                    yield domain
                case _:
                    yield "*"


def _only_lists(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False
