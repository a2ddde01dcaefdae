"""Frozen values as plain ones (what JSON can say) and back, strictly.

A field that has its default is left out. A class that has ``parse`` is written as its text. Reading takes
nothing for granted: a field that no class has, one that is missing, a value of another type are refused.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_plain(value: Any) -> Any:
    """``value`` (a frozen dataclass, tuple, mapping, text, number) as plain values."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [item if type(item) in _PLAIN else to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    known = _fields(cast(Any, kind))
    if known is None:
        return str(value)
    plain = {}
    for name, default in known:
        found = getattr(value, name)
        if found is not default and found != default:
            plain[name] = found if type(found) in _PLAIN else to_plain(found)
    return plain


def from_plain(kind: type[T], value: object) -> T:
    """The value of type ``kind`` that :func:`to_plain` gave.

    Raises:
        ValueError: it is no such value; says what stands where.
    """
    reader: Callable[[object], T] = _reader(cast(Any, kind))
    return reader(value)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...] | None:
    """Names and defaults; None for what is written as its text."""
    return None if hasattr(kind, "parse") else tuple((field.name, field.default) for field in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return lambda value: _among(inner, value)
    if origin in (Union, types.UnionType):
        return _one_of(inner)
    if origin is tuple:
        each = _reader(inner[0])
        return lambda value: tuple(map(each, _checked(list, value)))
    if origin is not None:
        return lambda value: _checked(dict, value)
    if hasattr(kind, "parse"):
        parse: Callable[[Any], Any] = kind.parse
        return parse
    if is_dataclass(kind):
        return _whole(kind)
    if kind is float:
        return lambda value: float(_checked((int, float), value))
    return lambda value: _checked(kind, value)


def _checked(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r:.80} is of another type")
    return value


def _among(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r:.80} is none of {', '.join(map(str, allowed))}")
    return value


def _whole(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name, _ in _fields(kind) or ()}
    needed = {name for name, default in _fields(kind) or () if default is MISSING}

    def read(value: Any) -> Any:
        names = _checked(dict, value).keys()
        if names - readers.keys() or needed - names:
            raise ValueError(f"not the fields of {kind.__name__}: {', '.join(sorted(map(str, names)))}")
        return kind(**{name: readers[name](found) for name, found in value.items()})

    return read


def _one_of(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Which of ``kinds`` a value is shows in its type; dataclasses are told apart by their fields."""
    readers = [_reader(kind) for kind in kinds]

    def read(value: Any) -> Any:
        for reader in readers:
            try:
                return reader(value)
            except ValueError:
                continue
        raise ValueError(f"{value!r:.80} is none of those expected")

    return read
