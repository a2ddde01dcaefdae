"""Where things are in a project folder. One district's plan is one project folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from papibook.ground.errors import ConfigError


@dataclass(frozen=True)
class Project:
    """A project folder and the places in it. Holds paths only; opens nothing.

    ``editions_folder``: its name, under ``_build``.
    """

    root: Path
    editions_folder: str = "editions"

    @property
    def reference(self) -> Path:
        return self.root / "data" / "reference"

    @property
    def plans(self) -> Path:
        return self.root / "data" / "plans"

    @property
    def inbox(self) -> Path:
        return self.root / "data" / "inbox"

    @property
    def returns(self) -> Path:
        """What goes back to the units; made again from the inbox at any time."""
        return self.root / "data" / "returns"

    @property
    def submissions(self) -> Path:
        return self.root / "data" / "submissions"

    @property
    def commentary(self) -> Path:
        return self.root / "data" / "commentary"

    @property
    def book(self) -> Path:
        return self.root / "book"

    @property
    def pages(self) -> Path:
        """Generated pages of the edition built last; ignored by git."""
        return self.root / "book" / "pages"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def editions(self) -> Path:
        return self.root / "_build" / self.editions_folder

    def edition(self, edition_id: str) -> Path:
        return self.editions / edition_id


def find_project(start: Path) -> Project:
    """The project that ``start`` lies in: the nearest folder above with ``data/plans`` and ``_config.yml``.

    Raises:
        ConfigError: none of the folders above is a project.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "_config.yml").is_file() and (folder / "data" / "plans").is_dir():
            return Project(folder)
    raise ConfigError(
        "{folder} is not a papibook project: no _config.yml with data/plans beside it. "
        "Go to the project's folder or name it with --project.",
        folder=str(start),
    )
