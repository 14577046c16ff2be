"""The letters of a run (--letters): one a department, its form for replies beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import LetterTakenError
from generator.base.labels import key_of
from generator.base.output import fit_file_name, refuse_no_file
from generator.field import zh
from generator.model.letter import Letter
from generator.model.roll import Presence
from generator.narrative.environment import (
    DEFAULT_PROFILE,
    SETTINGS_FILE,
    profile_names,
    template_folders,
)
from generator.narrative.letter import LetterWriter
from generator.narrative.single import BUREAU_SWITCH
from generator.narrative.wording import load_settings
from generator.reporting.reply_form import format_reply_form
from generator.tasks.review_many.naming import NO_NAMES
from generator.tasks.review_many.replies import FORM_END, is_filled
from generator.word.word import load_reference, render_alone, was_edited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.letter import FileLetter
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import RollCall
    from generator.tasks.review_many.naming import Names

    ReadLetter = Callable[[str], FileLetter | None]

_WORD, _BOOK = ".docx", ".xlsx"


class Addressed(NamedTuple):
    """A letter with the names of its files; those in `guessed` were told by the file's name.

    `due` is the year that the department is to publish, where it has sent another one's alone.
    """

    stem: str
    department: str
    files: tuple[str, ...]
    is_guessed: bool = False
    due: int = 0


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """Which letters there are, and how many departments need none.

    `withheld` are the files that could not be reviewed for a reason that no department is told;
    `is_unsigned`: the templates do not say which bureau writes.
    """

    letters: tuple[Addressed, ...]
    clean: int
    withheld: tuple[str, ...] = ()
    is_unsigned: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What the bureau is told of them."""
        clean = f"，没有要告知的 {self.clean} 个部门不写" if self.clean else ""
        told = [f"{zh.LETTER} {len(self.letters)} 封{clean}"]
        guessed = [one.department for one in self.letters if one.is_guessed]
        if guessed:
            told.append(f"按文件名认的部门，请核对后再发：{'、'.join(guessed)}")
        nameless = [one.stem for one in self.letters if not one.department]
        if nameless:
            told.append(
                f"不知是哪个部门的，请补上{zh.DEPARTMENT_NAME}后再发：{'、'.join(nameless)}"
            )
        if self.letters and self.is_unsigned:
            told.append(
                f"落款印作【待补充：{BUREAU_SWITCH}】，请补上后再发；"
                f"写在自己模板文件夹的 {SETTINGS_FILE} 里（网页的“修改模板和用语”，[审核] 一节），"
                "以后不用再补"
            )
        if self.withheld:
            named = "、".join(self.withheld)
            told.append(f"没有能够审核、原因不在部门的，没有写{zh.LETTER}：{named}")
        return tuple(f"{line}。" for line in told)


class LetterDesk:
    """Writes the letters of a run with the templates of a user's folder, if any.

    Raises TemplateError, SettingsError with every fault of the template.
    """

    def __init__(self, templates: Path | None, day: date, *, hints: bool) -> None:
        self._templates = templates
        self._day = day
        self._hints = hints
        self._reference = load_reference()
        self._writers: dict[str, LetterWriter] = {}
        self._writer(DEFAULT_PROFILE)

    def plan(
        self,
        files: Sequence[FileSummary],
        read: ReadLetter,
        roll: RollCall | None,
        names: Names = NO_NAMES,
    ) -> LetterPlan:
        """Return which letters are to be written, in the order of the files.

        Of a department of the list that has sent several files, only the one that counts is told.
        """
        counting = (
            {key_of(one.listed.name): one.counting for one in roll.departments} if roll else {}
        )
        due = {key_of(name): year for name, year in _due_years(roll).items()}
        asked = {one.file: one.asked for one in roll.strangers} if roll else {}
        groups: dict[str, list[Addressed]] = {}
        for file in files:
            if file.path.is_file():
                one = _address(file, names, asked.get(file.name, ()), counting)
                groups.setdefault(key_of(one.department) or f"/{file.name}", []).append(one)
        letters: list[Addressed] = []
        clean = 0
        withheld: list[str] = []
        for key, several in groups.items():
            chosen = [a for a in several if counting.get(key) in a.files] or several
            year = due.get(key, 0)
            sent = [name for a in chosen for name in a.files if self._to_send(read, name, year)]
            ours = [name for a in chosen for name in a.files if self._is_withheld(read, name)]
            withheld += ours
            if sent:
                guessed = all(a.is_guessed for a in chosen)
                first = several[0]
                letters.append(Addressed(first.stem, first.department, (*sent,), guessed, year))
            else:
                clean += not ours
        unsigned = not self._writer(DEFAULT_PROFILE).is_signed
        return LetterPlan(_with_own_stems(letters), clean, tuple(withheld), unsigned)

    def _is_withheld(self, read: ReadLetter, name: str) -> bool:
        letter = read(name)
        return letter is None or letter.is_withheld

    def format(
        self, plan: LetterPlan, read: ReadLetter
    ) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the name of each file below the folder of letters, and what makes it."""
        for one in plan.letters:
            yield f"{one.stem}{_WORD}", partial(self._render, one, read)
            if any(letter.remarks for letter in self._letters(one, read)):
                name = f"{one.stem}{FORM_END}{_BOOK}"
                yield name, partial(self._fill_form, one, read)

    def _to_send(self, read: ReadLetter, name: str, due: int) -> FileLetter | None:
        letter = read(name)
        if letter and due and letter.year and letter.year != due:
            letter = replace(letter, due=due)
        return letter.to_send(hints=self._hints) if letter else None

    def _letters(self, one: Addressed, read: ReadLetter) -> tuple[FileLetter, ...]:
        found = (self._to_send(read, name, one.due) for name in one.files)
        return tuple(letter for letter in found if letter is not None)

    def _compose(self, one: Addressed, read: ReadLetter) -> Letter:
        return Letter(one.department, self._letters(one, read), self._day)

    def _render(self, one: Addressed, read: ReadLetter) -> bytes:
        letter = self._compose(one, read)
        written = self._writer(letter.profile).write(letter)
        return render_alone(written.blocks, written.title, letter.department, self._reference)

    def _fill_form(self, one: Addressed, read: ReadLetter) -> bytes:
        return format_reply_form(self._compose(one, read))

    def _writer(self, profile: str) -> LetterWriter:
        known = profile if profile in profile_names(self._templates) else DEFAULT_PROFILE
        if known not in self._writers:
            folders = template_folders(known, self._templates)
            self._writers[known] = LetterWriter(folders, load_settings(folders))
        return self._writers[known]


def _address(
    file: FileSummary,
    names: Names,
    asked: Sequence[str],
    counting: Mapping[str, str],
) -> Addressed:
    """Return to whom a file's letter goes; by the name of the file only if nothing else tells."""
    if file.department:
        listed = names.exact(file.department)
        name = listed.name if listed else file.department
        return Addressed(fit_file_name(name), name, (file.name,))
    if len(asked) == 1 and not counting.get(key_of(asked[0])):
        return Addressed(fit_file_name(asked[0]), asked[0], (file.name,), is_guessed=True)
    stem = fit_file_name(PurePosixPath(file.name).stem)
    return Addressed(stem, "", (file.name,))


def _due_years(roll: RollCall | None) -> dict[str, int]:
    """Return, by department, the year to publish of those that have sent another one's alone."""
    departments = roll.departments if roll else ()
    return {one.listed.name: one.due for one in departments if one.presence is Presence.OTHER_YEAR}


def _with_own_stems(letters: Iterable[Addressed]) -> tuple[Addressed, ...]:
    """Return the letters with names that Windows tells apart."""
    taken: set[str] = set()
    named = []
    for one in letters:
        stem, number = one.stem or zh.LETTER, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{one.stem or zh.LETTER}（{number}）"
        taken.add(stem.casefold())
        named.append(one._replace(stem=stem))
    return tuple(named)


def refuse_taken(path: Path) -> None:
    """Raise LetterTakenError where a file holds what somebody has written into it."""
    refuse_no_file(path)
    if not path.exists():
        return
    if path.suffix == _WORD and was_edited(path):
        raise LetterTakenError(path, "在写出之后被人工修改过（或不是本程序写出的）")
    if path.suffix == _BOOK and is_filled(path):
        raise LetterTakenError(path, "里面已经填有反馈（或不是本程序写出的）")
