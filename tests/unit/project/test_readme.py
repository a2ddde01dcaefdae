"""The READMEs and the command line say the same."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from papibook.cli.app import make_app
from papibook.ground.errors import BookError, ConfigError, DataRefusedError, PageError, PapibookError

ROOT = Path(__file__).resolve().parents[3]
READMES = ("README.md", "README.vi.md")
TWO_COMMANDS = ["make report", "make test"]


def commands(lang: str = "vi") -> dict[str, Any]:
    group: Any = typer.main.get_command(make_app(lang))
    return dict(group.commands)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_first_commands_are_the_two(name: str) -> None:
    console = re.search(r"```console\n(.*?)```", text(name), flags=re.DOTALL)
    assert console is not None
    assert [line.removeprefix("$ ") for line in console[1].splitlines()] == TWO_COMMANDS


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_table_and_no_other(name: str) -> None:
    listed = set(re.findall(r"^\| `papibook ([a-z][a-z-]*)", text(name), flags=re.MULTILINE))
    assert listed == set(commands())


@pytest.mark.parametrize("name", READMES)
def test_every_option_named_exists(name: str) -> None:
    parameters = [parameter for command in commands().values() for parameter in command.params]
    options = {flag for parameter in parameters for flag in parameter.opts}
    named = set(re.findall(r"`(--[a-z-]+)", text(name))) - {"--version"}
    assert named <= options


@pytest.mark.parametrize("name", READMES)
def test_every_exit_code_is_listed(name: str) -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", text(name), flags=re.MULTILINE)}
    raised = {
        error.exit_code for error in (PapibookError, ConfigError, DataRefusedError, PageError, BookError)
    }
    assert listed == raised | {0, 130}


@pytest.mark.parametrize("name", READMES)
def test_make_targets_named_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", text(name))) | {line.split()[1] for line in TWO_COMMANDS}
    assert named <= targets


@pytest.mark.parametrize("name", READMES)
def test_links_and_pictures_are_there(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text(name)):
        assert (ROOT / target).exists(), target


def test_help_is_vietnamese_by_default_and_english_on_demand() -> None:
    assert "Dựng ấn bản" in str(commands("vi")["build"].help)
    assert "Build the edition" in str(commands("en")["build"].help)


def test_ci_runs_make_test() -> None:
    assert "make test" in text(".ci/run")
