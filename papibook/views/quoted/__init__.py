"""Numbers that the office's commentary quotes, read out of its text and held against its page's figures.

A number that no figure gives is told, and so is one whose figure has moved since the text was written.
"""

from papibook.views.quoted.judged import (
    commentary_problems,
    fill_commentary,
    has_quotes,
    judge_commentary,
    quotes_to_keep,
)
from papibook.views.quoted.known import Frames
from papibook.views.quoted.table import quoted_table

__all__ = [
    "Frames",
    "commentary_problems",
    "fill_commentary",
    "has_quotes",
    "judge_commentary",
    "quoted_table",
    "quotes_to_keep",
]
