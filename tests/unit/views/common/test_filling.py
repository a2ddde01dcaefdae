"""A template's sentence: each hole a named value, written by its kind, with the figure that it shows."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from lxml import html as lxml_html
from views_frames import ESCAPED, HOSTILE, dimensions, edition, obligation, obligations, reports, tasks, units

from papibook import measures as m
from papibook import views as v
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About, Figure
from papibook.model.inline import Run
from papibook.model.tables import (
    DEADLINES,
    DISTRICT_FIGURES,
    FINDINGS,
    KNOWN_SCORES,
    RECEIPTS,
    REMARKS,
    TOLD_DIRECTIVES,
)
from papibook.views.common import filling, sentences
from papibook.views.common.filling import NoFactError

ABOUT = About("2022-S1", "xa-a")
NUMBERS = Facts(
    {
        "n_counted": Fact(ABOUT.figure("n_counted", 1234)),
        "n_on_time": Fact(ABOUT.figure("n_on_time", None)),
        "share_on_time": Fact(ABOUT.figure("share_on_time", 78.54), "percent", 1, "–"),
        "change": Fact(ABOUT.figure("change_in_share_on_time", -3.25), "change", 1),
        "due": Fact(ABOUT.figure("due_date", "2022-05-31"), "date"),
        "n_tasks": Fact(Figure(None, 3)),
        "unit": (Run(HOSTILE, link="page:communes/xa-a"),),
        "braces": ("{n_counted} {",),
        "tail": (),
    }
)


def said(text: str, **options: str) -> str:
    return v.sentence(text, NUMBERS, **options).html


@pytest.mark.parametrize(
    ("hole", "written", "figure"),
    [
        ("n_counted", "1.234", "n_counted/2022-S1/xa-a/all"),
        ("n_on_time", "…", "n_on_time/2022-S1/xa-a/all"),  # missing is a mark and never 0
        ("share_on_time", "78,5%", "share_on_time/2022-S1/xa-a/all"),
        ("change", "−3,3", "change_in_share_on_time/2022-S1/xa-a/all"),
        ("due", "31/5/2022", "due_date/2022-S1/xa-a/all"),
    ],
)
def test_a_figure_is_written_by_its_kind_and_named(hole: str, written: str, figure: str) -> None:
    assert said(f"Có {{{hole}}}.") == f'<p>Có <span data-figure="{figure}">{written}</span>.</p>'


def test_a_share_of_nothing_is_a_dash() -> None:
    none = Facts({"share": Fact(ABOUT.figure("share_on_time", float("nan")), "percent", 1, "–")})
    assert lxml_html.fromstring(v.sentence("{share}", none).html).text_content() == "–"


def test_a_number_that_is_no_figure_of_the_plan_has_no_id() -> None:
    assert said("{n_tasks} nhiệm vụ") == "<p>3 nhiệm vụ</p>"


def test_words_of_units_stay_text_whatever_they_hold() -> None:
    html = said("Đơn vị {unit}, <b>{braces}")
    assert f'<a href="page:communes/xa-a">{ESCAPED}' in html
    assert "&lt;b&gt;{n_counted} {</p>" in html


def test_an_empty_hole_takes_its_space_along_and_line_breaks_are_spaces() -> None:
    assert said("Một {tail}, hai\n  ba. {tail}") == "<p>Một, hai ba.</p>"


def test_braces_to_be_seen_are_written_twice() -> None:
    assert said("{{a}} {n_tasks}") == "<p>{a} 3</p>"


def test_looks_anchor_and_link() -> None:
    assert said("a", look="lead") == '<p class="pb-lead">a</p>'
    assert said("a", look="official") == '<div class="pb-official"><p>a</p></div>'
    assert said("a", anchor="overdue") == '<p id="overdue">a</p>'
    assert said("a", link="district#overdue") == '<p><a href="page:district#overdue">a</a></p>'


@pytest.mark.parametrize("hole", ["n_conted", "n_counted:d", "n_counted!r", "n_counted.id", "0", ""])
def test_a_hole_that_is_no_name_of_a_value_is_refused_with_the_nearest(hole: str) -> None:
    with pytest.raises(NoFactError) as raised:
        said(f"Trong {{{hole}}} nhiệm vụ")
    text = raised.value.text("en")
    assert f"“{hole}”" in text
    assert ", ".join(sorted(NUMBERS.named)) in text
    assert f"Trong {{{hole}}} nhiệm vụ" in text
    if hole == "n_conted":
        assert "nearest: n_counted" in text


@pytest.mark.parametrize("text", ["Trong {n_counted", "Trong }"])
def test_a_lone_brace_is_refused(text: str) -> None:
    with pytest.raises(NoFactError, match="cannot be read"):
        said(text)


def test_a_wrong_name_is_refused_even_where_there_is_nothing_to_state() -> None:
    nothing = Facts({}, ("Không có gì.",))
    assert v.sentence("a", nothing).html == "<p>Không có gì.</p>"
    assert v.sentence("a", Facts({}, ())).html == ""
    with pytest.raises(NoFactError):
        v.sentence("{n_counted}", nothing)


def test_values_come_from_several_sources_and_from_no_frame() -> None:
    assert v.sentence("{place}: {n_tasks}", NUMBERS, edition()).html == "<p>huyện Mộc Châu: 3</p>"


def test_who_issues_the_report_is_named_with_the_place_above_it() -> None:
    issuers = (
        edition(),
        edition(issuer="Ủy ban nhân dân xã A, tỉnh Sơn La"),
        edition(issuer="Ủy ban nhân dân tỉnh Sơn La", parent_name=None),
    )
    assert [v.sentence("{issuer}", each).html for each in issuers] == [
        "<p>Ủy ban nhân dân huyện Mộc Châu, tỉnh Sơn La</p>",
        "<p>Ủy ban nhân dân xã A, tỉnh Sơn La</p>",
        "<p>Ủy ban nhân dân tỉnh Sơn La</p>",
    ]
    with pytest.raises(NoFactError, match="not from a DataFrame"):
        v.sentence("{a}", pd.DataFrame())  # type: ignore[arg-type]


DUE = obligations(obligation("T1.1-01", "overdue", days_late=3))
STANDING = m.standing(DUE, ("period_id", "unit_id"))
HEADLINE = m.headline(DUE, reports(), DISTRICT_FIGURES.empty(), edition())
BY_DIMENSION = m.standing(DUE, ("period_id", "dimension_id"))
CHANGES = m.standing_changes(DUE, ["dimension_id"], edition())
MADE: dict[Callable[..., object], Facts] = {
    filling.edition_facts: filling.edition_facts(edition()),
    sentences.standing_facts: sentences.standing_facts(BY_DIMENSION.iloc[0], ABOUT),
    v.conclusion_facts: v.conclusion_facts(TOLD_DIRECTIVES.empty(), edition()),
    v.directive_facts: v.directive_facts(TOLD_DIRECTIVES.empty(), edition()),
    v.change_facts: v.change_facts(CHANGES, dimensions(), edition()),
    v.dimension_facts: v.dimension_facts(BY_DIMENSION, edition(), "1"),
    v.dimension_links: v.dimension_links(dimensions()),
    v.district_facts: v.district_facts(DUE, reports(), units(), edition()),
    v.finding_facts: v.finding_facts(FINDINGS.empty(), reports(), edition()),
    v.gap_facts: v.gap_facts(DISTRICT_FIGURES.empty(), edition()),
    v.job_facts: v.job_facts(m.lifting_jobs(DUE, reports()), DUE, edition()),
    v.mark_facts: v.mark_facts(HEADLINE),
    v.papi_facts: v.papi_facts(KNOWN_SCORES.empty(), edition()),
    v.overdue_link_facts: v.overdue_link_facts(HEADLINE),
    v.overdue_facts: v.overdue_facts(DUE, tasks(), units(), edition()),
    v.receipt_facts: v.receipt_facts(RECEIPTS.empty(), edition()),
    v.remark_facts: v.remark_facts(REMARKS.empty(), edition()),
    v.silent_facts: v.silent_facts(reports(), units(), edition()),
    v.task_facts: v.task_facts(tasks(), edition()),
    v.unmet_facts: v.unmet_facts(DEADLINES.empty(), edition()),
    v.unit_facts: v.unit_facts(STANDING, reports(), edition(), "xa-a"),
    v.verdict_facts: v.verdict_facts(HEADLINE, BY_DIMENSION, dimensions(), edition()),
}


def described(maker: Callable[..., object]) -> set[str]:
    """The names that a description lists after “Names:”; what stands in brackets explains them."""
    paragraphs = (inspect.getdoc(maker) or "").split("\n\n")
    if len(paragraphs) == 1:
        return set()
    paragraph = " ".join(paragraphs[1].split())
    names = re.search(r"Names: (.*?)\.(?= Nothing|$)", paragraph)
    assert names, maker
    text = re.sub(r"\([^)]*\)(?: what[^,.]*)?", "", names[1])
    shared = described(sentences.standing_facts) if "standing_facts" in text else set()
    return shared | set(re.findall(r"(?<![`\w.])[a-z][a-z_]+(?=[,;.\s]|$)", text)) - {
        "and",
        "those",
        "of",
        "none",
    }


def test_every_source_of_names_is_looked_at() -> None:
    sources = {getattr(v, name) for name in v.__all__ if name.endswith("_facts")}
    assert sources - {v.asked_facts} <= set(MADE)  # that one only says whether there is anything to state


@pytest.mark.parametrize("maker", MADE, ids=lambda maker: maker.__name__)
def test_the_names_are_those_of_the_description(maker: Callable[..., object]) -> None:
    assert described(maker) == set(MADE[maker].named)


def test_the_architecture_page_lists_every_name() -> None:
    page = (Path(__file__).parents[4] / "docs/architecture.md").read_text(encoding="utf-8")
    section = page.split("## How a template says a sentence")[1].split("\n## ")[0]
    names = {name for facts in [*MADE.values(), HEADLINE.facts] for name in facts.named}
    assert names - set(re.findall(r"\w+", section)) == set()


def test_the_headlines_names_are_those_of_its_description() -> None:
    text = (inspect.getdoc(m.Headline.facts) or "").split("\n\n")[1]
    assert set(re.findall(r"\w+", text)) == set(HEADLINE.facts.named)


def test_an_edition_can_be_any_value_that_has_its_columns() -> None:
    assert v.sentence("{issue}", SimpleNamespace(**{**vars(edition()), "revision": 2})).html == (
        "<p>bản thay thế lần 2</p>"
    )
