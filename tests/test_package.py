"""The wheel carries everything, and works where the source is not."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest
from support.folders import DATA, ROOT, copy_data

pytestmark = pytest.mark.slow
_NAME = "新乡市行政审批和政务信息管理局2024年度部门决算情况说明.docx"


def _run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the present tree."""
    folder = tmp_path_factory.mktemp("轮子 wheel")
    done = _run(
        *(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "-q", "-w", folder),
        folder=folder,
    )
    assert done.returncode == 0, done.stderr.decode()
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment in which the wheel is installed."""
    home = tmp_path_factory.mktemp("环境") / "venv"
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    done = _run(scripts / "python", "-m", "pip", "install", "-q", wheel, folder=home)
    assert done.returncode == 0, done.stderr.decode()
    return scripts / "python"


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module(wheel: Path) -> None:
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert source - _names(wheel) == set()
    assert "generator/accounts/subjects.csv" in source


def test_the_wheel_holds_every_template(wheel: Path) -> None:
    base = ROOT / "templates"
    templates = {
        f"generator/templates/{path.relative_to(base).as_posix()}"
        for path in (base / "zh").rglob("*")
        if path.is_file()
    }
    assert templates - _names(wheel) == set()
    for name in ("行文.toml", "reference.docx", "宏.md", "profiles/henan-itemised/行文.toml"):
        assert f"generator/templates/zh/{name}" in templates
    sections = [name for name in templates if Path(name).name[:2].isdigit()]
    assert len([name for name in sections if "profiles" not in name]) == 13


def test_the_wheel_holds_the_samples(wheel: Path) -> None:
    names = _names(wheel)
    for folder in (DATA, *sorted(p for p in (ROOT / "samples").iterdir() if p.is_dir())):
        for path in folder.rglob("*"):
            if path.is_file():
                inside = path.relative_to(folder).as_posix()
                assert f"generator/samples/{folder.name}/{inside}" in names
        assert f"generator/samples/{folder.name}/预期/正文.txt" in names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in _names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"generator"}
    assert [name for name in _names(wheel) if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_installed_program_writes_a_document(python: Path, tmp_path: Path) -> None:
    copy_data(tmp_path / "我的 数据")
    script = python.parent / "gen-narrative"
    done = _run(script, "我的 数据", "--docx", "--html", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / _NAME).stat().st_size > 20_000
    text = _run(python, "-m", "generator", "我的 数据", "--text", folder=tmp_path)
    here = _run(sys.executable, "-m", "generator", DATA, "--text", folder=ROOT)
    assert text.stdout == here.stdout
    assert text.stdout.startswith("一、".encode())


def test_the_installed_workbench_uses_its_samples(python: Path, tmp_path: Path) -> None:
    script = python.parent / "gen-narrative"
    checked = _run(script, "templates", "check", folder=tmp_path)
    assert checked.returncode == 0, checked.stderr.decode()
    assert "孟津2024-更正" in checked.stdout.decode()
    assert "模板没有错误" in checked.stdout.decode()
    compared = _run(script, "templates", "diff", folder=tmp_path)
    assert compared.returncode == 0, compared.stderr.decode()
    assert "没有变化。" in compared.stdout.decode()
    # The server is an extra: without it, a sentence instead of a traceback.
    for command in (("templates", "preview", DATA), ("serve", "工作")):
        stopped = _run(script, *command, folder=tmp_path)
        assert stopped.returncode == 3
        assert "gen-narrative[page]" in stopped.stderr.decode()
        assert "Traceback" not in stopped.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_installed_program_is_not_the_source(python: Path, tmp_path: Path) -> None:
    code = "import generator, pathlib; print(pathlib.Path(generator.__file__).resolve())"
    done = _run(python, "-c", code, folder=tmp_path)
    assert str(ROOT / "generator") not in done.stdout.decode()
    assert "site-packages" in done.stdout.decode()


def test_the_other_commands_work_when_installed(python: Path, tmp_path: Path) -> None:
    copy_data(tmp_path / "data")
    done = _run(python, "-m", "generator", "explain", "data", "五（三）2", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "506.13" in done.stdout.decode()
    done = _run(python, "-m", "generator", "data", "--profile", "henan-itemised", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_the_installed_page_answers(wheel: Path, tmp_path: Path) -> None:
    """With the extra, from a folder with a blank and Chinese in its name, and no source near."""
    home = tmp_path / "新 文件夹（决算）" / "venv"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = _run(python, "-m", "pip", "install", "-q", f"{wheel}[page]", folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    copy_data(home.parent / "决算工作" / "部门" / "某局")
    command = [str(python), "-X", "utf8", "-m", "generator", "serve", "决算工作", "--no-browser"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    with subprocess.Popen(
        command, cwd=home.parent, env=environment, stdout=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        address = served.stdout.readline().partition("http://")[2].strip()
        try:
            asking = build_opener(ProxyHandler({}), HTTPCookieProcessor())
            asking.open(f"http://{address}", timeout=60).close()
            with asking.open(f"http://{address.partition('/')[0]}/", timeout=60) as answer:
                page = answer.read().decode()
        finally:
            served.terminate()
        assert served.wait(60) == 0
    assert "编制决算公开" in page
    assert "某局" in page
