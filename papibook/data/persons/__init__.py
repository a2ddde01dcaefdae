"""Personal data in what people write: found, decided on by the office, masked before it is shown.

Numbers, e-mail and home addresses are masked until the office says otherwise; names stay until it says
otherwise, because officials are properly named in reports. Where texts come from does not belong here.
"""

from papibook.data.persons.decisions import Decisions, read_decisions
from papibook.data.persons.found import KINDS, Personal, find_personal, find_persons
from papibook.data.persons.masked import findings_to_say, masked_findings, masked_frame, masked_text

__all__ = [
    "KINDS",
    "Decisions",
    "Personal",
    "find_personal",
    "find_persons",
    "findings_to_say",
    "masked_findings",
    "masked_frame",
    "masked_text",
    "read_decisions",
]
