"""``papibook decide``: the files that wait for the office, and what it says about them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import format_moment
from papibook.ground.paths import Project
from papibook.ground.similar import did_you_mean
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.data.decisions import Waiting
    from papibook.data.intake.recognise import Stated


def add_decide(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "decide",
        cls=shared.command,
        help=t("List the files that wait for your decision; with a receipt and an answer: decide about one."),
    )
    def decide(
        receipt: Annotated[
            str, typer.Argument(help=t("Receipt of the file that waits."), metavar="[RECEIPT]")
        ] = "",
        answer: Annotated[
            str,
            typer.Argument(
                help=t("merge: what it fills in replaces, the rest stays; replace: all; refuse: send back."),
                metavar="[merge|replace|refuse]",
            ),
        ] = "",
        reason: Annotated[str, typer.Option("--reason", help=t("Why."), metavar="TEXT")] = "",
        unit: Annotated[
            str,
            typer.Option("--unit", help=t("Whose report it is, where that is asked."), metavar="UNIT"),
        ] = "",
        period: Annotated[
            str,
            typer.Option(
                "--period", help=t("For which period it is, where that is asked."), metavar="PERIOD"
            ),
        ] = "",
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        place, console = project_at(project), Console(highlight=False)
        if not receipt:
            if answer or reason or unit or period:
                raise ConfigError("Name the receipt of the file that you decide about.")
            _show(console, place, lang)
            return
        _decide(console, place, (receipt, _answer(answer), reason), _stated(place, unit, period), lang)


def _answer(answer: str) -> str:
    from papibook.data.decisions.decide import ANSWERS

    if answer not in ANSWERS:
        raise ConfigError(
            "“{found}” is no answer. There are: {known}.",
            found=answer,
            known=", ".join(ANSWERS),
            hint=did_you_mean(answer, ANSWERS),
        )
    return answer


def _stated(project: Project, unit: str, period: str) -> "Stated":
    from papibook.data.edition.dataset import edition_of
    from papibook.data.given.plan import read_plan
    from papibook.data.given.reference import find_unit, read_reference
    from papibook.data.intake.recognise import Stated

    unit_id = find_unit(unit, read_reference(project)) if unit else ""
    period_id = edition_of(read_plan(project).whole, period).period.period_id if period else ""
    return Stated(unit_id, period_id)


def _decide(
    console: Console, project: Project, given: tuple[str, str, str], said: "Stated", lang: str
) -> None:
    from papibook.cli.receive import show_answer
    from papibook.cli.told.moments import now_of
    from papibook.data.decisions import Decision, decide
    from papibook.data.given.plan import read_plan
    from papibook.data.given.reference import read_reference
    from papibook.data.intake.examine import open_context
    from papibook.data.intake.unanswered import answered_one
    from papibook.data.returns.write import write_returns

    receipt, answer, reason = given
    told = decide(project, receipt, Decision(answer, reason, now_of(project), said))
    context = open_context(project, read_plan(project), read_reference(project))
    (told,) = write_returns(context, [told], lambda done, total: None)
    show_answer(console, told, lang)
    if told.receipt is not None:
        answered_one(project, told.receipt.receipt_id)


def _show(console: Console, project: Project, lang: str) -> None:
    from papibook.data.decisions import waiting_files

    files = waiting_files(project)
    for waiting in files:
        _show_waiting(console, waiting, lang)
        console.print()
    if not files:
        console.print(say("intake", "Nothing waits for a decision.", lang=lang), soft_wrap=True)
        return
    console.print(
        say(
            "intake",
            "{n} files wait. To decide: papibook decide RECEIPT merge|replace|refuse --reason …",
            lang=lang,
            n=len(files),
        ),
        soft_wrap=True,
        markup=False,
    )


def _show_waiting(console: Console, waiting: "Waiting", lang: str) -> None:
    from papibook.cli.told.findings import show_finding
    from papibook.data.returns.message import change_words

    def t(message: str, **values: object) -> str:
        return say("intake", message, lang=lang, **values)

    receipt = waiting.receipt
    console.print(
        f"[bold]{escape(receipt.receipt_id)}[/]  "
        + escape(
            t(
                "{unit}, period {period}, received {moment}, file {name}",
                unit=waiting.unit_name or "?",
                period=receipt.period_id or "?",
                moment=format_moment(receipt.received_at),
                name=receipt.original_name or "?",
            )
        ),
        soft_wrap=True,
    )
    for reason in waiting.reasons:
        console.print(f"    {escape(reason.text(lang))}", soft_wrap=True)
    for finding in waiting.findings:
        show_finding(console, finding, lang)
    merged, replaced = waiting.merge, waiting.replace
    if merged is not None:
        _show_choice(console, "merge", t("merge"), change_words(merged, lang))
    if replaced is not None:
        words = change_words(replaced, lang) if waiting.used else t("the first report of the unit")
        _show_choice(console, "replace", t("replace all"), words)
    if replaced is None:
        console.print(f"    {t('merge or replace only with --unit and --period')}", soft_wrap=True)
    stays = (
        t("revision {revision} stays", revision=waiting.used.revision) if waiting.used else t("none in use")
    )
    _show_choice(console, "refuse", t("send back"), stays)


def _show_choice(console: Console, answer: str, words: str, what: str) -> None:
    console.print(f"    {answer:8} {escape(words)}: {escape(what)}", soft_wrap=True)
