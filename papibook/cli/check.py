"""``papibook check``: all findings of a period's reports at once."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.shared import Shared, project_at


def add_check(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command, help=t("Check every report of the period and show all findings at once.")
    )
    def check(
        edition: Annotated[str, shared.edition],
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.findings import show_check
        from papibook.data.edition.dataset import read_dataset, require_reports
        from papibook.data.given.plan import check_text
        from papibook.data.given.plan_warnings import plan_warnings
        from papibook.model.as_of import LAST_DAY

        dataset = read_dataset(project_at(project), edition, as_of=LAST_DAY)
        check_text(dataset.plan)
        findings = dataset.periods[dataset.edition.period.period_id].findings
        warnings = plan_warnings(dataset.edition)
        has_errors = show_check(Console(highlight=False), findings, warnings, edition, lang)
        require_reports(dataset)
        if has_errors:
            raise SystemExit(3)
