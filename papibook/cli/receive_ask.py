"""``papibook receive`` at a terminal: whose report a file is, asked where the file does not say it itself.

What is asked about has its receipt already, so whoever does not know, or presses Ctrl-C, loses nothing: the
file is handed in again with ``--unit`` or ``--period``, or asked about the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import typer
from rich.console import Console
from rich.markup import escape

from papibook.cli.receive import show_answer
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference, recognise_unit
from papibook.data.intake.answers import Answer
from papibook.data.intake.examine import open_context
from papibook.data.intake.intake import HandIn, receive_kept
from papibook.data.intake.recognise import Known, Stated, known_units, nearest_units, period_named
from papibook.data.returns.write import write_returns
from papibook.ground.paths import Project
from papibook.ground.texts import say

UNIT_CODES = ("unit.unclear", "unit.unknown", "unit.suggested")
PERIOD_CODES = ("period.unclear", "period.unknown")
"""Reasons that an answer of the office clears; against the others only the sender can do something."""


def ask_and_receive(
    console: Console, project: Project, answers: Sequence[Answer], order: HandIn, lang: str
) -> tuple[Answer, ...]:
    """``answers``, each that waited for the office's word replaced by what came of it."""
    if not any(_can_be_asked(answer) for answer in answers):
        return tuple(answers)
    plan, reference = read_plan(project), read_reference(project)
    known = known_units(plan, reference)
    told: dict[str, Answer] = {}
    for answer in answers:
        if answer.receipt is None or not _can_be_asked(answer) or answer.receipt.sha256 in told:
            continue
        said = ask(console, answer, known, order.said, lang)
        if said is not None:
            sha256 = answer.receipt.sha256
            (fresh,) = receive_kept(project, sha256, replace(order, said=said))
            context = open_context(project, plan, reference)
            (told[sha256],) = write_returns(context, [fresh], lambda done, total: None)
            show_answer(console, told[sha256], lang)
    return tuple(told.get(answer.receipt.sha256, answer) if answer.receipt else answer for answer in answers)


def _can_be_asked(answer: Answer) -> bool:
    codes = [each.code for each in answer.reasons]
    return bool(codes) and all(code in UNIT_CODES + PERIOD_CODES for code in codes)


def ask(console: Console, answer: Answer, known: Known, given: Stated, lang: str) -> Stated | None:
    """What the office says about one file; None: not now."""
    reasons = {each.code: each for each in answer.reasons}
    console.print()
    console.print(f"[bold]{escape(answer.name)}[/]", soft_wrap=True)
    said = given
    if unit_reason := next((reasons[code] for code in UNIT_CODES if code in reasons), None):
        near = nearest_units(str(unit_reason.facts.get("found", "")), known)
        unit_id = _choose(
            console,
            say("intake", "Whose report is it?", lang=lang),
            say("intake", "Number, or name of the unit (nothing: not now)", lang=lang),
            {unit_id: known.unit_names[unit_id] for unit_id in near},
            lambda reply: _unit(reply, known),
            lang,
        )
        if not unit_id:
            return None
        said = replace(said, unit_id=unit_id)
    if any(code in reasons for code in PERIOD_CODES):
        period_id = _choose(
            console,
            say("intake", "For which period is it?", lang=lang),
            say("intake", "Number of the period (nothing: not now)", lang=lang),
            {period.period_id: period.name for period in known.plan.periods},
            lambda reply: (period_named(reply, known.plan), {}),
            lang,
        )
        if not period_id:
            return None
        said = replace(said, period_id=period_id)
    return said


def _unit(reply: str, known: Known) -> tuple[str, dict[str, str]]:
    """The unit of that name, or those that may be meant."""
    unit_id = recognise_unit(reply, known.reference)
    if unit_id in known.unit_names:
        return str(unit_id), {}
    return "", {near: known.unit_names[near] for near in nearest_units(reply, known)}


def _choose(
    console: Console,
    question: str,
    prompt: str,
    choices: Mapping[str, str],
    understood: Callable[[str], tuple[str, Mapping[str, str]]],
    lang: str,
) -> str:
    """The id chosen by number or by name; empty: none. What is not understood is asked again.

    ``understood``: the id that a name means, or the choices to show instead.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the end of input.
    """
    console.print(question, soft_wrap=True, markup=False)
    while True:
        for number, (choice, name) in enumerate(choices.items(), start=1):
            console.print(f"  {number}. {name} ({choice})", soft_wrap=True, markup=False)
        try:
            reply = str(typer.prompt(prompt, default="", show_default=False)).strip()
        except typer.Abort:
            raise KeyboardInterrupt from None
        if not reply:
            return ""
        if reply.isascii() and reply.isdigit() and 1 <= int(reply) <= len(choices):
            return list(choices)[int(reply) - 1]
        chosen, nearest = understood(reply)
        if chosen:
            return chosen
        choices = nearest or choices
        console.print(
            say("intake", "“{found}” is not known here.", lang=lang, found=reply),
            soft_wrap=True,
            markup=False,
        )
