"""Templates and texts of the package that a project has taken to change them, and what they were based on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from papibook.ground.errors import ConfigError
from papibook.ground.shipped import shipped_file, shipped_files
from papibook.ground.similar import did_you_mean
from papibook.ground.whole_file import write_whole

_MARK = re.compile(r"\n?% papibook (\S+) ([0-9a-f]{64})\n")
"""Last line of a text that was taken (a comment in MyST): version and checksum of the package's file."""


@dataclass(frozen=True)
class OwnFile:
    """A file of the project in place of the package's.

    Attributes:
        version: the package's version that it was taken from; empty: it does not say.
        is_changed: it says something else than the package's does now.
        has_moved: the package's is another one now than the one that it was taken from.
    """

    name: str
    version: str
    is_changed: bool
    has_moved: bool


def take(root: Path, word: str, version: str) -> str:
    """Copy a file of the package into the project at ``root``, marked with ``version``; its name.

    ``word``: its name (``notebooks/unit.ipynb``), or that without folder and ending (``unit``).

    Raises:
        ConfigError: the package has no such file, or the project has its own already.
    """
    names = {PurePosixPath(name).stem: name for name in shipped_files()}
    name = names.get(PurePosixPath(word).stem)
    source = shipped_file(name) if name else None
    if name is None or source is None:
        known = ", ".join(names)
        hint = did_you_mean(word, names)
        if hint:
            raise ConfigError(
                "The package has no “{word}”. Did you mean {hint}? There are: {known}.",
                word=word,
                hint=hint,
                known=known,
            )
        raise ConfigError("The package has no “{word}”. There are: {known}.", word=word, known=known)
    path = root / name
    if path.exists():
        raise ConfigError("{file} is in the project already.", file=name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _marked(name, source.read_bytes(), version))
    return name


def own_files(root: Path) -> Iterator[OwnFile]:
    """Every file of the project that stands in place of the package's; none where they are the same file."""
    for name in shipped_files():
        own, source = root / name, shipped_file(name)
        if source is None or not own.is_file() or own.samefile(source):
            continue
        shipped = source.read_bytes()
        says, version, checksum = _unmarked(name, own.read_bytes())
        is_changed = says != _unmarked(name, shipped)[0]
        yield OwnFile(name, version, is_changed, bool(checksum) and checksum != _sum(shipped))


def _marked(name: str, content: bytes, version: str) -> bytes:
    if name.endswith(".ipynb"):
        notebook = json.loads(content)
        notebook["metadata"]["papibook"] |= {"taken_from": version, "taken_sha256": _sum(content)}
        return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
    return content.rstrip(b"\n") + f"\n\n% papibook {version} {_sum(content)}\n".encode()


def _unmarked(name: str, content: bytes) -> tuple[object, str, str]:
    """What the file says, and the version and checksum that it was taken from, where it names them."""
    if name.endswith(".ipynb"):
        try:
            notebook = json.loads(content)
            kept = notebook["metadata"]["papibook"]
            return _cells(notebook), str(kept.get("taken_from", "")), str(kept.get("taken_sha256", ""))
        except (ValueError, LookupError, TypeError, AttributeError):
            return content, "", ""
    text = content.decode("utf-8", errors="replace")
    found = _MARK.search(text)
    plain = _MARK.sub("", text).strip()
    return (plain, found[1], found[2]) if found else (plain, "", "")


def _cells(notebook: dict[str, object]) -> list[tuple[object, str]]:
    """What is written in it; JupyterLab changes the rest when it saves."""
    cells = notebook["cells"]
    if not isinstance(cells, list):
        raise TypeError("cells are a list")
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
