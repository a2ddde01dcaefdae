"""The products and document numbers that synthetic units name for a finished task."""

from __future__ import annotations

from datetime import date
from random import Random

from papibook.demo.chance import keyed
from papibook.demo.tables import PRODUCTS, PROFILES, rows_of
from papibook.ground.numbers import format_date

OFFICE = "UBND"


def office_code(unit_id: str) -> str:
    """The unit's part of a document number, as ``PNV``; ``UBND`` where none is known."""
    return next((row["office"] for row in rows_of(PROFILES) if row["unit_id"] == unit_id), OFFICE)


def document_number(chance: Random, unit_id: str, template: str, day: date) -> str:
    """Each unit numbers each kind of document from January on; 01, not 1 (Decree 30/2020)."""
    register = template.partition("/")[2].partition("-")[0]
    pace = keyed(0, "documents", unit_id, register).uniform(0.3, 0.9)
    return f"{round(day.timetuple().tm_yday * pace) + chance.randint(1, 3):02d}"


def result_text(chance: Random, unit_id: str, seat: str, product: str, day: date) -> str:
    """What a unit writes as result: the first document that the product names; its files lie at ``seat``."""
    wanted = product.casefold()
    texts: dict[str, str] = {row["word"]: row["text"] for row in rows_of(PRODUCTS)}
    found = [(wanted.index(word), text) for word, text in texts.items() if word in wanted]
    template = min(found)[1] if found else texts["other"]
    office = office_code(unit_id)
    return template.format(
        number=document_number(chance, unit_id, template, day),
        office=office,
        day=format_date(day),
        place=seat,
    )
