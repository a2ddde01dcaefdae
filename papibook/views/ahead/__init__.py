"""What is still to be done: how much is missing to each target, and which jobs raise the share on time.

For the cover, the page of the whole place and the units' pages. What is overdue stands with the whole place.
"""

from papibook.views.ahead.gaps import gap_facts, target_gaps
from papibook.views.ahead.jobs import job_facts, lifting_jobs

__all__ = ["gap_facts", "job_facts", "lifting_jobs", "target_gaps"]
