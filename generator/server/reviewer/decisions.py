"""What people said of a document: decisions, notes, confirmations, as the store has them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base.errors import GeneratorError
from generator.model.rounds import Acceptance
from generator.server.reviewer.folder import read_day
from generator.tasks.review_many.decided import Confirmed, Decided

if TYPE_CHECKING:
    from generator.server.reviewer.before import Carried
    from generator.server.store.entries import Entries, Entry
    from generator.tasks.review_many.accepted import AcceptedList
    from generator.tasks.review_many.kept import Items

ACCEPTED, FALSE, UPHELD = "accepted", "false", "upheld"
STATES = {UPHELD: "应改", ACCEPTED: "接受", FALSE: "误报"}
DECISION, NOTE, CONFIRMED = "decision", "note", "confirmed"
KINDS = {DECISION: "决定", NOTE: "备注", CONFIRMED: "确认"}
# A row of the list needs a reason: that of what was no fault says so.
_FALSE = "误报：不是问题"
_PILE = "review"
_ME, _NAME = "reviewer", "name"
_LONGEST, _LONGEST_NAME = 1000, 40
_DAY = 10
_ID = 16


class UndecidedError(GeneratorError):
    """Something that cannot be kept as it was said; the message says what is missing."""


class Said(NamedTuple):
    """A decision: one of `STATES`, why, until which day."""

    state: str
    reason: str = ""
    until: str = ""


def subject_of(pile: str, name: str) -> str:
    """Return what the entries of a document belong to."""
    return f"{_PILE}/{pile}/{name}"


def list_decided(entries: Entries, pile: str) -> tuple[str, ...]:
    """Return the names of the documents of which something was said."""
    start = subject_of(pile, "")
    return tuple(one.removeprefix(start) for one in entries.subjects(start))


def who_is_here(entries: Entries) -> str:
    """Return the name of the reviewer, empty before it was given."""
    return next((one.value for one in entries.current(_ME) if one.kind == _NAME), "")


def name_reviewer(entries: Entries, name: str) -> str:
    """Keep the name of the reviewer and return it."""
    name = " ".join(name.split())[:_LONGEST_NAME]
    entries.add(_ME, "", _NAME, name)
    return name


def merge_said(entries: Entries, subject: str, before: Carried) -> tuple[Entry, ...]:
    """Return what holds of a document, with what was said of it in the rounds before.

    Empty entries stay where they take back something of a round before.
    """
    own = {(entry.key, entry.kind): entry for entry in entries.history(subject)}
    merged = {**before, **own}
    return tuple(entry for at, entry in merged.items() if entry.value or at in before)


def read_decided(entries: Entries, subject: str, before: Carried) -> Decided:
    """Return the decisions on a document as the list of what was accepted has them."""
    findings: dict[str, Acceptance] = {}
    confirmed: dict[str, Confirmed] = {}
    for entry in merge_said(entries, subject, before):
        said = read_value(entry)
        if entry.kind == DECISION:
            findings[entry.key] = _accept(said, entry.who)
        elif entry.kind == CONFIRMED and entry.value:
            digest = str(said.get("digest", ""))
            confirmed[entry.key] = Confirmed(entry.who, entry.at[:_DAY], digest)
    return Decided(findings, confirmed)


def _accept(said: dict[str, Any], who: str) -> Acceptance:
    state, reason = said.get("state"), str(said.get("reason") or "")
    if state == ACCEPTED:
        return Acceptance(reason, who, str(said.get("until") or ""))
    if state == FALSE:
        return Acceptance(f"误报：{reason}" if reason else _FALSE, who, "")
    return Acceptance("")


def decide(entries: Entries, subject: str, items: Items, told: dict[str, Any], who: str) -> Entry:
    """Keep what somebody says of a finding or number. Raises UndecidedError."""
    kind, key = str(told.get("kind")), str(told.get("key"))
    known = {*items.findings, *items.accepted, *(items.unchecked if kind != DECISION else ())}
    if kind not in KINDS or key not in (items.unchecked if kind == CONFIRMED else known):
        raise UndecidedError("没有这个问题或数字，可能已经重新审核。请刷新页面。")
    taken_back = not told.get("value")
    if not who and not taken_back:
        raise UndecidedError("请先在页面下方填写审核人姓名。")
    if taken_back:
        return entries.add(subject, key, kind, "", who=who)
    return entries.add(subject, key, kind, _check(kind, told["value"], items.digest), who=who)


def _check(kind: str, value: Any, digest: str) -> str:
    """Return what is stored of a value. Raises UndecidedError."""
    if kind == CONFIRMED:
        return json.dumps({"digest": digest})
    if kind == NOTE:
        return _fit(value)
    state = str(value.get("state")) if isinstance(value, dict) else ""
    if state not in STATES:
        raise UndecidedError("没有这种决定。")
    said = Said(state, _fit(value.get("reason")), str(value.get("until") or ""))
    if said.state == ACCEPTED and not said.reason:
        raise UndecidedError("接受要写理由，下一轮和意见书要用。")
    if said.until and read_day(said.until) is None:
        raise UndecidedError("有效期写成 2026-12-31 这样的日期，没有期限的不写。")
    return json.dumps(said._asdict(), ensure_ascii=False)


def _fit(value: object) -> str:
    text = str(value or "").strip()
    if len(text) > _LONGEST:
        raise UndecidedError(f"最多写 {_LONGEST} 个字。")
    return text


def read_value(entry: Entry) -> dict[str, Any]:
    """Return the value of a decision or confirmation; of any other nothing."""
    with contextlib.suppress(ValueError):
        told = json.loads(entry.value)
        return told if isinstance(told, dict) else {}
    return {}


def stamp(accepted: AcceptedList) -> str:
    """Return what tells decisions apart."""
    return hashlib.sha256(repr(accepted).encode(errors="replace")).hexdigest()[:_ID]
