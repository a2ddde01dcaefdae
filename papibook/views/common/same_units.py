"""On which units a comparison of two periods stands."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.model.inline import Inline
from papibook.views.common import words
from papibook.views.common.edition import EditionRow
from papibook.views.common.filling import fill


def on_same_units(changes: pd.DataFrame, edition: EditionRow) -> Inline:
    """``tính trên 27 trong 29 đơn vị …``; nothing where both periods have all units, or one alone is
    compared.

    Args:
        changes: papibook.measures.standing_changes, rows that are compared.
    """
    same = changes["n_same_units"].dropna()
    n_units = words.int_of(changes["n_units"].max()) if len(changes) else 0
    if same.empty or int(same.iloc[0]) == n_units:
        return ()
    about = About(str(edition.period_id))
    return fill(
        say("views_whole", "on the {n} of {total} units whose report is read in both periods"),
        n=Fact(about.figure("n_same_units", int(same.iloc[0]))),
        total=Fact(about.figure("n_reporting", n_units)),
    )
