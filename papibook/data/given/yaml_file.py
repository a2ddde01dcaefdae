"""A YAML file that people keep: its content with the line of each value, or what is wrong in plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from papibook.ground.errors import cause_of
from papibook.ground.problems import Problem, RefusedFileError, problem


@dataclass(frozen=True)
class YamlFile:
    """``content`` of the file ``name``; ``lines``: the line of each key and list entry by its place."""

    name: str
    content: Mapping[str, Any] = field(hash=False)
    lines: Mapping[tuple[object, ...], int] = field(hash=False)


def read_yaml(path: Path, name: str, *, example: str) -> YamlFile:
    """The file at ``path``, called ``name`` in messages; ``example``: a line of such a file.

    Raises:
        RefusedFileError: it is not there, not UTF-8, not YAML, repeats a key, or holds no keys.
    """
    try:
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
        loader = _Loader(text)
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else None
        lines = dict(_lines(loader, node, ())) if node else {}
    except FileNotFoundError:
        raise refused(problem("{file} is missing.", file=name)) from None
    except OSError as err:
        raise refused(problem("{file} cannot be opened ({cause}).", file=name, cause=cause_of(err))) from None
    except UnicodeDecodeError as err:
        line = err.object[: err.start].count(b"\n") + 1
        raise refused(
            problem(
                "{file}, line {line}: not UTF-8. Save the file with the encoding UTF-8.", file=name, line=line
            )
        ) from None
    except _RepeatedKeyError as err:
        raise refused(
            problem(
                "{file}, line {line}: the key “{key}” stands there twice. Keep one.",
                file=name,
                line=err.problem_mark.line + 1 if err.problem_mark else "?",
                key=err.problem,
            )
        ) from None
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        raise refused(
            problem(
                "{file}, line {line}: not readable as YAML ({cause}). Compare indentation, colons and quotes "
                "with the lines around.",
                file=name,
                line=mark.line + 1 if mark else "?",
                cause=_cause(err.problem or err.context or ""),
            )
        ) from None
    except yaml.reader.ReaderError as err:
        line = text[: err.position].count("\n") + 1
        raise refused(
            problem("{file}, line {line}: a character that no text holds. Delete it.", file=name, line=line)
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise refused(
            problem("{file} is not readable as YAML. Restore the last good version.", file=name)
        ) from None
    if not isinstance(content, dict):
        raise refused(
            problem("{file} must hold keys with values, such as “{example}”.", file=name, example=example)
        )
    return YamlFile(name, content, lines)


def refused(*problems: Problem) -> RefusedFileError:
    """The error that says all ``problems``."""
    return RefusedFileError("A file that the office keeps has problems.", problems=problems)


def shown(value: object) -> str:
    """A value as it is written in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


class _RepeatedKeyError(yaml.constructor.ConstructorError):
    """A key that stands twice in one mapping."""


class _Loader(yaml.SafeLoader):
    """YAML without repeated keys, and with true and false as the only booleans.

    Plain PyYAML would keep the last of two equal keys without a word, and read the key ``on`` as ``True``.
    A date that no calendar has stays text, so that the types refuse it by its key.
    """

    def construct_day(self, node: yaml.ScalarNode) -> date | str:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return str(node.value)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise _RepeatedKeyError(None, None, shown(key), key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _lines(
    loader: _Loader, node: yaml.Node, place: tuple[object, ...]
) -> Iterator[tuple[tuple[object, ...], int]]:
    """The line of every key and entry below ``node``; the file's own is that of ``place`` ()."""
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key_node, value in node.value:
            inner = (*place, loader.construct_object(key_node, deep=True))
            yield from _lines(loader, value, inner)
            yield inner, key_node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(loader, value, (*place, number))


_CAUSES = (
    (r"'\\t'", "a tab; indent with spaces"),
    ("mapping values are not allowed", "a second colon; put the text between double quotes"),
    ("another document", "a line “---” begins a second document"),
    ("constructor for the tag", "a tag or a merge key, which such a file does not need"),
    ("undefined alias", "an asterisk before a text; put the text between double quotes"),
    (
        "unexpected end of stream|block end|',' or '[]}]'|flow|simple key",
        "a quote or bracket is not closed, or a line is indented differently from its neighbours",
    ),
)
"""What PyYAML says (in English only), and the same in words that help; msgids of ``errors``."""


def _cause(said: str) -> str:
    return next((cause for form, cause in _CAUSES if re.search(form, said)), "its form is wrong")
