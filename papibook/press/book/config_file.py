"""What is wrong in ``_config.yml``: settings that this book cannot have are refused with their line.

Jupyter Book itself takes any key, spoils the book with some and passes over others without a word. So every
key is listed here, with what it may be; nothing is half accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from papibook.data.given.yaml_file import YamlFile, shown
from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.press.theme.settings import EXTENSIONS, LANGUAGE, MYST, VALUES

_UNKNOWN = "{file}, line {line}: the key “{key}” is not known. Correct or remove it."
_BY_THE_BUILD = "{file}, line {line}: {key} is set by the build itself. Delete the line."
_NO_EFFECT = "{file}, line {line}: {key} has no effect in this book. Delete the line."
_EXTRA_FOOTER = "{file}, line {line}: {key} has no effect in this book. Write the text in html.extra_footer."
_OTHER_SITES = (
    "{file}, line {line}: {key} needs other sites, which this book does not load from. Delete the line."
)
_PDF = "{file}, line {line}: {key} has no effect: the PDF is not made with LaTeX. Delete the line."


@dataclass(frozen=True)
class _Only:
    """A setting that the book can have with ``values`` alone."""

    values: tuple[object, ...] = field(hash=False)


@dataclass(frozen=True)
class _Refused:
    """A setting that this book cannot have; ``message`` says why and what to do."""

    message: str


_TEXT, _TEXTS, _WORDS, _PICTURE = "text", "texts", "words", "picture"
_SPHINX: Mapping[str, object] = {
    "language": _Only((LANGUAGE,)),
    "extensions": _Only((list(EXTENSIONS),)),
    **dict.fromkeys((*VALUES, "html_theme_options", "html_context"), _Refused(_BY_THE_BUILD)),
    **dict.fromkeys(("exclude_patterns", "myst_enable_extensions"), _Refused(_BY_THE_BUILD)),
}
_KEYS: Mapping[str, object] = {
    "title": _TEXT,
    "author": _TEXT,
    "logo": _PICTURE,
    "copyright": _Refused(_EXTRA_FOOTER),
    "project": _Refused(_NO_EFFECT),
    "exclude_patterns": _TEXTS,
    "only_build_toc_files": _Only((True,)),
    "parse": {
        "myst_enable_extensions": _TEXTS,
        "myst_url_schemes": _TEXTS,
        "myst_substitutions": _WORDS,
        "myst_dmath_double_inline": _Refused(_NO_EFFECT),
        "myst_extended_syntax": _Refused(_NO_EFFECT),
    },
    "execute": {
        "execute_notebooks": _Only(("off", False)),
        **dict.fromkeys(
            (
                *("cache", "exclude_patterns", "timeout", "run_in_temp", "allow_errors", "stderr_output"),
                *("eval_regex", "raise_on_error", "show_tb"),
            ),
            _Refused(_BY_THE_BUILD),
        ),
    },
    "html": {
        "favicon": _PICTURE,
        "baseurl": _TEXT,
        "announcement": _TEXT,
        "extra_footer": _TEXT,
        "navbar_footer_text": _Refused(_EXTRA_FOOTER),
        "home_page_in_navbar": _Only((True,)),
        "use_multitoc_numbering": _Only((False,)),
        **dict.fromkeys(
            (
                *("analytics", "google_analytics_id", "comments"),
                *("use_edit_page_button", "use_repository_button", "use_issues_button"),
            ),
            _Refused(_OTHER_SITES),
        ),
    },
    "latex": {
        "use_jupyterbook_latex": _Only((False,)),
        **dict.fromkeys(("latex_engine", "latex_documents", "targetname"), _Refused(_PDF)),
    },
    "launch_buttons": _Refused(_OTHER_SITES),
    "repository": _Refused(_OTHER_SITES),
    "bibtex_bibfiles": _Refused(_NO_EFFECT),
    "bibtex_reference_style": _Refused(_NO_EFFECT),
    "sphinx": {
        "config": _SPHINX,
        **dict.fromkeys(
            ("extra_extensions", "local_extensions", "recursive_update"), _Refused(_BY_THE_BUILD)
        ),
    },
}
_NEEDED: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("parse", "myst_enable_extensions"),
    ("sphinx", "config", "language"),
    ("sphinx", "config", "extensions"),
)
_NEEDS_OTHER_SITES = ("amsmath", "dollarmath")


def config_problems(file: YamlFile, root: Path) -> list[Problem]:
    """All that is wrong in ``file``, the ``_config.yml`` of the project at ``root``."""
    checked = _Check(file, root)
    problems = list(checked.level(file.content, _KEYS, ()))
    for place in _NEEDED:
        if _found(file.content, place) is None:
            key = ".".join(place)
            problems.append(problem("{file}: the key “{key}” is missing. Add it.", file=file.name, key=key))
    return problems


def excluding(file: YamlFile) -> list[tuple[str, int]]:
    """The patterns of ``exclude_patterns`` with their lines, as far as they are texts."""
    patterns = file.content.get("exclude_patterns")
    return [
        (pattern, file.lines["exclude_patterns", number])
        for number, pattern in enumerate(patterns if isinstance(patterns, list) else [])
        if isinstance(pattern, str)
    ]


def _found(content: object, place: tuple[str, ...]) -> object:
    for key in place:
        content = content.get(key) if isinstance(content, Mapping) else None
    return content


@dataclass(frozen=True)
class _Check:
    file: YamlFile
    root: Path

    def level(
        self, content: Mapping[str, Any], known: Mapping[str, object], above: tuple[object, ...]
    ) -> Iterator[Problem]:
        for key, value in content.items():
            place = (*above, key)
            if key not in known:
                yield self.problem(_UNKNOWN, place, hint=did_you_mean(shown(key), known))
            else:
                yield from self.value(value, known[key], place)

    def value(self, value: object, kind: object, place: tuple[object, ...]) -> Iterator[Problem]:
        match kind:
            case _Refused(message):
                if not _is_empty(value):
                    yield self.problem(message, place)
            case _Only(values):
                if not any(
                    value is known or (value == known and type(value) is type(known)) for known in values
                ):
                    yield self.problem(
                        "{file}, line {line}: {key} is “{found}”; this book can only be made with “{known}”.",
                        place,
                        found=_written(value),
                        known=_written(values[0]),
                    )
            case Mapping():
                if isinstance(value, Mapping):
                    yield from self.level(value, kind, place)
                elif value is not None:
                    yield self.problem(
                        "{file}, line {line}: {key} must hold keys with values, not one value.", place
                    )
            case "texts":
                yield from self.texts(value, place)
            case "words":
                if not isinstance(value, Mapping):
                    yield self.problem(
                        "{file}, line {line}: {key} must hold keys with values, not one value.", place
                    )
            case "picture":
                if value and not (isinstance(value, str) and self.is_picture(value)):
                    yield self.problem(
                        "{file}, line {line}: {key}: there is no picture “{found}” in book/. Put the file "
                        "there and write its path, such as book/logo.png.",
                        place,
                        found=shown(value),
                    )
            case _:
                if not isinstance(value, str):
                    yield self.problem(
                        "{file}, line {line}: {key} must be text. Put it between double quotes.", place
                    )

    def texts(self, value: object, place: tuple[object, ...]) -> Iterator[Problem]:
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            yield self.problem(
                "{file}, line {line}: {key} must be a list of texts, each on a line that begins with “-”.",
                place,
            )
        elif place[-1] == "myst_enable_extensions":
            if lacking := [name for name in MYST if name not in value]:
                yield self.problem(
                    "{file}, line {line}: {key} must also hold {missing}: the pages are written with it.",
                    place,
                    missing=", ".join(lacking),
                )
            for number, entry in enumerate(value):
                if entry in _NEEDS_OTHER_SITES:
                    yield self.problem(_OTHER_SITES, (*place, number), key=entry)

    def is_picture(self, path: str) -> bool:
        full = (self.root / path).resolve()
        return full.is_file() and full.is_relative_to((self.root / "book").resolve())

    def problem(self, message: str, place: tuple[object, ...], *, hint: str = "", **facts: object) -> Problem:
        key = ".".join(shown(part) for part in place)
        where = {"file": self.file.name, "line": self.file.lines[place], "key": key}
        return problem(message, hint=hint, **where | facts)


def _is_empty(value: object) -> bool:
    """Whether a setting asks for nothing, however it is written: "", false, [], or keys with such values."""
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return not value


def _written(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    return shown(value)
