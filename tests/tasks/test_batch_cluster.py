"""A batch on a Dask scheduler: the bytes of one machine, whoever of the workers is lost."""

from __future__ import annotations

import sys
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from support.batches import (
    ALL,
    begin,
    finish,
    read_times,
    read_tree,
    write_departments,
)
from support.clusters import Cluster, free_port

from generator.tasks.batch.engine import perform_here
from generator.tasks.batch.far import do_parcel, read_answer, write_parcel
from generator.tasks.batch.fingerprint import make_key, with_key
from generator.tasks.batch.parcel import pack, unpack
from generator.tasks.batch.unit import Kind, Order, Outcome, Settings, Unit
from generator.tasks.supervised.worker import Bounds

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这样的信号")
COUNT = 8


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight departments, one of them broken, one with another's folder inside."""
    folder = tmp_path_factory.mktemp("全省") / "全省"
    names = write_departments(folder, COUNT)
    broken = folder / "坏的"
    broken.mkdir()
    (broken / "公开01.csv").write_bytes(b"\x00\x01")
    inner = folder / names[0] / "所属学校"
    inner.mkdir()
    (inner / "公开01.csv").write_text("没有表\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def here(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run on this machine writes."""
    out = tmp_path_factory.mktemp("这里") / "结果"
    status, said = finish(root, out, *ALL, "--jobs", "2")
    assert status == 1, said
    return out


def test_a_worker_killed_in_the_middle_changes_nothing(
    root: Path, here: Path, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    with Cluster(2) as cluster:
        options = (*ALL, "--cluster", cluster.address)
        running = begin(root, out, *options)
        ends = time.monotonic() + 120
        while not list(out.rglob("核对.html")):
            assert running.poll() is None, running.communicate()[1].decode()
            assert time.monotonic() < ends
            time.sleep(0.05)
        cluster.workers[0].kill()
        _, said = running.communicate(timeout=200)
        assert running.returncode == 1, said.decode()
        assert "断开了，它手上的部门由别的工作机重做" in said.decode()
        assert "Traceback" not in said.decode()
        assert read_tree(out) == read_tree(here)
        # The journal is one: here or there, what is done is done.
        before = read_times(out)
        status, said_again = finish(root, out, *ALL, "--jobs", "1")
        assert status == 1
        assert f"没有变化 {COUNT} 个" in said_again
        assert {name: before[name] for name in before if "坏的" not in name} == {
            name: told for name, told in read_times(out).items() if "坏的" not in name
        }


def test_a_scheduler_that_ends_leaves_what_is_done(root: Path, here: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    with Cluster(1) as cluster:
        running = begin(root, out, *ALL, "--cluster", cluster.address)
        ends = time.monotonic() + 120
        while not list(out.rglob("核对.html")):
            assert running.poll() is None, running.communicate()[1].decode()
            assert time.monotonic() < ends
            time.sleep(0.05)
        cluster.scheduler.kill()
        _, said = running.communicate(timeout=120)
    assert running.returncode == 3, said.decode()
    assert "调度程序不在了" in said.decode()
    assert "Traceback" not in said.decode()
    status, again = finish(root, out, *ALL, "--jobs", "2")
    assert status == 1
    assert "没有变化 0 个" not in again
    assert read_tree(out) == read_tree(here)


def test_no_scheduler_is_told_before_anything_is_written(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    status, said = finish(root, out, "--cluster", f"tcp://127.0.0.1:{free_port()}")
    assert status == 3
    assert "连不上调度程序" in said
    assert "Traceback" not in said
    assert not out.exists()


def _order(root: Path, name: str) -> Order:
    settings = with_key(Settings(build=False, check=True, review=False))
    unit = next(path for path in sorted(root.rglob(name)) if path.is_dir())
    path = PurePosixPath(unit.relative_to(root))
    return Order(root, Unit(path, Kind.FOLDER), settings)


@pytest.mark.parametrize("name", ["部门0", "部门1", "坏的"])
def test_a_parcel_says_what_the_folder_says(root: Path, name: str, tmp_path: Path) -> None:
    order = _order(root, name)
    parcel = pack(order, Bounds())
    assert parcel is not None
    assert make_key(unpack(parcel, tmp_path)) == make_key(order)
    far = read_answer(do_parcel(write_parcel(parcel)))
    ((_, near),) = perform_here(Bounds(), 1, lambda: None)(iter([order]))
    assert isinstance(far, Outcome)
    assert far == near


def test_what_cannot_be_carried_is_done_here(root: Path, tmp_path: Path) -> None:
    order = _order(root, "部门1")
    linked = tmp_path / "有链接" / "部门"
    linked.mkdir(parents=True)
    (linked / "公开01.csv").symlink_to(order.path / "公开01.csv")
    again = order._replace(root=tmp_path / "有链接", unit=Unit(PurePosixPath("部门"), Kind.FOLDER))
    assert pack(again, Bounds()) is None
    assert pack(order._replace(unit=order.unit._replace(problem="打不开")), Bounds()) is None
