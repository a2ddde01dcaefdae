"""Tables of a tagged PDF as its structure tells them to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

Element = pikepdf.Object


@dataclass(frozen=True)
class Tagged:
    """A row. ``part``: THead, TBody, or Table where there is no head. ``cells``: "TD", "TH Row", …"""

    part: str
    cells: tuple[str, ...]


def tagged_tables(pdf: pikepdf.Pdf) -> list[list[Tagged]]:
    """The rows of each table, in order."""
    return [
        [
            Tagged(_kind(part), tuple(map(_cell, children(row))))
            for part in [table, *children(table)]
            for row in children(part)
            if _kind(row) == "TR"
        ]
        for table in elements(pdf)
        if _kind(table) == "Table"
    ]


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """Every element of the structure, in order."""
    waiting = children(pdf.Root.StructTreeRoot)[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += children(element)[::-1]


def children(parent: Element) -> list[Element]:
    below = parent.get(Name.K)
    return [
        child
        for child in (below if isinstance(below, Array) else [below])
        if isinstance(child, Dictionary) and Name.S in child
    ]


def broken_places(pdf: pikepdf.Pdf) -> list[str]:
    """Elements that name another parent than theirs, and text of pages that belongs to no element."""
    root = pdf.Root.StructTreeRoot
    found, waiting = {root.objgen}, [root]
    problems = []
    while waiting:
        parent = waiting.pop()
        for child in children(parent):
            found.add(child.objgen)
            if child.P.objgen != parent.objgen:
                problems.append(f"{child.S} {child.objgen} names {child.P.objgen}, stands in {parent.objgen}")
            waiting.append(child)
    owners = (pikepdf.NumberTree(root.ParentTree).values()) if Name.ParentTree in root else []
    for owner in owners:
        for element in owner if isinstance(owner, Array) else [owner]:
            if isinstance(element, Dictionary) and element.objgen not in found:
                problems.append(f"{element.S} {element.objgen} stands nowhere")
    return problems


def _kind(element: Element) -> str:
    return str(element.S).removeprefix("/")


def _cell(cell: Element) -> str:
    attributes = [value for value in cell.get(Name.A, []) if Name.Table == value.O]
    scopes = [str(value.Scope).removeprefix("/") for value in attributes if Name.Scope in value]
    # A list of headings would count instead of all scopes.
    listed = ["listed" for value in attributes if len(value.get(Name.Headers, []))]
    return " ".join([_kind(cell), *scopes, *listed])
