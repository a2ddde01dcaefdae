"""``papibook verify``: whether an issued edition is still what it was."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import BookError, ConfigError
from papibook.ground.texts import say

_MOST = 20
AUDIENCES = {"internal": "for internal use", "public": "public"}
"""msgids of ``issued``."""


def add_verify(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("See whether every file of an issued edition is what it was; works without the project."),
    )
    def verify(
        what: Annotated[
            str,
            typer.Argument(help=t("An edition, or a folder or ZIP file that holds some."), metavar="WHAT"),
        ],
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.press.issued.sealed import sealed_folder
        from papibook.press.issued.verified import verify as verify_place

        place = Path(what)
        if not place.exists():
            place = sealed_folder(project_at(project), what)
            if not place.is_dir():
                raise ConfigError("{place} is neither a file nor a folder nor an issued edition.", place=what)
        console = Console(highlight=False, soft_wrap=True)
        found = verify_place(place)

        def show(message: str, **values: object) -> None:
            console.print(say("issued", message, lang=lang, **values), markup=False)

        for each in found:
            audience = say("issued", AUDIENCES.get(each.audience, each.audience), lang=lang)
            facts = {"edition": each.edition_id, "audience": audience, "number": each.number}
            if each.is_whole:
                show(
                    "✓ {edition}, {audience}, {number}: {count} files, all as issued ({fingerprint}).",
                    count=each.n_files,
                    fingerprint=each.fingerprint,
                    **facts,
                )
                continue
            show("✗ {edition}, {audience}, {number}: not as issued.", **facts)
            if not each.is_true:
                show("  The fingerprint is not that of what it says it was made from.")
            for message, names in (
                ("  changed: {name}", each.changed),
                ("  missing: {name}", each.missing),
                ("  put in later: {name}", each.added),
            ):
                for name in names[:_MOST]:
                    show(message, name=name)
                if len(names) > _MOST:
                    show("  … and {count} more", count=len(names) - _MOST)
        broken = [each for each in found if not each.is_whole]
        if broken:
            raise BookError("{count} of {total} are not as issued.", count=len(broken), total=len(found))
