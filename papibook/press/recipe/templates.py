"""Template notebooks: what they declare, and whether a job fits.

papermill only warns about a parameter that a template does not declare and carries on with the default;
a report with the wrong commune's name on it is worse than none, so names are compared and refused here.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from papibook.ground.errors import ConfigError
from papibook.ground.shipped import own_or_shipped
from papibook.ground.vietnamese import composed
from papibook.model.tables import GIVEN_SLICES
from papibook.press.recipe.jobs import PageJob

OFFICIAL = "official"
"""Tag of cells that show official figures and nothing that units reported."""
_OPENER = "open_page"
"""The function by which a template opens its slices."""


@dataclass(frozen=True)
class Template:
    """A template notebook: its declared parameters with their defaults, and the slices it opens.

    ``has_official_part``: cells of it are tagged ``official``.
    """

    name: str
    path: Path
    parameters: tuple[str, ...]
    slices: tuple[str, ...]
    has_official_part: bool = False

    @property
    def shows_reports(self) -> bool:
        """Whether its pages show what units reported."""
        return not GIVEN_SLICES.issuperset(self.slices)

    @property
    def is_mixed(self) -> bool:
        """Whether its pages show official figures in a part of their own, below what units reported."""
        return self.shows_reports and self.has_official_part


@dataclass(frozen=True)
class TemplateText:
    """What is written in a template: ``digest`` covers all that can reach a page, ``code`` is what runs."""

    digest: str
    code: str


def notebook_bytes(path: Path) -> bytes:
    """The template's file in precomposed letters, those that JSON writes as numbers too."""
    content = path.read_bytes()
    with suppress(ValueError):  # no notebook: whoever reads it says so
        content = json.dumps(json.loads(content), ensure_ascii=False).encode()
    return composed(content)


def read_text(path: Path) -> TemplateText:
    """What is written in the template at ``path``.

    A template that was opened, run and saved says nothing new: outputs, counts, ids and the names of kernels
    do not reach a page. A file that is no notebook is taken byte for byte.
    """
    content = notebook_bytes(path)
    try:
        cells = [
            (str(cell["cell_type"]), "".join(cell["source"]), sorted(cell["metadata"].get("tags", [])))
            for cell in json.loads(content)["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return TemplateText(hashlib.sha256(content).hexdigest(), content.decode("utf-8", "replace"))
    digest = hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()
    return TemplateText(digest, "\n".join(source for kind, source, _ in cells if kind == "code"))


def read_template(path: Path) -> Template:
    """The template at ``path``.

    Raises:
        ConfigError: missing, not a notebook, without a cell tagged ``parameters``, or slices not named.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise ConfigError(
            "The template notebook {file} is missing: neither the project nor the package has it.",
            file=path.name,
        ) from None
    except (OSError, ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError) as err:
        raise ConfigError(
            "The template notebook {file} cannot be read ({cause}). Restore it from the project.",
            file=path.name,
            cause=str(err).splitlines()[0][:200],
        ) from err
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise ConfigError(
            "The template notebook {file} needs exactly one cell tagged “parameters”; it has {count}.",
            file=path.name,
            count=len(tagged),
        )
    parameters = _assigned_names(tagged[0].source, path.name)
    # Templates used to name their slices in the metadata too; where one still does, that holds.
    declared = tuple(notebook.metadata.get("papibook", {}).get("slices", ()))
    slices = declared or _opened_slices(notebook, parameters, path.name)
    has_official_part = any(OFFICIAL in cell.metadata.get("tags", []) for cell in notebook.cells)
    return Template(path.stem, path, parameters, slices, has_official_part)


def _opened_slices(notebook: NotebookNode, parameters: Collection[str], file: str) -> tuple[str, ...]:
    """The slices that the cells open, parameters as holes: ``unit/{unit_id}``."""
    names = [
        _slice_name(argument, parameters, file)
        for cell in notebook.cells
        if cell.cell_type == "code" and _OPENER in cell.source
        for node in ast.walk(_python(cell.source, file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == _OPENER
        for argument in node.args[1:]
    ]
    if not names:
        raise ConfigError(
            "The template notebook {file} opens no slices. Name them in its set-up cell, for example "
            'open_page(slices, "plan", "district").',
            file=file,
        )
    return tuple(dict.fromkeys(names))


def _slice_name(argument: ast.expr, parameters: Collection[str], file: str) -> str:
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    name = ""
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            name += part.value
        elif (
            isinstance(part, ast.FormattedValue)
            and isinstance(part.value, ast.Name)
            and part.value.id in parameters
        ):
            name += f"{{{part.value.id}}}"
        else:
            raise ConfigError(
                "The template notebook {file} opens a slice by {found}. Before the page runs it must be "
                "known which: write its name out, with the template's parameters ({parameters}) alone in "
                "braces.",
                file=file,
                found=ast.unparse(argument),
                parameters=", ".join(parameters),
            )
    return name


def _python(source: str, file: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as err:
        raise ConfigError(
            "A cell of {file} is not valid Python: {cause}.", file=file, cause=str(err)
        ) from err


def _assigned_names(source: str, file: str) -> tuple[str, ...]:
    body = _python(source, file).body
    names = [
        target.id
        for statement in body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    names += [
        statement.target.id
        for statement in body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]
    return tuple(names)


def read_templates(folder: Path, jobs: Iterable[PageJob]) -> dict[str, Template]:
    """The templates that ``jobs`` need, each job's parameters compared with what its template declares.

    ``folder``: the project's templates; the package's are taken for those that it lacks.

    Raises:
        ConfigError: a template is missing or broken; a parameter is unknown to it or left out.
    """
    templates: dict[str, Template] = {}
    for job in jobs:
        if job.template not in templates:
            name = f"{folder.name}/{job.template}.ipynb"
            templates[job.template] = read_template(own_or_shipped(folder.parent, name))
        template = templates[job.template]
        given = {"slices", *job.parameters}
        unknown = sorted(given - set(template.parameters))
        left_out = sorted(set(template.parameters) - given)
        if unknown or left_out:
            raise ConfigError(
                "Page {page}: the template {file} declares the parameters {declared}; "
                "unknown: {unknown}; left out: {left_out}.",
                page=job.page_id,
                file=template.path.name,
                declared=", ".join(template.parameters) or "–",
                unknown=", ".join(unknown) or "–",
                left_out=", ".join(left_out) or "–",
            )
    return templates
