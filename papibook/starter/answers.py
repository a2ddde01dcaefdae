"""What the office said of its new plan, kept beside the folder until the project is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from papibook.data.given.yaml_file import read_yaml
from papibook.ground.whole_file import write_whole

NEEDED = ("plan", "units", "tasks", "level", "place", "year")
"""Without these there is no project."""
YEARS = range(2000, 2101)
"""A plan's year is one of these."""

_FILES = ("plan", "units", "tasks", "like")


@dataclass(frozen=True)
class Answers:
    """Each is None until it is said."""

    level: str | None = None
    place: str | None = None
    parent: str | None = None
    periods: str | None = None
    year: int | None = None
    plan: Path | None = None
    units: Path | None = None
    tasks: Path | None = None
    like: Path | None = None

    def completed(self, later: Answers) -> Answers:
        """These, with what ``later`` says in their place."""
        said = {each.name: getattr(later, each.name) for each in fields(later)}
        return Answers(**{name: getattr(self, name) if said[name] is None else said[name] for name in said})

    def at_home(self) -> Answers:
        """These, with files that can be found from any folder."""
        found = {name: getattr(self, name) for name in _FILES}
        return replace(
            self, **{name: path.expanduser().absolute() for name, path in found.items() if path is not None}
        )

    def missing(self) -> tuple[str, ...]:
        """The options that are still to be given."""
        return tuple(f"--{name}" for name in NEEDED if getattr(self, name) is None)


def answers_file(folder: Path) -> Path:
    """Beside the folder, which is to stay empty until all is there."""
    return folder.with_name(f"{folder.name}.papibook-new.yml")


def kept_answers(folder: Path) -> Answers:
    """What was said before; nothing where nothing was.

    Raises:
        RefusedFileError: somebody wrote into the file, and it can't be read any more.
    """
    path = answers_file(folder)
    if not path.is_file():
        return Answers()
    content: Mapping[str, object] = read_yaml(path, path.name, example="level: ward").content
    known = {each.name: content[each.name] for each in fields(Answers) if content.get(each.name) is not None}
    return Answers(**{name: Path(str(value)) if name in _FILES else value for name, value in known.items()})  # type: ignore[arg-type]


def keep_answers(folder: Path, answers: Answers) -> None:
    """Write down what was said so far."""
    said = {each.name: getattr(answers, each.name) for each in fields(answers)}
    plain = {
        name: str(value) if isinstance(value, Path) else value
        for name, value in said.items()
        if value is not None
    }
    write_whole(answers_file(folder), yaml.safe_dump(plain, allow_unicode=True, sort_keys=False).encode())


def forget_answers(folder: Path) -> None:
    answers_file(folder).unlink(missing_ok=True)
