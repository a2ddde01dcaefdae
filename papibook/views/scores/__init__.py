"""Scores that another body gives the units by an index of its own: on a unit's page, and all in one annex."""

from papibook.views.scores.of_all import index_scores
from papibook.views.scores.of_unit import unit_index

__all__ = ["index_scores", "unit_index"]
