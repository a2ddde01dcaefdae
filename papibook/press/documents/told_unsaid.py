"""What a report does not judge, and why: units without a report, no comparable period, figures that lack."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from papibook.ground.numbers import is_few
from papibook.measures.headline import Headline
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common.compared import against, compared_name
from papibook.views.common.filling import fill
from papibook.views.common.rows import rows_of
from papibook.views.common.same_units import on_same_units

_NAMED = 3


def unsaid_entries(
    head: Headline,
    by_dimension: pd.DataFrame,
    dimensions: pd.DataFrame,
    figures: pd.DataFrame,
    changes: pd.DataFrame,
    moves: pd.DataFrame,
    edition: EditionRow,
) -> list[Inline]:
    """Each thing that the report leaves open, in a sentence with its cause.

    Args:
        by_dimension: period_id, dimension_id and STANDING, rows of one period.
        figures: papibook.press.documents.told_figures.known_figures of DISTRICT_FIGURES, rows of one period.
        changes: papibook.measures.standing_changes by dimension. moves: DISTRICT_CHANGES, of one period.
    """
    return [
        *_unknown(head),
        *_compared(changes, moves, edition),
        *_figures(figures, About(str(edition.period_id))),
        *_few(by_dimension, dimensions, str(edition.period_id)),
    ]


def _unknown(head: Headline) -> Iterator[Inline]:
    """Obligations of which nothing is known; they stay in the denominator."""
    facts, counts = head.facts.named, head.shortfalls
    because = {
        (True, False): "do {n_silent} đơn vị chưa gửi báo cáo",
        (False, True): "do bị loại vì có lỗi hoặc để trống",
        (True, True): "({unsent} của {n_silent} đơn vị chưa gửi báo cáo, {unanswered} bị loại vì có lỗi hoặc "
        "để trống)",
    }.get((bool(counts.get("n_unsent")), bool(counts.get("n_unanswered"))))
    if because:
        yield fill(
            f"{{n}} đầu việc đến hạn chưa có thông tin {because}; vẫn tính trong tổng số đầu việc đến hạn.",
            n=facts["n_not_reported"],
            n_silent=facts["n_units_silent"],
            unsent=facts["n_unsent"],
            unanswered=facts["n_unanswered"],
        )


def _compared(changes: pd.DataFrame, moves: pd.DataFrame, edition: EditionRow) -> Iterator[Inline]:
    compared = changes[changes["change"].notna()]
    if compared.empty:
        why = ", vì đây là kỳ báo cáo đầu tiên của Kế hoạch" if edition.is_first else ""
        yield (f"Chưa so sánh với kỳ trước{why}.",)
    elif on := on_same_units(compared, edition):
        yield fill("Kết quả {against} được {on}.", against=against(edition), on=on)
    if (moves["basis"] == "difference").any():
        name = compared_name(edition)
        yield (f"Chỉ tiêu cộng dồn trong năm được so phần phát sinh sau {name} với {name}.",)


def _figures(figures: pd.DataFrame, about: About) -> Iterator[Inline]:
    has_value, has_target = figures["obs_value"].notna(), figures["target"].notna()
    lacking = figures[has_target & ~has_value]
    if len(lacking):
        yield fill(
            "{n} chỉ tiêu có mức giao chưa có số liệu: {names}.",
            n=Fact(about.figure("n_targets_without_value", len(lacking))),
            names=_names([str(name) for name in lacking["indicator_name"]]),
        )
    part = figures[has_target & has_value & (figures["n_units"] < figures["n_units_owing"]).fillna(False)]
    if len(part):
        yield fill(
            "{n} chỉ tiêu có mức giao được tính khi chưa đủ số liệu của các đơn vị phải báo cáo.",
            n=Fact(about.figure("n_indicators_incomplete", len(part))),
        )
    free = int((has_value & ~has_target).sum())
    if free:
        n = Fact(about.figure("n_indicators_without_target", free))
        yield fill("{n} chỉ tiêu có số liệu nhưng chưa giao mức phải đạt nên không đánh giá.", n=n)


def _few(by_dimension: pd.DataFrame, dimensions: pd.DataFrame, period_id: str) -> Iterator[Inline]:
    """Dimensions of which so little was due that a percentage would say more than is known."""
    names = dict(zip(dimensions["dimension_id"], dimensions["dimension_name"], strict=True))
    few = [row for row in rows_of(by_dimension) if is_few(row["n_counted"])]
    if few:
        told = [
            fill(
                "“{name}” ({n} đầu việc)",
                name=str(names[row["dimension_id"]]),
                n=Fact(
                    About(period_id, subject=f"dimension:{row['dimension_id']}").figure(
                        "n_counted", row["n_counted"]
                    )
                ),
            )
            for row in few
        ]
        yield fill(
            "Số đầu việc đến hạn còn ít nên không tính tỷ lệ phần trăm: {told}.", told=joined(told, "; ")
        )
    none = sorted({*names} - {row["dimension_id"] for row in rows_of(by_dimension) if row["n_counted"]})
    if none:
        told_none = joined([(f"“{names[each]}”",) for each in none], "; ")
        yield fill("Chưa có đầu việc đến hạn: {names}.", names=told_none)


def _names(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    if len(names) <= _NAMED + 1:
        return ", ".join(quoted)
    return f"{', '.join(quoted[:_NAMED])} và {len(names) - _NAMED} chỉ tiêu khác"
