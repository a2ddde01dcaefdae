"""The documents that an edition offers: made when it is built, linked on the pages they belong to."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from papibook.ground.errors import PapibookError
from papibook.ground.kept_values import Codec, KeptValues, digest_of
from papibook.ground.numbers import format_number
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.report import BuiltEdition, report_content
from papibook.press.letters.made import report_files, word_and_pdf
from papibook.press.letters.publicity import loudspeaker_text, notice, portal_item
from papibook.press.letters.results import results_of
from papibook.press.recipe.inputs import library_versions, package_digest, tree_digest

_COVER = "book/pages/index.html"
_EXECUTION = "book/pages/execution.html"
_PUBLIC = ("niem-yet", "truyen-thanh", "cong-thong-tin")
_MARKS = ('<ul class="pb-downloads pb-documents">', "</ul>")
_OLD = re.compile(rf"{re.escape(_MARKS[0])}.*?{re.escape(_MARKS[1])}", re.DOTALL)
_LIBRARIES = ("python-docx", "segno", "typst", "lxml")

Files = Mapping[str, bytes]
_CODEC: Codec[Files] = Codec(
    1,
    lambda files: {name: base64.b64encode(data).decode() for name, data in files.items()},
    lambda plain: {str(name): base64.b64decode(data) for name, data in plain.items()},
)


@dataclass(frozen=True)
class Offered:
    """``files`` by name; ``problem``: why there are none."""

    files: Files
    problem: str = ""


def made_documents(project: Project, plan: PlanFile, edition: Edition, built: BuiltEdition) -> Offered:
    """The report, the page to post, the text to read aloud, the portal's item; kept by what they stand on.

    What the office's own outline has wrong leaves the documents out and not the book.
    """
    parts = {
        "slices": tree_digest(built.slices),
        "values": tree_digest(built.folder / "values"),
        "own": tree_digest(project.root, ("documents",)),
        "plan": plan.model_dump_json(),
        "edition": edition.edition_id,
        "code": package_digest(),
        **library_versions(_LIBRARIES),
    }
    kept = KeptValues(project.root / "_build" / "cache" / "documents", _CODEC)
    key = digest_of(parts)
    files = kept.read(key)
    if files is None:
        try:
            files = documents_of(project.root, plan, edition, built)
        except PapibookError as err:
            return Offered({}, str(err))
        kept.write(key, files)
    kept.prune({key})
    return Offered(files)


def documents_of(root: Path, plan: PlanFile, edition: Edition, built: BuiltEdition) -> Files:
    """The documents of a built edition by name; the same edition gives the same bytes.

    Raises:
        ConfigError: the outline of the report has something that there is not.
        BookError: Typst refused.
    """
    results, name = results_of(built.slices), edition.edition_id
    report = report_files(root, plan, name, report_content(root, plan, edition, None, built))
    if not results.is_known:
        return report  # there is nothing to tell the public yet
    return {
        **report,
        **word_and_pdf(root, plan, f"niem-yet-{name}", notice(plan, edition, results)),
        f"truyen-thanh-{name}.txt": loudspeaker_text(plan, edition, results).encode(),
        f"cong-thong-tin-{name}.html": portal_item(plan, edition, results).encode(),
    }


def offer_documents(finished: Path, files: Files) -> None:
    """Put ``files`` into ``finished/html`` and link them on the cover, those for the public under part IV."""
    folder = finished / "html" / "_static" / "files"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.unlink(missing_ok=True)  # it may be the same as another edition's by a hard link
        path.write_bytes(data)
    _link(finished / "html" / _COVER, files, '<ul class="pb-downloads">')
    public = {name: data for name, data in files.items() if name.startswith(_PUBLIC)}
    _link(finished / "html" / _EXECUTION, public, "</h1>")


def _link(page: Path, files: Files, behind: str) -> None:
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8")
    linked = with_documents(text, files, behind)
    if linked != text:
        fresh = page.with_suffix(".new")
        fresh.write_text(linked, encoding="utf-8", newline="\n")
        fresh.replace(page)


def with_documents(page: str, files: Files, behind: str) -> str:
    """``page`` with a list of ``files`` after the element that ``behind`` begins or ends.

    The list of an earlier build gives way.
    """
    page = _OLD.sub("", page)
    at = page.find(behind)
    if at < 0 or not files:
        return page
    end = at + len(behind) if behind.startswith("</") else page.index("</ul>", at) + len("</ul>")
    return page[:end] + _listed(files) + page[end:]


def _listed(files: Files) -> str:
    titles = {
        "bao-cao": say("press", "Official report"),
        "phu-luc": say("press", "Annexes of the report"),
        "niem-yet": say("press", "Page to post"),
        "truyen-thanh": say("press", "Text to read aloud"),
        "cong-thong-tin": say("press", "Item for the portal"),
    }
    kinds = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF", "txt": "TXT", "html": "HTML"}
    items = "".join(
        f'<li><a href="../../_static/files/{escape(name)}" download>'
        f"{escape(next(title for stem, title in titles.items() if name.startswith(f'{stem}-')))} "
        f"({kinds[name.rpartition('.')[2]]}, {_size(len(data))})</a></li>"
        for name, data in files.items()
    )
    return f"{_MARKS[0]}{items}{_MARKS[1]}"


def _size(n_bytes: int) -> str:
    """``45 KB``, ``1,2 MB``."""
    if n_bytes >= 10**6:
        return f"{format_number(n_bytes / 10**6, 1)} MB"
    return f"{format_number(max(1, round(n_bytes / 1000)))} KB"
