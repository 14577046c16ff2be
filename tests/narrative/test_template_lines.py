"""Traced documents: the same text, each run of it with the line of the template that wrote it."""

from pathlib import Path

import pytest
from evaluations.evaluation import random_evaluation
from evaluations.folder import write_evaluation
from oracle.department import random_department
from oracle.folder import write_folder
from support.folders import DATA, SAMPLE_FOLDERS

from generator.model.block import Paragraph
from generator.narrative.metering import Meter
from generator.tasks.department import read_sources, word_department
from generator.tasks.templates.coverage import lines_to_reach, reached_spots
from generator.tasks.templates.files import folders_by_profile, resolved_files
from generator.tasks.templates.letters import write_letters_for_trial
from generator.tasks.templates.reports import write_reports_for_trial
from generator.tasks.templates.variations import vary


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_tracing_changes_nothing(folder: Path) -> None:
    sources = read_sources(folder)
    for profile in folders_by_profile(None):
        plain = word_department(sources, profile=profile)
        traced = word_department(sources, profile=profile, traced=True)
        assert [getattr(b, "text", "") for b in plain.blocks] == [
            getattr(b, "text", "") for b in traced.blocks
        ]
        assert plain.gaps == traced.gaps
        assert plain.content.cover == traced.content.cover
        assert not any(
            span.origin for b in plain.blocks if isinstance(b, Paragraph) for span in b.spans
        )


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_every_word_has_its_line(folder: Path) -> None:
    department = word_department(read_sources(folder), traced=True)
    blocks = [b for b in department.blocks if isinstance(b, Paragraph)]
    blocks += [b for b in department.content.parts[0].blocks if isinstance(b, Paragraph)]
    literal = 0
    for block in blocks:
        for span in block.spans:
            assert span.origin is not None, span
            line = _lines(span.origin.path)[span.origin.line - 1]
            if span.figure is not None:
                assert "{{" in line
            elif span.text in line:
                literal += 1
    assert literal > 100


def test_a_line_of_a_macro_is_told_where_the_macro_stands() -> None:
    department = word_department(read_sources(DATA), traced=True)
    second = department.blocks[1]
    assert isinstance(second, Paragraph)
    files = {Path(span.origin.path).name for span in second.spans if span.origin}
    assert files == {"01-收入支出决算总体情况.md", "宏.md"}


@pytest.mark.slow
def test_random_departments_reach_the_templates(tmp_path: Path) -> None:
    """What samples and random departments leave out is reached by their variations."""
    profiles = folders_by_profile(None)
    wanted = lines_to_reach(
        {path for folders in profiles.values() for path in resolved_files(folders).values()}
    )
    reached = set()
    folders = list(SAMPLE_FOLDERS)
    for seed in range(60):
        folders.append(tmp_path / str(seed))
        write_folder(random_department(seed), folders[-1], variant=seed)
    for seed in range(1, 7):
        folders.append(tmp_path / f"自评{seed}")
        write_evaluation(random_evaluation(seed), folders[-1])
    sources = [read_sources(folder) for folder in folders]
    for department in sources:
        for profile in profiles:
            written = word_department(department, profile=profile, traced=True)
            reached |= reached_spots(written.reached)
    for profile in profiles:
        reached |= reached_spots(write_letters_for_trial(profile, None, Meter()))
        reached |= reached_spots(write_reports_for_trial(profile, None, Meter()))
    print(f"{len(wanted & reached)} of {len(wanted)}")  # noqa: T201 - a measurement
    assert len(wanted - reached) <= len(wanted) // 20
    for department in sources[: len(SAMPLE_FOLDERS)]:
        for variation in vary(department):
            for profile in profiles:
                written = word_department(variation, profile=profile, traced=True)
                reached |= reached_spots(written.reached)
        if wanted <= reached:
            break
    assert wanted - reached == set()
