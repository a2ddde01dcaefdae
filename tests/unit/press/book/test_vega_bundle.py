"""The charts' script: made aside while other work runs, kept, there even where that failed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from papibook.ground.paths import Project
from papibook.press.book import vega_bundle as module
from papibook.press.book.vega_bundle import vega_bundle


def test_the_chart_script_is_made_aside_and_keeps_its_names_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, target = Project(tmp_path), tmp_path / "book" / "_static" / "vega-bundle.js"
    (tmp_path / "_build" / "cache").mkdir(parents=True)
    with monkeypatch.context() as here, vega_bundle(project) as put:
        here.setattr(module, "write_vega_bundle", _unwanted)
        put(target)
    text = target.read_text(encoding="utf-8")
    assert text.startswith("(() => {")
    assert "window.vegaEmbed" in text
    monkeypatch.setattr(subprocess, "Popen", _unwanted)  # the second time it is there
    target.unlink()
    with vega_bundle(project) as put:
        put(target)
    assert target.read_text(encoding="utf-8") == text


def test_it_is_made_here_where_the_process_that_makes_it_ends_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_text", lambda: "script")
    monkeypatch.setattr(module, "_ROOT", tmp_path / "nowhere")
    (tmp_path / "nowhere").mkdir()
    (tmp_path / "nowhere" / "papibook.py").write_text("raise SystemExit(1)", encoding="utf-8")
    with vega_bundle(Project(tmp_path)) as put:
        put(tmp_path / "vega-bundle.js")
    assert (tmp_path / "vega-bundle.js").read_text(encoding="utf-8") == "script"


def test_a_build_that_ends_early_leaves_no_process(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def begin(kept: Path) -> subprocess.Popen[bytes]:
        started.append(real(kept))
        return started[0]

    real = module._begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_begin", begin)
        with vega_bundle(Project(tmp_path)):
            pass
    assert started[0].returncode is not None
    assert list(tmp_path.rglob("*.part")) == []


def _unwanted(*_: object, **__: object) -> None:
    raise AssertionError("it was made again")
