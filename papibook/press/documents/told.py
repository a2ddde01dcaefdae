"""What a report's outline may say: named values and lists, from the slices that the edition's pages open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from papibook.data.slices import Page, open_page
from papibook.ground.numbers import is_few
from papibook.measures import current, headline, standing_changes
from papibook.measures.flags import is_true
from papibook.measures.headline import Headline
from papibook.measures.overdue import UNDONE_STATUSES
from papibook.measures.remarks import difficulties_of_undone
from papibook.measures.standing import BEHIND_PCT, ON_TRACK_PCT, share_parts
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.inline import Inline, Run, joined, text_of
from papibook.press.documents.told_figures import (
    farthest_from_target,
    known_figures,
    most_moved,
    move_entry,
    target_entries,
)
from papibook.press.documents.told_office import NAMES as OFFICE
from papibook.press.documents.told_office import office_lists, office_words
from papibook.press.documents.told_unsaid import unsaid_entries
from papibook.press.documents.told_work import (
    asked_entries,
    blocked_entries,
    cause_entries,
    names_said,
    next_entries,
    overdue_entries,
    proposal_entries,
)
from papibook.views import (
    change_facts,
    conclusion_entries,
    conclusion_facts,
    dimension_facts,
    directive_entries,
    directive_facts,
    gap_facts,
    overdue_facts,
    silent_facts,
    verdict_facts,
)
from papibook.views.common import sentences
from papibook.views.common.compared import against
from papibook.views.common.filling import Source, facts_of, fill
from papibook.views.common.rows import by_id, rows_of
from papibook.views.common.words import sentence_case, within_sentence

RUNNING = frozenset({"commentary", *OFFICE}) - {"office"}
"""Lists whose entries are paragraphs of the office's own and no items."""
_NOTHING_TO_JUDGE = "Chưa đủ số liệu để đánh giá."


@dataclass(frozen=True)
class Told:
    """``sources``: facts, a later one's names count; ``lists``: entries by name."""

    sources: tuple[Facts, ...]
    lists: Mapping[str, Sequence[Inline]] = field(hash=False)


def told_of(slices: Path) -> tuple[Told, tuple[Told, ...]]:
    """What is told of the whole, and of each dimension, of the edition whose slices lie in that folder.

    Raises:
        ConfigError: the edition lacks one of the slices.
    """
    own = ("plan", "standing", "district", "words", "commentary", "checklists", "directives")
    whole = _Whole(open_page(slices, *own))
    ids = [str(each) for each in whole.page["dimensions"]["dimension_id"]]
    words = open_page(slices, "plan", *(f"dimension/{each}" for each in ids))
    return whole.told(), tuple(whole.dimension(each, words) for each in ids)


class _Whole:
    """The frames of the edition's own period, taken once for the whole and each dimension."""

    def __init__(self, page: Page) -> None:
        self.page, self.edition = page, page.edition
        self.about = About(str(self.edition.period_id))
        self.obligations = current(page["obligations"], self.edition)
        self.reports = current(page["reports"], self.edition)
        self.by_dimension = current(page["district_standing"], self.edition)
        self.figures = known_figures(current(page["district_figures"], self.edition), page["indicators"])
        self.moves = known_figures(current(page["district_changes"], self.edition), page["indicators"])
        self.changes = standing_changes(page["obligations"], ["dimension_id"], self.edition)
        self.explained = difficulties_of_undone(current(page["remarks"], self.edition), self.obligations)

    def told(self) -> Told:
        """What is told of the whole."""
        page, edition = self.page, self.edition
        head = headline(page["obligations"], page["reports"], page["district_figures"], edition)
        verdict = facts_of(verdict_facts(head, self.by_dimension, page["dimensions"], edition))
        verdict = Facts({**head.facts.named, **verdict.named}, verdict.nothing)
        moved = change_facts(self.changes, page["dimensions"], edition)
        sources: tuple[Source, ...] = (
            edition,
            head,
            verdict,
            silent_facts(self.reports, page["units"], edition),
            # Why nothing is compared stands with all else that is not judged.
            Facts(moved.named, None if moved.nothing is None else ()),
            gap_facts(current(page["district_figures"], edition), edition),
            directive_facts(page["directives"], edition),
            conclusion_facts(page["directives"], edition),
            self._reporting(head),
            self._silent(head),
            self._assigned(),
            _stands(verdict),
            self._explained(),
        )
        office = office_lists(current(page["commentary"], edition))
        lists = {
            "conclusions": conclusion_entries(page["directives"], page["units"], edition),
            "directives": directive_entries(page["directives"]),
            "asked": asked_entries(current(page["checklist_tasks"], edition), page["tasks"], edition),
            "strengths": [*self._strengths(), *self._moved("better")],
            "weaknesses": [*self._weaknesses(), *self._moved("worse")],
            "difficulties": cause_entries(self.explained, self.about),
            "unsaid": unsaid_entries(
                head, self.by_dimension, page["dimensions"], self.figures, self.changes, self.moves, edition
            ),
            "next": next_entries(self.obligations, self.reports, page["tasks"], page["units"], edition),
            "proposals": proposal_entries(current(page["remarks"], edition), self.about),
        }
        for name, beside, text in (
            ("strengths", "office_strengths", _NOTHING_TO_JUDGE),
            ("weaknesses", "office_weaknesses", _NOTHING_TO_JUDGE),
            ("proposals", "office", "Không có kiến nghị, đề xuất."),
        ):
            if not lists[name] and not office[beside]:
                lists[name] = [(text,)]
        return Told(tuple(facts_of(source) for source in sources), {**lists, **office})

    def _reporting(self, head: Headline) -> Facts:
        n_units = len(self.reports)
        counts = {
            "n_reporting": n_units,
            "n_reported": n_units - head.n_silent,
            "n_reported_on_time": int((self.reports["report_status"] == "on_time").sum()),
        }
        facts = {name: Fact(self.about.figure(name, n)) for name, n in counts.items()}
        all_sent, all_on_time = (counts[name] == n_units for name in ("n_reported", "n_reported_on_time"))
        senders = "toàn bộ {n_reporting}" if all_sent else "{n_reported} trong {n_reporting}"
        on_time = "đều đúng hạn" if all_on_time else "trong đó {n_reported_on_time} báo cáo gửi đúng hạn"
        named: Named = {
            **facts,
            "senders": fill(f"{senders} cơ quan, đơn vị, địa phương", **facts),
            "sent_on_time": fill(on_time, **facts),
        }
        if counts["n_reported"] or not n_units:
            return Facts(named)
        period = within_sentence(self.edition.period_name)
        return Facts(named, (f"Chưa có cơ quan, đơn vị, địa phương nào gửi báo cáo kết quả {period}.",))

    def _silent(self, head: Headline) -> Facts:
        """Who has not reported, where some have."""
        silent = list(self.reports.loc[self.reports["report_status"] == "not_reported", "unit_id"])
        named: Named = {
            "n_units_silent": head.facts.named["n_units_silent"],
            "silent_units": names_said(silent, self.page["units"]),
        }
        return Facts(named, None if 0 < len(silent) < len(self.reports) else ())

    def _assigned(self) -> Facts:
        """How many tasks there are, and to how many obligations they were assigned."""
        own = self.obligations[~is_true(self.obligations["is_request"])]
        counts = {"n_tasks": own["task_id"].nunique(), "n_obligations": len(own)}
        named: Named = {name: Fact(self.about.figure(name, n)) for name, n in counts.items()}
        return Facts(named, None if len(own) else ())

    def _explained(self) -> Facts:
        undone = is_true(self.obligations["is_counted"]) & self.obligations["status"].isin(UNDONE_STATUSES)
        counts = {"n_undone_explained": len(self.explained), "n_undone": int(undone.sum())}
        figures = {name: Fact(self.about.figure(name, n)) for name, n in counts.items()}
        named: Named = {"n_explained": figures["n_undone_explained"], "n_undone": figures["n_undone"]}
        if len(self.explained):
            return Facts(named)
        if sentences.no_report(self.reports):
            return Facts(named, (_NOTHING_TO_JUDGE,))
        if not counts["n_undone"]:
            return Facts(named, ("Không có đầu việc đến hạn mà chưa hoàn thành.",))
        return Facts(named, ("Các đơn vị không nêu khó khăn, vướng mắc ở đầu việc đến hạn chưa hoàn thành.",))

    def _strengths(self) -> list[Inline]:
        """The dimensions on track; where there is none, those with the highest share."""
        share = self.by_dimension["share_on_time_pct"]
        entries: list[Inline] = []
        if share.notna().any():
            good = self.by_dimension[share >= ON_TRACK_PCT]
            text = f"{{n}} nội dung có tỷ lệ hoàn thành đúng hạn từ {ON_TRACK_PCT:.0f}% trở lên: {{named}}."
            if good.empty:
                good, text = (
                    self.by_dimension[share == share.max()],
                    "Nội dung có tỷ lệ hoàn thành đúng hạn cao nhất: {named}.",
                )
            entries.append(self._with_shares(text, good, "n_dimensions_on_track", ascending=False))
        n_met = int((self.figures["target_status"] == "met").sum())
        if n_met:
            entries.append(
                fill(
                    "{n} trong {of} chỉ tiêu được giao và có số liệu đã đạt mức giao.",
                    n=Fact(self.about.figure("n_indicators_at_target", n_met)),
                    of=self._n_judged(),
                )
            )
        return entries

    def _weaknesses(self) -> list[Inline]:
        """The dimensions behind, what is overdue, reports that came late or not, targets missed."""
        page, entries = self.page, []
        behind = self.by_dimension[self.by_dimension["share_on_time_pct"] < BEHIND_PCT]
        if len(behind):
            text = f"{{n}} nội dung có tỷ lệ hoàn thành đúng hạn dưới {BEHIND_PCT:.0f}%: {{named}}."
            entries.append(self._with_shares(text, behind, "n_dimensions_behind", ascending=True))
        late = overdue_facts(self.obligations, page["tasks"], page["units"], self.edition)
        if late.nothing is None:
            entries.append(
                fill(
                    "{n_overdue} đầu việc quá hạn chưa hoàn thành, thuộc {n_units_overdue} đơn vị.",
                    **{name: late.named[name] for name in ("n_overdue", "n_units_overdue")},
                )
            )
        n_missed = int((self.figures["target_status"] == "not_met").sum())
        if n_missed:
            far = farthest_from_target(self.figures, str(self.edition.period_id))
            entries.append(
                fill(
                    "{n} trong {of} chỉ tiêu được giao và có số liệu chưa đạt mức giao{far}.",
                    n=Fact(self.about.figure("n_targets_missed", n_missed)),
                    of=self._n_judged(),
                    far=("; còn cách xa nhất: ", *far) if far else "",
                )
            )
        return entries

    def _n_judged(self) -> Fact:
        judged = self.figures["target_status"].isin(["met", "not_met"])
        return Fact(self.about.figure("n_indicators_with_target", int(judged.sum())))

    def _with_shares(self, text: str, rows: pd.DataFrame, measure: str, *, ascending: bool) -> Inline:
        """``text`` with the dimensions of ``rows`` and their shares; ``measure``: what their number is."""
        names = by_id(self.page["dimensions"], "dimension_id", "dimension_name")
        named = []
        for row in rows_of(rows.sort_values("share_on_time_pct", ascending=ascending, kind="stable")):
            about = About(self.about.period_id, subject=f"dimension:{row['dimension_id']}")
            share = about.figure("share_on_time", row["share_on_time_pct"])
            named.append(
                fill(
                    "“{name}” ({share})",
                    name=str(names[row["dimension_id"]]),
                    share=Fact(share, "percent", 1, of=share_parts(row)),
                )
            )
        return fill(text, n=Fact(self.about.figure(measure, len(rows))), named=joined(named))

    def _moved(self, way: str) -> list[Inline]:
        rows = self.moves[self.moves["direction_of_change"] == way]
        if rows.empty:
            return []
        text = "{n} chỉ tiêu {word} {against}; rõ nhất là {named}."
        return [
            fill(
                text,
                n=Fact(self.about.figure(f"n_indicators_{way}", len(rows))),
                word="tốt hơn" if way == "better" else "kém hơn",
                against=against(self.edition),
                named=joined(most_moved(rows, self.edition), "; "),
            )
        ]

    def dimension(self, dimension_id: str, words: Page) -> Told:
        """What is told of one dimension."""
        page, edition = self.page, self.edition
        dimension = page["dimensions"].set_index("dimension_id").loc[dimension_id]
        about = About(self.about.period_id, subject=f"dimension:{dimension_id}")
        number = Facts({"number": (dimension_id,), "name": (str(dimension["dimension_name"]),)})
        own = _of(self.obligations, dimension_id)
        tasks = set(own["task_id"])
        explained = self.explained[self.explained["task_id"].isin(list(tasks))]
        figures = target_entries(_of(self.figures, dimension_id), about)
        moved = move_entry(_of(self.moves, dimension_id), edition, about)
        standing = dimension_facts(page["district_standing"], edition, dimension_id)
        return Told(
            (
                number,
                standing,
                _stands(standing),
                self._share_moved(dimension_id, about),
            ),
            {
                "commentary": office_words(
                    current(words["commentary"], edition), f"dimension-{dimension_id}"
                ),
                "overdue": overdue_entries(own, page["tasks"], page["units"], edition, about.subject),
                "blocked": blocked_entries(explained, own, page["tasks"], edition),
                "figures": [*figures, moved] if moved else figures,
            },
        )

    def _share_moved(self, dimension_id: str, about: About) -> Facts:
        """By how many points the dimension's share moved; nothing to state where it is not compared."""
        rows = rows_of(_of(self.changes, dimension_id))
        row = rows[0] if rows else None
        if row is None or pd.isna(row["change"]):
            return Facts({"share_moved": (), "against": ()}, ())
        way = {"better": "tăng {n} điểm phần trăm", "worse": "giảm {n} điểm phần trăm"}
        said = way.get(str(row["direction_of_change"]), "không đổi")
        figure = about.figure("change_in_share_on_time", row["change"])
        change = Fact(figure, "number", 1)
        moved = fill(said, n=_absolute(change)) if "{n}" in said else (said,)
        return Facts({"share_moved": moved, "against": (sentence_case(against(self.edition)),)})


def _stands(facts: Facts) -> Facts:
    """What became of what was due, as one phrase: all of it, none of it, or so many on time and the rest.

    Of few cases the percentage is left out: it would say both numbers once more.
    """
    on_time, due, share = (facts.named.get(name) for name in ("n_on_time", "n_counted", "share_on_time"))
    shortfalls = facts.named.get("shortfalls", ())
    if not (isinstance(on_time, Fact) and isinstance(due, Fact) and isinstance(share, Fact)):
        return Facts({"stands": ()}, facts.nothing)
    n, of = on_time.figure.value, due.figure.value
    if n and n == of:
        said: Inline = ("toàn bộ đã hoàn thành đúng hạn",)
    elif not n:
        said = fill("chưa có đầu việc nào hoàn thành đúng hạn{shortfalls}", shortfalls=shortfalls)
    else:
        in_percent = "" if isinstance(of, float) and is_few(of) else " ({share})"
        text = f"{{n}} hoàn thành đúng hạn{in_percent}{{shortfalls}}"
        said = fill(text, n=on_time, share=share, shortfalls=shortfalls)
    return Facts({"stands": said}, facts.nothing)


def _absolute(fact: Fact) -> Inline:
    """The number without its sign, which the words before it say."""
    said = fill("{n}", n=fact)
    return tuple(
        Run(piece.text.lstrip("-−"), figure=piece.figure) if isinstance(piece, Run) else piece
        for piece in said
    )


def _of(frame: pd.DataFrame, dimension_id: str) -> pd.DataFrame:
    return frame[frame["dimension_id"] == dimension_id]


def plain(said: Inline) -> str:
    """What a sentence says, in one line."""
    return " ".join(text_of(said).split())


def without_pointers(said: Inline) -> Inline:
    """``said`` without links to other pages: a document has none."""
    return tuple(piece for piece in said if not (isinstance(piece, Run) and piece.link.startswith("page:")))
