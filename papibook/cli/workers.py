"""How many pages are made at the same time where nobody says."""

import os

WORKERS = (os.cpu_count() or 1) + 2
"""A page's kernel, the chart converter and this program take turns: two more than cores fill the waiting."""
