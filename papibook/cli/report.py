"""``papibook report``: the official report of a built edition, as Word and PDF, and its template."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.model.plan import Edition, PlanFile
    from papibook.press.documents.own_template import TemplateNotes


def add_report(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Write the official report of a built edition, as Word to go on with and as PDF."),
    )
    def report(
        edition: Annotated[str, shared.edition],
        to: Annotated[
            str | None,
            typer.Option("--to", help=t("To whom; default: whom plan.yml names."), metavar="RECEIVER"),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option("--out", help=t("The folder; default: bao-cao in the project."), metavar="DIR"),
        ] = None,
        new_template: Annotated[
            bool,
            typer.Option(
                "--new-template", help=t("Write a first Word template of the report, to be changed in Word.")
            ),
        ] = False,
        check_template: Annotated[
            bool, typer.Option("--check-template", help=t("Check the changed Word template."))
        ] = False,
        fields: Annotated[
            bool,
            typer.Option("--fields", help=t("List all that a template may say, with its present values.")),
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.edition.dataset import edition_of
        from papibook.data.given.plan import read_plan

        root = project_at(project).root
        plan = read_plan(project_at(project)).file
        chosen = edition_of(plan, edition)
        if new_template:
            lines = _new(root, lang)
        elif check_template:
            lines = _checked(root, plan, chosen, lang)
        elif fields:
            lines = _fields(root, plan, chosen, lang)
        else:
            lines = _written(root, plan, chosen, (out or root / "bao-cao").absolute(), to, lang)
        console = Console(highlight=False, soft_wrap=True)
        for line in lines:
            console.print(line, markup=False)


def _new(root: Path, lang: str) -> list[str]:
    from papibook.press.documents.own_template import write_template

    told = "{file}: change it in Word, then check it with --check-template. It counts from now on."
    return [say("cli", told, lang=lang, file=str(write_template(root)))]


def _checked(root: Path, plan: "PlanFile", edition: "Edition", lang: str) -> list[str]:
    from papibook.press.documents.own_template import check_template

    checked = check_template(root, plan, edition)
    told = "{file}: nothing is wrong ({fields} fields, {lists} lists, {annexes} annexes)."
    first = say(
        "cli",
        told,
        lang=lang,
        file=checked.notes.file,
        fields=checked.n_fields,
        lists=checked.n_lists,
        annexes=checked.n_annexes,
    )
    missing = [
        say(
            "cli",
            "It leaves out {name}, which the first template says in: “{line}”",
            lang=lang,
            name=name,
            line=line,
        )
        if name != line
        else say("cli", "It leaves out {name}, which the first template has.", lang=lang, name=name)
        for name, line in checked.left_out
    ]
    return [first, *missing, *_notes(checked.notes, lang)]


def _notes(notes: "TemplateNotes", lang: str) -> list[str]:
    lines = []
    if notes.outline:
        told = "{file} counts; {outline} is not read."
        lines.append(say("cli", told, lang=lang, file=notes.file, outline=notes.outline))
    if notes.has_more:
        told = "Pictures, text boxes and footnotes of {file} stand in the Word file alone, not in the PDF."
        lines.append(say("cli", told, lang=lang, file=notes.file))
    if notes.n_comments:
        told = "{n} comments of {file} stay there and are in no report."
        lines.append(say("cli", told, lang=lang, n=notes.n_comments, file=notes.file))
    return lines


def _fields(root: Path, plan: "PlanFile", edition: "Edition", lang: str) -> list[str]:
    from papibook.press.documents.fields import fields_of
    from papibook.press.documents.report import sayable_of

    said = fields_of(sayable_of(root, plan, edition, None))
    width = max(len(each.written) for each in said if "/" not in each.written)
    each_dimension = say("cli", "(each dimension)", lang=lang)
    empty = say("cli", "(nothing at present)", lang=lang)
    return [
        f"{each.written:<{width}}  {each_dimension + ' ' if each.of_each else ''}{each.now or empty}"
        for each in said
    ]


def _written(
    root: Path, plan: "PlanFile", edition: "Edition", folder: Path, to: str | None, lang: str
) -> list[str]:
    from papibook.press.documents.own_template import notes_of
    from papibook.press.documents.write import write_report

    written = write_report(root, plan, edition, folder, receiver=to)
    lines = [] if written.is_new else [say("cli", "Nothing has changed since it was written.", lang=lang)]
    notes = notes_of(root)
    lines += _notes(notes, lang) if notes else []
    told = say(
        "cli",
        "{word}: number, day, signature and seal are left open. {pdf}: {pages} pages.",
        lang=lang,
        word=str(written.word),
        pdf=str(written.pdf),
        pages=written.pages,
    )
    lines.append(told)
    if written.annexes:
        lines.append(say("cli", "{file}: the annexes.", lang=lang, file=str(written.annexes)))
    return lines
