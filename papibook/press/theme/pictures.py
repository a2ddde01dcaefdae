"""Pictures whose files have names with spaces or Vietnamese letters, and words for pictures with a title.

docutils takes all spaces out of a directive's address, so ``{image} hình một.png`` would look for
``hìnhmột.png``; Markdown's own pictures come with percent signs in the name, which Sphinx takes as it is.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst.directives.images import Image
from sphinx.directives.patches import Figure
from sphinx.transforms import SphinxTransform


class _KeepsSpaces:
    arguments: list[str]

    def run(self) -> list[nodes.Node]:
        """What the directive makes of the name as it is written; :class:`PictureNames` reads the ``%20``."""
        self.arguments[0] = self.arguments[0].strip().replace(" ", "%20")
        made: list[nodes.Node] = super().run()  # type: ignore[misc]
        return made


class PictureDirective(_KeepsSpaces, Image):  # type: ignore[misc]  # docutils has no types
    """``image``."""


class FigureDirective(_KeepsSpaces, Figure):
    """``figure``."""


class PictureNames(SphinxTransform):
    """Gives pictures the names of their files, and one with a title but without words its title as words."""

    default_priority = 400  # before Sphinx looks for the files

    def apply(self, **_kwargs: object) -> None:
        """Goes over every picture of the document."""
        for image in self.document.findall(nodes.image):
            if "://" not in image["uri"]:
                image["uri"] = unquote(image["uri"])
            title = image.next_node(nodes.caption, ascend=True, siblings=True, descend=False)
            if title is not None and "alt" not in image:
                image["alt"] = title.astext()


def add_pictures(app: Any) -> None:
    """Put the directives in the place of docutils' own, and add the transform."""
    app.add_directive("image", PictureDirective, override=True)
    app.add_directive("figure", FigureDirective, override=True)
    app.add_transform(PictureNames)
