"""What comes in: arrivals, the inbox that keeps every byte, recognition, receipts.

It changes no report in use and sends nothing back (:mod:`papibook.data.returns`).
"""

from papibook.data.intake.answers import Answer
from papibook.data.intake.intake import receive, receive_kept
from papibook.data.intake.recognise import known_units

__all__ = ["Answer", "known_units", "receive", "receive_kept"]
