"""Codes of personal data in texts; what they quote is the personal text and nothing else."""

from __future__ import annotations

from papibook.model.findings.code import warning

_CURE = (
    "Take it out and send the report again. If it belongs to an office and may be published, tell the office "
    "that makes the report."
)

PERSON_CODES = (
    warning(
        "person.phone",
        "The text has a phone number ({found}). It is hidden in what is published.",
        _CURE,
        "“liên hệ anh Bình, 0912 345 678” as a note",
        is_confirmable=False,
    ),
    warning(
        "person.identity",
        "The text has the number of an identity card ({found}). It is hidden in what is published.",
        _CURE,
        "“CCCD 014085001234” beside a name",
        is_confirmable=False,
    ),
    warning(
        "person.email",
        "The text has an e-mail address ({found}). It is hidden in what is published.",
        _CURE,
        "“gửi về hoa@example.com”",
        is_confirmable=False,
    ),
    warning(
        "person.address",
        "The text has a home address ({found}). It is hidden in what is published.",
        _CURE,
        "“bà Hoa, trú tại số nhà 12, tổ 3”",
        is_confirmable=False,
    ),
)  # fmt: skip
