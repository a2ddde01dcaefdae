"""What an edition reads: receipts, the reports of its periods, the dataset, what was revised.

Nothing is counted here (:mod:`papibook.measures`), and nothing is taken in (:mod:`papibook.data.intake`).
"""

from papibook.data.edition.dataset import Dataset, edition_of, load_dataset, read_dataset
from papibook.data.edition.receipts import read_receipts
from papibook.data.edition.revised import revised_answers

__all__ = ["Dataset", "edition_of", "load_dataset", "read_dataset", "read_receipts", "revised_answers"]
