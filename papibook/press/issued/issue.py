"""Steps in the life of an edition: opened, given reasons, submitted, issued."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from papibook.data.edition.dataset import plan_of_edition
from papibook.data.given.editions import add_step, read_life
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedFileError
from papibook.model.life import Life, Step, period_of, revision_of
from papibook.model.plan import Edition
from papibook.press.edition.editions import locked
from papibook.press.issued.checklist import checklist
from papibook.press.issued.fingerprint import fingerprint_of, made_from
from papibook.press.issued.sealed import MANIFEST, SealedSet, seal, sealed_folder
from papibook.press.recipe.inputs import input_paths


def open_revision(project: Project, edition_id: str, why: str, closed_on: date, today: date) -> str:
    """Open the edition that is to replace an issued one; returns its name.

    Raises:
        ConfigError: ``edition_id`` is not issued or not the last of its period; no ``why``; ``closed_on``
            does not lie after the day on which the former edition's data were closed.
    """
    if not why.strip():
        raise ConfigError("--replace: say why the edition is replaced; the next one prints it.")
    with locked(project):
        _, edition = plan_of_edition(project, edition_id)
        life = read_life(project)
        if life.issue(edition_id) is None:
            raise ConfigError(
                "The edition {edition} is not issued yet: mend what is wrong and build it again.",
                edition=edition_id,
            )
        name = f"{period_of(edition_id)}.{revision_of(edition_id) + 1}"
        if edition.period.revisions and edition.period.revisions[-1].number > revision_of(edition_id):
            raise ConfigError("The edition {edition} is open already.", edition=name)
        if closed_on <= edition.data_closed_on:
            raise ConfigError(
                "--closed-on: {day} must lie after {closed}, when the data of {edition} were closed.",
                day=closed_on.isoformat(),
                closed=edition.data_closed_on.isoformat(),
                edition=edition_id,
            )
        add_step(project, Step(name, "opened", today, why=_one_line(why), data_closed_on=closed_on))
    return name


def give_reason(project: Project, edition_id: str, subject: str, why: str, today: date) -> None:
    """Write down why an edition is issued with something open; its quality page prints it.

    Raises:
        ConfigError: the edition is issued; nothing of the checklist goes by ``subject``; no ``why``.
    """
    if not why.strip():
        raise ConfigError("--why: say why the edition is issued all the same; its quality page prints it.")
    with locked(project):
        _, edition = plan_of_edition(project, edition_id)
        life = read_life(project)
        _refuse_issued(life, edition_id)
        known = sorted({item.subject for item in checklist(project, edition, life).items} - {""})
        if subject not in known:
            raise ConfigError(
                "--reason: “{found}” is nothing that the checklist asks a reason for. It asks for: {known}.",
                found=subject,
                known=", ".join(known) or "–",
            )
        add_step(project, Step(edition_id, "reason", today, subject=subject, why=_one_line(why)))


def submit(project: Project, edition_id: str, made_by: str, today: date) -> None:
    """Mark an edition as lying with whoever signs it; its number is still open.

    Raises:
        ConfigError: it is issued, or its checklist has something open.
    """
    with locked(project):
        _, edition = plan_of_edition(project, edition_id)
        _refuse_open(project, edition)
        add_step(project, Step(edition_id, "submitted", today, made_by=_one_line(made_by)))


def issue(project: Project, edition_id: str, number: str, made_on: date, made_by: str) -> Path:
    """Freeze the edition as it stands built; returns its folder. Whole or not at all.

    A run that was killed after the folder was in place is finished by doing it again.

    Raises:
        ConfigError: it is issued already; its checklist has something open; no number; a day before its data
            were closed.
    """
    if not number.strip():
        raise ConfigError("--number: give the number and sign of the signed document, such as 12/BC-UBND.")
    with locked(project):
        _, edition = plan_of_edition(project, edition_id)
        if made_on <= edition.data_closed_on:
            raise ConfigError(
                "--date: {day} does not lie after {closed}, when the data were closed.",
                day=made_on.isoformat(),
                closed=edition.data_closed_on.isoformat(),
            )
        _refuse_open(project, edition)
        built = project.edition(edition_id)
        manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
        step = Step(edition_id, "issued", made_on, number=_one_line(number), made_by=_one_line(made_by))
        step = replace(step, fingerprint=fingerprint_of(made_from(manifest)))
        internal = SealedSet("internal", built / "html", manifest)
        home = sealed_folder(project, edition_id)
        if home.exists():
            _is_begun(home, step)
        else:
            seal(project, step, [internal], input_paths(project))
        add_step(project, step)
    return home


def _refuse_open(project: Project, edition: Edition) -> None:
    """Refuse an edition that is issued, or whose checklist has something open."""
    life = read_life(project)
    _refuse_issued(life, edition.edition_id)
    found = checklist(project, edition, life).open_items
    if found:
        raise RefusedFileError("It cannot be issued yet.", problems=tuple(item.said for item in found))


def _is_begun(home: Path, step: Step) -> None:
    """See that a frozen edition of which ``data/editions.csv`` knows nothing is the one to be issued now.

    Raises:
        ConfigError: it is another one.
    """
    begun = json.loads((home / "internal" / MANIFEST).read_text(encoding="utf-8"))
    facts = begun["issued"]
    if (begun["fingerprint"], facts["number"]) != (step.fingerprint, step.number):
        raise ConfigError(
            "{folder} holds an edition issued as {number} on {day}, which data/editions.csv does not know. "
            "Restore that file from a backup; or, if the issue was broken off, repeat it with that number.",
            folder=str(home),
            number=facts["number"],
            day=facts["made_on"],
        )


def _refuse_issued(life: Life, edition_id: str) -> None:
    step = life.issue(edition_id)
    if step is not None:
        raise ConfigError(
            "The edition {edition} was issued as {number} on {day}. Replace it: “papibook edition {edition} "
            "--replace WHY”.",
            edition=edition_id,
            number=step.number,
            day=step.made_on.isoformat(),
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
