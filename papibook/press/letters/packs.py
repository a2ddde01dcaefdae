"""Packs: for each recipient a folder and a ZIP with its parts and a list of them, all of them or none."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papibook.data.edition.dataset import Dataset
from papibook.data.letters.recipients import PUBLIC_PARTS, Recipient
from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.whole_folder import exchange, remove_folder
from papibook.model.groups import with_groups
from papibook.model.plan import PlanFile
from papibook.press.documents.content import DocumentContent
from papibook.press.documents.report import BuiltEdition, report_content
from papibook.press.letters.brief import brief
from papibook.press.letters.made import pdf_of, report_files, word_and_pdf
from papibook.press.letters.publicity import loudspeaker_text, notice, portal_item
from papibook.press.letters.results import results_of, results_of_unit
from papibook.press.letters.unit_sheet import unit_sheet
from papibook.press.letters.urging import owing_on
from papibook.press.recipe.file_names import file_names

LIST = "danh-muc.csv"
_HEAD = ("tep", "kich_thuoc_byte", "sha256")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class WrittenPacks:
    """``packs``: how many files by recipient."""

    folder: Path
    packs: Mapping[str, int]


def write_packs(root: Path, dataset: Dataset, recipients: Sequence[Recipient], folder: Path) -> WrittenPacks:
    """Write a folder and a ZIP for each of ``recipients``, in the place of those of an earlier run.

    Raises:
        ConfigError: the edition is not built; or the folder holds files that are not as they were written.
        BookError: Typst refused.
    """
    _refuse_changed(folder)
    parts = _Parts(root, dataset)
    packs = {each.recipient_id: _with_list(parts.of(each)) for each in recipients}
    files = {f"{name}/{file}": data for name, pack in packs.items() for file, data in pack.items()}
    files |= {f"{name}.zip": _zip(name, pack) for name, pack in packs.items()}
    try:
        _put(folder, files | {LIST: _list(files)})
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(folder), cause=cause_of(err)
        ) from err
    return WrittenPacks(folder, {name: len(pack) for name, pack in packs.items()})


class _Parts:
    """The parts of an edition, each made once."""

    def __init__(self, root: Path, dataset: Dataset) -> None:
        self._root, self._dataset = root, dataset
        self._plan: PlanFile = dataset.plan.file
        self._edition = dataset.edition
        self._id = dataset.edition.edition_id
        self._built = BuiltEdition(root / "_build" / "editions" / self._id)
        if not self._built.slices.is_dir():
            raise ConfigError(
                "The edition {edition} is not built yet. Run “papibook build {edition}” first.",
                edition=self._id,
            )
        self._results = results_of(self._built.slices)
        self._asked = owing_on(dataset, dataset.edition.data_closed_on).texts
        shown = with_groups(dataset.reference.units, dataset.reference.groups)
        self._pages = dict(zip(shown["unit_id"], shown["page_id"], strict=True))
        self._places = frozenset(shown.loc[shown["unit_code"].notna(), "unit_id"])
        self._made: dict[str, Files] = {}

    def of(self, recipient: Recipient) -> Files:
        """The files of a recipient by name."""
        files: dict[str, bytes] = {}
        for part in recipient.parts:
            if part == "unit":
                files |= self._unit(recipient)
            else:
                if part not in self._made:
                    is_told = part not in PUBLIC_PARTS or self._results.is_known
                    self._made[part] = self._make(part) if is_told else {}
                files |= self._made[part]
        return files

    def _make(self, part: str) -> Files:
        plan, edition = self._plan, self._edition
        match part:
            case "brief":
                return self._made_as(f"tom-tat-{self._id}", brief(plan, edition, self._built))
            case "report":
                content = report_content(self._root, plan, edition, None)
                return report_files(self._root, plan, self._id, content)
            case "data":
                name = file_names(self._id)["xlsx"]
                return {name: (self._built.folder / "html/_static/files" / name).read_bytes()}
            case "notice":
                return self._made_as(f"niem-yet-{self._id}", notice(plan, edition, self._results))
            case "loudspeaker":
                return {
                    f"truyen-thanh-{self._id}.txt": loudspeaker_text(plan, edition, self._results).encode()
                }
            case _:
                return {f"cong-thong-tin-{self._id}.html": portal_item(plan, edition, self._results).encode()}

    def _made_as(self, name: str, content: DocumentContent) -> Files:
        return word_and_pdf(self._root, self._plan, name, content)

    def _unit(self, recipient: Recipient) -> Files:
        unit = (str(self._pages[recipient.recipient_id]), recipient.name)
        asked = self._asked.get(recipient.recipient_id, "")
        sheet = unit_sheet(self._plan, self._edition, self._built, unit, asked)
        files = {f"{recipient.recipient_id}-{self._id}.pdf": pdf_of(self._root, self._plan, sheet)}
        if recipient.recipient_id not in self._places:
            return files
        results = results_of_unit(self._built.slices, recipient.recipient_id)
        if not results.is_known:
            return files
        posted = notice(self._plan, self._edition, results, place=unit[1], page=unit[0])
        return {**files, **self._made_as(f"niem-yet-{recipient.recipient_id}-{self._id}", posted)}


def _with_list(files: Files) -> Files:
    return {**files, LIST: _list(files)}


def _list(files: Files) -> bytes:
    """Name, size and SHA-256 of each file; UTF-8 with the mark that Excel looks for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for name, data in sorted(files.items()):
        writer.writerow([name, len(data), hashlib.sha256(data).hexdigest()])
    return out.getvalue().encode("utf-8-sig")


def _zip(name: str, files: Files) -> bytes:
    """The same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for file, data in sorted(files.items()):
            info = zipfile.ZipInfo(f"{name}/{file}", _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()


def _put(folder: Path, files: Files) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        fresh = aside / "new"
        for name, data in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        exchange(fresh, folder, parked=aside / "old")
    finally:
        remove_folder(aside)


def _refuse_changed(folder: Path) -> None:
    """What somebody put or changed there would be lost."""
    if not folder.exists():
        return
    changed = next(_changed(folder), None)
    if changed is not None:
        raise ConfigError(
            "{folder}: {name} is not as papibook wrote it, and would be replaced. Move it, or name another "
            "folder.",
            folder=str(folder),
            name=changed,
        )


def _changed(folder: Path) -> Iterator[str]:
    listed: dict[str, str] = {}
    path = folder / LIST
    if path.is_file():
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        listed = {row[0]: row[2] for row in rows[1:] if len(row) == len(_HEAD)}
    for each in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        name = each.relative_to(folder).as_posix()
        if each.is_dir() or (name == LIST and listed):
            continue
        if listed.get(name) != hashlib.sha256(each.read_bytes()).hexdigest():
            yield name
