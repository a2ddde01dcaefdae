"""A book made upon a kept one has the bytes of one made anew; and nothing survives its parent."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from projects import ROOT

from papibook.press.book.client import book_process, complete_html
from papibook.press.book.request import BookRequest

pytestmark = pytest.mark.slow
TOC = """\
format: jb-book
root: book/index
parts:
- caption: Xã
  chapters:
  - glob: book/u/*
- caption: Khác
  chapters:
  - file: book/plan
"""
PLAN = """\
# Kế hoạch

```{glossary}
giải pháp
: Việc phải làm.
```

:::{standing} 1.1
:::

Xem {doc}`/book/u/1`.
"""


def write_source(source: Path) -> Path:
    (source / "book" / "u").mkdir(parents=True)
    (source / "book" / "pages" / "_static").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", source)
    (source / "_toc.yml").write_text(TOC, encoding="utf-8")
    (source / "book" / "index.md").write_text("# Đầu\n\n{term}`giải pháp`\n", encoding="utf-8")
    (source / "book" / "plan.md").write_text(PLAN, encoding="utf-8")
    for number in range(1, 5):
        text = f"# Xã {number}\n\nViệc của xã {number}.\n\n## Mục\n\n{{ref}}`đó <dich>`\n"
        (source / f"book/u/{number}.md").write_text(text, encoding="utf-8")
    (source / "book/u/2.md").write_text("# Xã 2\n\n(dich)=\n## Đích cũ\n", encoding="utf-8")
    write_json(source, "edition.json", {"edition_id": "2022-S1", "banner": "MINH HỌA"})
    write_json(source, "standing.json", {"1.1": {"status": "overdue", "sign": "!", "text": "3 quá hạn"}})
    (source / "book/pages/_static/a.csv").write_text("1", encoding="utf-8")
    return source


def write_json(source: Path, name: str, value: object) -> None:
    (source / "book" / "pages" / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def edit(source: Path, name: str, old: str, new: str) -> None:
    path = source / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_page(source: Path) -> None:
    (source / "book/u/3b.md").write_text("# Xã mới\n", encoding="utf-8")


def build(source: Path, out: Path, kept: Path | None) -> dict[str, bytes]:
    """All files of the HTML book."""
    out.mkdir()
    request = BookRequest(
        source, out / "html", logs=out / "logs", scratch=out / "scratch", kept=kept, key="k"
    )
    with book_process() as process:
        process.build(request)
        assert process.wait(timeout=120) == ()
        process.finish(timeout=120)
    complete_html(out / "html")
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted((out / "html").rglob("*"))
        if path.is_file()
    }


def reading(out: Path) -> str:
    log = (out / "logs" / "html.log").read_text(encoding="utf-8")
    found = re.search(r"\d+ added, \d+ changed, \d+ removed", log)
    return found[0] if found else ""


CHANGES: list[tuple[str, Callable[[Path], None], str]] = [
    ("a body", lambda s: edit(s, "book/u/1.md", "Việc của", "Phần việc của"), "0 added, 1 changed"),
    ("standing", lambda s: edit(s, "book/pages/standing.json", "3 quá", "4 quá"), "0 added, 1 changed"),
    ("a title", lambda s: edit(s, "book/u/1.md", "# Xã 1", "# Xã Một"), "0 added, 1 changed"),
    ("a target", lambda s: edit(s, "book/u/2.md", "Đích cũ", "Đích mới"), "0 added, 1 changed"),
    ("a term", lambda s: edit(s, "book/plan.md", "Việc phải làm", "Việc nên làm"), "0 added, 1 changed"),
    ("a download", lambda s: edit(s, "book/pages/_static/a.csv", "1", "2"), "0 added, 0 changed"),
    ("a page more", add_page, "7 added"),
    ("a page less", lambda s: (s / "book/u/3b.md").unlink(), "6 added"),
    ("the banner", lambda s: edit(s, "book/pages/edition.json", "MINH", "BẢN"), "6 added"),
    ("the settings", lambda s: edit(s, "_config.yml", "title: K", "title: Bản k"), "6 added"),
]  # fmt: skip


def test_whatever_changes_the_bytes_are_those_of_a_fresh_book(tmp_path: Path) -> None:
    source, kept = write_source(tmp_path / "source"), tmp_path / "cache" / "2022-S1"
    build(source, tmp_path / "first", kept)
    for number, (what, change, expected) in enumerate(CHANGES):
        change(source)
        updated = build(source, tmp_path / f"{number}-updated", kept)
        assert expected in reading(tmp_path / f"{number}-updated"), what
        fresh = build(source, tmp_path / f"{number}-fresh", None)
        differ = {name for name in updated.keys() | fresh.keys() if updated.get(name) != fresh.get(name)}
        assert differ == set(), what
        shutil.rmtree(tmp_path / f"{number}-updated")
        shutil.rmtree(tmp_path / f"{number}-fresh")


def test_a_kept_book_that_was_touched_is_made_anew(tmp_path: Path) -> None:
    source, kept = write_source(tmp_path / "source"), tmp_path / "cache" / "2022-S1"
    first = build(source, tmp_path / "first", kept)
    (kept / "doctrees" / "environment.pickle").write_bytes(b"not a pickle")
    assert build(source, tmp_path / "second", kept) == first
    assert "6 added" in reading(tmp_path / "second")


def test_a_book_that_warned_is_not_kept(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source")
    edit(source, "book/u/1.md", "Việc", "{doc}`/book/none`")
    kept = tmp_path / "cache" / "2022-S1"
    for name in ("one", "two"):
        with pytest.raises(AssertionError, match="unknown document"):
            build(source, tmp_path / name, kept)
    assert not kept.exists()


def test_pages_are_told_as_they_are_written_and_the_contents_before_them(tmp_path: Path) -> None:
    source, kept = write_source(tmp_path / "source"), tmp_path / "cache" / "2022-S1"
    told: dict[str, list[str]] = {"first": [], "second": []}
    for out, names in told.items():
        with book_process() as process:
            folder = tmp_path / out
            process.build(
                BookRequest(
                    source,
                    folder / "html",
                    logs=folder / "logs",
                    scratch=folder / "scratch",
                    kept=kept,
                    key="k",
                )
            )

            def note(name: str, names: list[str] = names, html: Path = folder / "html") -> None:
                assert (html / f"{name}.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
                names.append(name)

            process.wait(timeout=120, on_page=note)
            contents = process.contents()
            process.finish(timeout=120)
        edit(source, "book/u/1.md", "xã 1.", "xã 1..")
    assert [page.name for page in contents.pages()] == [
        "book/index",
        *(f"book/u/{number}" for number in range(1, 5)),
        "book/plan",
    ]
    assert [part.caption for part in contents.parts] == ["Xã", "Khác"]
    assert sorted(told["first"]) == sorted(page.name for page in contents.pages())
    assert sorted(told["second"]) == ["book/index", "book/u/1"]


def test_jupyter_books_own_command_gives_the_same_pages(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source")
    made = build(source, tmp_path / "out", None)
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = source / "_build" / "html"
    pages = [path for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts]
    assert len(pages) > 6
    for path in pages:
        assert path.read_bytes() == made[f"html/{path.relative_to(folder).as_posix()}"], path.name


def test_a_killed_parent_leaves_no_process_behind(tmp_path: Path) -> None:
    source = write_source(tmp_path / "source")
    script = textwrap.dedent(f"""
        import threading
        from pathlib import Path
        from papibook.press.book.client import book_process
        from papibook.press.book.request import BookRequest
        out = Path({str(tmp_path)!r}) / "out"
        with book_process() as process:
            print(process._process.pid, flush=True)
            source = Path({str(source)!r})
            process.build(BookRequest(source, out / "html", logs=out / "logs", scratch=out / "scratch"))
            threading.Event().wait()
    """)
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent, parent.stdout:
        group = int(parent.stdout.readline())
        time.sleep(1)
        parent.kill()
        parent.wait()
        end = time.monotonic() + 60
        while is_alive(group) and time.monotonic() < end:
            time.sleep(0.05)
        assert not is_alive(group)


def is_alive(group: int) -> bool:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                return True
    return False
