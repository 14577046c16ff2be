"""A batch whose data and results lie in a storage: the bytes of a folder, within bounds."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

import pytest
from support.batches import JOURNAL, finish, read_tree, write_departments
from support.clusters import s3_server
from support.ill_storage import ill_proxy

from generator.base.errors import GeneratorError
from generator.cli import batch as command
from generator.cli import batch_places
from generator.cli.batch import BatchRequest, OutputIsInputError, run
from generator.cli.batch_places import StoredFolder, journal_of, mirror
from generator.files.storage import (
    Storage,
    StorageGoneError,
    StorageRefusedError,
    StorageUnknownError,
    is_remote,
    local_path,
)
from generator.tasks.batch.journal import BatchTakenError, Journal
from generator.tasks.batch.unit import Settings
from generator.tasks.supervised.worker import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from support.ill_storage import Illness

fsspec = pytest.importorskip("fsspec")
COUNT = 8
CHECK = Settings(build=False, check=True, review=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight departments, and a file that is none."""
    folder = tmp_path_factory.mktemp("全省") / "全省"
    write_departments(folder, COUNT)
    (folder / "图片.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture(scope="module")
def here(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run from folder to folder writes."""
    out = tmp_path_factory.mktemp("这里") / "结果"
    status, said = finish(root, out, "--check", "--jobs", "1")
    assert status == 0, said
    return read_tree(out)


@pytest.fixture
def place() -> Iterator[str]:
    """A place in the memory of this process."""
    name = f"memory://{uuid.uuid4().hex}"
    yield name
    system = fsspec.filesystem("memory")
    if system.exists(name):
        system.rm(name, recursive=True)


def _upload(root: Path, url: str) -> None:
    storage = Storage(url, lambda _: None)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            storage.write(path.relative_to(root).as_posix(), path.read_bytes())


def _digests(url: str) -> dict[str, str]:
    storage = Storage(url, lambda _: None)
    return {name: storage.digest(name) for name in storage.list()}


def _request(root: str, out: str, cache: Path) -> BatchRequest:
    return BatchRequest(root, out, CHECK, 1, Bounds(), cache=cache)


def test_memory_to_memory_is_the_same_as_folder_to_folder(
    root: Path,
    here: dict[str, str],
    place: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, out = f"{place}/全省", f"{place}/结果"
    _upload(root, source)
    assert run(_request(source, out, tmp_path))
    assert _digests(out) == here
    assert f"从 {source} 取" in capsys.readouterr().err
    # Again: nothing is fetched, nothing is done; one that has changed is.
    assert run(_request(source, out, tmp_path))
    said = capsys.readouterr().err
    assert (f"没有变化 {COUNT} 个" in said, "个文件（共" in said) == (True, False)
    data = Storage(source, lambda _: None)
    changed = next(name for name in data.list() if name.endswith("公开01.csv"))
    data.write(changed, data.read(changed) + b"\n")
    run(_request(source, out, tmp_path))
    said = capsys.readouterr().err
    assert (f"没有变化 {COUNT - 1} 个" in said, " 1 个文件" in said) == (True, True)


def test_results_that_somebody_has_edited_stay(
    root: Path, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = tmp_path / "全县"
    write_departments(few, 1)
    assert run(_request(str(few), place, tmp_path / "缓存"))
    storage = Storage(place, lambda _: None)
    page = next(name for name in storage.list() if name.endswith("核对.html"))
    storage.write(page, b"mine")
    table = next(few.rglob("公开01.csv"))
    table.write_bytes(table.read_bytes() + b"\n")
    assert not run(_request(str(few), place, tmp_path / "缓存"))
    assert storage.read(page) == b"mine"
    assert "写出以后被人改过" in capsys.readouterr().err


def test_the_journal_of_a_storage_is_held_by_one_run(
    place: str, root: Path, tmp_path: Path
) -> None:
    path = journal_of(place, tmp_path)
    path.parent.mkdir(parents=True)
    journal = Journal(path, place)
    with pytest.raises(BatchTakenError, match=place):
        run(_request(str(root), place, tmp_path))
    journal.close()
    assert journal_of(f"{place}/", tmp_path) == path
    assert JOURNAL in journal_of(str(tmp_path), None).parts


def test_a_mirror_is_what_the_storage_is(place: str, tmp_path: Path) -> None:
    storage = Storage(place, lambda _: None)
    for name in ("a/公开01.csv", "b/c/公开01.csv", "out/核对.html"):
        storage.write(name, name.encode())
    folder = tmp_path / "全省"

    def names() -> set[str]:
        return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}

    assert mirror(storage, folder, f"{place}/out", print) == ()
    assert names() == {"a/公开01.csv", "b/c/公开01.csv"}
    storage.remove("b/c/公开01.csv")
    long = "长" * 100 + ".csv"  # 304 bytes: more than a file system takes
    storage.write(long, b"")
    (skipped,) = mirror(storage, folder, f"{place}/out", print)
    assert skipped.name == long
    assert names() == {"a/公开01.csv"}
    assert not (folder / "b").exists()


@pytest.mark.parametrize("name", ["../上面.csv", "a//b.csv", "a/./b.csv"])
def test_names_that_lead_elsewhere_are_not_fetched(name: str) -> None:
    assert "改名" in batch_places._refuse(name, 1)


@pytest.mark.parametrize(
    ("text", "remote", "path"),
    [
        ("s3://桶/全省", True, ""),
        ("memory://a", True, ""),
        ("file:///全省/a", False, "/全省/a"),
        ("全省/a", False, "全省/a"),
        ("C:/全省", False, "C:/全省"),
    ],
)
def test_where_a_place_is(text: str, remote: bool, path: str) -> None:  # noqa: FBT001 - of the case
    assert is_remote(text) is remote
    if not remote:
        assert local_path(text) == path


def test_places_that_cannot_be_used(place: str, tmp_path: Path) -> None:
    with pytest.raises(StorageUnknownError, match="gen-narrative"):
        Storage("nosuch://a", print)
    with pytest.raises(OutputIsInputError):
        run(_request(place, f"{place}/", tmp_path))
    with pytest.raises(GeneratorError, match="没有数据文件夹"):
        run(_request(place, f"{place}/out", tmp_path))


class _Ill:
    """Work that fails so many times."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left, self.error = times, error

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


def test_a_storage_is_asked_again_and_then_given_up(place: str) -> None:
    said: list[str] = []
    storage = Storage(place, said.append, pauses=(0.01, 0.01))
    assert storage._call("x", _Ill(2, OSError("ill"))) == "done"
    assert len(said) == 2
    with pytest.raises(StorageGoneError, match="试了 3 次"):
        storage._call("x", _Ill(3, OSError("ill")))
    said.clear()
    with pytest.raises(StorageRefusedError, match="权限"):
        storage._call("x", _Ill(1, PermissionError("no")))
    assert said == []


def test_a_storage_that_does_not_answer_is_not_waited_for(place: str) -> None:
    storage = Storage(place, lambda _: None, seconds=0.2, pauses=(0.01,))
    begun = time.monotonic()
    with pytest.raises(StorageGoneError, match="没有应答"):
        storage._call("x", lambda: time.sleep(5))
    assert time.monotonic() - begun < 4


@pytest.fixture(scope="module")
def s3() -> Iterator[tuple[str, Illness]]:
    """A bucket on a real server, behind a proxy that can be ill."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    with (
        s3_server() as server,
        ill_proxy(server) as (address, illness),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("AWS_ACCESS_KEY_ID", "of-a-test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "of-a-test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", address)
        system = fsspec.filesystem("s3")
        system.mkdir("sheng")
        yield "s3://sheng", illness


@pytest.fixture
def ill(s3: tuple[str, Illness]) -> Iterator[Callable[..., Illness]]:
    """Make the server ill; it is well afterwards."""
    illness = s3[1]

    def make(every: int = 0, late: int = 0, seconds: float = 0.0) -> Illness:
        illness.every, illness.late, illness.seconds = every, late, seconds
        illness.failed = 0
        return illness

    yield make
    make()


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses and little patience, so that a test is short."""

    class Hasty(Storage):
        def __init__(self, url: str, tell: Callable[[str], None]) -> None:
            super().__init__(url, tell, seconds=5, pauses=(0.05, 0.1, 0.2))

    monkeypatch.setattr(command, "Storage", Hasty)


def test_s3_gives_the_same_bytes_though_it_is_ill_and_slow(
    root: Path,
    here: dict[str, str],
    s3: tuple[str, Illness],
    ill: Callable[..., Illness],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, out = f"{s3[0]}/全省", f"{s3[0]}/结果"
    _upload(root, source)
    illness = ill(every=23, late=50, seconds=6)
    assert run(_request(source, out, tmp_path))
    assert illness.failed
    said = capsys.readouterr().err
    assert "后再试" in said
    assert "没有应答" in said
    ill()
    assert _digests(out) == here


def test_an_s3_that_only_fails_ends_the_run_and_what_is_done_stays(
    s3: tuple[str, Illness],
    ill: Callable[..., Illness],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, out = tmp_path / "全县", f"{s3[0]}/半"
    write_departments(few, 4)
    write = StoredFolder.write

    def then_ill(self: StoredFolder, files: Mapping[str, bytes]) -> None:
        write(self, files)
        ill(every=1)

    monkeypatch.setattr(StoredFolder, "write", then_ill)
    begun = time.monotonic()
    with pytest.raises(StorageGoneError, match="试了 4 次"):
        run(_request(str(few), out, tmp_path / "缓存"))
    assert time.monotonic() - begun < 60
    ill()
    monkeypatch.setattr(StoredFolder, "write", write)
    capsys.readouterr()
    assert run(_request(str(few), out, tmp_path / "缓存"))
    assert "没有变化 1 个" in capsys.readouterr().err
    assert len([one for one in _digests(out) if one.endswith("核对.html")]) == 4
