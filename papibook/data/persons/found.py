"""What of a text is personal, and the key by which two spellings of it are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from papibook.data.persons.addresses import ADDRESS, find_addresses
from papibook.data.persons.names import NAME, find_names
from papibook.data.persons.numbers import EMAIL, IDENTITY, PHONE, Span, find_numbers
from papibook.data.persons.plain import plain
from papibook.ground.vietnamese import fold

MASKED_KINDS = (PHONE, IDENTITY, EMAIL, ADDRESS)
"""Masked until the office says that they stay."""
KINDS = (*MASKED_KINDS, NAME)


@dataclass(frozen=True)
class Personal:
    """One personal thing: its kind, where it stands in the text, and as it is written."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """See :func:`key_of`."""
        return key_of(self.kind, self.text)


def key_of(kind: str, text: str) -> str:
    """What the same number, address or name comes to, however it is spelt.

    Zeros at the beginning and the country's 84 don't count: spreadsheets lose the one, people write the
    other.

    >>> key_of("phone", "+84 912.345.678") == key_of("phone", "0912345678") == "912345678"
    True
    """
    if kind in (PHONE, IDENTITY):
        digits = "".join(sign for sign in plain(text).upper() if sign.isalnum()).replace("O", "0").lstrip("0")
        return digits.removeprefix("84").lstrip("0") if kind == PHONE and len(digits) > 10 else digits
    return fold(plain(text)).rstrip(".")


def find_personal(text: str) -> tuple[Personal, ...]:
    """Numbers, e-mail and home addresses of ``text``, left to right, none inside another."""
    read = plain(text)
    return _apart(text, [*find_numbers(read), *find_addresses(read)])


def find_persons(text: str, places: Collection[str]) -> tuple[Personal, ...]:
    """Names of persons in ``text``, left to right; ``places``: folded names that are none."""
    return _apart(text, find_names(plain(text), places))


def _apart(text: str, spans: Iterable[Span]) -> tuple[Personal, ...]:
    """Spans that touch each other are one, of the kind of the first."""
    joined: list[Span] = []
    for kind, start, end in sorted(spans, key=lambda span: (span[1], -span[2])):
        if joined and start < joined[-1][2]:
            former, begin, last = joined[-1]
            joined[-1] = (former, begin, max(last, end))
        else:
            joined.append((kind, start, end))
    return tuple(Personal(kind, *_inside(text, start, end)) for kind, start, end in joined)


def _inside(text: str, start: int, end: int) -> tuple[int, int, str]:
    """The place without a parenthesis that closes only behind it."""
    start += text[start] == "(" and ")" not in text[start:end]
    return start, end, text[start:end]
