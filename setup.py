"""Building compiles the text catalogues: a ``.mo`` beside each ``.po``; git holds the ``.po`` alone.

Everything else about the package stands in pyproject.toml.
"""

from pathlib import Path

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


class BuildWithTexts(build_py):
    """The usual build of modules and data files, with the catalogues compiled first."""

    def run(self) -> None:
        compile_catalogues(Path(__file__).resolve().parent / "papibook" / "locale")
        super().run()


setup(cmdclass={"build_py": BuildWithTexts})
