"""How many pages are made at the same time where nobody says."""

import os

WORKERS = (os.cpu_count() or 1) + 1
"""A page's kernel and this program take turns: one more than cores fills the time that one waits."""
