"""A page to sign: who owes what by when, of a plan whose reports are still to come."""

from __future__ import annotations

from pathlib import Path

import jinja2

from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.review.plan_review import who_owes
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.ground.whole_file import write_whole
from papibook.press.theme import HTML_FOLDER
from papibook.views.common.words import within_sentence

_TEMPLATE = "sign-off.html"
FILE = "phan-cong.html"


def write_sign_off(project: Project, plan: Plan, reference: Reference) -> Path:
    """Write the page of ``plan`` below ``_build``; returns it. It loads nothing from elsewhere."""
    path = project.root / "_build" / "plan" / plan.file.plan_id / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, sign_off_html(plan, reference).encode())
    return path


def sign_off_html(plan: Plan, reference: Reference) -> str:
    """The page as text: each set of equal duties once, with the names of those who have them."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HTML_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(
        title=say("press", "Who owes what by when"),
        plan=say(
            "press",
            "Plan No. {number} of {day} of {issuer} on {title}",
            number=plan.file.number,
            day=format_date(plan.file.issued_on),
            issuer=plan.file.issuer,
            title=within_sentence(plan.file.title),
        ),
        periods=[
            say(
                "press",
                "{name}: from {start} to {end}; units report by the end of {day}",
                name=period.name,
                start=format_date(period.starts_on),
                end=format_date(period.cutoff_on),
                day=format_date(period.unit_deadline.last_day),
            )
            for period in plan.file.periods
        ],
        owed=who_owes(plan, reference),
        words={
            "id": say("press", "Id"),
            "task": say("press", "Task"),
            "product": say("press", "Product"),
            "due": say("press", "Due"),
            "figures": say("press", "Figures to report"),
            "none": say("press", "No task."),
            "through": say("press", "They report through"),
            "made_by": say("press", "Drawn up by"),
            "approved_by": say("press", "Approved by"),
        },
    )
