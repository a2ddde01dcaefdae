"""The page of the official PAPI scores of the province. No unit's figure belongs here.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.papi.page import papi_breaks, papi_dimensions, papi_sources, papi_total
from papibook.views.papi.tables import papi_ranks_table, papi_scores_table, papi_subdimensions
from papibook.views.papi.words import papi_facts

__all__ = [
    "papi_breaks",
    "papi_dimensions",
    "papi_facts",
    "papi_ranks_table",
    "papi_scores_table",
    "papi_sources",
    "papi_subdimensions",
    "papi_total",
]
