"""Taking in what units send: every file kept, recognised, checked, and accepted or refused with a receipt.

The order makes it safe to stop at any moment: first the bytes of all files go to the inbox, then they are
examined, then receipts are written (papibook.data.intake.ledger), last the copies among the reports.
Run again, it does what is still to do: a file whose receipt says accepted is not taken in twice, and a file
in the inbox without a receipt is one that an interrupted intake had kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path

from papibook.data.edition.receipt import GIVEN, in_use
from papibook.data.given.plan import catalogue_of, check_plan, read_plan
from papibook.data.given.reference import find_unit, read_reference
from papibook.data.intake.answers import KNOWN, LEFT_OUT, Answer, reading_edition
from papibook.data.intake.arrivals import Arrival, LeftOut, arrivals
from papibook.data.intake.compared import Compared, compare
from papibook.data.intake.doubts import Arrived
from papibook.data.intake.examine import (
    ExamineContext,
    Examined,
    FileToExamine,
    examine_all,
    open_context,
)
from papibook.data.intake.inbox import (
    TooLargeError,
    UnreadableError,
    inbox_alone,
    is_recorded,
    keep,
    kept,
    provenance_of,
    settle,
    zone_of,
)
from papibook.data.intake.ledger import Ledger, LostReceipt, Receipt, open_ledger
from papibook.data.intake.outcome import Circumstances, not_before, outcome_of
from papibook.data.intake.provenance import Provenance, write_provenance
from papibook.data.intake.reasons import Reason, reason
from papibook.data.intake.recognise import NOTHING_STATED, Known, Stated, period_named
from papibook.data.intake.shown_names import shown_line
from papibook.data.intake.unanswered import note_unanswered
from papibook.data.intake.used import answers_in_use
from papibook.data.report.answers import difference
from papibook.data.report.explanations import LIST_ENDING
from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.paths import Project
from papibook.ground.similar import did_you_mean
from papibook.model.findings import ERROR, TEXT_BOX
from papibook.model.outcomes import ACCEPTED, REFUSED, RETURNED, WAITING, WITHDRAWN
from papibook.model.plan import Period

AT_ONCE = 1000
"""Receipts are written after so many files: seldom enough that writing them is no work, often enough that
an interrupted intake of a province has little to examine again."""

ONE_MAIL = 5
"""Who hands in more files at once passes on what others wrote, and is no sign of whose they are."""

Progress = Callable[[str, int, int | None], None]
"""Stage (``keep`` or ``check``), steps done, steps in all if known."""


@dataclass(frozen=True)
class HandIn:
    """What the office says about the files it hands in.

    ``now``: the moment, local time of the plan. ``received_at``: when they came, if not now.
    ``sender``: who sent them. ``said``: unit and period of files that do not say it themselves.
    """

    now: datetime
    received_at: datetime | None = None
    sender: str = ""
    said: Stated = NOTHING_STATED


@dataclass(frozen=True)
class _Kept:
    """A file in the inbox, what the office said about it, and why it can be no report, if so."""

    name: str
    sha256: str
    order: HandIn
    refused: Reason | None = None


def receive(
    project: Project,
    paths: Sequence[Path],
    order: HandIn,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Answer, ...]:
    """Take in files, folders and ZIP files; one answer a file, in their order.

    Lists that had gone back come first: what is explained in them is then known of the reports beside them.

    Raises:
        ConfigError: plan.yml is wrong, or ``order`` or ``paths`` name what is not there.
        DataRefusedError: plan, reference tables or receipts are broken, or another intake is running. With
            broken receipts the files are kept all the same.
    """
    plan, reference = read_plan(project), read_reference(project)
    for each in plan.all_plans:
        check_plan(each, catalogue_of(each, reference))
    context = open_context(project, plan, reference)
    order = replace(order, said=_meant(order.said, context.known))
    tell = progress or (lambda stage, done, total: None)
    zone = zone_of(plan.file.timezone)
    with inbox_alone(project):
        here = kept(project)
        answers, files = _keep_all(project, paths, order, zone, tell)
        ledger = open_ledger(project, plan.whole)  # receipts may be broken; what came is kept before that
        _record_arrivals(project, ledger, here)
        unfinished = [sha256 for sha256 in here if not ledger.of(sha256)]
        files += _forgotten(project, unfinished, files, order.now, zone)
        files.sort(key=lambda file: not file.name.endswith(LIST_ENDING))
        lists = sum(file.name.endswith(LIST_ENDING) for file in files)
        for start, end in _batches(lists, len(files)):
            some = files[start:end]
            context.explained.clear()  # the lists that came with the reports are read beside them
            answers += _take_in(
                context,
                ledger,
                some,
                workers=workers,
                zone=zone,
                is_wary=bool(unfinished),
                tells_later=True,
            )
            tell("check", start + len(some), len(files))
    return tuple(answers)


def _batches(lists: int, count: int) -> Iterator[tuple[int, int]]:
    """From where to where files are taken in at once: the lists that come first, then the others."""
    if lists:
        yield 0, lists
    for start in range(lists, count, AT_ONCE):
        yield start, min(start + AT_ONCE, count)


def receive_kept(project: Project, sha256: str, order: HandIn) -> tuple[Answer, ...]:
    """Take in a file of the inbox once more, now that the office has said in ``order`` whose report it is.

    Raises:
        DataRefusedError: plan, reference tables or receipts are broken, or another intake is running.
    """
    plan, reference = read_plan(project), read_reference(project)
    context = open_context(project, plan, reference)
    with inbox_alone(project):
        ledger = open_ledger(project, plan.whole)
        return tuple(
            _take_in(context, ledger, [_Kept("", sha256, order)], workers=1, zone=zone_of(plan.file.timezone))
        )


def _record_arrivals(project: Project, ledger: Ledger, here: Iterable[str]) -> None:
    """Put beside the bytes of an earlier version what receipts know of their arrival: these get lost."""
    for sha256 in here:
        lines = ledger.of(sha256)
        if lines and not is_recorded(project, sha256):
            first = lines[0]
            write_provenance(
                project, sha256, Provenance(first.original_name, first.sender, first.received_at)
            )


def _meant(said: Stated, known: Known) -> Stated:
    """``said`` with ids, however the office names unit and period."""
    unit_id = find_unit(said.unit_id, known.reference, reports=True) if said.unit_id else ""
    period_id = period_named(said.period_id, known.plan)
    if said.period_id and not period_id:
        word, words = said.period_id, [period.period_id for period in known.plan.periods]
        hint = did_you_mean(word, words)
        if hint:
            raise ConfigError("There is no “{word}”. Did you mean {hint}?", word=word, hint=hint)
        raise ConfigError("There is no “{word}”.", word=word)
    return Stated(unit_id, period_id)


def _keep_all(
    project: Project, paths: Iterable[Path], order: HandIn, zone: timezone, tell: Progress
) -> tuple[list[Answer], list[_Kept]]:
    """Keep the bytes of every file, and where they came from, before anything else is done with them.

    What cannot be read is left out and said; the rest goes on.
    """
    left_out: list[Answer] = []
    files: list[_Kept] = []
    for arrival in arrivals(paths):
        if isinstance(arrival, Arrival):
            kept_or_not = _keep(project, arrival, order, zone)
            if isinstance(kept_or_not, _Kept):
                files.append(kept_or_not)
                tell("keep", len(files), None)
                continue
            arrival = kept_or_not
        left_out.append(Answer(arrival.name, LEFT_OUT, reasons=(arrival.reason,)))
    settle(project.inbox)
    return left_out, files


def _keep(project: Project, arrival: Arrival, order: HandIn, zone: timezone) -> _Kept | LeftOut:
    came = Provenance(arrival.name, shown_line(order.sender), order.received_at or order.now)
    try:
        opened = arrival.open()
    except OSError as err:  # a disk that is full stops the intake, a file that cannot be read does not
        return LeftOut(arrival.name, reason("file.cannot_open", cause=cause_of(err)))
    try:
        with opened as source:
            sha256 = keep(project, source, came, zone)
    except UnreadableError as err:
        return LeftOut(arrival.name, reason("file.cannot_open", cause=err.cause))
    except TooLargeError as err:  # it has grown since it was looked at
        return LeftOut(arrival.name, reason("file.too_large", limit=err.facts["limit"]))
    return _Kept(arrival.name, sha256, order, arrival.refused)


def _forgotten(
    project: Project, unfinished: Iterable[str], files: Iterable[_Kept], now: datetime, zone: timezone
) -> Iterator[_Kept]:
    """What an interrupted intake kept, and nobody hands in now, as it arrived."""
    left = {*unfinished} - {file.sha256 for file in files}
    came = {sha256: provenance_of(project, sha256, zone) for sha256 in left}
    for sha256 in sorted(left, key=lambda sha256: (came[sha256].received_at, sha256)):
        yield _Kept(came[sha256].name, sha256, HandIn(now, sender=came[sha256].sender))


def _take_in(
    context: ExamineContext,
    ledger: Ledger,
    files: Sequence[_Kept],
    *,
    workers: int,
    zone: timezone,
    is_wary: bool = False,
    tells_later: bool = False,
) -> Iterator[Answer]:
    """Examine some files, write their receipts in the order in which they came, answer in the order given."""
    came = {file.sha256: _came(context.project, file, ledger, zone) for file in files}
    tasks = list(
        {
            file.sha256: _to_examine(
                file,
                came[file.sha256],
                ledger.lost.get(file.sha256),
                is_one_mail=len(files) <= ONE_MAIL,
            )
            for file in files
            if _is_open(file, ledger)
        }.values()
    )
    examined_now = examine_all(context, tasks, workers, is_wary=is_wary)
    found = dict(zip((task.sha256 for task in tasks), examined_now, strict=True))
    former_tasks = list(_former_tasks(ledger, found))
    former_found = examine_all(context, former_tasks, workers)
    before = found | dict(zip((task.sha256 for task in former_tasks), former_found, strict=True))
    together = _together(found, came)
    answers: dict[int, Answer] = {}
    for place in sorted(range(len(files)), key=lambda place: came[files[place].sha256].received_at):
        file = files[place]
        accepted = _counted(ledger, file.sha256)
        if accepted is not None:
            answers[place] = _known(context, ledger, file, accepted)
            continue
        examined = Examined(reasons=(file.refused,)) if file.refused else found[file.sha256]
        answers[place] = _decide(
            context,
            ledger,
            _Arrived(
                file.sha256,
                came[file.sha256],
                together.get(file.sha256, ()),
                file.order.received_at is not None or is_recorded(context.project, file.sha256),
            ),
            examined,
            before,
        )
    if tells_later:
        new = [line.receipt_id for lines in ledger.unwritten.values() for line in lines]
        note_unanswered(context.project, new)
    ledger.save()
    yield from (answers[place] for place in range(len(files)))


@dataclass(frozen=True)
class _Arrived:
    """A file, where it came from, and the names of those of the same unit that came at the same moment.

    ``is_dated``: somebody or something says when it came, not the date of the file alone.
    """

    sha256: str
    came: Provenance
    together: tuple[str, ...]
    is_dated: bool


def _counted(ledger: Ledger, sha256: str) -> Receipt | None:
    """The line by which a file counts, if it does."""
    return next((receipt for receipt in ledger.of(sha256) if ledger.counts(receipt)), None)


def _to_examine(
    file: _Kept, came: Provenance, lost: LostReceipt | None, *, is_one_mail: bool
) -> FileToExamine:
    if lost is not None:  # the office has accepted it once
        said = file.order.said if file.order.said != NOTHING_STATED else Stated(lost.unit_id, lost.period_id)
        return FileToExamine(file.sha256, came.name, said)
    sender = came.sender if is_one_mail else ""
    around = Arrived(came.name, sender, came.received_at.date())
    return FileToExamine(file.sha256, came.name, file.order.said, around)


def _came(project: Project, file: _Kept, ledger: Ledger, zone: timezone) -> Provenance:
    """What the office says now about where a file came from; else what was known when it first arrived.

    A file that was sent back or withdrawn and comes again has come when it comes again.
    """
    former = ledger.of(file.sha256)
    if former:
        first = Provenance(former[0].original_name, former[0].sender, former[0].received_at)
        if former[-1].outcome in (RETURNED, WITHDRAWN):
            first = replace(first, received_at=file.order.now)
    else:
        first = provenance_of(project, file.sha256, zone)
        if is_recorded(project, file.sha256):
            # Perhaps it was kept by an intake whose receipts are lost: it came then, whenever it is read.
            moments = [first.received_at, *([file.order.received_at] if file.order.received_at else [])]
            return Provenance(
                file.name or first.name, shown_line(file.order.sender) or first.sender, min(moments)
            )
    return Provenance(
        file.name or first.name,
        shown_line(file.order.sender) or first.sender,
        file.order.received_at or first.received_at,
    )


def _together(found: Mapping[str, Examined], came: Mapping[str, Provenance]) -> Mapping[str, tuple[str, ...]]:
    """Of each file the names of those that came at the same moment from the same unit for the same period.

    Where all of them say the same, nobody has to decide between them.
    """
    groups: dict[tuple[str, str, datetime], list[str]] = {}
    for sha256, examined in found.items():
        if examined.is_readable:
            key = (examined.period_id, examined.unit_id, came[sha256].received_at)
            groups.setdefault(key, []).append(sha256)
    return {
        sha256: tuple(came[other].name for other in group if other != sha256)
        for group in groups.values()
        if any(found[other].answers != found[group[0]].answers for other in group)
        for sha256 in group
    }


def _former_tasks(ledger: Ledger, found: Mapping[str, Examined]) -> Iterator[FileToExamine]:
    """What the same units sent for the same periods before, to be compared with."""
    wanted = {(examined.period_id, examined.unit_id) for examined in found.values()}
    tasks = {}
    for period_id, unit_id in sorted(wanted):
        latest = ledger.latest(period_id, unit_id)
        for receipt in (*in_use(ledger.counted(period_id, unit_id)), *([latest] if latest else [])):
            if receipt.sha256 not in found:
                said = Stated(unit_id, period_id) if receipt.is_given else NOTHING_STATED
                tasks[receipt.sha256] = FileToExamine(receipt.sha256, receipt.original_name, said)
    yield from tasks.values()


def _compared(
    ledger: Ledger, sha256: str, examined: Examined, before: Mapping[str, Examined]
) -> Compared | None:
    former = ledger.latest(examined.period_id, examined.unit_id)
    if former is None or former.sha256 == sha256 or former.sha256 not in before:
        return None
    return compare(former.receipt_id, before[former.sha256].findings, examined.findings)


def _is_open(file: _Kept, ledger: Ledger) -> bool:
    """Whether it must be examined: a refused file is, because plan and aliases may have changed since."""
    return file.refused is None and _counted(ledger, file.sha256) is None


def _decide(
    context: ExamineContext,
    ledger: Ledger,
    file: _Arrived,
    examined: Examined,
    before: Mapping[str, Examined],
) -> Answer:
    period = context.known.plan.period(examined.period_id)
    came = file.came
    examined = not_before(examined, period, came.received_at)
    used = in_use(ledger.counted(examined.period_id, examined.unit_id))
    whole = before[used[-1].sha256].answers if len(used) == 1 else answers_in_use(context, used)
    differs = difference(whole, examined.answers) if used else None
    met = Circumstances(came.received_at, used, differs, file.together)
    outcome, reasons = outcome_of(examined, met)
    lost = ledger.lost.get(file.sha256)
    is_restored = lost is not None and examined.is_readable and lost.unit_id == examined.unit_id
    if lost is not None and is_restored:
        outcome, reasons = (ACCEPTED, ()) if file.is_dated else (REFUSED, (_undated(context, lost),))
    former = ledger.of(file.sha256)
    codes = {finding.code for finding in examined.findings} | {each.code for each in reasons}
    is_accepted = outcome == ACCEPTED
    receipt = Receipt(
        receipt_id=ledger.next_id(examined.period_id),
        unit_id=examined.unit_id,
        period_id=examined.period_id,
        revision=_revision(ledger, examined, lost if is_restored else None) if is_accepted else 0,
        received_at=came.received_at,
        sender=came.sender,
        original_name=came.name,
        sha256=file.sha256,
        outcome=outcome,
        codes=tuple(sorted(codes | ({GIVEN} if examined.is_given and examined.is_readable else set()))),
        about=next((old.receipt_id for old in former if ledger.waits(old)), ""),
    )
    compared = _compared(ledger, file.sha256, examined, before) if not examined.reasons else None
    same = next((old for old in former if _says_the_same(old, receipt, ledger)), None)
    if same is None:
        ledger.add(receipt)
    # What is wrong with a file that may never be used would only hide why it is not; but an error in a report
    # of the unit's own, or a text box in place of an answer, is why an answer would be lost.
    is_used = outcome in (ACCEPTED, REFUSED)
    is_own = outcome == WAITING and not examined.reasons
    told = tuple(
        each
        for each in examined.findings
        if is_used
        or (outcome == WAITING and each.kind.is_asked)
        or (is_own and (each.severity == ERROR or each.code == TEXT_BOX))
    )
    return Answer(
        receipt.original_name,
        outcome,
        receipt=same or receipt,
        unit_name=context.known.unit_names.get(examined.unit_id, ""),
        edition=_edition(period, came.received_at.date()),
        is_again=same is not None,
        reasons=reasons,
        findings=told,
        n_carried=examined.n_carried,
        compared=compared if is_used else None,
        change=differs if outcome in (ACCEPTED, WAITING) else None,
    )


def _undated(context: ExamineContext, lost: LostReceipt) -> Reason:
    unit = context.known.unit_names.get(lost.unit_id, lost.unit_id)
    return reason("file.arrival_unknown", unit=unit, revision=lost.revision)


def _revision(ledger: Ledger, examined: Examined, lost: LostReceipt | None) -> int:
    """The revision of an accepted report: the one that its copy bears where its receipt was lost."""
    return lost.revision if lost else ledger.next_revision(examined.period_id, examined.unit_id)


def _says_the_same(old: Receipt, new: Receipt, ledger: Ledger) -> bool:
    if old.outcome == ACCEPTED or (old.outcome == WAITING and not ledger.waits(old)):
        return False  # withdrawn, or decided about
    return (old.outcome, old.unit_id, old.period_id, old.codes) == (
        new.outcome,
        new.unit_id,
        new.period_id,
        new.codes,
    )


def _known(context: ExamineContext, ledger: Ledger, file: _Kept, receipt: Receipt) -> Answer:
    period = context.known.plan.period(receipt.period_id)
    return Answer(
        file.name or receipt.original_name,
        KNOWN,
        receipt=receipt,
        unit_name=context.known.unit_names.get(receipt.unit_id, ""),
        edition=_edition(period, receipt.received_at.date()),
        newest_revision=ledger.counted(receipt.period_id, receipt.unit_id)[-1].revision,
        is_again=True,
    )


def _edition(period: Period | None, day: date) -> str:
    return "" if period is None else reading_edition(period, day)
