"""What was said and written is kept, undone and redone; nothing of others is overwritten."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest

from generator.server.store import Store, StoreError
from generator.server.store.changes import ChangedOutsideError, Changes
from generator.server.store.entries import Entries, Entry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store.sqlite3")


def _said(entries: Entries, subject: str = "甲") -> dict[tuple[str, str], str]:
    return {(one.key, one.kind): one.value for one in entries.current(subject)}


def _value(entry: Entry | None) -> object:
    assert entry is not None
    return entry.value


def test_the_newest_word_counts_and_an_empty_one_takes_back(store: Store) -> None:
    entries = Entries(store)
    entries.add("甲", "E01@C2", "decision", "接受", who="王")
    entries.add("甲", "E01@C2", "decision", "退回", who="李")
    entries.add("甲", "E01@C2", "note", "口径不同")
    entries.add("乙", "E01@C2", "decision", "接受")
    assert _said(entries) == {("E01@C2", "decision"): "退回", ("E01@C2", "note"): "口径不同"}
    entries.add("甲", "E01@C2", "note", "")
    assert _said(entries) == {("E01@C2", "decision"): "退回"}
    assert [(one.value, one.who) for one in entries.history("甲")][:2] == [
        ("接受", "王"),
        ("退回", "李"),
    ]


def test_words_are_undone_and_redone_in_turn(store: Store) -> None:
    entries = Entries(store)
    for word in ("一", "二", "三"):
        entries.add("甲", "k", "note", word)
    entries.add("乙", "k", "note", "乙的")
    assert [_value(entries.undo("甲")) for _ in range(2)] == ["三", "二"]
    assert _said(entries) == {("k", "note"): "一"}
    assert _value(entries.redo("甲")) == "二"
    entries.add("甲", "k", "note", "四")
    assert entries.redo("甲") is None
    assert [_value(entries.undo("甲")) for _ in range(3)] == ["四", "二", "一"]
    assert entries.undo("甲") is None
    assert _said(entries, "乙") == {("k", "note"): "乙的"}


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE entries; --", "<script>", "\x00", "\U0001f600", "\ud7ff"]
)
def test_any_text_is_a_text(text: str, store: Store) -> None:
    entries = Entries(store)
    entries.add(text, text, text, text, who=text)
    (found,) = entries.current(text)
    assert {found.subject, found.key, found.kind, found.value, found.who} == {text}


def test_half_a_character_is_replaced(store: Store) -> None:
    Entries(store).add("甲", "k", "note", "\ud800")
    assert _said(Entries(store)) == {("k", "note"): "?"}


def test_many_write_at_once(store: Store) -> None:
    def write(name: str) -> None:
        for number in range(20):
            Entries(Store(store.path)).add("甲", f"{name}{number}", "note", name)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcde"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(Entries(store).current("甲")) == 100


def test_a_store_of_a_newer_program_is_left_alone(store: Store) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(StoreError, match="更新的版本"):
        Store(store.path)


def test_a_folder_without_shared_memory_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Share(sqlite3.Connection):
        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
            if sql.endswith("=WAL"):
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(sql, *given)

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *given, **more: connect(*given, factory=Share, **more)
    )
    entries = Entries(Store(tmp_path / "store.sqlite3"))
    entries.add("甲", "k", "note", "写下了")
    assert _said(entries) == {("k", "note"): "写下了"}


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="已损坏"):
        Store(path)
    assert path.read_bytes().startswith(b"no database")


# Changes of files


@pytest.fixture
def changes(store: Store, tmp_path: Path) -> Changes:
    """The changes of a workspace."""
    return Changes(store, tmp_path)


def test_a_change_is_undone_and_redone(changes: Changes, tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("原因.csv", "事项.csv", "旧.csv"))
    first.write_bytes(b"1")
    third.write_bytes(b"3")
    changes.write("甲", "填了原因", {first: b"2", second: b"new", third: None})
    assert (first.read_bytes(), second.read_bytes(), third.exists()) == (b"2", b"new", False)
    undone = changes.undo("甲")
    assert undone is not None
    assert undone.what == "填了原因"
    assert (first.read_bytes(), second.exists(), third.read_bytes()) == (b"1", False, b"3")
    changes.redo("甲")
    assert (first.read_bytes(), second.read_bytes(), third.exists()) == (b"2", b"new", False)
    assert changes.redo("甲") is None


def test_what_changes_nothing_is_no_change(changes: Changes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1")
    assert changes.write("甲", "x", {path: b"1", tmp_path / "b.csv": None}) is None
    assert changes.list("甲") == ()


def test_what_another_program_wrote_is_not_overwritten(changes: Changes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    changes.write("甲", "x", {path: b"1"})
    path.write_bytes(b"by hand")
    with pytest.raises(ChangedOutsideError, match=r"a\.csv"):
        changes.undo("甲")
    assert path.read_bytes() == b"by hand"
    path.write_bytes(b"1")
    assert changes.undo("甲") is not None


def test_a_change_that_was_killed_before_it_was_written_is_undone(
    changes: Changes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("generator.server.store.changes._put", die)
        with pytest.raises(KeyboardInterrupt):
            changes.write("甲", "x", {path: b"2"})
    assert path.read_bytes() == b"1"
    changes.undo("甲")
    assert path.read_bytes() == b"1"


def test_scopes_are_undone_apart_and_a_new_change_ends_redoing(
    changes: Changes, tmp_path: Path
) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    changes.write("甲", "1", {one: b"1"})
    changes.write("乙", "2", {other: b"2"})
    changes.undo("甲")
    assert other.read_bytes() == b"2"
    changes.write("甲", "3", {one: b"3"})
    assert changes.redo("甲") is None
    assert [change.what for change in changes.list("甲")] == ["3"]
