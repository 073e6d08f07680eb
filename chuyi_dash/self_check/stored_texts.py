"""Texts that are Chinese in every language.

They are stored with the facts, or sent to prefectures.
"""

from __future__ import annotations

from datetime import date

from chuyi_dash.metrics.self_check.model import DRAFT, RETURNED, RoundRow


def source_title(prefecture: str, round: RoundRow, check_code: str) -> str:
    """Write the title of the source behind the facts that an accepted sheet confirmed."""
    return f"{prefecture}{round.name}“楚怡”行动自查表（校验码 {check_code}）"


def source_note(round: RoundRow) -> str:
    """Write the note of that source: confirmed by the steward, dated, sample or not."""
    sample = "；示例演练，不是真实数据" if round.sample else ""
    return f"市州自查、省级审核通过后确认的数据，截至{round.as_of:%Y-%m-%d}{sample}"


def reminder(
    prefecture: str, round: RoundRow, state: str | None, missing: int, remarks: int, today: date
) -> str:  # fmt: skip
    """Write a message, ready to send, to a prefecture that has not handed in its sheet."""
    state_words = {
        None: "贵市州尚未开始填报",
        DRAFT: f"贵市州的自查表还在填报中，尚有{missing}项未完成" if missing else "贵市州的自查表已填完，还没有提交",
        RETURNED: _returned(missing, remarks),
    }[state]
    late = (today - round.due).days
    when = f"已逾期{late}天，请尽快提交" if late > 0 else f"还有{-late}天，请按时提交" if late < 0 else "今天到期"
    sample = "（示例演练）" if round.sample else ""
    return (
        f"{prefecture}：{round.name}“楚怡”行动自查{sample}应于{round.due.year}年{round.due.month}月{round.due.day}日前提交，"
        f"{when}。{state_words}。"
    )


def _returned(missing: int, remarks: int) -> str:
    """Describe the state of a sheet that came back to its prefecture.

    It came with the steward's remarks or, opened again after it was accepted, without any.
    """
    if remarks:
        return f"贵市州的自查表已退回修改，尚有{remarks}项退回意见待处理" + (f"、{missing}项未完成" if missing else "")
    left = f"，尚有{missing}项未完成" if missing else ""
    return f"贵市州的自查表通过后已重新开放{left}，请修改后再次提交"
