"""Building compiles the text catalogues: a ``.mo`` beside each ``.po``; git holds the ``.po`` alone.

Everything else about the package stands in pyproject.toml.
"""

from pathlib import Path
from shutil import copyfile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


def compile_catalogues(folder: Path) -> None:
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as written:
            catalogue = read_po(written, locale=source.parents[1].name)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


OF_NO_PLAN = ("book/methods.md", "book/revisions.md")
"""Pages of this repository's book that every project's book has."""


class BuildWithTexts(build_py):
    """The usual build, with the catalogues compiled first and templates and texts put beside the modules."""

    def run(self) -> None:
        compile_catalogues(Path(__file__).resolve().parent / "papibook" / "locale")
        super().run()
        root, inside = Path(__file__).resolve().parent, Path(self.build_lib) / "papibook" / "shipped"
        if not self.editable_mode:
            for path in (*(root / "notebooks").glob("*.ipynb"), *(root / name for name in OF_NO_PLAN)):
                target = inside / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                copyfile(path, target)


setup(cmdclass={"build_py": BuildWithTexts})
