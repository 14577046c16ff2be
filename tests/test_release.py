"""What a release promises: versions that are tried, checks that run wherever users are."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support.folders import ROOT
from support.loading import load_file

oldest = load_file(ROOT / "tools" / "oldest_versions.py")


def test_the_oldest_version_of_every_library_is_known() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = described["optional-dependencies"]
    users = [*described["dependencies"], *(r for e, w in extras.items() if e != "test" for r in w)]
    assert set(oldest.list_oldest()) == {Requirement(one).name.lower() for one in users}


@pytest.mark.parametrize(
    "wanted", ["pandas", "pandas<3", "pandas>=2,<3", "pandas>=2; os_name=='nt'"]
)
def test_a_bound_that_cannot_be_tried_stops(wanted: str, tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        f'[project]\ndependencies = ["{wanted}"]\n[project.optional-dependencies]\ntest = []\n',
        "utf-8",
    )
    with pytest.raises(oldest.BoundError, match="pandas"):
        oldest.list_oldest(project)


def test_the_tests_of_other_libraries_are_as_new_as_those_of_users() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = described["optional-dependencies"]
    users = {r.split(">=")[0]: r for e, w in extras.items() if e != "test" for r in w}
    ours = {r.split(">=")[0]: r for r in extras["test"]}
    assert {name: ours.get(name) for name in users} == users


def test_the_workflow_does_what_ci_does_on_three_systems() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "bash .ci/run" in workflow
    assert {"windows-latest", "macos-latest", "ubuntu-latest"} <= set(
        re.findall(r"[a-z]+-latest", workflow)
    )
    lint = makefile.split("\nlint:")[1].split("\n\n")[0]
    checks = set(re.findall(r"\$\(BIN\)/(ruff check|mypy)", lint))
    assert all(f"python -m {one}" in workflow for one in checks)
    for target in re.findall(r"run: make (\S+)", workflow):
        assert f"\n{target}:" in makefile
