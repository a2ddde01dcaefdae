"""``papibook receive``: what it asks the office, and what it tells about each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

from papibook.cli.told.findings import SEVERITY_STYLE, show_finding
from papibook.cli.told.watch import watch
from papibook.data.intake.answers import ACCEPTED, KNOWN, LEFT_OUT, SUPERSEDED, WAITING, Answer
from papibook.data.intake.intake import Progress
from papibook.data.intake.ledger import Receipt
from papibook.data.returns.message import change_words, compared_words
from papibook.ground.numbers import format_moment
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, WARNING
from papibook.model.outcomes import EXPLAINED, RETURNED

_KINDS = {
    WAITING: "waits for your decision",
    SUPERSEDED: "kept, not in use",
    RETURNED: "sent back",
    EXPLAINED: "explanations read",
}
"""msgids of ``intake``."""


@contextmanager
def receiving(console: Console, lang: str) -> Iterator[Progress]:
    """Tells of the stages of an intake while it runs."""
    with watch(console, lang) as watcher:
        told: dict[str, int] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in told:
                watcher.stage(stage, total)
            for _ in range(done - told.get(stage, 0)):
                watcher.step("")
            told[stage] = done

        yield tell


def show_answers(console: Console, answers: Sequence[Answer], lang: str) -> None:
    """Every answer, then how many of each kind."""

    def t(message: str, **values: object) -> str:
        return say("intake", message, lang=lang, **values)

    for answer in answers:
        show_answer(console, answer, lang)
    console.print()
    counts = {
        "accepted": sum(answer.outcome in (ACCEPTED, EXPLAINED) for answer in answers),
        "known": sum(answer.outcome == KNOWN for answer in answers),
        "superseded": sum(answer.outcome == SUPERSEDED for answer in answers),
        "asked": sum(answer.is_asked for answer in answers),
        "left_out": sum(answer.outcome == LEFT_OUT for answer in answers),
    }
    counts["refused"] = len(answers) - sum(counts.values())
    console.print(
        t(
            "{files} files: {accepted} accepted, {known} accepted before, {asked} waiting for your decision, "
            "{superseded} kept as older than what is in use, {refused} refused, {left_out} left out.",
            files=len(answers),
            **counts,
        ),
        soft_wrap=True,
    )
    found = [finding.severity for answer in answers for finding in answer.findings]
    if found:
        console.print(
            t(
                "Findings: {errors} errors, {warnings} warnings, {notes} notes.",
                errors=found.count(ERROR),
                warnings=found.count(WARNING),
                notes=found.count(NOTE),
            ),
            soft_wrap=True,
        )


def show_answer(console: Console, answer: Answer, lang: str) -> None:
    """One line for a file, with its findings and what goes back below."""
    name = answer.name or say("intake", "(kept by an interrupted intake; name unknown)", lang=lang)
    style = "green" if answer.is_good else SEVERITY_STYLE[ERROR]
    console.print(f"[{style}]{escape(name)}[/]: {escape(_outcome(answer, lang))}", soft_wrap=True)
    for each in answer.reasons:
        console.print(f"    {escape(each.text(lang))}", soft_wrap=True)
    if answer.is_asked and answer.receipt is not None:
        told = say(
            "intake",
            "To decide: papibook decide {receipt} merge|replace|refuse --reason …",
            lang=lang,
            receipt=answer.receipt.receipt_id,
        )
        console.print(f"    {escape(told)}", soft_wrap=True)
    new = set(answer.compared.new) if answer.compared else set()
    for finding in answer.findings:
        mark = say("returns", "new", lang=lang) if finding in new else ""
        show_finding(console, finding, lang, mark=mark)
    _show_return(console, answer, lang)


def _show_return(console: Console, answer: Answer, lang: str) -> None:
    """What changed since the report before, and what was written to be sent back."""
    if answer.compared is not None:
        console.print(f"    {escape(compared_words(answer.compared, lang))}", soft_wrap=True)
        for finding in answer.compared.solved:
            place = " ".join(part for part in (finding.sheet, finding.cell) if part)
            told = f"{say('returns', 'solved', lang=lang)}: {place}: {finding.text(lang)}"
            console.print(f"      {escape(told)}", soft_wrap=True)
    if answer.change is not None:
        console.print(f"    {escape(change_words(answer.change, lang))}", soft_wrap=True)
    if answer.returned:
        files = ", ".join(answer.returned)
        told = say("returns", "To be sent back to the unit: {files}", lang=lang, files=files)
        console.print(f"    {escape(told)}", soft_wrap=True)


def _outcome(answer: Answer, lang: str) -> str:
    def t(message: str, **values: object) -> str:
        return say("intake", message, lang=lang, **values)

    receipt = answer.receipt
    if receipt is None:
        return t("left out")
    if answer.outcome not in (ACCEPTED, KNOWN):
        again = t(", as before") if answer.is_again else ""
        kind = t(_KINDS.get(answer.outcome, "refused"))
        whose = f": {answer.unit_name}" if answer.unit_name else ""
        return f"{kind}{again}{whose} ({t('receipt {receipt}', receipt=receipt.receipt_id)})"
    facts = {
        "unit": answer.unit_name or receipt.unit_id,
        "period": receipt.period_id,
        "revision": receipt.revision,
        "receipt": receipt.receipt_id,
        "moment": format_moment(receipt.received_at),
    }
    if answer.outcome == KNOWN:
        told = t(
            "accepted before, on {moment}: {unit}, period {period}, revision {revision} (receipt {receipt})",
            **facts,
        )
        if answer.newest_revision > receipt.revision:
            told += ". " + t("Revision {newest} came later and counts", newest=answer.newest_revision)
    else:
        told = t("accepted: {unit}, period {period}, revision {revision} (receipt {receipt})", **facts)
    if answer.n_carried:
        told += ". " + t("It has the rows of {n} units that report through this one", n=answer.n_carried)
    if receipt.reason:
        told += ". " + t("Decided: {reason}", reason=receipt.reason)
    return f"{told}. {_waiting(answer, receipt, lang)}" if answer.is_late else told


def _waiting(answer: Answer, receipt: Receipt, lang: str) -> str:
    if answer.edition:
        return say(
            "intake",
            "It came after the data of {period} were closed and waits for the edition {edition}.",
            lang=lang,
            period=receipt.period_id,
            edition=answer.edition,
        )
    return say(
        "intake",
        "It came after the data of {period} were closed and waits for the edition's next revision, which "
        "plan.yml does not name yet.",
        lang=lang,
        period=receipt.period_id,
    )
