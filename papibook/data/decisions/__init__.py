"""What the office decides about what came in: files that wait, reports that are withdrawn.

Every decision is a further line of the receipts, with its reason; nothing is deleted and nothing is edited.
"""

from papibook.data.decisions.decide import Decision, decide
from papibook.data.decisions.queue import Waiting, waiting_files
from papibook.data.decisions.withdraw import Withdrawal, withdraw

__all__ = ["Decision", "Waiting", "Withdrawal", "decide", "waiting_files", "withdraw"]
