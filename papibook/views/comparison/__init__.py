"""The page of what moved since the comparable period, and of figures revised since the last edition.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.comparison.figures import figure_moves
from papibook.views.comparison.page import comparison_basis, dimension_moves, unit_moves
from papibook.views.comparison.revised import revised_answers

__all__ = ["comparison_basis", "dimension_moves", "figure_moves", "revised_answers", "unit_moves"]
