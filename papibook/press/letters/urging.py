"""The letter (công văn) that urges who owes a report, an answer or an overdue task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from papibook.data.edition.dataset import Dataset
from papibook.ground.numbers import format_date, format_number
from papibook.measures.counted import count_all, tables_of_office
from papibook.measures.overdue import overdue
from papibook.measures.periods import of_period
from papibook.measures.submission import FILL, MEND, NOTHING, SEND, submission_status, to_urge
from papibook.model.edition import edition_row
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.content import Annex, Block, DocumentContent, Paragraph
from papibook.press.documents.report import authority_of, drawn_up, in_words, plan_line
from papibook.views.common.words import within_sentence
from papibook.views.office.reminders import reminders
from papibook.views.office.urging import urging_table

_MOST_RECEIVERS = 10
"""So many are named under Kính gửi; of more the annex has the names."""


@dataclass(frozen=True)
class Owing:
    """What a letter of ``day`` is about.

    ``asked``: of papibook.measures.submission.to_urge; ``status``: of submission_status; ``late``: of
    papibook.measures.overdue; ``units``: schema UNITS; ``texts``: by unit, what it is told.
    """

    asked: pd.DataFrame
    status: pd.DataFrame
    late: pd.DataFrame
    units: pd.DataFrame
    day: date
    texts: Mapping[str, str]


def owing_on(dataset: Dataset, day: date) -> Owing:
    """Who owes what at the end of ``day``, as of which ``dataset`` was read."""
    counted, period_id = count_all(dataset), dataset.edition.period.period_id
    tables = tables_of_office(dataset, counted)
    status = submission_status(tables, period_id, min(day, dataset.edition.data_closed_on))
    late = overdue(of_period(counted.obligations, period_id), tables["tasks"], tables["units"])
    late = late[late["due_date"] < pd.Timestamp(day)]
    asked = to_urge(status, late, day)
    told = status[status["unit_id"].isin({*asked["unit_id"], *_senders(asked, status)})]
    contact = dataset.plan.file.contact or ""
    texts = reminders(told, tables, edition_row(counted.edition), day, contact=contact, late=late)
    return Owing(asked, status, late, tables["units"], day, texts)


def urging_letter(plan: PlanFile, edition: Edition, owing: Owing) -> DocumentContent:
    """The letter, with the list as its annex; number and day of signing are left open."""
    settings = plan.report
    table = urging_table(owing.asked, owing.status, owing.late, owing.units, owing.day)
    subject = f"đôn đốc thực hiện và báo cáo kết quả {within_sentence(plan.short_title)}"
    return replace(
        drawn_up(plan, owing.day, "", subject),
        code=settings.letter_code or settings.code.partition("-")[2] or settings.code,
        receivers=_receivers(owing),
        body=tuple(_body(plan, edition, owing)),
        authority=authority_of(plan),
        post=settings.post or plan.signer.post,
        copies=("Như trên", *(each for each in settings.copies or ("Lưu: VT",) if each.startswith("Lưu"))),
        annexes=(Annex("", table.caption, in_words(table), is_wide=False),),
    )


def _receivers(owing: Owing) -> tuple[str, ...]:
    units = owing.units.set_index("unit_id")
    names = units["addressed_as"].fillna(units["unit_name"])
    senders = _senders(owing.asked, owing.status)
    if len(senders) > _MOST_RECEIVERS:
        return ("Các cơ quan, đơn vị có tên trong Phụ lục",)
    return tuple(str(names[unit_id]) for unit_id in senders)


def _senders(asked: pd.DataFrame, status: pd.DataFrame) -> tuple[str, ...]:
    """Whose workbooks carry the rows of the units that are asked: each once, in their order."""
    through = status.set_index("unit_id")["reports_through"].dropna()
    return tuple(dict.fromkeys(str(through.get(unit_id, unit_id)) for unit_id in asked["unit_id"]))


def _body(plan: PlanFile, edition: Edition, owing: Owing) -> Iterator[Block]:
    period = within_sentence(edition.period.name)
    days = " và ".join(format_date(day) for day in edition.period.deadline_days)
    yield _said(f"{plan_line(plan)}, các cơ quan, đơn vị gửi báo cáo {period} chậm nhất là hết ngày {days}.")
    yield _said(_how_it_stands(owing))
    yield _said(f"{plan.issuer} yêu cầu thủ trưởng các cơ quan, đơn vị có tên trong Phụ lục:")
    demands = _demands(plan, edition, owing)
    for number, demand in enumerate(demands, start=1):
        yield _said(f"{number}. {demand}" if len(demands) > 1 else demand)
    yield _said("Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện.")


def _how_it_stands(owing: Owing) -> str:
    counts = _counts(owing)
    n_sent = int(owing.status["received_at"].notna().sum())
    parts = {
        SEND: "{n} cơ quan, đơn vị chưa gửi báo cáo",
        MEND: "{n} cơ quan, đơn vị đã gửi nhưng báo cáo còn phải chỉnh sửa, bổ sung",
        NOTHING: "{n} đầu việc đã quá hạn mà chưa hoàn thành",
    }
    silent = owing.asked.loc[owing.asked["asked"] == SEND, "unit_id"]
    through = owing.status[owing.status["reports_through"].notna()]
    if n_carried := int(silent.isin(through["unit_id"]).sum()):
        parts[SEND] += f" (trong đó {n_carried} đơn vị báo cáo qua đơn vị khác)"
    told = [text.format(n=format_number(counts[kind])) for kind, text in parts.items() if counts[kind]]
    return (
        f"Đến hết ngày {format_date(owing.day)}, đã có {n_sent}/{len(owing.status)} cơ quan, đơn vị gửi báo "
        f"cáo; còn {'; '.join(told)} (danh sách tại Phụ lục kèm theo)."
    )


def _counts(owing: Owing) -> Mapping[str, int]:
    asked = owing.asked["asked"]
    return {
        SEND: int((asked == SEND).sum()),
        MEND: int(asked.isin([MEND, FILL]).sum()),
        NOTHING: len(owing.late),
    }


def _demands(plan: PlanFile, edition: Edition, owing: Owing) -> list[str]:
    counts = _counts(owing)
    where = f" về {plan.contact}" if plan.contact else ""
    closed = edition.data_closed_on
    is_closed = owing.day > closed
    until = "" if is_closed else f" trước khi chốt tiếp nhận (hết ngày {format_date(closed)})"
    said = {
        SEND: f"Cơ quan, đơn vị chưa gửi báo cáo: khẩn trương hoàn thành và gửi báo cáo{where}{until}, nêu "
        "rõ lý do gửi chậm.",
        MEND: f"Cơ quan, đơn vị có báo cáo còn sai, còn thiếu: chỉnh sửa, bổ sung và gửi lại toàn bộ tệp báo "
        f"cáo{where}{until}.",
        NOTHING: "Cơ quan, đơn vị có nhiệm vụ quá hạn: tập trung hoàn thành, xác định rõ nguyên nhân, người "
        "chịu trách nhiệm, thời gian hoàn thành và báo cáo kết quả thực hiện.",
    }
    demands = [text for kind, text in said.items() if counts[kind]]
    if is_closed and (counts[SEND] or counts[MEND]):
        demands.append(
            f"Việc tiếp nhận báo cáo kỳ này đã kết thúc ngày {format_date(closed)}; báo cáo gửi sau ngày đó "
            "được tổng hợp vào lần phát hành sau."
        )
    return demands


def _said(text: str) -> Paragraph:
    return Paragraph((text,))
