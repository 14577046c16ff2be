"""Rounds in the words that all reports share, and the columns of lists that come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass
from generator.model.rounds import RoundCount, RoundState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary, ReviewedFile
    from generator.model.rounds import Confirmation, Noted, RoundDesk, TextChange

FACT = "所述事项"
ACCEPTED_BY = "接受人"
ACCEPTED_UNTIL = "有效期至"
CONFIRMED_BY = "确认人"
CONFIRMED_ON = "确认日期"
DIGEST = "文件摘要"
UNCHECKED_WHAT = "没有核对的"
ROUND_STATE = "轮次状态"
PAST = "上一轮的问题"
CHANGES = "文字改动"
DEPARTMENTS = "两轮的部门"
# What a department that was not in the round before has sent.
FIRST = "首次报送"
LAPSED = "接受、确认中没有计入的"
_LONGEST = 1500
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER.pattern})(?P<unit>[^0-9]+)")
_NAMED = 8
_FEW = 3


def state_of(one: ReviewedFile, finding: Finding) -> str:
    """Return the state of a finding in words, empty in a first round and for tails."""
    standing = one.rounds.standings.get(finding) if one.rounds else None
    if standing is None:
        is_tail = finding.finding_class is FindingClass.TAIL
        return FIRST if one.rounds and one.rounds.is_first and not is_tail else ""
    return (
        f"{standing.state.label}（原为 {standing.before}）"
        if standing.before
        else standing.state.label
    )


def word_counts(counts: Mapping[RoundState, int]) -> str:
    """Return how many findings are in each state: 已改 3，未改 2，改错 1."""
    order = (
        RoundState.FIXED,
        RoundState.UNCHANGED,
        RoundState.MISCORRECTED,
        RoundState.NEW,
        RoundState.UNTOLD,
    )
    return "，".join(f"{state.label} {counts[state]}" for state in order if counts.get(state))


def word_rounds(count: RoundCount | None) -> str:
    """Return what has become of the round before in one line, empty without one."""
    if count is None:
        return ""
    if count.is_first:
        return FIRST
    if not count.document:
        return "没有上一轮的文件可以比较"
    if count.is_same_file:
        same = "文件与上一轮完全相同"
        told = word_counts(count.counts)
        return f"{same}；{told}" if told else same
    changes = f"文字改动 {count.changes} 处" if count.changes else "文字没有改动"
    return "；".join(filter(None, (word_counts(count.counts), changes)))


def word_notes(one: ReviewedFile) -> tuple[str, ...]:
    """Return the lines above a report: the round before, what a person has confirmed."""
    lines = []
    rounds = one.rounds
    if rounds is not None:
        with_what = f"与上一轮的“{rounds.document}”相比：" if rounds.document else ""
        lines.append(f"第 {rounds.number} 轮。{with_what}{word_rounds(count_rounds(one))}。")
        lines += [f"{note}。" for note in rounds.notes]
    lines += [f"{line}。" for line in word_confirmed(one.confirmed)]
    return tuple(lines)


def word_confirmed(confirmed: Sequence[Confirmation]) -> tuple[str, ...]:
    """Return who has confirmed how much of what is unchecked."""
    groups: dict[tuple[str, str], int] = {}
    for one in confirmed:
        groups[one.who, one.day] = groups.get((one.who, one.day), 0) + 1
    return tuple(
        f"没有核对的有 {count} 项已由{who}于 {day} 确认，文件没有改动"
        for (who, day), count in groups.items()
    )


def list_lapsed(files: Iterable[FileSummary]) -> tuple[str, ...]:
    """Return what was accepted or confirmed and does not count, each once, with its files."""
    told: dict[str, list[str]] = {}
    for one in files:
        for line in one.lapsed:
            told.setdefault(line, []).append(one.name)
    return tuple(f"{line}（{_name_files(names)}）" for line, names in told.items())


def _name_files(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 份" if len(names) > _FEW else ""
    return f"{'、'.join(names[:_FEW])}{more}"


def count_rounds(one: ReviewedFile) -> RoundCount | None:
    """Return what the summary of all files keeps of the rounds of one."""
    rounds = one.rounds
    if rounds is None:
        return None
    return RoundCount(
        rounds.document,
        rounds.is_same_file,
        dict(rounds.counts),
        len(rounds.changes),
        rounds.is_first,
    )


def word_desk(desk: RoundDesk, files: Sequence[FileSummary]) -> tuple[str, ...]:
    """Return the rounds of a pile: the states of all, then the departments that differ."""
    total: dict[RoundState, int] = {}
    for one in files:
        for state, count in (one.rounds.counts if one.rounds else {}).items():
            total[state] = total.get(state, 0) + count
    told = word_counts(total) or "没有问题可以比较"
    lines = [f"与上一轮（{desk.result}）相比：{told}"]
    first = [one for one in files if one.rounds and one.rounds.is_first]
    if first:
        errors, warnings = (sum(one.counts[at] for one in first) for at in range(2))
        lines.append(f"{FIRST}的 {len(first)} 份不在其内：错误 {errors}，警告 {warnings}")
    if desk.is_same:
        lines.append("各份文件都与上一轮的完全相同，请核对给的是不是这一轮的文件")
    lines += filter(None, (_word_missing(desk, files), _list("本轮新送审的部门", desk.newcomers)))
    lines += [
        f"本轮“{name}”送了 {len(several)} 份：{'、'.join(several)}" for name, several in desk.twice
    ]
    return tuple(lines)


def _word_missing(desk: RoundDesk, files: Sequence[FileSummary]) -> str:
    """Return who was in the round before alone; a file that could not be read may be theirs."""
    told = _list("上一轮送审、本轮没有的部门", desk.missing)
    unread = sum(not one.was_read for one in files)
    return f"{told}（另有 {unread} 份没有读成，可能是其中部门的）" if told and unread else told


def _list(word: str, names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    return f"{word}：{'、'.join(names[:_NAMED])}{more}" if names else ""


def shorten(text: str) -> str:
    """Return a text as tables of changes print it; a very long one is cut, and says so."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"


def word_wanted(noted: Noted) -> str:
    """Return what should have stood there, in the unit in which it was written."""
    written = _AMOUNT.fullmatch(noted.written)
    if written is None or not _NUMBER.fullmatch(noted.wanted):
        return noted.wanted
    is_same = not noted.stated or noted.stated == written["number"]
    return f"{noted.wanted}{written['unit']}" if is_same else noted.wanted


def word_change(change: TextChange) -> str:
    """Return the numbers of a sentence that changed: 12.30 → 12.40."""
    return "；".join(f"{before} → {now}" for before, now in change.numbers)
